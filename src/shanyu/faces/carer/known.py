"""The device that a browser says it is: its secret lies in a cookie that no script reads."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse

from shanyu.domain.care.known_devices import device_of
from shanyu.domain.care.models import Device
from shanyu.domain.care.refusals import DeviceRevoked

COOKIE, PATH = "shanyu_device", "/carer/"
_YEAR = 365 * 24 * 3600


def secret_of(request: HttpRequest) -> str:
    return request.COOKIES.get(COOKIE, "")


def device_here(request: HttpRequest) -> Device | None:
    """Raises DeviceRevoked where it was stopped."""
    return device_of(secret_of(request))


def remember(answer: HttpResponse, secret: str) -> None:
    answer.set_cookie(
        COOKIE, secret, max_age=_YEAR, path=PATH, httponly=True, samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )  # fmt: skip


def gone(refusal: DeviceRevoked) -> JsonResponse:
    """To a script on a stopped device: it forgets what it holds."""
    answer = JsonResponse({"revoked": True, "words": str(refusal)}, status=refusal.status)
    answer.delete_cookie(COOKIE, path=PATH)
    return answer
