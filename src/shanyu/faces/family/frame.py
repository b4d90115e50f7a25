"""What every family page shows around its content, and how a refusal comes back into a form."""

from collections.abc import Callable

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from shanyu.kernel.door import Invalid, Refusal


def shown(
    request: HttpRequest, template: str, context: dict, here: str = "home", **more: object
) -> HttpResponse:
    """Render a page of the family's with its tabs; `here` is the tab it belongs to."""
    tabs = [
        ("find", reverse("public:find"), _("找托育"), "search"),
        ("home", reverse("family:home"), _("家"), "house"),
        ("me", reverse("family:me"), _("我的"), "circle-user"),
    ]
    return render(
        request,
        template,
        {
            "tabs": [
                {"url": url, "label": label, "icon": icon, "active": name == here}
                for name, url, label, icon in tabs
            ],
            "home_url": reverse("family:home"),
            **context,
        },
        **more,
    )


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
