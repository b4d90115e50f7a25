"""One found site as a card and as a pin: at most three facts and the trust mark, all in words."""

from dataclasses import dataclass
from datetime import time

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from shanyu.domain.providers.kinds import CARE_KINDS
from shanyu.domain.providers.naming import said
from shanyu.domain.providers.queries import FoundSite
from shanyu.domain.regions.walking import walking_rule
from shanyu.faces.public.asking import EARLY, LATE, Asked
from shanyu.faces.public.pictures import picture_url
from shanyu.ui import maps, words


@dataclass(frozen=True)
class Fact:
    icon: str
    words: str


@dataclass(frozen=True)
class Card:
    """A site as the list shows it."""

    found: FoundSite
    name: str
    kind: str
    url: str
    walk: str
    estimated: bool
    work: str
    facts: tuple[Fact, ...]
    early: bool
    late: bool
    mark: str
    mark_words: str
    mark_detail: str
    compare_query: str
    compared: bool
    favourite: bool
    picture: str

    @property
    def site(self):
        return self.found.site


def card_of(found: FoundSite, asked: Asked, favourites: frozenset = frozenset()) -> Card:
    site = found.site
    mark, mark_words, detail = trust_words(found)
    return Card(
        found=found,
        name=said(site, "name"),
        kind=site.get_kind_display(),
        url=reverse("public:site", args=[site.public_id]) + asked.start_query(),
        walk=_walk(found),
        estimated=found.walk_minutes is not None and found.walk_estimated,
        work=_work(found),
        facts=tuple(_facts(found)),
        early=found.opens is not None and found.opens <= EARLY,
        late=found.closes is not None and found.closes > LATE,
        mark=mark,
        mark_words=mark_words,
        mark_detail=detail,
        compare_query=asked.comparing(site.public_id),
        compared=site.public_id in asked.compared,
        favourite=site.pk in favourites,
        picture=picture_url(found.picture, site) if found.picture else "",
    )


def _walk(found: FoundSite) -> str:
    if found.walk_minutes is None:
        return ""
    return words.walk(found.walk_minutes, found.walk_minutes * walking_rule().metres_per_minute)


def _work(found: FoundSite) -> str:
    if found.work_minutes is None:
        return ""
    return _("离工作地点%(walk)s") % {"walk": words.walk(found.work_minutes)}


def _facts(found: FoundSite) -> list[Fact]:
    facts = []
    if free := free_words(found):
        facts.append(Fact("users", free))
    if found.fee_unit:
        facts.append(Fact("wallet", words.fee(found.fee_fen, found.fee_unit)))
    if found.opens and found.closes:
        facts.append(Fact("clock", hours(found.opens, found.closes)))
    return facts


def free_words(found: FoundSite) -> str:
    """The free places, for the child's age where one was given."""
    free = found.free_places if found.free_for_child is None else found.free_for_child
    if not free:
        return _("暂无空位") if found.site.kind in CARE_KINDS else ""
    if found.free_for_child is not None:
        return ngettext("适龄空位 %(n)d 个", "适龄空位 %(n)d 个", free) % {"n": free}
    return ngettext("空位 %(n)d 个", "空位 %(n)d 个", free) % {"n": free}


def hours(opens: time, closes: time) -> str:
    return f"{words.clock_time(opens)}–{words.clock_time(closes)}"


def trust_words(found: FoundSite) -> tuple[str, str, str]:
    """The mark's state, its word, and a small line where there is something to know."""
    trust, site = found.trust, found.site
    if trust.state == "closed":
        return "none", str(site.get_state_display()), ""
    if trust.state == "warning":
        return "invalid", _("请先核实"), trust.words
    if site.kind not in CARE_KINDS:
        return ("valid", str(site.get_running_model_display()), "") if trust.state == "valid" else (
            "soon", str(site.get_running_model_display()), trust.words)  # fmt: skip
    if trust.state == "soon":
        return "soon", _("已备案"), trust.words
    return "valid", _("已备案，有效"), ""


def pin_state(found: FoundSite) -> str:
    """How the map fills the pin."""
    if found.trust.state in {"closed", "warning"}:
        return found.trust.state
    if found.free_places > 0:
        return "free"
    return "full" if found.site.kind in CARE_KINDS else "open"


def pin_of(found: FoundSite, asked: Asked) -> dict:
    """A site as a feature of the map, with the words its bubble says."""
    card = card_of(found, asked)
    return maps.point(
        found.site.lon,
        found.site.lat,
        id=str(found.site.public_id),
        kind=found.site.kind,
        state=pin_state(found),
        name=card.name,
        about=card.kind,
        url=card.url,
        walk=card.walk,
        facts=" · ".join(fact.words for fact in card.facts),
        trust=card.mark_words,
    )
