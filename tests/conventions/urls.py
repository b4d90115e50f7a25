"""Every address of the product, with what its view declared at the door."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import models
from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.converters import IntConverter
from psycopg.types.range import DateRange

from shanyu.domain.providers.models import CareClass
from shanyu.domain.weekly.models import Menu, MenuVersion, Plan, PlanVersion
from shanyu.faces.account.pages import PAGES
from shanyu.kernel.door.verbs import Verb, verbs
from shanyu.ui.pages import Page
from tests.cast import NOW, TODAY, Cast


@dataclass(frozen=True)
class Address:
    """One URL pattern: its route, its converters, and the page that its view declared.

    `borrowed` views are allauth's: their pages are declared in the account face's table.
    """

    route: str
    converters: dict[str, Any]
    page: Page | None
    name: str
    borrowed: bool

    def path(self, values: dict[str, Any]) -> str:
        route = self.route
        for key, converter in self.converters.items():
            for written in (
                f"<{key}>",
                *(f"<{kind}:{key}>" for kind in ("uuid", "int", "str", "slug", "path")),
            ):
                route = route.replace(written, str(converter.to_url(values[key])))
        return "/" + route

    @property
    def verb(self) -> Verb:
        return verbs()[self.page.verb]


def addresses() -> list[Address]:
    return list(_walk(get_resolver().url_patterns, "", {}, ""))


def _walk(patterns: list, prefix: str, converters: dict, namespace: str) -> Iterator[Address]:
    for pattern in patterns:
        found = {**converters, **pattern.pattern.converters}
        route = prefix + str(pattern.pattern).lstrip("^")
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from _walk(pattern.url_patterns, route, found, inner)
        elif isinstance(pattern, URLPattern):
            name = f"{namespace}{pattern.name}"
            page = getattr(pattern.callback, "page", None)
            yield Address(route.rstrip("$"), found, page or PAGES.get(name), name, borrowed=page is None)


def subject(model: type[models.Model], cast: Cast) -> models.Model:
    """The cast's row of a model that the people of the cast are about."""
    return (
        {
            "providers.site": cast.bamboo,
            "providers.operator": cast.operator,
            "people.child": cast.daughter,
            "people.household": cast.household,
            "people.account": cast.father,
            "regions.region": cast.district,
        }.get(model._meta.label_lower)
        or model._default_manager.order_by("pk").first()
        or made(model, cast)
    )


def made(model: type[models.Model], cast: Cast) -> models.Model | None:
    """A row that the cast itself does not need, the father's own or one that he asked for his daughter."""
    own, asked = {"account": cast.father}, {"child": cast.daughter}
    facts = {
        "messaging.notification": {**own, "kind": "test", "title": "通知", "dedupe": "walk"},
        "messaging.pushsubscription": {**own, "endpoint": "https://push.example/1", "keys": "{}"},
        "care.leave": {
            **asked, "site": cast.bamboo, "during": DateRange(TODAY, TODAY + timedelta(days=1)),
            "reason": "family", "told_by": cast.father,
        },
        "care.pickuppass": {
            **asked, "name": "王阿姨", "code_hash": "0" * 64, "day": TODAY, "allowed_by": cast.father
        },
        "care.medicationrequest": {
            **asked, "site": cast.bamboo, "drug": "药", "dose": "5 毫升", "first_day": TODAY, "last_day": TODAY,
            "times": [600], "asked_by": cast.father,
        },
    }.get(model._meta.label_lower)  # fmt: skip
    return None if facts is None else model._default_manager.create(**facts)


def week_published(cast: Cast) -> None:
    """The menu of the cast's site and the plan of its class are published for the week in which the tests stand."""
    week = {"monday": TODAY - timedelta(days=TODAY.weekday()), "edited_at": NOW}
    told = {"number": 1, "content": {}, "published_at": NOW, "published_by": cast.head}
    MenuVersion.objects.create(menu=Menu.objects.create(site=cast.bamboo, **week), **told)
    care_class = subject(CareClass, cast)
    PlanVersion.objects.create(plan=Plan.objects.create(care_class=care_class, **week), **told)


def key_of(row: models.Model | None, converter: Any) -> Any:
    """What stands for a row in an address; a key that is nobody's where the cast has none."""
    if isinstance(converter, IntConverter):
        return 1 if row is None else row.pk
    return UUID(int=1) if row is None else getattr(row, "public_id", "1")
