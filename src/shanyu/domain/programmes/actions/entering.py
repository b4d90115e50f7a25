"""Families enter a child, change its wishes until the window's end, withdraw, and claim priorities."""

import secrets
from collections.abc import Sequence
from typing import IO
from uuid import UUID

from django.utils.translation import gettext as _

from shanyu.domain.people.models import Child, Household
from shanyu.domain.programmes.documents import revoke_notices
from shanyu.domain.programmes.kinds import (
    AT_A_SITE,
    EntryState,
    EvidenceState,
    Group,
    ProgrammeState,
    Siblings,
)
from shanyu.domain.programmes.models import Entry, Evidence, Programme, ProgrammeClass, Wish
from shanyu.domain.programmes.refusals import (
    AlreadyEntered,
    EntryWithdrawn,
    EvidenceThere,
    FamilyAsksTwo,
    NotOfProgramme,
    NotYetOpen,
    NoWish,
    TooManyWishes,
    WindowClosed,
    WrongAge,
)
from shanyu.domain.programmes.rules import most_wishes, said
from shanyu.domain.providers.models import Site
from shanyu.domain.providers.naming import said as named
from shanyu.kernel.ages import completed_months
from shanyu.kernel.clock import now, today
from shanyu.kernel.door import Actor, Invalid, OutOfReach
from shanyu.kernel.door.verbs import action
from shanyu.kernel.uploads import keep


def need_window(programme: Programme) -> None:
    """Whether one may apply now. Raises NotYetOpen, WindowClosed; OutOfReach for a draft."""
    if programme.state == ProgrammeState.DRAFT:
        raise OutOfReach
    if now() < programme.opens_at:
        raise NotYetOpen(when=said(programme.opens_at))
    if now() >= programme.closes_at or programme.state not in (ProgrammeState.ANNOUNCED, ProgrammeState.OPEN):
        raise WindowClosed(when=said(programme.closes_at))


@action("programmes.enter", on=Child)
def enter(
    actor: Actor, child: Child, programme: UUID, *, classes: Sequence[UUID], together: str = ""
) -> Entry:
    """Apply for a child: classes by their public ids, the most wanted first.

    Raises NotYetOpen, WindowClosed, AlreadyEntered, WrongAge, TooManyWishes, NoWish, NotOfProgramme, FamilyAsksTwo.
    """
    row = Programme.objects.filter(public_id=programme).first()
    if row is None:
        raise OutOfReach
    need_window(row)
    if Entry.objects.filter(programme=row, child=child).exists():
        raise AlreadyEntered
    chosen = _chosen(row, child, classes)
    family = _family(row, child, together)
    made = Entry.objects.create(
        programme=row,
        child=child,
        household=child.household,
        alias=_pseudonym(),
        family=family,
        together=together,
        asked_by_id=actor.account_id,
        asked_at=now(),
    )
    _wish(made, chosen)
    return made


@action("programmes.change_entry", on=Entry)
def change_entry(actor: Actor, entry: Entry, *, classes: Sequence[UUID], together: str = "") -> Entry:
    """Other wishes, or the same in another order; a withdrawn entry is entered again.

    `together` then holds for all the family's children. Raises as `enter`.
    """
    need_window(entry.programme)
    chosen = _chosen(entry.programme, entry.child, classes)
    entry.version += 1
    entry.together = together
    entry.state, entry.withdrawn_at = EntryState.ENTERED, None
    entry.asked_by_id, entry.asked_at = actor.account_id, now()
    _ask_together(entry, together)
    entry.save()
    _wish(entry, chosen)
    return entry


@action("programmes.withdraw", on=Entry)
def withdraw(actor: Actor, entry: Entry) -> Entry:
    """The entry stays in the list, without wishes; a place that was given is free again. Twice changes nothing."""
    if entry.state == EntryState.ENTERED:
        entry.state, entry.withdrawn_at = EntryState.WITHDRAWN, now()
        entry.save(update_fields=["state", "withdrawn_at"])
        revoke_notices(entry)
    return entry


