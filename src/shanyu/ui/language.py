"""Which language a page is in: what the reader chose, else what their account says, else Chinese."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

COOKIE = settings.LANGUAGE_COOKIE_NAME
KNOWN = frozenset(code for code, _name in settings.LANGUAGES)


class LanguageMiddleware:
    """`?lang=en` for one page (links to share), the cookie for all pages, Chinese otherwise."""

    def __init__(self, get_response: Callable) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        language = request.GET.get("lang") or request.COOKIES.get(COOKIE) or settings.LANGUAGE_CODE
        if language not in KNOWN:
            language = settings.LANGUAGE_CODE
        request.LANGUAGE_CODE = language
        with translation.override(language):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response
