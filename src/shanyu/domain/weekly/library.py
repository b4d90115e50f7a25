"""What the libraries of a site hold: its own rows and its operator's; and finding rows by what somebody wrote."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Model, Q, QuerySet

from shanyu.domain.providers.models import Site
from shanyu.domain.weekly.models import Activity, Dish


def dishes_of(site: Site) -> QuerySet[Dish]:
    return _library(Dish, site)


def activities_of(site: Site) -> QuerySet[Activity]:
    return _library(Activity, site)


def _library(model: type[Model], site: Site) -> QuerySet:
    """Rows in use: the site's own, and those that its operator gives to all its sites."""
    whose = Q(site=site) | Q(site=None, operator=site.operator_id)
    return model.objects.filter(whose, retired_at=None)


def by_word(rows: Iterable[Dish] | Iterable[Activity], field: str) -> dict[str, Model]:
    """Rows by their public id, by their English and by their Chinese name; a site's own wins over the operator's."""
    found: dict[str, Model] = {}
    ordered = sorted(rows, key=lambda row: (row.site_id is not None, row.pk))
    for name in (f"{field}_en", field, "public_id"):
        for row in ordered:
            word = getattr(row, name)
            if word:
                found[str(word).strip().lower()] = row
    return found


def wanted(words: dict[str, Model], said: str | UUID) -> Model | None:
    return words.get(str(said).strip().lower())
