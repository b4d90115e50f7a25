"""Announcements on a face: what one is told, and for whoever publishes what was published and who has read it."""

from collections.abc import Callable
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _

from shanyu.domain.messaging.actions import (
    announce,
    confirm_announcement,
    remind,
    see_announcement,
    withdraw_announcement,
)
from shanyu.domain.messaging.queries import (
    announced,
    announcement,
    my_announcements,
    receipts,
    whom_to_tell,
)
from shanyu.ui.handling import accepted, done, tried
from shanyu.ui.message_forms import AnnounceForm
from shanyu.ui.messages import Face
from shanyu.ui.pages import page

_NAMES = (
    "announcements", "announcement", "published", "publish", "receipts", "message_file", "messages",
)  # fmt: skip


def reader_pages(face: Face) -> list[URLPattern]:
    """The addresses under which a face's people read what they are told."""
    return [
        path("announcements/", _list(face), name="announcements"),
        path("announcements/<uuid:announcement_id>/", _one(face), name="announcement"),
    ]


def publisher_pages(face: Face) -> list[URLPattern]:
    """The addresses under which a face's people let others know."""
    return [
        path("published/", _published(face), name="published"),
        path("published/new/", _publish(face), name="publish"),
        path("published/<uuid:announcement_id>/", _receipts(face), name="receipts"),
    ]


def _render(
    face: Face, request: HttpRequest, template: str, context: dict, status: int = 200
) -> HttpResponse:
    names = {name: f"{face.name}:{name}" for name in _NAMES}
    frame = {"base": face.base, "names": names}
    return face.shown(request, f"ui/messages/{template}.html", {**frame, **context}, status=status)


def _list(face: Face) -> Callable:
    @page("GET", verb="messaging.my_announcements")
    def announcements(request: HttpRequest) -> HttpResponse:
        """Everything one is told, what is still to do first."""
        lines = my_announcements(request.actor)
        context = {
            "waiting": [one for one in lines if one.to_do],
            "others": [one for one in lines if not one.to_do],
        }
        return _render(face, request, "announcements", context)

    return announcements


def _one(face: Face) -> Callable:
    @page("GET", "POST", verb="messaging.announcement", changes="messaging.confirm_announcement")
    def one(request: HttpRequest, announcement_id: UUID) -> HttpResponse:
        """One announcement; opening it notes it as seen, a POST confirms it."""
        if request.method == "POST":
            here = face.url("announcement", announcement_id)
            return tried(
                request,
                lambda: confirm_announcement(request.actor, announcement_id),
                _("已确认，谢谢您。"),
                here,
            )
        line = announcement(request.actor, announcement_id)
        see_announcement(request.actor, announcement_id)
        return _render(face, request, "announcement", {"line": line})

    return one


def _published(face: Face) -> Callable:
    @page("GET", verb="messaging.announced")
    def published(request: HttpRequest) -> HttpResponse:
        """What was published here, with how many have read it."""
        return _render(face, request, "published", {"found": announced(request.actor)})

    return published


def _publish(face: Face) -> Callable:
    @page("GET", "POST", verb="messaging.whom_to_tell", changes="messaging.announce")
    def publish(request: HttpRequest) -> HttpResponse:
        """Let an audience know."""
        choices = [(one.key, one.label) for one in whom_to_tell(request.actor)]
        form = AnnounceForm(request.POST or None, request.FILES or None, choices=choices)
        made = []
        if request.method == "POST" and accepted(
            form, lambda data: made.append(announce(request.actor, **data))
        ):
            return done(request, _("已发布，正在逐一通知。"), face.url("receipts", made[0].public_id))
        return _render(face, request, "publish", {"form": form}, 422 if form.errors else 200)

    return publish


def _receipts(face: Face) -> Callable:
    @page("GET", "POST", verb="messaging.receipts", changes="messaging.remind")
    def one(request: HttpRequest, announcement_id: UUID) -> HttpResponse:
        """Who has read one announcement; a POST reminds the others, or takes it back."""
        if request.method == "POST":
            here = face.url("receipts", announcement_id)
            if request.POST.get("do") == "withdraw":
                act, words = withdraw_announcement, _("已撤回，不再显示。")
            else:
                act, words = remind, _("已提醒还没有完成的人。")
            return tried(request, lambda: act(request.actor, announcement_id), words, here)
        return _render(face, request, "receipts", {"one": receipts(request.actor, announcement_id)})

    return one
