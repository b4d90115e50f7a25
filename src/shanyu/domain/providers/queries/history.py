"""Who changed what at a site, when, by which verb, from what to what: read from the tables the triggers write."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Max, Model, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from shanyu.domain.people.models import Account
from shanyu.domain.providers.models import (
    Authorisation,
    CareClass,
    Certificate,
    Credential,
    Operator,
    Owner,
    Post,
    Room,
    ServiceOffer,
    Site,
    SitePage,
    Worker,
)
from shanyu.domain.providers.queries.history_words import FIELDS, HOW, TABLES, said_value, verb_words
from shanyu.domain.regions.models import Region
from shanyu.kernel.clock import today
from shanyu.kernel.door import Actor, Role
from shanyu.kernel.door.verbs import query

PAGE_SIZE = 30
SITE_TABLES: tuple[type[Model], ...] = (
    Site, SitePage, Room, CareClass, ServiceOffer, Certificate, Authorisation,
)  # fmt: skip
STAFF_TABLES: tuple[type[Model], ...] = (Post, Credential)
NAMED: tuple[tuple[str, type[Model]], ...] = (
    ("room", Room), ("care_class", CareClass), ("worker", Worker), ("owner", Owner), ("operator", Operator),
    ("region", Region),
)  # fmt: skip
SEES_STAFF = (Role.HEAD, Role.OPERATOR, Role.DISTRICT_OFFICER)


@dataclass(frozen=True)
class FieldChange:
    """One field: its name, what it was ("" for nothing) and what it became."""

    name: str
    before: str
    after: str


@dataclass(frozen=True)
class Change:
    """One row changed: when, by whom, by which verb in words, what it is called, and its fields."""

    at: datetime
    who: str
    did: str
    how: str
    table: str
    what: str
    fields: tuple[FieldChange, ...]
    new: bool = False


@dataclass(frozen=True)
class History:
    """One page of changes, the newest first, and how many there are in all."""

    site: Site
    changes: list[Change]
    total: int
    page: int
    size: int = PAGE_SIZE


@query("providers.office_history", on=Site)
def history(actor: Actor, site: Site, *, page: int = 1) -> History:
    """The changes at a site. The number of questions depends on the kinds of rows on the page, not on how many.

    Changes of staff and their papers are shown to those who may see staff, for people who work there now.
    """
    return changes_at(site, SITE_TABLES + (STAFF_TABLES if actor.has(*SEES_STAFF) else ()), page)


def changes_at(
    site: Site, tables: tuple[type[Model], ...], page: int, *, shown: Callable[[str], str] = str
) -> History:
    """A page of the changes in these tables at a site; `shown` says how people's names are shown."""
    streams = [_stream(model, site) for model in tables]
    everything = streams[0].union(*streams[1:], all=True)
    total = everything.count()
    page = max(1, min(page, -(-total // PAGE_SIZE) or 1))
    start = (page - 1) * PAGE_SIZE
    wanted = list(everything.order_by("-pgh_created_at", "-pgh_id")[start : start + PAGE_SIZE])
    return History(site, _told(wanted, {model.__name__: model for model in tables}, shown), total, page)


def _stream(model: type[Model], site: Site) -> QuerySet:
    events = model.pgh_event_model.objects.filter(_of_site(model, site)).order_by()
    return events.annotate(table=Value(model.__name__)).values_list("table", "pgh_id", "pgh_created_at")


def _of_site(model: type[Model], site: Site) -> Q:
    if model is Site:
        return Q(id=site.pk)
    if model is Credential:
        lasting = Q(valid__upper_inf=True) | Q(valid__endswith__gt=today())
        return Q(worker_id__in=Post.objects.filter(lasting, site=site).values("worker"))
    return Q(site_id=site.pk)


def _told(
    wanted: list[tuple[str, int, datetime]], tables: dict[str, type[Model]], shown: Callable[[str], str]
) -> list[Change]:
    ids: dict[str, list[int]] = defaultdict(list)
    for table, key, _at in wanted:
        ids[table].append(key)
    rows = {table: _rows(tables[table], keys) for table, keys in ids.items()}
    every = [pair for found in rows.values() for pair in found.values()]
    people = {key: shown(name) for key, name in _people(row for row, _before in every).items()}
    names = _names(every, shown)
    return [
        _change(tables[table], *rows[table][key], people=people, names=names) for table, key, _at in wanted
    ]


def _rows(model: type[Model], keys: list[int]) -> dict[int, tuple[Any, Any]]:
    """Every event with the one before it of the same row, or None."""
    events = model.pgh_event_model.objects
    earlier = (
        events.filter(id=OuterRef("id"), pgh_id__lt=OuterRef("pgh_id"))
        .order_by()
        .values("id")
        .annotate(last=Max("pgh_id"))
        .values("last")
    )
    rows = list(
        events.filter(pgh_id__in=keys)
        .annotate(earlier=Coalesce(Subquery(earlier), Value(0)))
        .select_related("pgh_context")
    )
    before = events.in_bulk([row.earlier for row in rows if row.earlier])
    return {row.pgh_id: (row, before.get(row.earlier)) for row in rows}


def _people(rows: Iterable[Any]) -> dict[int, str]:
    keys = {_context(row).get("account") for row in rows} - {None}
    return dict(Account.objects.filter(pk__in=keys).values_list("pk", "name"))


def _names(pairs: list[tuple[Any, Any]], shown: Callable[[str], str]) -> dict[tuple[str, int], str]:
    """The names of what and whom the rows speak of; `shown` says how a worker's is."""
    found: dict[tuple[str, int], str] = {}
    for field, model in NAMED:
        keys = {getattr(row, f"{field}_id", None) for pair in pairs for row in pair if row is not None} - {
            None
        }
        if keys:
            for key, name in model.objects.filter(pk__in=keys).values_list("pk", "name"):
                found[field, key] = shown(name) if model is Worker else name
    return found


def _context(row: Any) -> dict:
    return row.pgh_context.metadata if row.pgh_context else {}


def _change(model: type[Model], row: Any, before: Any, *, people: dict, names: dict) -> Change:
    context = _context(row)
    how = row.pgh_label
    account = context.get("account")
    who = people.get(account, _("已注销的账号")) if account is not None else _("平台")
    fields = () if how == "delete" else tuple(_fields(model, row, before, names))
    return Change(
        at=row.pgh_created_at,
        who=who,
        did=verb_words(context.get("verb", ""), how),
        how=str(HOW[how]),
        table=str(TABLES[model.__name__]),
        what=_what(model, row, names),
        fields=fields,
        new=before is None,
    )


def _fields(model: type[Model], row: Any, before: Any, names: dict) -> Iterable[FieldChange]:
    for name, words in FIELDS.items():
        event_fields = {field.name: field for field in row._meta.concrete_fields}
        if name not in event_fields:
            continue
        field = model._meta.get_field(name)
        old = getattr(before, field.attname) if before is not None else None
        new = getattr(row, field.attname)
        if old != new:
            was, now_is = said_value(field, old, names), said_value(field, new, names)
            if was or now_is:
                yield FieldChange(str(words), was, now_is)


def _what(model: type[Model], row: Any, names: dict) -> str:
    """What a row is called: its name, its worker, or its kind."""
    if model in (Site, SitePage):
        return ""
    if model in (Room, CareClass):
        return row.name
    parts = [names.get(("worker", row.worker_id), "")] if model in STAFF_TABLES else []
    for name in ("kind", "form"):
        if hasattr(row, name):
            parts.append(said_value(model._meta.get_field(name), getattr(row, name), names))
    return " · ".join(part for part in parts if part)
