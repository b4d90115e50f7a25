"""Between the tables and the engine: a programme without names, and back."""

from bisect import bisect_right
from collections import defaultdict
from datetime import date
from hashlib import sha256
from itertools import zip_longest

from django.db.models import F, Q

from shanyu.domain.programmes.kinds import AT_A_SITE, EntryState, EvidenceState, Group
from shanyu.domain.programmes.models import (
    ClassPart,
    Entry,
    Evidence,
    Programme,
    ProgrammeClass,
    RuleSet,
    Wish,
)
from shanyu.domain.programmes.rules import parted_reserves
from shanyu.engines.allocation import lottery, programme, protocol
from shanyu.engines.allocation.families import SiblingRule
from shanyu.engines.allocation.problem import Room
from shanyu.kernel.ages import completed_months
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


def bands_of(row: Programme) -> list[tuple[int, int | None]]:
    """The age bands of a programme, in months: between every two ages at which one of its classes begins or ends.

    The first begins at 0 and the last has no end, so that every child is in one.
    """
    cuts = {0}
    for one in row.classes.prefetch_related("parts"):
        for has_ages in (one, *one.parts.all()):
            cuts |= {has_ages.from_month, has_ages.to_month}
    return list(zip_longest(sorted(cuts), sorted(cuts)[1:]))


def ages_cut(row: Programme) -> str:
    """The name of a class one of whose parts is cut by another class's ages; empty where all is well."""
    bands = bands_of(row)
    for part in ClassPart.objects.filter(programme_class__programme=row).select_related("programme_class"):
        if (part.from_month, part.to_month) not in bands:
            return part.programme_class.name
    return ""


def sites_of(row: Programme) -> tuple[programme.Site, ...]:
    """The classes as the engine's sites, by their codes; reserves in their order."""
    bands = bands_of(row)
    return tuple(
        programme.Site(
            id=one.code,
            place=str(one.site_id),
            capacity=one.cap,
            minimum=one.minimum,
            bands=tuple(i for i, (first, _end) in enumerate(bands) if _accepts(one, first)),
            reserves=_reserves(one, bands),
            room=_room(one, bands),
        )
        for one in row.classes.order_by("code").prefetch_related("reserves", "parts")
    )


def _accepts(one: ProgrammeClass, month: int) -> bool:
    parts = list(one.parts.all()) or [one]
    return any(part.from_month <= month < part.to_month for part in parts)


def _reserves(one: ProgrammeClass, bands: list[tuple[int, int | None]]) -> tuple[tuple, ...]:
    """Reserves in their order; those of a class for several ages are parted among the ages."""
    reserves, parts = list(one.reserves.all()), parts_of(one)
    if not parts:
        return tuple((reserve.group, reserve.seats) for reserve in reserves)
    found = [bands.index((part.from_month, part.to_month)) for part in parts]
    shares = parted_reserves([reserve.seats for reserve in reserves], [part.seats for part in parts])
    return tuple(
        (reserve.group, seats, band)
        for reserve, own in zip(reserves, shares, strict=True)
        for band, seats in zip(found, own, strict=True)
        if seats
    )


def parts_of(one: ProgrammeClass) -> list[ClassPart]:
    """The parts of a class, the youngest first."""
    return sorted(one.parts.all(), key=lambda part: (part.from_month, part.to_month))


def _room(one: ProgrammeClass, bands: list[tuple[int, int | None]]) -> Room | None:
    """Seats and adults by age. Where no rule gives a ratio, one adult suffices for a part."""
    parts = {(part.from_month, part.to_month): part for part in one.parts.all()}
    if not parts:
        return None
    free = all(part.per_carer is None for part in parts.values())
    found = [parts.get(band) for band in bands]
    return Room(
        staff=len(parts) if free else one.staff,
        per_carer=tuple((part.per_carer or part.seats) if part else 1 for part in found),
        limits=tuple(part.seats if part else 0 for part in found),
        apart=free or one.apart,
    )


def band_names(row: Programme) -> tuple[str, ...]:
    """The bands as the protocol names them: completed months on the first day."""
    return tuple(f"{first}-" if end is None else f"{first}-{end - 1}" for first, end in bands_of(row))


def announcement_of(row: Programme) -> protocol.Announcement:
    """What is promised of the lottery: the seed's commitment, the value's name and its moment."""
    moment = local(row.public_value_at).isoformat()
    return protocol.Announcement(row.commitment, f"{row.public_value} ({moment})")


def announcement_digest(row: Programme) -> str:
    empty = programme.Programme(str(row.public_id), rules_of(row.rules), sites_of(row), (), band_names(row))
    return lottery.digest(protocol.announced(empty, announcement_of(row)))


def current_list(row: Programme) -> list[dict]:
    """All entries as the protocol lists them, with what is verified and holds when the period starts.

    Withdrawn ones stay, without wishes. A fixed number of questions, however many entries there are.
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
    firsts = [first for first, _end in bands_of(row)]
    found = [
        _application(
            entry, wishes[entry.pk], groups.get(entry.pk, []), at_site, _band(firsts, entry.child.born, row)
        )
        for entry in Entry.objects.filter(programme=row).select_related("child").order_by("alias")
    ]
    whole = programme.Programme(
        str(row.public_id), rules_of(row.rules), sites_of(row), tuple(found), band_names(row)
    )
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


def _band(firsts: list[int], born: date, row: Programme) -> int:
    """The number of the age band on the first day."""
    months = completed_months(born, row.starts_on) if born <= row.starts_on else 0
    return bisect_right(firsts, months) - 1


def _application(
    entry: Entry,
    wishes: list[str],
    groups: list[tuple[str, int | None]],
    at_site: dict[int, list[str]],
    band: int,
) -> programme.Application:
    def at(group: Group) -> tuple[str, ...]:
        return tuple(sorted(code for name, site in groups if name == group for code in at_site[site]))

    return programme.Application(
        id=entry.alias,
        wishes=tuple(wishes),
        band=band,
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
    return programme.Programme(
        str(row.public_id), rules_of(rules), sites_of(row), read_list(listed), band_names(row)
    )


def rehearsal(listed: list[dict]) -> list[str]:
    """An order for a dry run, the same for every set of rules. It is no lottery."""
    return sorted(
        (one["id"] for one in listed), key=lambda name: sha256(f"rehearsal {name}".encode()).digest()
    )
