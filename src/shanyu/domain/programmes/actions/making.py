"""Officers make rules, programmes and classes, announce them, and amend what they announced in time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time

from django.utils.translation import gettext as _

from shanyu.domain.people.models import Account
from shanyu.domain.programmes.kinds import CRITERIA, Closing, Group, ProgrammeKind, ProgrammeState
from shanyu.domain.programmes.market import announcement_digest
from shanyu.domain.programmes.models import (
    Amendment,
    Programme,
    ProgrammeClass,
    Reserve,
    RuleSet,
    Verifier,
)
from shanyu.domain.programmes.refusals import AboveTheCap, NotDraft, NotToAnnounce, TooLateToAmend
from shanyu.domain.providers.models import Site
from shanyu.domain.providers.rules import band_rule
from shanyu.domain.regions.models import Region
from shanyu.engines.allocation import lottery
from shanyu.kernel.clock import now, today
from shanyu.kernel.door import Actor, Invalid
from shanyu.kernel.door.verbs import action


@dataclass(frozen=True)
class NewRules:
    """A set of rules as an officer writes it: see `RuleSet`."""

    name: str
    since: date
    criteria: Sequence[str] = ("groups", "sibling", "neighbour")
    group_ranks: Mapping[str, int] = field(default_factory=dict)
    open_first: bool = False
    ticket_by_family: bool = True
    closing: str = Closing.LARGEST_SHORTFALL
    document: str = ""


@dataclass(frozen=True)
class NewProgramme:
    """A programme as an officer writes it: see `Programme`."""

    kind: str
    name: str
    from_month: int
    to_month: int
    opens_at: datetime
    closes_at: datetime
    starts_on: date
    ends_on: date
    rules: RuleSet
    public_value: str
    public_value_at: datetime
    last_rules: RuleSet | None = None
    fee_fen: int = 0
    name_en: str = ""


@dataclass(frozen=True)
class NewClass:
    """A class as an officer writes it; `reserves`: (group, seats) in the order of filling."""

    code: str
    name: str
    band: str
    opens: time
    closes: time
    cap: int
    minimum: int = 0
    weekdays: Sequence[int] = (1, 2, 3, 4, 5)
    from_month: int | None = None
    to_month: int | None = None
    staff: int = 1
    reserves: Sequence[tuple[str, int]] = ()


@action("programmes.make_rules", on=Region)
def make_rules(actor: Actor, region: Region, new: NewRules) -> RuleSet:
    """A dated set of rules; without a document's number it is a sample and says so. Raises Invalid."""
    errors = {}
    if not new.name.strip():
        errors["name"] = _("请填写名称。")
    if set(new.criteria) - set(CRITERIA) or len(set(new.criteria)) != len(new.criteria):
        errors["criteria"] = _("没有这样的排序依据，或写了两次。")
    if set(new.group_ranks) - set(Group.values) or any(rank < 0 for rank in new.group_ranks.values()):
        errors["group_ranks"] = _("没有这样的群体，或次序不对。")
    if new.closing not in Closing.values:
        errors["closing"] = _("请选择不够人数时怎样停班。")
    if RuleSet.objects.filter(region=region, name=new.name.strip(), since=new.since).exists():
        errors["name"] = _("这一天起已经有同名的规则。")
    if errors:
        raise Invalid(errors)
    return RuleSet.objects.create(
        region=region,
        name=new.name.strip(),
        since=new.since,
        criteria=list(new.criteria),
        group_ranks=dict(new.group_ranks),
        open_first=new.open_first,
        ticket_by_family=new.ticket_by_family,
        closing=new.closing,
        document=new.document,
        sample=not new.document,
        made_by_id=actor.account_id,
        created_at=now(),
    )


@action("programmes.make_programme", on=Region)
def make_programme(actor: Actor, region: Region, new: NewProgramme) -> Programme:
    """A draft. Raises Invalid by field."""
    errors = _wrong(vars(new))
    if new.kind not in ProgrammeKind.values:
        errors["kind"] = _("请选择项目的种类。")
    if not 0 < len(new.name.strip()) <= 80:
        errors["name"] = _("请填写名称。")
    for name in ("rules", "last_rules"):
        given = getattr(new, name)
        if given is not None and given.region_id not in region.lineage:
            errors[name] = _("这套规则不属于这个地区。")
    if errors:
        raise Invalid(errors)
    return Programme.objects.create(region=region, made_by_id=actor.account_id, **vars(new))


