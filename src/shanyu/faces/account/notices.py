"""One's own notices, the channels by which they come, and the two links that letters carry."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from shanyu.domain.messaging.actions import (
    add_device,
    choose_channels,
    choose_groups,
    open_notice,
    read_all,
    remove_device,
    set_quiet,
    stop_mails,
)
from shanyu.domain.messaging.kinds import Channel
from shanyu.domain.messaging.queries import my_channels, my_notices
from shanyu.domain.people.actions import confirm_email, forget_email, give_email
from shanyu.domain.people.queries import may_sign_in
from shanyu.faces.account.devices import device_name
from shanyu.faces.account.forms import EmailForm, QuietForm
from shanyu.faces.account.privacy import used
from shanyu.kernel.door import Refusal
from shanyu.ui.pages import page

PAGE_SIZE = 20


@page("GET", "POST", verb="messaging.my_notices", changes="messaging.read_all")
def notices(request: HttpRequest) -> HttpResponse:
    """The list of one's notices; a POST notes that all were read."""
    if request.method == "POST":
        read_all(request.actor)
        return redirect("account:notices")
    text = request.GET.get("page", "1")
    number = max(int(text), 1) if text.isdecimal() and len(text) < 7 else 1
    found = my_notices(request.actor, limit=PAGE_SIZE, offset=(number - 1) * PAGE_SIZE)
    pages = Paginator(range(found.total), PAGE_SIZE).get_page(number)
    return render(request, "account/notices.html", {"found": found, "pages": pages})


@page("GET", verb="messaging.open_notice")
def notice(request: HttpRequest, notice_id: UUID) -> HttpResponse:
    """Open what a notice is about; it counts as read."""
    found = open_notice(request.actor, notice_id)
    ours = url_has_allowed_host_and_scheme(found.url, {request.get_host()})
    return HttpResponseRedirect(found.url) if found.url and ours else redirect("account:notices")


@page("GET", "POST", verb="messaging.my_channels", changes="messaging.choose_channels")
def settings(request: HttpRequest) -> HttpResponse:
    """Choose the channels; the address and the devices stand beside them."""
    found = my_channels(request.actor)
    if request.method == "POST":
        offered = [line.channel.value for line in found.lines]
        chosen = [name for name in request.POST.getlist("on") if name in offered]
        choose_channels(request.actor, offered=offered, on=chosen)
        messages.success(request, _("已保存。"))
        return redirect("account:notice_settings")
    return _settings_page(request, EmailForm())


@page("POST", verb="messaging.my_channels", changes="messaging.choose_groups")
def groups(request: HttpRequest) -> HttpResponse:
    """Choose of what one hears outside the product."""
    choose_groups(request.actor, on=request.POST.getlist("group"))
    messages.success(request, _("已保存。"))
    return redirect("account:notice_settings")


@page("POST", verb="messaging.my_channels", changes="messaging.set_quiet")
def quiet(request: HttpRequest) -> HttpResponse:
    """Say when one wants to be left in peace."""
    form = QuietForm(request.POST)
    if form.is_valid():
        set_quiet(request.actor, **form.cleaned_data)
        messages.success(request, _("已保存。"))
        return redirect("account:notice_settings")
    return _settings_page(request, EmailForm(), 422, form)


def _settings_page(
    request: HttpRequest, form: EmailForm, status: int = 200, quiet_form: QuietForm | None = None
) -> HttpResponse:
    found = my_channels(request.actor)
    kept = {"starts": found.quiet.starts, "ends": found.quiet.ends, "digest": found.quiet.digest}
    lines = {line.channel.value: line for line in found.lines}
    context = {
        "found": found,
        "form": form,
        "quiet_form": quiet_form or QuietForm(initial=kept),
        "mailed": Channel.EMAIL.value in lines,
        "pushed": Channel.PUSH.value in lines,
        "devices": [(one, device_name(one.device)) for one in found.devices],
    }
    return render(request, "account/notice_settings.html", context, status=status)


@page("POST", verb="people.my_account", changes="people.give_email")
def email(request: HttpRequest) -> HttpResponse:
    """Give an e-mail address, have the letter sent again, or have the address forgotten."""
    if "forget" in request.POST:
        forget_email(request.actor, request.user.pk)
        messages.success(request, _("已删除邮箱，不会再发邮件给您。"))
        return redirect("account:notice_settings")
    form = EmailForm(request.POST)
    if form.is_valid() and used(
        form, give_email, request.actor, request.user.pk, email=form.cleaned_data["email"]
    ):
        messages.success(request, _("确认邮件已经寄出。请在三天内打开它，点里面的按钮。"))
        return redirect("account:notice_settings")
    return _settings_page(request, form, status=422)


@page("GET", "POST", verb="people.sign_in", changes="people.confirm_email")
def confirm(request: HttpRequest, secret: str) -> HttpResponse:
    """The button behind the link of the confirmation letter: programs that open links of mails press none."""
    may_sign_in(request.actor)
    if request.method == "POST":
        confirm_email(request.actor, secret=secret)
        return render(request, "account/email_confirmed.html")
    return render(request, "account/email_confirm.html")


@csrf_exempt
@page("GET", "POST", verb="people.sign_in", changes="messaging.stop_mails")
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """End e-mails by the link of one of them. Mail programs post here for their reader (RFC 8058), so without
    the token of a form: the one in the address stands for it."""
    may_sign_in(request.actor)
    if request.method == "POST":
        stop_mails(request.actor, token=token)
        return render(request, "account/mails_stopped.html")
    return render(request, "account/mails_stop.html")


@page("GET", "POST", verb="messaging.my_channels", changes="messaging.add_device")
def add(request: HttpRequest) -> HttpResponse:
    """Take a browser's push subscription, as `devices.js` and `sw.js` send it; its id, or why not.

    A service worker whose subscription ended asks first by GET: what it needs for a new one, while its `device`
    is still one of the reader's.
    """
    if request.method == "GET":
        found = my_channels(request.actor)
        known = request.GET.get("device") in {str(one.public_id) for one in found.devices}
        needed = {"key": found.push_key, "token": get_token(request)} if known else {}
        return JsonResponse(needed, headers={"Cache-Control": "private, no-store"})
    try:
        made = add_device(
            request.actor,
            endpoint=request.POST.get("endpoint", ""),
            p256dh=request.POST.get("p256dh", ""),
            auth=request.POST.get("auth", ""),
            device=request.headers.get("User-Agent", ""),
            replaces=_key(request.POST.get("replaces", "")),
        )
    except Refusal as refusal:
        if refusal.status in {401, 403, 404}:
            raise
        return JsonResponse({"problem": str(refusal)}, status=refusal.status)
    return JsonResponse({"device": str(made.public_id)}, status=201)


def _key(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


@page("POST", verb="messaging.remove_device")
def remove(request: HttpRequest, device_id: UUID) -> HttpResponse:
    """Send no more push messages to a browser."""
    remove_device(request.actor, device_id)
    messages.success(request, _("这台设备不会再收到弹出通知。"))
    return redirect("account:notice_settings")
