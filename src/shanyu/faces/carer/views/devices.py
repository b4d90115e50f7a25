"""The device of a class: registered and given a PIN by a carer, opened by that PIN, stopped by the head."""

import json
from uuid import UUID

from django import forms
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shanyu.domain.care.actions import register_device, revoke_device, set_pin, unlock
from shanyu.domain.care.queries import classes, devices
from shanyu.domain.care.refusals import DeviceRevoked
from shanyu.faces.carer.frame import shown
from shanyu.faces.carer.known import device_here, gone, remember, secret_of
from shanyu.kernel.door import Refusal
from shanyu.ui.handling import accepted, done, tried
from shanyu.ui.pages import page

BACKEND = "shanyu.faces.account.backends.AccountBackend"


class PinForm(forms.Form):
    """A name for a new device, and the PIN of whoever registers it or joins it."""

    name = forms.CharField(label=gettext_lazy("设备名称"), max_length=60)
    pin = forms.CharField(
        label=gettext_lazy("您的 6 位密码"), max_length=6,
        help_text=gettext_lazy("只在这台设备上用，不能是同一个或连续的数字。"),
        widget=forms.PasswordInput(attrs={"inputmode": "numeric", "autocomplete": "new-password"}),
    )  # fmt: skip


@page("GET", "POST", verb="care.classes")
def register(request: HttpRequest) -> HttpResponse:
    """Register this device; or, on one that is known, set one's own PIN."""
    mine = classes(request.actor)
    if not mine:
        return redirect("carer:papers")
    try:
        device = device_here(request)
    except DeviceRevoked:
        device = None
    form = PinForm(request.POST or None, initial={"name": mine[0].name})
    if device is not None:
        del form.fields["name"]
    kept = []

    def act(given: dict) -> None:
        if device is None:
            kept.append(register_device(request.actor, mine[0].site_id, name=given["name"], pin=given["pin"]))
        else:
            set_pin(request.actor, device, pin=given["pin"])

    if request.method == "POST" and accepted(form, act):
        answer = done(request, _("已设好。以后在这台设备上用 6 位密码打开。"), reverse("carer:floor"))
        if kept:
            remember(answer, kept[0].secret)
        return answer
    return shown(
        request, "carer/device.html", {"form": form, "device": device, "site": mine[0].site}, "floor"
    )


@page("POST", verb="care.unlock")
def open_device(request: HttpRequest) -> HttpResponse:
    """Another carer takes the device: the session becomes theirs."""
    try:
        given = json.loads(request.body)
        worker, pin = UUID(given["worker"]), str(given["pin"])
    except (ValueError, KeyError, TypeError, AttributeError):
        return HttpResponseBadRequest()
    try:
        account = unlock(request.actor, secret=secret_of(request), worker=worker, pin=pin)
    except DeviceRevoked as refusal:
        return gone(refusal)
    except Refusal as refusal:
        return JsonResponse({"words": str(refusal)}, status=refusal.status)
    login(request, account, backend=BACKEND)
    get_token(request)
    return JsonResponse({"words": ""})


@page("GET", verb="care.devices")
def of_site(request: HttpRequest, site_id: UUID) -> HttpResponse:
    """All devices of a site, for its head."""
    lines = devices(request.actor, site_id)
    return shown(request, "carer/devices.html", {"lines": lines, "site_id": site_id}, "")


@page("POST", verb="care.revoke_device")
def revoke(request: HttpRequest, device_id: UUID) -> HttpResponse:
    site = request.POST.get("site", "")
    back = reverse("carer:devices", args=[UUID(site)]) if _is_id(site) else reverse("carer:floor")
    return tried(
        request,
        lambda: revoke_device(request.actor, device_id),
        _("已停用。它下次联网时会清除上面的记录。"),
        back,
    )


def _is_id(text: str) -> bool:
    try:
        return bool(UUID(text))
    except ValueError:
        return False
