"""What every family page shows around its content, and how a refusal comes back into a form."""

from collections.abc import Callable

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
