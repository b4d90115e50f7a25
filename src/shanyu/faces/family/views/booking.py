"""Booking a session from its page."""

from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse

from shanyu.domain.booking.actions import book as book_session
from shanyu.domain.booking.actions import sign_agreement
from shanyu.domain.booking.queries import booking_form, session_page
from shanyu.faces.family.booking_forms import BookForm
from shanyu.faces.family.frame import shown
from shanyu.kernel.door import Invalid, OutOfReach, Refusal, SignInNeeded
from shanyu.ui.pages import page
from shanyu.ui.sessions import FormSheet, Typed, sheet_of

#: How a script asks for an answer that it can follow by itself.
JSON = "application/json"


@page("POST", verb="booking.book")
def book(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """Book: on to the booking's page, or the form again with why not and everything that was typed."""
    form = BookForm(request.POST)
    typed = _typed(request, form)
    try:
        if not form.is_valid():
            raise Invalid({name: errors[0] for name, errors in form.errors.items()})
        if typed.agree:
            sign_agreement(request.actor, typed.agree)
        made = book_session(
            request.actor,
            session_id,
            children=typed.children,
            key=typed.key,
            adults=typed.adults,
            join=typed.join,
        )
    except (OutOfReach, SignInNeeded):
        raise
    except Refusal as refusal:
        return _again(request, session_id, typed, refusal)
    url = reverse("family:booking", args=[made.public_id])
    if request.headers.get("Accept") == JSON:
        return JsonResponse({"next": url})
    return HttpResponse(status=303, headers={"Location": url})


def _typed(request: HttpRequest, form: BookForm) -> Typed:
    """What could be understood; `join` holds unless the form says otherwise."""
    form.is_valid()
    kept, joins = form.cleaned_data, request.POST.getlist("join")
    return Typed(
        children=tuple(dict.fromkeys(_uuids(request.POST.getlist("children")))),
        adults=kept.get("adults") or 1,
        key=kept.get("key"),
        join=not joins or "1" in joins,
        agree=kept.get("agree"),
    )


def _uuids(values: list[str]) -> list[UUID]:
    field = forms.UUIDField()
    try:
        return [field.clean(value) for value in values]
    except forms.ValidationError:
        raise OutOfReach from None


def _again(request: HttpRequest, session_id: UUID, typed: Typed, refusal: Refusal) -> HttpResponse:
    form = booking_form(request.actor, session_id)
    sheet = sheet_of(session_page(request.actor, session_id))
    context = {"sheet": sheet, "booking": FormSheet(sheet, form, typed, refusal)}
    return shown(request, "family/book.html", context, "bookings", status=refusal.status)
