"""A session and the form that books it, in words: for the faces that show them."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID, uuid4

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from shanyu.domain.booking.kinds import Group, SessionKind, SessionState, Unit
from shanyu.domain.booking.models import Session
from shanyu.domain.booking.places import Places, places_of
from shanyu.domain.booking.queries import BookingForm, ChildFit
from shanyu.domain.providers.naming import family_name, said
from shanyu.kernel.clock import local, now, today
from shanyu.kernel.door import Refusal
from shanyu.ui import words
from shanyu.ui.pictures import drawing_url

LANGUAGES = {
    "zh": gettext_lazy("普通话"),
    "en": gettext_lazy("英语"),
    "zh-en": gettext_lazy("普通话和英语"),
    "wuu": gettext_lazy("杭州话"),
}
#: From this many months on, an upper edge says nothing: every child under school age is below it.
EVERYBODY = 71
FEW = 3


@dataclass
class SessionSheet:
    """A session as a page shows it. `phase`: cancelled, over, closed, before (booking), open or full."""

    session: Session
    places: Places
    phase: str
    title: str = ""
    place: str = ""
    host: str = ""
    summary: str = ""
    bring: str = ""
    picture: str = ""
    leaders: list[str] = field(default_factory=list)

    @property
    def url(self) -> str:
        return reverse("public:session", args=[self.session.public_id])

    @property
    def kind(self) -> str:
        return str(SessionKind(self.session.kind).label)

    @property
    def when(self) -> str:
        return span(self.session.starts_at, self.session.ends_at)

    @property
    def ages(self) -> str:
        return ages_words(self.session.age_from, self.session.age_to)

    @property
    def spoken(self) -> str:
        return str(LANGUAGES.get(self.session.spoken, self.session.spoken))

    @property
    def price(self) -> str:
        return words.money(self.session.price_fen) if self.session.price_fen else _("免费")

    @property
    def free(self) -> str:
        return free_words(self.places.free, self.session.unit)

    @property
    def opens_words(self) -> str:
        return _("%(when)s 开放") % {"when": words.day_time(self.session.opens_at, today())}

    @property
    def few(self) -> bool:
        return 0 < self.places.free <= FEW

    @property
    def waiting(self) -> int:
        return self.session.counter.waiting

    @property
    def lines(self) -> list[str]:
        """Quotas and waves, each said plainly; what opens with the session itself is no wave."""
        waves = [one for one in self.places.later if one.group or one.opens_at > self.session.opens_at]
        return [
            *(_kept(one) for one in self.places.kept if one.free),
            *(_wave(one) for one in waves if one.places),
        ]

    @property
    def opens_epoch(self) -> int:
        return milliseconds(self.session.opens_at)


def sheet_of(session: Session) -> SessionSheet:
    """A session read by `booking.session_page` (with host, counter and pools)."""
    places = places_of(session.pools.all(), now())
    return SessionSheet(
        session=session,
        places=places,
        phase=phase_of(session, places),
        title=said(session, "title"),
        place=said(session, "place"),
        host=said(session.host.who, "name"),
        summary=said(session, "summary"),
        bring=said(session, "bring"),
        picture=picture_of(session),
        leaders=[_("%(name)s老师") % {"name": family_name(one.worker.name)} for one in session.staff.all()],
    )


def phase_of(session: Session, places: Places) -> str:
    moment = now()
    if session.state == SessionState.CANCELLED:
        return "cancelled"
    if session.ends_at <= moment:
        return "over"
    if session.closes_at <= moment:
        return "closed"
    if session.opens_at > moment:
        return "before"
    return "open" if places.free or any(one.free for one in places.kept) else "full"


def picture_of(session: Session) -> str:
    """The address of a session's poster or drawing; "" where it has none."""
    if session.poster_id:
        return reverse("public:session_poster", args=[session.public_id])
    return drawing_url(session.drawing)


def span(starts: datetime, ends: datetime) -> str:
    """11月21日 周六 09:30–10:30; the second day too where it is another."""
    if local(starts).date() == local(ends).date():
        return f"{words.day_time(starts, today())}–{words.clock_time(ends)}"
    return f"{words.day_time(starts, today())} – {words.day_time(ends, today())}"


