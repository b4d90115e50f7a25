"""What guardians have agreed to about pictures: of whom one may be taken, who may see it, and what of a finding.

The latest word of any guardian of the child counts, as in the health file: whoever takes it back takes it back for
the family, and at once.
"""

from collections.abc import Iterable

from django.db.models import CharField, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from shanyu.domain.care.models import Photo, PhotoChild
from shanyu.domain.people import rules
from shanyu.domain.people.models import Child, Consent
from shanyu.kernel.clock import today

#: Pictures are taken and kept; others in the same picture may see the child on it; a finding is photographed.
PHOTOS, WITH_OTHERS, FINDINGS = "photos", "photos_with_others", "finding_photos"


def agreeing(children: Iterable[Child], purpose: str) -> set[int]:
    """The keys of those children whose guardians agree to a purpose today."""
    said = Consent.objects.filter(child__in=children, purpose=purpose)
    latest = said.order_by("child", "-created_at", "-pk").distinct("child")
    return {one.child_id for one in latest if rules.holds(one.decision, one.until, today())}


def showable(children: QuerySet[Child]) -> QuerySet[Photo]:
    """The pictures of these children that their own family may see.

    In a picture of several every other child's guardians must have agreed that other families see it; otherwise
    this family does not get the picture. A picture of a finding goes to the family of its one child only.
    """
    theirs = Photo.objects.filter(
        removed_at=None, pk__in=PhotoChild.objects.filter(child__in=children).values("photo")
    )
    shown = PhotoChild.objects.filter(photo__in=theirs)
    hidden = (
        Q(pk__in=_against(PHOTOS, shown).values("photo"))
        | Q(pk__in=_against(WITH_OTHERS, shown.exclude(child__in=children)).values("photo"))
        | Q(finding=True)
    )
    found = Q(finding=True) & ~Q(pk__in=_against(FINDINGS, shown).values("photo"))
    return theirs.filter(~hidden | found)


def _against(purpose: str, shown: QuerySet[PhotoChild]) -> QuerySet[PhotoChild]:
    """Those of these children in pictures of whom no guardian agrees to a purpose today."""
    said = Consent.objects.filter(child=OuterRef("child"), purpose=purpose).order_by("-created_at", "-pk")
    marked = shown.annotate(
        word=Coalesce(Subquery(said.values("decision")[:1]), Value(""), output_field=CharField()),
        holds_until=Coalesce(Subquery(said.values("until")[:1]), Value(today())),
    )
    return marked.filter(~Q(word=Consent.Decision.GRANTED) | Q(holds_until__lt=today())).order_by(F("pk"))
