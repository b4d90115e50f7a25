"""The tabs of the family's pages, which also stand on the pages of an account that a family opens."""

from django.urls import reverse
from django.utils.translation import gettext as _

from shanyu.kernel.door import Actor
from shanyu.ui.destinations import destinations_of, home_of

FAMILY = "/family/"


def family_tabs(here: str) -> list[dict]:
    """What `ui/components/tabs.html` draws; `here` is find, today, bookings, home or me."""
    tabs = [
        ("find", reverse("public:find"), _("找托育"), "search"),
        ("today", reverse("family:today"), _("今天"), "sun"),
        ("bookings", reverse("family:bookings"), _("预约"), "calendar-days"),
        ("home", reverse("family:home"), _("家"), "house"),
        ("me", reverse("family:me"), _("我的"), "circle-user"),
    ]
    return [
        {"url": url, "label": label, "icon": icon, "active": name == here} for name, url, label, icon in tabs
    ]


def is_family(actor: Actor) -> bool:
    """Whether the family's pages are somebody's, be it as a guardian or as a newcomer who may become one."""
    theirs = {home_of(actor), *(one.url for one in destinations_of(actor))}
    return actor.signed_in and FAMILY in theirs
