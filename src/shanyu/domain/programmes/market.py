"""Between the tables and the engine: a programme without names, and back."""

from collections import defaultdict
from datetime import date
from hashlib import sha256

from django.db.models import F, Q

from shanyu.domain.programmes.kinds import AT_A_SITE, EntryState, EvidenceState, Group
from shanyu.domain.programmes.models import Entry, Evidence, Programme, ProgrammeClass, RuleSet, Wish
from shanyu.engines.allocation import lottery, programme, protocol
from shanyu.engines.allocation.families import SiblingRule
from shanyu.kernel.clock import local


def rules_of(rules: RuleSet) -> programme.Rules:
    return programme.Rules(
        name=f"{rules.name} {rules.since}",
        criteria=tuple(programme.Criterion(one) for one in rules.criteria),
        group_ranks={group: int(rank) for group, rank in rules.group_ranks.items()},
        open_first=rules.open_first,
        ticket_by_family=rules.ticket_by_family,
        closing=programme.Closing(rules.closing),
    )


def sites_of(row: Programme) -> tuple[programme.Site, ...]:
    """The classes as the engine's sites, by their codes; reserves in their order."""
    return tuple(
        programme.Site(
            id=one.code,
            place=str(one.site_id),
            capacity=one.cap,
            minimum=one.minimum,
            reserves=tuple((reserve.group, reserve.seats) for reserve in one.reserves.all()),
        )
        for one in row.classes.order_by("code").prefetch_related("reserves")
    )


def announcement_of(row: Programme) -> protocol.Announcement:
    """What is promised of the lottery: the seed's commitment, the value's name and its moment."""
    moment = local(row.public_value_at).isoformat()
    return protocol.Announcement(row.commitment, f"{row.public_value} ({moment})")


def announcement_digest(row: Programme) -> str:
    empty = programme.Programme(str(row.public_id), rules_of(row.rules), sites_of(row), ())
    return lottery.digest(protocol.announced(empty, announcement_of(row)))


def current_list(row: Programme) -> list[dict]:
    """All entries as the protocol lists them, with what is verified and holds when the period starts.

    Withdrawn ones stay, without wishes. Five questions, however many entries there are.
    """
    classes = list(ProgrammeClass.objects.filter(programme=row).order_by("code"))
    codes = {one.pk: one.code for one in classes}
    at_site: dict[int, list[str]] = defaultdict(list)
    for one in classes:
        at_site[one.site_id].append(one.code)
    wishes: dict[int, list[str]] = defaultdict(list)
    rows = Wish.objects.filter(
        entry__programme=row, version=F("entry__version"), entry__state=EntryState.ENTERED
    )
    for entry, chosen in rows.order_by("entry", "rank").values_list("entry", "programme_class"):
        wishes[entry].append(codes[chosen])
    groups = verified_groups(row, row.starts_on)
    found = [
        _application(entry, wishes[entry.pk], groups.get(entry.pk, []), at_site)
        for entry in Entry.objects.filter(programme=row).order_by("alias")
    ]
    whole = programme.Programme(str(row.public_id), rules_of(row.rules), sites_of(row), tuple(found))
    return protocol.listed(whole)


def verified_groups(row: Programme, on: date) -> dict[int, list[tuple[str, int | None]]]:
    """By entry its groups that are verified and hold on a day, with the site where they hold."""
    rows = Evidence.objects.filter(
        Q(expires_on__isnull=True) | Q(expires_on__gte=on),
        entry__programme=row,
        state=EvidenceState.VERIFIED,
    )
    found: dict[int, list[tuple[str, int | None]]] = defaultdict(list)
    for entry, group, site in rows.order_by("group", "site").values_list("entry", "group", "site"):
        found[entry].append((group, site))
    return found


def _application(
    entry: Entry, wishes: list[str], groups: list[tuple[str, int | None]], at_site: dict[int, list[str]]
) -> programme.Application:
    def at(group: Group) -> tuple[str, ...]:
        return tuple(sorted(code for name, site in groups if name == group for code in at_site[site]))

    return programme.Application(
        id=entry.alias,
        wishes=tuple(wishes),
        groups=tuple(name for name, _site in groups if name not in AT_A_SITE),
        siblings_at=at(Group.SIBLING),
        neighbour_of=at(Group.NEIGHBOUR),
        family=entry.family,
        together=SiblingRule(entry.together) if entry.together else None,
    )


def read_list(listed: list[dict]) -> tuple[programme.Application, ...]:
    """Applications from a list as it was frozen."""
    return tuple(
        programme.Application(
            id=one["id"],
            wishes=tuple(one["wishes"]),
            band=one["band"],
            groups=tuple(one["groups"]),
            siblings_at=tuple(one["siblings_at"]),
            neighbour_of=tuple(one["neighbour_of"]),
            steps=tuple((site, step) for site, step in one["steps"]),
            family=one["family"],
            together=SiblingRule(one["together"]) if one["together"] else None,
        )
        for one in listed
    )


def market(row: Programme, listed: list[dict], rules: RuleSet) -> programme.Programme:
    return programme.Programme(str(row.public_id), rules_of(rules), sites_of(row), read_list(listed))


def rehearsal(listed: list[dict]) -> list[str]:
    """An order for a dry run, the same for every set of rules. It is no lottery."""
    return sorted(
        (one["id"] for one in listed), key=lambda name: sha256(f"rehearsal {name}".encode()).digest()
    )
