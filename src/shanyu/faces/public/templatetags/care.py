"""`{% load care %}`: texts that are kept in two languages."""

from django import template
from django.db.models import Model

from shanyu.domain.providers import naming

register = template.Library()


@register.filter
def said(row: Model, field: str) -> str:
    """{{ site|said:"name" }}: the text in the reader's language."""
    return naming.said(row, field)


@register.filter
def of(found: dict, key: object) -> object:
    """{{ later|of:one.pk }}: what a mapping has for a key; nothing where it has none."""
    return found.get(key, ())
