"""`{% load authority %}`: a row's text in the reader's language."""

from django import template
from django.db.models import Model

from shanyu.domain.providers import naming

register = template.Library()


@register.filter
def said(row: Model | None, field: str = "name") -> str:
    """{{ site|said:"address" }} → the English twin for an English reader, where there is one."""
    return naming.said(row, field) if row is not None else ""
