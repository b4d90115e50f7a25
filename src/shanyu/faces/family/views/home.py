"""The family's home, and what belongs to oneself."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from shanyu.domain.enrolment.queries import my_cases
from shanyu.domain.people.queries import my_account, my_children, my_consents, my_places
from shanyu.domain.providers.queries import favourites
from shanyu.faces.family.enrolment_words import line_of, most_urgent
from shanyu.faces.family.frame import shown
from shanyu.kernel.door.policy import may
from shanyu.ui.destinations import destinations_of
from shanyu.ui.pages import page
from shanyu.ui.words import is_chinese


@page("GET", verb="people.my_children")
def home(request: HttpRequest) -> HttpResponse:
    """The one next step on top, then the children, favourites, and what is near."""
    children = my_children(request.actor)
    places = my_places(request.actor)
    kept = favourites(request.actor)
    chinese = is_chinese()
    lines = [line_of(one) for one in my_cases(request.actor)] if children else []
    open_cases = [one for one in lines if not one.ended]
    first = most_urgent(open_cases) or next((one for one in open_cases if not one.there), None)
    context = {
        "children": children,
        "places": places,
        "favourites": [
            {
                "name": one.site.name if chinese else one.site.name_en or one.site.name,
                "url": reverse("public:site", args=[one.site.public_id]),
                "free": one.free_places,
                "fee": one.fee_fen,
                "unit": one.fee_unit,
            }
            for one in kept[:6]
        ],
        "case": first,
        "cases": open_cases,
        "others": [one for one in open_cases if one is not first],
        "step": next_step(len(children), {place["kind"] for place in places}, len(kept)),
    }
    return shown(request, "family/home.html", context)


def next_step(children: int, places: set[str], favourites: int) -> dict:
    """What a family most likely does next: register a child, say where home is, look for care, compare."""
    start = f"{reverse('public:find')}?start=home" if "home" in places else reverse("public:find")
    if not children:
        return {
            "title": _("登记孩子，看哪里有适合的托位"),
            "url": reverse("family:add_child"),
            "action": _("登记孩子"),
        }
    if not places:
        return {
            "title": _("告诉我们家在哪里，就能按走路的时间找"),
            "url": reverse("family:places"),
            "action": _("设置家的位置"),
        }
    if not favourites:
        return {
            "title": _("看看家门口有哪些托育"),
            "url": start,
            "action": _("去找托育"),
        }
    return {
        "title": _("收藏的机构，可以放在一起比一比"),
        "url": start,
        "action": _("继续找托育"),
    }


@page("GET", verb="people.my_account")
def me(request: HttpRequest) -> HttpResponse:
    """One's own account and everything that can be set."""
    context = {
        "account": my_account(request.actor),
        "consents": my_consents(request.actor),
        "names_adults": may(request.actor, "stations.pick_up_persons"),
        "sees_health": may(request.actor, "protection.health_of_children"),
        "others": [one for one in destinations_of(request.actor) if one.url != "/family/"],
    }
    return shown(request, "family/me.html", context, here="me")
