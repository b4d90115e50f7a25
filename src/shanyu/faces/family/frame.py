"""What every family page shows around its content, and how a refusal comes back into a form."""

from collections.abc import Callable
from uuid import UUID

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from shanyu.kernel.door import Invalid, Refusal
from shanyu.ui.tabs import family_tabs


def shown(
    request: HttpRequest, template: str, context: dict, here: str = "home", **more: object
) -> HttpResponse:
    """Render a page of the family's with its tabs; `here` is the tab it belongs to."""
    frame = {"tabs": family_tabs(here), "home_url": reverse("family:home")}
    return render(request, template, {**frame, **context}, **more)


def case_asked(request: HttpRequest) -> UUID | None:
    """The case from which a family came to a page of its child, by `?case=`."""
    try:
        return UUID(request.GET.get("case", ""))
    except ValueError:
        return None


def back_to_case(request: HttpRequest) -> str:
    """The page of the case from which a family came; nothing where it came from elsewhere."""
    key = case_asked(request)
    return reverse("family:case", args=[key]) if key else ""


def accepted(form: Form, use: Callable[[], object]) -> bool:
    """Use a verb with what a valid form holds; a refusal becomes words beside its fields, and False."""
    try:
        use()
    except Invalid as refusal:
        for field, words in refusal.errors.items():
            form.add_error(field if field in form.fields else None, str(words))
    except Refusal as refusal:
        form.add_error(None, str(refusal))
    return not form.errors
