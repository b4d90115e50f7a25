"""What every family page shows around its content, and the way back to the case from which one came."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

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