@action("programmes.add_class", on=Programme)
def add_class(actor: Actor, programme: Programme, site: Site, new: NewClass) -> ProgrammeClass:
    """A class with its reserves, until the announcement. Raises NotDraft, AboveTheCap, Invalid."""
    if programme.state != ProgrammeState.DRAFT:
        raise NotDraft
    rule = band_rule(new.band, programme.starts_on)
    errors = {}
    if rule is None:
        errors["band"] = _("这种班级在开班那天没有规定。")
    elif new.cap > rule.most:
        raise AboveTheCap(most=rule.most, source=rule.source.citation)
    if programme.region_id not in site.region.lineage:
        errors["site"] = _("这个机构不在项目的地区里。")
    if not 0 <= new.minimum <= new.cap or new.cap < 1:
        errors["cap"] = _("名额至少 1 个，最少开班人数不能超过名额。")
    if new.closes <= new.opens or set(new.weekdays) - set(range(1, 8)):
        errors["opens"] = _("结束要晚于开始，星期要在一到七之间。")
    if set(dict(new.reserves)) - set(Group.values) or len(dict(new.reserves)) != len(new.reserves):
        errors["reserves"] = _("预留名额的群体不对，或写了两次。")
    elif sum(seats for _group, seats in new.reserves) > new.cap:
        errors["reserves"] = _("预留的比名额还多。")
    if programme.classes.filter(code=new.code).exists() or not new.code:
        errors["code"] = _("请给每个班一个不同的编号。")
    if errors:
        raise Invalid(errors)
    facts = {name: value for name, value in vars(new).items() if name not in ("reserves", "weekdays")}
    facts["from_month"] = rule.from_month if new.from_month is None else new.from_month
    facts["to_month"] = rule.to_month if new.to_month is None else new.to_month
    made = ProgrammeClass.objects.create(
        programme=programme,
        site=site,
        weekdays=list(new.weekdays),
        legal_cap=rule.most,
        cap_source=rule.source.citation,
        **facts,
    )
    Reserve.objects.bulk_create(
        Reserve(programme_class=made, group=group, seats=seats, position=position)
        for position, (group, seats) in enumerate(new.reserves)
    )
    return made


@action("programmes.name_verifier", on=Programme)
def name_verifier(actor: Actor, programme: Programme, account: Account) -> Verifier:
    """Somebody checks this programme's evidence from now on. Doing it twice changes nothing."""
    made, _new = Verifier.objects.get_or_create(
        programme=programme, account=account, ended_at=None, defaults={"named_by_id": actor.account_id}
    )
    return made


@action("programmes.end_verifier", on=Verifier)
def end_verifier(actor: Actor, verifier: Verifier) -> Verifier:
    """Their reach ends now."""
    if verifier.ended_at is None:
        verifier.ended_at = now()
        verifier.save(update_fields=["ended_at"])
    return verifier


@action("programmes.announce", on=Programme)
def announce(actor: Actor, programme: Programme) -> Programme:
    """From now on window, rules and classes stand. The seed is drawn and its hash published. Raises NotToAnnounce."""
    ready = programme.state == ProgrammeState.DRAFT and programme.public_value and programme.public_value_at
    if not ready or now() >= programme.opens_at or not programme.classes.exists():
        raise NotToAnnounce
    seed = lottery.new_seed()
    programme.seed, programme.commitment = seed.hex(), lottery.commit(seed)
    programme.announced_at, programme.state = now(), ProgrammeState.ANNOUNCED
    programme.announcement_digest = announcement_digest(programme)
    programme.save()
    programme.refresh_from_db()
    return programme


AMENDABLE = (
    "opens_at",
    "closes_at",
    "starts_on",
    "ends_on",
    "fee_fen",
    "rules",
    "public_value",
    "public_value_at",
)


@action("programmes.amend", on=Programme)
def amend(actor: Actor, programme: Programme, *, reason: str, **changes: object) -> Amendment:
    """Change what was announced before the window opens; what was and what is stay on record.

    changes: some of `AMENDABLE`. Raises TooLateToAmend, Invalid.
    """
    if programme.state != ProgrammeState.ANNOUNCED or now() >= programme.opens_at:
        raise TooLateToAmend
    after = {name: changes.get(name, getattr(programme, name)) for name in AMENDABLE}
    errors = _wrong(after)
    if not 0 < len(reason.strip()) <= 200:
        errors["reason"] = _("请写明更正公告的理由。")
    if not changes or set(changes) - set(AMENDABLE):
        errors["__all__"] = _("没有可以更正的内容。")
    if errors:
        raise Invalid(errors)
    before = {name: _plain(getattr(programme, name)) for name in sorted(changes)}
    programme.amended += 1
    made = Amendment.objects.create(
        programme=programme,
        number=programme.amended,
        before=before | {"announcement": programme.announcement_digest},
        after={name: _plain(value) for name, value in sorted(changes.items())},
        reason=reason.strip(),
        made_by_id=actor.account_id,
        at=now(),
    )
    for name, value in changes.items():
        setattr(programme, name, value)
    programme.announcement_digest = announcement_digest(programme)
    programme.save()
    return made


def _plain(value: object) -> object:
    return value if isinstance(value, int) else str(value)


def _wrong(facts: Mapping[str, object]) -> dict[str, str]:
    errors = {}
    if facts["closes_at"] <= facts["opens_at"] or facts["opens_at"] <= now():
        errors["closes_at"] = _("报名要在以后开始，截止要晚于开始。")
    if facts["ends_on"] < facts["starts_on"] or facts["starts_on"] < today():
        errors["ends_on"] = _("结束不能早于开始。")
    if not str(facts["public_value"]).strip() or facts["public_value_at"] <= facts["closes_at"]:
        errors["public_value"] = _("请写明抽签用哪个公开数字，它要在报名截止之后才产生。")
    if "to_month" in facts and facts["to_month"] <= facts["from_month"]:
        errors["to_month"] = _("请核对年龄范围。")
    return errors
