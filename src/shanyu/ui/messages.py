"""Threads on a face: the list with its search, one thread, a new one, a file, a report. The same for everybody.

A face makes its pages by `thread_pages(Face(…))` and puts them among its addresses.
"""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _

from shanyu.domain.messaging.actions import note_read, open_thread, report_message, write
from shanyu.domain.messaging.addressees import Addressee
from shanyu.domain.messaging.queries import (
    my_threads,
    read_attachment,
    thread,
    translate_message,
    whom_to_write,
)
from shanyu.domain.messaging.queries.threads import ThreadView
from shanyu.domain.messaging.refusals import NoTranslation
from shanyu.kernel.door import Role, may
from shanyu.ui.files import answered
from shanyu.ui.handling import accepted, done
from shanyu.ui.message_forms import NewThreadForm, ReportForm, WriteForm
from shanyu.ui.pages import page

PAGE_SIZE = 20


@dataclass(frozen=True)
class Face:
    """Where the pages stand: the name of the face's addresses, the roles whose threads are shown there, the template
    that the pages extend, how the face renders, and which of the possible addressees are written to from here.

    `beside` gives the list what the face shows above it. `answers_only`: nobody opens a topic from here or reports one.
    """

    name: str
    roles: tuple[Role, ...]
    base: str
    shown: Callable[..., HttpResponse]
    writes: Callable[[Addressee], bool]
    beside: Callable[[HttpRequest], dict] = lambda request: {}
    answers_only: bool = False

    def url(self, name: str, *args: object) -> str:
        return reverse(f"{self.name}:{name}", args=args)

    def render(self, request: HttpRequest, template: str, context: dict, status: int = 200) -> HttpResponse:
        names = ("messages", "new_message", "thread", "message_file", "report_message")
        frame = {"base": self.base, "names": {name: f"{self.name}:{name}" for name in names}}
        return self.shown(request, f"ui/messages/{template}.html", {**frame, **context}, status=status)


def thread_pages(face: Face) -> list[URLPattern]:
    """The addresses of a face's threads."""
    pages = [
        path("messages/", _list(face), name="messages"),
        path("messages/<uuid:thread_id>/", _thread(face), name="thread"),
        path("messages/files/<uuid:file_id>/", _file, name="message_file"),
    ]
    if face.answers_only:
        return pages
    return [
        *pages,
        path("messages/new/", _new(face), name="new_message"),
        path("messages/<uuid:thread_id>/report/<uuid:message_id>/", _report(face), name="report_message"),
    ]


def _list(face: Face) -> Callable:
    @page("GET", verb="messaging.my_threads")
    def threads(request: HttpRequest) -> HttpResponse:
        """One's threads, the newest first, or those in which the words stand."""
        search = request.GET.get("q", "").strip()[:60]
        text = request.GET.get("page", "1")
        number = max(int(text), 1) if text.isdecimal() and len(text) < 7 else 1
        found = my_threads(
            request.actor, roles=face.roles, search=search, limit=PAGE_SIZE, offset=(number - 1) * PAGE_SIZE
        )
        context = {
            "found": found,
            "q": search,
            "pages": Paginator(range(found.total), PAGE_SIZE).get_page(number),
            "may_open": not face.answers_only and may(request.actor, "messaging.open_thread"),
            **face.beside(request),
        }
        return face.render(request, "list", context)

    return threads


def _new(face: Face) -> Callable:
    @page("GET", "POST", verb="messaging.whom_to_write", changes="messaging.open_thread")
    def new(request: HttpRequest) -> HttpResponse:
        """Open a topic with somebody on one's own list."""
        choices = [(one.key, one.label) for one in whom_to_write(request.actor) if face.writes(one)]
        form = NewThreadForm(
            request.POST or None,
            request.FILES or None,
            choices=choices,
            initial={"to": request.GET.get("to")},
        )
        made = []
        if request.method == "POST" and accepted(
            form, lambda data: made.append(open_thread(request.actor, **data))
        ):
            return done(request, _("已发出。"), face.url("thread", made[0].public_id))
        context = {"form": form, "nobody": not choices}
        return face.render(request, "new", context, 422 if form.errors else 200)

    return new


def _thread(face: Face) -> Callable:
    @page("GET", "POST", verb="messaging.thread", changes="messaging.write")
    def one_thread(request: HttpRequest, thread_id: UUID) -> HttpResponse:
        """One thread; opening it notes it as read, a POST answers."""
        form = WriteForm(request.POST or None, request.FILES or None)
        if request.method == "POST" and accepted(form, lambda data: write(request.actor, thread_id, **data)):
            return redirect(face.url("thread", thread_id) + "#last")
        view = thread(request.actor, thread_id)
        if request.method == "GET":
            note_read(request.actor, thread_id, upto=view.newest)
        context = {"view": view, "form": form, "translated": _translated(request, view)}
        context["may_report"] = not face.answers_only
        return face.render(request, "thread", context, 422 if form.errors else 200)

    return one_thread


def _translated(request: HttpRequest, view: ThreadView) -> dict:
    """The translation of the one message that the reader asks for, by its key; empty where there is none."""
    wanted = request.GET.get("translate", "")
    for line in view.messages if view.translates and wanted else ():
        if str(line.message.public_id) == wanted:
            try:
                return {"of": line.message.pk, "words": translate_message(request.actor, line.message.pk)}
            except NoTranslation as refusal:
                messages.error(request, str(refusal))
    return {}


@page("GET", verb="messaging.read_attachment")
def _file(request: HttpRequest, file_id: UUID) -> HttpResponse:
    """A file that goes along with a message or an announcement."""
    return answered(read_attachment(request.actor, file_id))


def _report(face: Face) -> Callable:
    @page("GET", "POST", verb="messaging.thread", changes="messaging.report_message")
    def report(request: HttpRequest, thread_id: UUID, message_id: UUID) -> HttpResponse:
        """Report one message to the authority."""
        view = thread(request.actor, thread_id)
        line = next((one for one in view.messages if one.message.public_id == message_id), None)
        form = ReportForm(request.POST or None)
        if request.method == "POST" and accepted(
            form, lambda data: report_message(request.actor, message_id, **data)
        ):
            return done(request, _("已交给主管部门处理，结果会通知您。"), face.url("thread", thread_id))
        if line is None or line.own:
            return redirect(face.url("thread", thread_id))
        context = {"view": view, "line": line, "form": form}
        return face.render(request, "report", context, 422 if form.errors else 200)

    return report
