"""`{% load authority %}`: a row's text and a verb's words in the reader's language."""

from django import template
from django.db.models import Model

from shanyu.domain.providers import naming
from shanyu.kernel.door.deeds import deed_of

register = template.Library()


@register.filter
def said(row: Model | None, field: str = "name") -> str:
    """{{ site|said:"address" }} → the English twin for an English reader, where there is one."""
    return naming.said(row, field) if row is not None else ""


@register.filter
def deed(verb: str) -> str:
    """{{ event.verb|deed }} → 预约一场, for the name of a verb."""
    return deed_of(verb)
