"""Officers make rules and programmes, announce them, and amend what they announced in time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.utils.translation import gettext as _

from shanyu.domain.people.models import Account
from shanyu.domain.programmes.actions.classes import MOST_MONTHS
from shanyu.domain.programmes.kinds import CRITERIA, Closing, Group, ProgrammeKind, ProgrammeState
from shanyu.domain.programmes.market import ages_cut, announcement_digest
from shanyu.domain.programmes.models import (
    Amendment,
    Programme,
    RuleSet,
    Verifier,
)
from shanyu.domain.programmes.refusals import AgesCut, NotDraft, NotToAnnounce, TooLateToAmend
from shanyu.domain.regions.models import Region
from shanyu.engines.allocation import lottery
from shanyu.kernel.clock import local, now
from shanyu.kernel.door import Actor, Invalid
from shanyu.kernel.door.verbs import action

#: One million yuan: more is a slip of the pen.
MOST_FEN = 100_000_000


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
    about: str = ""
    about_en: str = ""


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
    _need_right(region, new)
    return Programme.objects.create(region=region, made_by_id=actor.account_id, **vars(new))


def _need_right(region: Region, new: NewProgramme) -> None:
    errors = _wrong(vars(new))
    if new.kind not in ProgrammeKind.values:
        errors["kind"] = _("请选择项目的种类。")
    if not 0 < len(new.name.strip()) <= 80:
        errors["name"] = _("请填写名称。")
    if not 0 <= new.from_month < new.to_month <= MOST_MONTHS:
        errors["to_month"] = _("请核对年龄范围。")
    if len(new.about) > 2000 or len(new.about_en) > 3000:
        errors["about"] = _("介绍太长了，最多 2000 个字。")
    errors |= _wrong_rules(region, vars(new))
    if errors:
        raise Invalid(errors)


@action("programmes.change_programme", on=Programme)
def change_programme(actor: Actor, programme: Programme, new: NewProgramme) -> Programme:
    """The draft as it is to be. Classes keep the caps of their making. Raises NotDraft, Invalid."""
    if programme.state != ProgrammeState.DRAFT:
        raise NotDraft
    _need_right(programme.region, new)
    for name, value in vars(new).items():
        setattr(programme, name, value)
    programme.save()
    return programme


@action("programmes.remove_programme", on=Programme)
def remove_programme(actor: Actor, programme: Programme) -> None:
    """Throw a draft away, with its classes. Raises NotDraft."""
    if programme.state != ProgrammeState.DRAFT:
        raise NotDraft
    programme.verifiers.all().delete()
    programme.delete()


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
    if cut := ages_cut(programme):
        raise AgesCut(name=cut)
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
    errors = _wrong(after) | _wrong_rules(programme.region, after)
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
    if facts["opens_at"] <= now():
        errors["opens_at"] = _("报名开始的时间要在以后。")
    if facts["closes_at"] <= facts["opens_at"]:
        errors["closes_at"] = _("截止要晚于报名开始。")
    if facts["starts_on"] <= local(facts["public_value_at"]).date():
        errors["starts_on"] = _("开班要在公开数字产生之后，先分配再开班。")
    if facts["ends_on"] < facts["starts_on"]:
        errors["ends_on"] = _("最后一天不能早于开班那天。")
    if not str(facts["public_value"]).strip():
        errors["public_value"] = _("请写明抽签用哪个公开数字。")
    if facts["public_value_at"] <= facts["closes_at"]:
        errors["public_value_at"] = _("公开数字要在报名截止之后才产生。")
    if not 0 <= facts["fee_fen"] <= MOST_FEN:
        errors["fee_fen"] = _("请核对收费。")
    return errors


def _wrong_rules(region: Region, facts: Mapping[str, object]) -> dict[str, str]:
    """Rules are those of the region or of one it lies in."""
    wanted = [("rules", facts["rules"]), ("last_rules", facts.get("last_rules"))]
    wrong = [name for name, given in wanted if given is not None and given.region_id not in region.lineage]
    return {name: _("这套规则不属于这个地区。") for name in wrong}