def ages_words(age_from: int, age_to: int) -> str:
    """6个月到1岁6个月; open ends where an edge says nothing."""
    if age_to >= EVERYBODY:
        if not age_from:
            return _("各月龄")
        return _("%(from)s以上") % {"from": words.months_text(age_from)}
    if not age_from:
        return _("%(to)s以内") % {"to": words.months_text(age_to)}
    return _("%(from)s到%(to)s") % {"from": words.months_text(age_from), "to": words.months_text(age_to)}


def free_words(free: int, unit: str) -> str:
    """How many places are free, in children or families."""
    if not free:
        return _("名额已满")
    if unit == Unit.FAMILY:
        return ngettext("还有 %(n)d 个家庭名额", "还有 %(n)d 个家庭名额", free) % {"n": free}
    return ngettext("还有 %(n)d 个名额", "还有 %(n)d 个名额", free) % {"n": free}


def _kept(kept) -> str:
    return _("其中 %(n)d 个留给%(group)s，%(when)s 起向所有家庭开放。") % {
        "n": kept.free,
        "group": Group(kept.group).label,
        "when": words.day_time(kept.open_to_all_at, today()),
    }


def _wave(wave) -> str:
    facts = {"n": wave.places, "when": words.day_time(wave.opens_at, today())}
    if wave.group:
        facts["group"] = Group(wave.group).label
        return _("%(when)s 再开放 %(n)d 个名额，先留给%(group)s。") % facts
    return _("%(when)s 再开放 %(n)d 个名额。") % facts


def milliseconds(moment: datetime) -> int:
    """Since 1970, as scripts count."""
    return int(moment.timestamp() * 1000)


@dataclass(frozen=True)
class Typed:
    """What was handed in: kept on the page when it was refused."""

    children: tuple[UUID, ...] = ()
    adults: int = 1
    key: UUID | None = None
    join: bool = True
    agree: int | None = None


@dataclass
class FormSheet:
    """The booking form of a session for one family: what is chosen beforehand, and why something is not offered."""

    sheet: SessionSheet
    form: BookingForm
    typed: Typed | None = None
    refusal: Refusal | None = None

    @property
    def key(self) -> UUID:
        return (self.typed and self.typed.key) or uuid4()

    @property
    def url(self) -> str:
        return reverse("family:book", args=[self.sheet.session.public_id])

    @property
    def children(self) -> list[dict]:
        return [
            {"fit": one, "checked": self._chosen(one), "why": why_not(one, self.sheet.session)}
            for one in self.form.children
        ]

    def _chosen(self, fit: ChildFit) -> bool:
        if self.typed is not None:
            return UUID(fit.public_id) in self.typed.children
        return not fit.why

    @property
    def none_fits(self) -> bool:
        return all(one.why for one in self.form.children)

    @property
    def adults(self) -> list[dict]:
        chosen = self.typed.adults if self.typed else 1
        return [{"n": n, "chosen": n == chosen} for n in range(1, self.sheet.session.most_adults + 1)]

    @property
    def join(self) -> bool:
        return self.typed.join if self.typed else True

    @property
    def agreed(self) -> bool:
        return bool(self.typed and self.typed.agree)

    @property
    def opens_at(self) -> datetime:
        """When booking opens for this family: later where its trust says so."""
        trust = self.form.trust
        return trust.opens_at if trust and trust.waits else self.sheet.session.opens_at

    @property
    def counts_down(self) -> bool:
        return self.sheet.phase in {"before", "open", "full"} and self.opens_at > now()

    @property
    def opens_epoch(self) -> int:
        return milliseconds(self.opens_at)

    @property
    def now_epoch(self) -> int:
        return milliseconds(now())

    @property
    def agreement(self) -> dict | None:
        """The text to sign first; None where nothing is left to sign."""
        one = self.sheet.session.agreement
        if one is None or self.form.signed:
            return None
        return {"pk": one.pk, "title": said(one, "title"), "text": said(one, "text"), "version": one.version}


def why_not(fit: ChildFit, session: Session) -> str:
    """Why a child cannot come, as a sentence; empty where it can."""
    months = words.months_text(fit.months)
    if fit.why == "unborn":
        return _("当天还没有出生")
    if fit.why == "too_young":
        return _("当天%(age)s，还不到这一场的月龄") % {"age": months}
    if fit.why == "too_old":
        return _("当天%(age)s，超过这一场的月龄") % {"age": months}
    if fit.why == "clash":
        return _("这段时间已约：%(title)s") % {"title": fit.clash}
    return ""
