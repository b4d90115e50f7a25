"""Coming to play: a signed-in family taps its children, a guest leaves a name and the children's months."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext as _
from psycopg.types.range import TimestamptzRange

from shanyu.domain.people.models import Child
from shanyu.domain.providers.actions.guarding import guarded
from shanyu.domain.providers.models import Site
from shanyu.domain.stations import rules
from shanyu.domain.stations.models import PlayChild, PlayVisit
from shanyu.domain.stations.opening import calendar_of
from shanyu.domain.stations.refusals import AlreadyPlaying, StationClosed
from shanyu.kernel import throttle
from shanyu.kernel.ages import completed_months
from shanyu.kernel.clock import now, today
from shanyu.kernel.door import Actor, Invalid, OutOfReach, Role
from shanyu.kernel.door.verbs import action
from shanyu.kernel.identifiers import BadIdentifier, clean_mobile

MOST_CHILDREN = 6
OLDEST_MONTHS = 83
GUESTS_AN_HOUR = 60


@action("stations.come_to_play", on=Site)
def come_to_play(actor: Actor, site: Site, *, children: Sequence[UUID], adults: int = 1) -> PlayVisit:
    """A family signs its own children in, until the station closes or it leaves.

    Raises OutOfReach for a child that is not one's own, Invalid, StationClosed, AlreadyPlaying.
    """
    wanted = set(children)
    mine = Child.objects.filter(pk__in=actor.targets(Role.GUARDIAN, "child"), public_id__in=wanted)
    own = list(mine.order_by("pk"))
    if len(own) != len(wanted):
        raise OutOfReach
    if not own:
        raise Invalid({"children": _("请点一下来玩的孩子。")})
    _check_adults(adults)
    with guarded(play_visit_once_at_a_time=AlreadyPlaying()):
        visit = PlayVisit.objects.create(
            site=site,
            account_id=actor.account_id,
            months=[completed_months(child.born, today()) for child in own],
            adults=adults,
            during=_until_closing(site),
        )
    PlayChild.objects.bulk_create(PlayChild(visit=visit, child=child) for child in own)
    return visit


@action("stations.register_guest", on=Site)
def register_guest(
    actor: Actor, site: Site, *, name: str, months: Sequence[int], phone: str = "", adults: int = 1
) -> PlayVisit:
    """A family without an account signs in. Raises Invalid, StationClosed, TooOften."""
    throttle.spend(f"station guest {site.pk}", most=GUESTS_AN_HOUR, seconds=3600)
    errors, mobile = {}, None
    if not 0 < len(name.strip()) <= 30:
        errors["name"] = _("请填怎么称呼您，最多 30 个字。")
    if not 0 < len(months) <= MOST_CHILDREN:
        errors["months"] = _("请填每个孩子的月龄，最多 6 个孩子。")
    elif not all(0 <= one <= OLDEST_MONTHS for one in months):
        errors["months"] = _("月龄应在 0 到 83 之间。")
    try:
        mobile = clean_mobile(phone) if phone.strip() else None
    except BadIdentifier:
        errors["phone"] = _("手机号应是 11 位数字。")
    if errors:
        raise Invalid(errors)
    _check_adults(adults)
    return PlayVisit.objects.create(
        site=site, guest_name=name.strip(), guest_phone=mobile, months=list(months), adults=adults,
        during=_until_closing(site),
    )  # fmt: skip


@action("stations.leave_play", on=PlayVisit)
def leave_play(actor: Actor, visit: PlayVisit) -> PlayVisit:
    """The family leaves now. Leaving twice changes nothing."""
    moment = now()
    if visit.during.upper > moment:
        ends = max(moment, visit.during.lower + timedelta(seconds=1))
        visit.during = TimestamptzRange(visit.during.lower, ends, "[)")
        visit.save(update_fields=["during"])
    return visit


def _check_adults(adults: int) -> None:
    if not 1 <= adults <= 6:
        raise Invalid({"adults": _("大人应在 1 到 6 位之间。")})


def _until_closing(site: Site) -> TimestamptzRange:
    """From now until closing; where no opening hours are known, for the longest time of the rule."""
    calendar, moment = calendar_of(site.pk), now()
    ends: datetime | None = calendar.closes_at(moment)
    if calendar.known and ends is None:
        raise StationClosed
    if ends is None:
        ends = moment + timedelta(hours=rules.book.rule("play.room", today()).value["longest_hours"])
    return TimestamptzRange(moment, ends, "[)")
