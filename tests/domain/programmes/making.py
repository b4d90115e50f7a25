"""A summer programme of two classes, or of many, and families that enter it."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from math import ceil
from uuid import UUID

from shanyu.demo.rows.bulk import copy
from shanyu.domain.people.models import Child, Household, RoleGrant
from shanyu.domain.programmes import actions, jobs
from shanyu.domain.programmes.models import (
    Entry,
    Evidence,
    Programme,
    ProgrammeClass,
    RuleSet,
    Run,
    Wish,
)
from shanyu.kernel.clock import frozen
from shanyu.kernel.door import Role
from tests.cast import SINCE, Cast, account

OPENS = datetime(2026, 12, 1, 1, tzinfo=UTC)
CLOSES = datetime(2026, 12, 11, 9, 30, tzinfo=UTC)
IN_WINDOW = datetime(2026, 12, 5, 2, tzinfo=UTC)
AFTER = datetime(2026, 12, 12, 2, tzinfo=UTC)
KNOWN = datetime(2026, 12, 15, 13, tzinfo=UTC)
LATER = datetime(2026, 12, 16, 2, tzinfo=UTC)
RANKS = {"hardship": 0, "left_behind": 1, "migrant": 1}


def make_rules(cast: Cast, name: str = "暑期规则", **facts: object) -> RuleSet:
    new = actions.NewRules(name=name, since=date(2026, 1, 1), **{"group_ranks": RANKS, **facts})
    return actions.make_rules(cast.actor("officer"), cast.district.pk, new)


def new_programme(rules: RuleSet, **facts: object) -> actions.NewProgramme:
    """A programme for children under six, as an officer writes it."""
    return actions.NewProgramme(
        rules=rules,
        **{
            "kind": "summer", "name": "寒假托管", "from_month": 0, "to_month": 72, "opens_at": OPENS,
            "closes_at": CLOSES, "starts_on": date(2027, 1, 18), "ends_on": date(2027, 2, 5),
            "public_value": "福利彩票双色球 2026146 期", "public_value_at": KNOWN, "fee_fen": 240, **facts,
        },
    )  # fmt: skip


def make_programme(cast: Cast, caps: Iterable[int] = (1, 1), **facts: object) -> Programme:
    """A draft with a class of each size at the little bamboo grove."""
    rules = facts.pop("rules", None) or make_rules(cast)
    made = actions.make_programme(cast.actor("officer"), cast.district.pk, new_programme(rules, **facts))
    for number, cap in enumerate(caps, 1):
        add_class(cast, made, f"c{number:02}", cap)
    return made


def new_class(code: str, cap: int, **facts: object) -> actions.NewClass:
    usual = {
        "name": f"{code}班", "band": "older_toddler", "opens": time(8, 30), "closes": time(16, 30),
        "from_month": 0, "to_month": 72, "staff": ceil(cap / 7),
    }  # fmt: skip
    return actions.NewClass(code=code, cap=cap, **(usual | facts))


def add_class(cast: Cast, programme: Programme, code: str, cap: int, **facts: object) -> ProgrammeClass:
    new = new_class(code, cap, **facts)
    return actions.add_class(cast.actor("officer"), programme.pk, cast.bamboo, new)


def announced(cast: Cast, caps: Iterable[int] = (1, 1), **facts: object) -> Programme:
    return actions.announce(cast.actor("officer"), make_programme(cast, caps, **facts).pk)


def codes(programme: Programme, *names: str) -> list[UUID]:
    known = dict(programme.classes.values_list("code", "public_id"))
    return [known[name] for name in names]


def enter(cast: Cast, programme: Programme, child: Child, *names: str, **facts: object) -> Entry:
    with frozen(IN_WINDOW):
        return actions.enter(
            cast.actor("father"), child.pk, programme.public_id, classes=codes(programme, *names), **facts
        )


def verified(cast: Cast, programme: Programme, child: Child, group: str, **facts: object) -> Evidence:
    """A claim of the father's for a child who is entered, found to hold by the city's officer."""
    entry = Entry.objects.get(programme=programme, child=child)
    with frozen(IN_WINDOW):
        claim = actions.claim(cast.actor("father"), entry.pk, group=group, details="证明", **facts)
    if not programme.verifiers.exists():
        actions.name_verifier(cast.actor("officer"), programme.pk, cast.city_officer)
    return actions.verify(cast.actor("city_officer"), claim.pk, holds=True)


def second_officer(cast: Cast) -> str:
    """Another officer of the district; the name under which the cast has it."""
    if not hasattr(cast, "second"):
        cast.second = account("second", "第二位科长")
        RoleGrant.objects.create(
            account=cast.second, role=Role.DISTRICT_OFFICER, region=cast.district, valid=SINCE
        )
    return "second"


GROUPS = ("hardship", "left_behind", "migrant", "new_work", "disabled")


def crowd(
    cast: Cast, programme: Programme, count: int, wishes: int = 3, pairs: int = 0, born: int = 2024
) -> list[Entry]:
    """Many families at once, each with a child and up to so many wishes, every fourth with verified evidence.

    The first `pairs` households have two children who are to be together.
    """
    homes = [Household(region=cast.community) for _ in range(count - pairs)]
    with frozen(IN_WINDOW):
        copy(homes)
        homes = [home for home in homes[:pairs] for _child in "ab"] + homes[pairs:]
        children = [
            Child(household=home, name=f"孩子{i}", sex="f", born=date(born, 1 + i % 12, 3))
            for i, home in enumerate(homes)
        ]
        copy(children)
        entries = [
            Entry(
                programme=programme, child=child, household_id=child.household_id, alias=f"a{i:05}",
                family=f"f{child.household_id}", together="together" if i < 2 * pairs else "",
                asked_by=cast.father, asked_at=IN_WINDOW,
            )
            for i, child in enumerate(children)
        ]  # fmt: skip
        copy(entries)
        _wish(entries, list(programme.classes.order_by("code")), wishes, pairs)
        copy(
            [
                Evidence(
                    entry=entry, group=GROUPS[i // 4 % 5], state="verified", claimed_by=cast.father,
                    verifier=cast.officer, decided_at=IN_WINDOW,
                )
                for i, entry in enumerate(entries)
                if i % 4 == 0
            ]
        )  # fmt: skip
    return entries


def _wish(entries: list[Entry], classes: list[ProgrammeClass], most: int, pairs: int) -> None:
    many = len(classes) > 3 * most
    rows = []
    for i, entry in enumerate(entries):
        first, step = (i // 2 if i < 2 * pairs else i) * 7, 1 + i % 3 if many else 1
        for rank in range(min(most, len(classes))):
            chosen = classes[(first + rank * step) % len(classes)]
            rows.append(
                Wish(entry=entry, version=1, rank=rank + 1, programme_class=chosen, created_at=IN_WINDOW)
            )
    copy(rows)


def computed(run: Run) -> Run:
    """The run after the worker was at it."""
    jobs.compute(run.pk)
    run.refresh_from_db()
    return run


def dry_run(cast: Cast, programme: Programme, **facts: object) -> Run:
    return computed(actions.dry_run(cast.actor("officer"), programme.pk, **facts))


def final_run(cast: Cast, programme: Programme) -> Run:
    return computed(actions.final_run(cast.actor("officer"), programme.pk))


def drawn(cast: Cast, programme: Programme) -> None:
    officer = cast.actor("officer")
    with frozen(AFTER):
        actions.close_list(officer, programme.pk)
    with frozen(LATER):
        actions.draw(officer, programme.pk, value="03 11 17 22 28 31 + 09")


def published(cast: Cast, programme: Programme) -> Run:
    drawn(cast, programme)
    with frozen(LATER):
        run = final_run(cast, programme)
        for name in (second_officer(cast), "city_officer"):
            actions.sign_off(cast.actor(name), run.pk, words="看过了。" if run.objections else "")
        return actions.publish(cast.actor("officer"), run.pk)
