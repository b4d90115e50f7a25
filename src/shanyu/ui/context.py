"""What every page knows about how it is to be shown."""

from math import ceil

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language

from shanyu.domain.messaging.queries.notices import unread
from shanyu.domain.people.actors import duty_ends
from shanyu.kernel.clock import now

THEME_COOKIE = "shanyu_theme"
ELDER_COOKIE = "shanyu_elder"
THEMES = ("auto", "light", "dark")


def ui(request: HttpRequest) -> dict:
    """Give templates `theme` (auto, light or dark), `elder`, `lang` (zh-hans or en), `demo`, `duty_minutes` and
    `unread`."""
    theme = request.COOKIES.get(THEME_COOKIE, "auto")
    return {
        "theme": theme if theme in THEMES else "auto",
        "elder": request.COOKIES.get(ELDER_COOKIE) == "1",
        "lang": get_language() or settings.LANGUAGE_CODE,
        "demo": bool(getattr(settings, "DEMO", False)),
        "duty_minutes": SimpleLazyObject(lambda: _duty_minutes(request)),
        "unread": SimpleLazyObject(lambda: _unread(request)),
    }


def _unread(request: HttpRequest) -> int:
    """How many of the reader's notices are unread: the mark at the bell."""
    user = getattr(request, "user", None)
    return unread(user.pk) if user is not None and user.is_authenticated else 0


def _duty_minutes(request: HttpRequest) -> int:
    """Minutes that are left of the reader's session of administration, 0 where none is open."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated or not request.actor.on_duty:
        return 0
    ends = duty_ends(user.pk)
    return ceil((ends - now()).total_seconds() / 60) if ends else 0
