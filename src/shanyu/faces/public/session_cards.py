"""A found session as a card and as a pin: when, how far, and at most three facts."""

from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import ngettext

from shanyu.domain.booking.models import Session
from shanyu.domain.booking.queries import FoundSession
from shanyu.domain.providers.naming import said
from shanyu.faces.public.asking import Asked
from shanyu.faces.public.cards import Fact
from shanyu.kernel.clock import today
from shanyu.ui import maps, words
from shanyu.ui.sessions import SessionSheet, phase_of, picture_of

#: Titles that a pin's bubble names.
MOST_NAMED = 3


@dataclass(frozen=True)
class SessionCard:
    """A session as the list shows it. `first` is the first card of its place, to which the pin leads."""

    session: Session
    title: str
    kind: str
    host: str
    place: str
    url: str
    when: str
    clock: str
    walk: str
    estimated: bool
    facts: tuple[Fact, ...]
    phase: str
    picture: str
    first: bool


def card_of(found: FoundSession, asked: Asked, first: bool) -> SessionCard:
    session = found.session
    phase = phase_of(session, found.places)
    sheet = SessionSheet(session, found.places, phase)
    return SessionCard(
        session=session,
        title=said(session, "title"),
        kind=sheet.kind,
        host=said(session.host.who, "name"),
        place=str(session.host.public_id),
        url=sheet.url + asked.start_query() if not asked.stored else sheet.url,
        when=sheet.when,
        clock=f"{words.clock_time(session.starts_at)}–{words.clock_time(session.ends_at)}",
        walk=words.walk(found.way.minutes, found.way.metres) if found.way else "",
        estimated=found.way is not None and found.way.estimated,
        facts=tuple(_facts(sheet)),
        phase=phase,
        picture=picture_of(session),
        first=first,
    )


def _facts(sheet: SessionSheet) -> list[Fact]:
    return [Fact("baby", sheet.ages), Fact("users", places_words(sheet)), Fact("wallet", sheet.price)]


def places_words(sheet: SessionSheet) -> str:
    """How it stands: from when it can be booked, how many places are free, or how many families wait."""
    if sheet.phase == "before":
        return sheet.opens_words
    if sheet.phase == "full" and sheet.waiting:
        return ngettext("已满，%(n)d 家候补", "已满，%(n)d 家候补", sheet.waiting) % {"n": sheet.waiting}
    return sheet.free


def pins_of(items: list[FoundSession], asked: Asked) -> list[dict]:
    """One pin for each host, with the first few of its sessions in its bubble."""
    by_place = sorted(items, key=lambda one: one.session.host_id)
    return [
        _pin(list(group), asked) for _host, group in groupby(by_place, key=lambda one: one.session.host_id)
    ]


def _pin(group: list[FoundSession], asked: Asked) -> dict:
    soonest = sorted(group, key=lambda one: one.session.starts_at)
    cards = [card_of(one, asked, False) for one in soonest[:MOST_NAMED]]
    first = soonest[0].session
    n = len(group)
    return maps.point(
        first.lon,
        first.lat,
        id=str(first.host.public_id),
        kind=first.host.site.kind if first.host.site else "guidance_centre",
        state="free" if any(one.places.free for one in group) else "full",
        name=said(first.host.who, "name"),
        about=ngettext("这些日子有 %(n)d 场", "这些日子有 %(n)d 场", n) % {"n": n},
        url=cards[0].url,
        walk=cards[0].walk,
        facts=" · ".join(f"{words.day_time(card.session.starts_at, today())} {card.title}" for card in cards),
        trust=cards[0].facts[1].words,
    )
