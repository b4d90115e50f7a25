"""What every page knows about how it is to be shown."""

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language

THEME_COOKIE = "shanyu_theme"
ELDER_COOKIE = "shanyu_elder"
THEMES = ("auto", "light", "dark")


def ui(request: HttpRequest) -> dict:
    """Give templates `theme` (auto, light or dark), `elder`, `lang` (zh-hans or en) and `demo`."""
    theme = request.COOKIES.get(THEME_COOKIE, "auto")
    return {
        "theme": theme if theme in THEMES else "auto",
        "elder": request.COOKIES.get(ELDER_COOKIE) == "1",
        "lang": get_language() or settings.LANGUAGE_CODE,
        "demo": bool(getattr(settings, "DEMO", False)),
    }
