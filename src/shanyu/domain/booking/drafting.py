"""What a host says of a session, checked and filled with sensible defaults."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.db.models import Q
from django.utils.translation import gettext as _

from shanyu.domain.booking import rules
from shanyu.domain.booking.demand import is_popular
from shanyu.domain.booking.kinds import PartnerKind, SessionKind, Unit
from shanyu.domain.booking.models import Agreement, Host, Session
from shanyu.domain.booking.models.sessions import Span
from shanyu.domain.booking.refusals import PlaceTaken, PlaceTakenBy, StaffTaken
from shanyu.domain.providers.kinds import SiteKind
from shanyu.domain.providers.models import Post, Room, Worker
from shanyu.domain.providers.naming import said
from shanyu.kernel.clock import local, now
from shanyu.kernel.door import Invalid

#: Kinds that a host plans here; drop-in care has hours of its own at its station.
HOSTED = (
    SessionKind.ACTIVITY, SessionKind.COURSE, SessionKind.TRAINING, SessionKind.VISIT, SessionKind.CHECKUP,
)  # fmt: skip
#: The drawings that come with the platform, for a session without a poster.
DRAWINGS = (
    "canal", "classroom", "garden", "hands", "health", "kitchen", "meal", "nap", "outdoor", "playroom",
    "reading", "station", "toys", "washroom",
)  # fmt: skip
LONGEST = timedelta(hours=12)
OLDEST_MONTHS = 216


@dataclass(frozen=True)
class Facts:
    """A session as its host describes it. What is None is filled by `values`: times of booking from the rules,
    place from the host, `popular` from how much past sessions of this title were asked for.
    """

    kind: str
    title: str
    starts_at: datetime
    ends_at: datetime
    title_en: str = ""
    summary: str = ""
    summary_en: str = ""
    bring: str = ""
    bring_en: str = ""
    spoken: str = "zh"
    drawing: str = ""
    room: int | None = None
    exclusive: bool = True
    staff: tuple[int, ...] = ()
    place: str = ""
    place_en: str = ""
    unit: str = Unit.CHILD
    age_from: int = 0
    age_to: int = 71
    most_adults: int = 2
    price_fen: int = 0
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    cancel_until: datetime | None = None
    hold_minutes: int | None = None
    line_limit: int | None = None
    limit_a_week: int | None = None
    limit_in_series: int | None = None
    popular: bool | None = None
    agreement: int | None = None

    def moved(self, by: timedelta) -> "Facts":
        """The same session at another time: what was told by its start moves along; opening stays."""
        return replace(
            self,
            starts_at=self.starts_at + by,
            ends_at=self.ends_at + by,
            closes_at=self.closes_at + by if self.closes_at else None,
            cancel_until=self.cancel_until + by if self.cancel_until else None,
        )


def facts_of(session: Session) -> Facts:
    """A session's facts as they stand: what an edit begins with, and what a copy is made from."""
    plain = set(Facts.__dataclass_fields__) - {"room", "staff", "agreement"}
    return Facts(
        **{name: getattr(session, name) for name in plain},
        room=session.room_id,
        staff=tuple(session.staff.values_list("worker_id", flat=True)),
        agreement=session.agreement_id,
    )


def values(host: Host, facts: Facts) -> dict:
    """The fields of the session's row. Raises Invalid, with the names of the fields of `Facts`."""
    where = host.who
    filled = {
        "opens_at": facts.opens_at or now(),
        "closes_at": facts.closes_at or facts.starts_at,
        "cancel_until": facts.cancel_until or rules.free_until(facts.starts_at, local(now()).date()),
        "place": facts.place.strip() or where.address,
        "place_en": facts.place_en.strip() or ("" if facts.place.strip() else where.address_en),
        "popular": is_popular(host.pk, facts.title.strip(), now())
        if facts.popular is None
        else facts.popular,
        "region": where.region,
        "lon": where.lon,
        "lat": where.lat,
        "limit_key": f"{host.pk}:{facts.kind}" if facts.limit_a_week else "",
        "room_id": facts.room,
        "agreement_id": facts.agreement,
    }
    same = (
        "kind", "starts_at", "ends_at", "spoken", "drawing", "exclusive", "unit", "age_from", "age_to",
        "most_adults", "price_fen", "hold_minutes", "line_limit", "limit_a_week", "limit_in_series",
    )  # fmt: skip
    texts = ("title", "title_en", "summary", "summary_en", "bring", "bring_en")
    filled |= {name: getattr(facts, name) for name in same}
    filled |= {name: getattr(facts, name).strip() for name in texts}
    if errors := {**_wrong_words(filled), **_wrong_times(filled), **_wrong_numbers(filled)}:
        raise Invalid(errors)
    if errors := _not_theirs(host, facts):
        raise Invalid(errors)
    return filled


