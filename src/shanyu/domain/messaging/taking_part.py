"""Who takes part in a thread today, on which side, and where each of them reads it."""

from collections.abc import Iterable

from shanyu.domain.messaging.audiences import carers_of, guardians_of, heads_of, keepers_of, officers_of
from shanyu.domain.messaging.kinds import Side, ThreadKind
from shanyu.domain.messaging.models import Thread
from shanyu.domain.messaging.reach import SIDE_OF, THREADS
from shanyu.domain.people.models import Account
from shanyu.kernel.door import Actor, OutOfReach

#: Where the people of each kind of thread read it.
_STAFF_URL = {
    ThreadKind.CLASS: "/carer/messages/",
    ThreadKind.HEAD: "/office/messages/",
    ThreadKind.STATION: "/office/messages/",
    ThreadKind.AUTHORITY: "/office/messages/",
}
_URL = {Side.FAMILY: "/family/messages/", Side.AUTHORITY: "/authority/messages/"}


def sides_of(actor: Actor, threads: Iterable[int]) -> dict[int, Side]:
    """On which side somebody writes in each of these threads; the family's where a carer is a guardian as well."""
    keys, found = list(threads), {}
    for role, reach in THREADS.items():
        if role in actor.roles:
            for key in Thread.objects.filter(reach(actor), pk__in=keys).values_list("pk", flat=True):
                found.setdefault(key, SIDE_OF[role])
    return found


def side_of(actor: Actor, thread: Thread) -> Side:
    """On which side somebody writes in a thread. Raises OutOfReach."""
    found = sides_of(actor, [thread.pk])
    if not found:
        raise OutOfReach
    return found[thread.pk]


def parties(thread: Thread) -> list[tuple[Account, Side]]:
    """Everybody who takes part today; somebody on two sides stands on the family's."""
    if thread.child_id is not None:
        family = guardians_of([thread.child_id])
    else:
        family = [thread.family] if thread.family_id and thread.family.is_active else []
    others = {
        ThreadKind.CLASS: lambda: carers_of(thread.care_class),
        ThreadKind.HEAD: lambda: heads_of(thread.site),
        ThreadKind.STATION: lambda: keepers_of(thread.site),
        ThreadKind.AUTHORITY: lambda: heads_of(thread.site) if thread.site_id else [],
    }[ThreadKind(thread.kind)]()
    found = [(one, Side.FAMILY) for one in family] + [(one, Side.STAFF) for one in others]
    if thread.kind == ThreadKind.AUTHORITY:
        found += [(one, Side.AUTHORITY) for one in officers_of(thread.region)]
    seen: set[int] = set()
    return [(one, side) for one, side in found if not (one.pk in seen or seen.add(one.pk))]


def address_of(thread: Thread, side: Side) -> str:
    """The page on which somebody of a side reads a thread."""
    start = _STAFF_URL[ThreadKind(thread.kind)] if side == Side.STAFF else _URL[side]
    return f"{start}{thread.public_id}/"
