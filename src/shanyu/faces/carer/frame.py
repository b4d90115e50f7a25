"""What every page of a carer shows around its content: the tabs."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from shanyu.kernel.door import may

TABS = ("floor", "incidents", "messages", "papers")


def shown(
    request: HttpRequest, template: str, context: dict, here: str, *, status: int = 200
) -> HttpResponse:
    """Render a page of the carer's with its tabs; `here` is the tab it belongs to."""
    labels = {
        "floor": (_("今天"), "baby"),
        "incidents": (_("意外事件"), "shield-alert"),
        "papers": (_("我的证照"), "id-card"),
        "messages": (_("留言"), "message-circle"),
    }
    tabs = [
        {
            "url": reverse(f"carer:{name}"),
            "label": labels[name][0],
            "icon": labels[name][1],
            "active": name == here,
        }
        for name in TABS
        if name != "messages" or may(request.actor, "messaging.whom_to_write")
    ]
    return render(request, template, {"tabs": tabs, **context}, status=status)
