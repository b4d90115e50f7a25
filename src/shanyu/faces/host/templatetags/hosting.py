"""Tags of the host: texts in the reader's language, how full a session is, reasons of a plan, pictures."""

from django import template
from django.db.models import Model
from django.urls import reverse
from django.utils.translation import gettext as _

from shanyu.domain.booking.models import Session
from shanyu.domain.booking.wishes import wish_words
from shanyu.domain.providers import naming
from shanyu.faces.host.wording import state_of, why
from shanyu.ui import words
from shanyu.ui.pictures import drawing_url
from shanyu.ui.templatetags.ui import state_badge

register = template.Library()


@register.simple_tag
def said(row: Model, field: str) -> str:
    """{% said site "name" %}: a row's text in the reader's language."""
    return naming.said(row, field)


@register.inclusion_tag("ui/components/badge.html")
def session_badge(session: Session) -> dict:
    """How a session stands: draft, open, full, called off, over."""
    return state_badge(*state_of(session))


@register.simple_tag
def poster_url(session: Session) -> str:
    """Where a session's own poster is, or the drawing it was given; empty without either."""
    if session.poster_id:
        return reverse("host:poster", args=[session.public_id])
    return drawing_url(session.drawing) if session.drawing else ""


@register.filter
def reason(one: dict) -> str:
    """A reason of the plan as a sentence."""
    return why(one)


@register.filter
def wish(code: str) -> str:
    return wish_words(code)


@register.filter
def ages(row: Model) -> str:
    """6个月–2岁, the last month included."""
    return _("%(from)s 至 %(to)s") % {
        "from": words.months_text(row.age_from),
        "to": words.months_text(row.age_to),
    }


@register.filter
def percent(value: float | None) -> str:
    return words.NOTHING if value is None else f"{round(100 * value)}%"


@register.filter
def one_digit(value: float | None) -> str:
    return words.NOTHING if value is None else f"{value:.1f}"