@action("programmes.claim", on=Entry)
def claim(
    actor: Actor,
    entry: Entry,
    *,
    group: str,
    details: str,
    site: UUID | None = None,
    file: IO[bytes] | None = None,
    file_name: str = "",
) -> Evidence:
    """Say that the child belongs to a group, and what shows it, with a paper if there is one, until the window's end.

    Raises NotYetOpen, WindowClosed, EntryWithdrawn, EvidenceThere, Invalid.
    """
    need_window(entry.programme)
    if entry.state == EntryState.WITHDRAWN:
        raise EntryWithdrawn
    errors, at = {}, None
    if group not in Group.values:
        errors["group"] = _("请选择优先情形。")
    if not 0 < len(details.strip()) <= 500:
        errors["details"] = _("请写明凭什么证明，最多 500 个字。")
    if group in AT_A_SITE:
        at = Site.objects.filter(public_id=site, programme_classes__programme=entry.programme).first()
        if at is None:
            errors["site"] = _("请选择项目里的一个机构。")
    if errors:
        raise Invalid(errors)
    live = (EvidenceState.CLAIMED, EvidenceState.VERIFIED)
    if entry.evidence.filter(group=group, site=at, state__in=live).exists():
        raise EvidenceThere
    made = Evidence.objects.create(
        entry=entry, group=group, site=at, details=details.strip(), claimed_by_id=actor.account_id
    )
    if file is not None:
        keep(file, name=file_name, owner=made)
    return made


def _chosen(programme: Programme, child: Child, classes: Sequence[UUID]) -> list[ProgrammeClass]:
    most = most_wishes(today())
    if len(classes) > most:
        raise TooManyWishes(most=most)
    if not classes or len(set(classes)) != len(classes):
        raise NoWish
    rows = programme.classes.filter(public_id__in=classes).select_related("site")
    found = {one.public_id: one for one in rows}
    if len(found) != len(classes):
        raise NotOfProgramme
    months = completed_months(child.born, programme.starts_on)
    for one in found.values():
        first = max(one.from_month, programme.from_month)
        after = min(one.to_month, programme.to_month)
        if not first <= months < after:
            name = f"{named(one.site, 'name')} {one.name}"
            raise WrongAge(name=name, months=months, first=first, last=after - 1)
    return [found[one] for one in classes]


def _family(programme: Programme, child: Child, together: str) -> str:
    """The household's pseudonym in the programme; a new one for its first child. All its children ask for one rule.

    The household is locked, so that two of its children entered at one moment are one family.
    """
    if together and together not in Siblings.values:
        raise Invalid({"together": _("请选择几个孩子怎样安排。")})
    Household.objects.select_for_update(no_key=True).get(pk=child.household_id)
    others = Entry.objects.filter(programme=programme, household=child.household_id).exclude(child=child)
    known = list(others.filter(state=EntryState.ENTERED))
    if any(other.together != together for other in known):
        raise FamilyAsksTwo
    first = others.first()
    return first.family if first else _pseudonym()


def _ask_together(entry: Entry, together: str) -> None:
    """What a family asks for its children it asks for all of them: the others' entries follow."""
    if together and together not in Siblings.values:
        raise Invalid({"together": _("请选择几个孩子怎样安排。")})
    Household.objects.select_for_update(no_key=True).get(pk=entry.household_id)
    others = Entry.objects.filter(
        programme=entry.programme_id, household=entry.household_id, state=EntryState.ENTERED
    ).exclude(pk=entry.pk)
    others.exclude(together=together).update(
        together=together, asked_by=entry.asked_by_id, asked_at=now(), modified_at=now()
    )


def _pseudonym() -> str:
    return secrets.token_hex(6)


def _wish(entry: Entry, chosen: list[ProgrammeClass]) -> None:
    Wish.objects.bulk_create(
        Wish(entry=entry, version=entry.version, rank=rank, programme_class=one, created_at=entry.asked_at)
        for rank, one in enumerate(chosen, 1)
    )
