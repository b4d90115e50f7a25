"""Whose health an actor reaches: guardians their own children's; sites only what a later domain lets them.

A site has no child before one applies to it or is placed in it, and this domain knows of neither. Whoever does,
registers here which children a role at a site may know of, and how far:

    grant_sites(whole=children_of_open_cases_and_placements, card=children_placed)

each a function from the actor and one of its roles to a `Q` over children. Until then sites reach nothing. A child
whose guardians do not agree to the health file is reached by no site at all.
"""

from collections.abc import Callable

from django.db.models import OuterRef, Q, Subquery

from shanyu.domain.health.agreeing import PURPOSE
from shanyu.domain.people.models import Child, Consent
from shanyu.kernel.clock import today
from shanyu.kernel.door import Actor, Role

Reach = Callable[[Actor], Q]
Sites = Callable[[Actor, Role], Q]

_whole: list[Sites] = []
_card: list[Sites] = []


def grant_sites(*, whole: Sites | None = None, card: Sites | None = None) -> None:
    """Let sites reach children: `whole` the health file, for heads; `card` the care card, for heads and carers."""
    _whole.extend([whole] if whole else [])
    _card.extend([card] if card else [])


def withdraw_sites(*, whole: Sites | None = None, card: Sites | None = None) -> None:
    """Take back what `grant_sites` gave."""
    for held, one in ((_whole, whole), (_card, card)):
        if one in held:
            held.remove(one)


def own_children(actor: Actor) -> Q:
    return Q(pk__in=actor.targets(Role.GUARDIAN, "child"))


def of_own_children(actor: Actor) -> Q:
    return Q(child__in=actor.targets(Role.GUARDIAN, "child"))


def agreed() -> Q:
    """Children of whom the latest word of a guardian about the health file is yes, and holds."""
    latest = Consent.objects.filter(child=OuterRef("pk"), purpose=PURPOSE).order_by("-created_at", "-pk")
    children = Child.objects.annotate(
        said=Subquery(latest.values("decision")[:1]), said_until=Subquery(latest.values("until")[:1])
    )
    yes = children.filter(said=Consent.Decision.GRANTED)
    return Q(pk__in=yes.filter(Q(said_until=None) | Q(said_until__gte=today())).values("pk"))


def _by(granted: list[Sites], role: Role, name: str) -> Reach:
    def reach(actor: Actor) -> Q:
        found = Q(pk__in=[])
        for one in granted:
            found |= one(actor, role)
        return found & agreed() if granted else found

    reach.__name__ = name
    return reach


#: Who reads the whole file, who reads the care card, and who reads one examination.
WHOLE: dict[Role, Reach] = {
    Role.GUARDIAN: own_children,
    Role.HEAD: _by(_whole, Role.HEAD, "children_whose_file_the_site_may_read"),
}
CARD: dict[Role, Reach] = {
    Role.GUARDIAN: own_children,
    Role.HEAD: _by(_card, Role.HEAD, "children_in_the_site_s_care"),
    Role.CARER: _by(_card, Role.CARER, "children_in_the_carer_s_care"),
}


def _exams_at_sites(actor: Actor) -> Q:
    return Q(child__in=Child.objects.filter(WHOLE[Role.HEAD](actor)).values("pk"), removed_at=None)


_exams_at_sites.__name__ = "examinations_that_the_site_may_read"


def _own_exams(actor: Actor) -> Q:
    return of_own_children(actor) & Q(removed_at=None)


_own_exams.__name__ = "examinations_of_own_children"

OWN_EXAMS: dict[Role, Reach] = {Role.GUARDIAN: _own_exams}
SITE_EXAMS: dict[Role, Reach] = {Role.HEAD: _exams_at_sites}