def _wrong_words(filled: dict) -> dict[str, str]:
    errors = {}
    if not filled["title"]:
        errors["title"] = _("请填名称，家长先看到它。")
    for name in ("title", "title_en", "summary", "summary_en", "bring", "bring_en", "place", "place_en"):
        most = Session._meta.get_field(name).max_length
        if len(filled[name]) > most:
            errors[name] = _("最多 %(most)s 个字。") % {"most": most}
    if filled["kind"] not in HOSTED:
        errors["kind"] = _("请选择种类。")
    if filled["drawing"] and filled["drawing"] not in DRAWINGS:
        errors["drawing"] = _("请从列出的配图中选择。")
    return errors


def _wrong_times(filled: dict) -> dict[str, str]:
    errors = {}
    if filled["ends_at"] <= filled["starts_at"]:
        errors["ends_at"] = _("结束应晚于开始。")
    elif filled["ends_at"] - filled["starts_at"] > LONGEST:
        errors["ends_at"] = _("一场最长 12 小时；更长的请分成几场。")
    if filled["closes_at"] > filled["ends_at"]:
        errors["closes_at"] = _("预约截止不能晚于结束。")
    elif filled["opens_at"] >= filled["closes_at"]:
        errors["opens_at"] = _("开放预约应早于截止。")
    if filled["cancel_until"] > filled["starts_at"]:
        errors["cancel_until"] = _("免责取消期限不能晚于开始。")
    return errors


def _wrong_numbers(filled: dict) -> dict[str, str]:
    errors = {}
    if not 0 <= filled["age_from"] <= OLDEST_MONTHS:
        errors["age_from"] = _("月龄应在 0 到 216 之间。")
    if not filled["age_from"] <= filled["age_to"] <= OLDEST_MONTHS:
        errors["age_to"] = _("最大月龄不能小于最小月龄。")
    if not 1 <= filled["most_adults"] <= 10:
        errors["most_adults"] = _("同行大人应在 1 到 10 位之间。")
    if not 0 <= filled["price_fen"] <= 10_000_000:
        errors["price_fen"] = _("费用应在 0 到 100,000 元之间。")
    if filled["hold_minutes"] is not None and not 5 <= filled["hold_minutes"] <= 1440:
        errors["hold_minutes"] = _("保留时间应在 5 到 1440 分钟之间。")
    return errors


def _not_theirs(host: Host, facts: Facts) -> dict[str, str]:
    errors = {}
    if facts.kind not in kinds_of(host):
        errors["kind"] = _("入托体检由社区卫生服务中心或医院安排。")
    if facts.room and not Room.objects.filter(pk=facts.room, site=host.site_id or 0).exists():
        errors["room"] = _("请选择本机构的房间。")
    if len(staff_of(host, facts.staff)) != len(set(facts.staff)):
        errors["staff"] = _("请选择本机构的在岗人员。")
    if facts.agreement and not Agreement.objects.filter(pk=facts.agreement).exists():
        errors["agreement"] = _("请选择列出的协议。")
    return errors


def kinds_of(host: Host) -> tuple[SessionKind, ...]:
    """What a host may plan: entry check-ups are for health centres and hospitals."""
    examines = host.who.kind in {SiteKind.HEALTH_CENTRE, PartnerKind.HOSPITAL}
    return tuple(kind for kind in HOSTED if examines or kind != SessionKind.CHECKUP)


def staff_of(host: Host, chosen: tuple[int, ...] | None = None) -> list[Worker]:
    """Who may lead a host's sessions: workers with a post at its site now or later; of `chosen` only, if given."""
    if host.site_id is None:
        return []
    on = local(now()).date()
    running = Q(valid__upper_inf=True) | Q(valid__endswith__gt=on)
    posts = Post.objects.filter(running, site=host.site_id)
    rows = Worker.objects.filter(pk__in=posts.values("worker")).order_by("pk")
    return list(rows if chosen is None else rows.filter(pk__in=chosen))


def rooms_of(host: Host) -> list[Room]:
    return list(Room.objects.filter(site=host.site_id).order_by("name", "pk")) if host.site_id else []


def agreements() -> list[Agreement]:
    """The newest version of every text that may have to be signed."""
    newest = Agreement.objects.order_by("key", "-version", "-pk").distinct("key")
    return sorted(newest, key=lambda one: one.title)


def taken_refusals(session: Session) -> dict:
    """What the constraints of place and staff say, with the name of what stands in the way."""
    others = Session.objects.exclude(pk=session.pk).exclude(state="cancelled")
    others = others.alias(span=Span("starts_at", "ends_at"))
    span = (session.starts_at, session.ends_at)
    at_place = {"room": session.room_id} if session.room_id else {"host": session.host_id, "room": None}
    there = others.filter(**at_place, exclusive=True, span__overlap=span).order_by("starts_at").first()
    place = PlaceTakenBy(what=said(there, "title")) if there else PlaceTaken()
    return {
        "session_room_taken": place,
        "session_host_taken": place,
        "session_staff_taken": StaffTaken(),
    }
