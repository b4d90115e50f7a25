"""What of entry documents and referrals goes along with an export of one's data, and what is deleted with the child."""

from django.db.models import Q

from shanyu.domain.enrolment.kinds import OPEN_REFERRALS, ReferralState
from shanyu.domain.enrolment.models import Document, Referral
from shanyu.domain.people.models import Account, Child
from shanyu.domain.people.queries.own_data import export_part
from shanyu.kernel.clock import local, now, today
from shanyu.kernel.events import subscribe
from shanyu.kernel.models import Upload


@export_part("entry_documents")
def export_documents(account: Account, children: list[Child]) -> list[dict]:
    """Every document that was handed in or fetched for these children and their households."""
    households = {child.household_id for child in children}
    rows = Document.objects.filter(Q(child__in=children) | Q(household__in=households))
    names = {child.pk: child.name.reveal() for child in children}
    return [
        {
            "child": names.get(row.child_id, ""),
            "kind": row.kind,
            "source": row.source,
            "on": row.on.isoformat(),
            "until": row.until.isoformat() if row.until else None,
            "file": row.upload.original_name if row.upload else "",
            "taken_back": row.removed_at is not None,
        }
        for row in rows.select_related("upload").order_by("pk")
    ]


@export_part("referrals")
def export_referrals(account: Account, children: list[Child]) -> list[dict]:
    """Every referral of these children: from where to where, what was passed on, and the site's words."""
    names = {child.pk: child.name.reveal() for child in children}
    rows = Referral.objects.filter(child__in=children).select_related("from_site", "to_site")
    return [
        {
            "child": names[row.child_id],
            "from": row.from_site.name,
            "to": row.to_site.name,
            "parts": row.parts,
            "words": row.note.reveal() if row.note else "",
            "state": row.state,
            "since": local(row.created_at).isoformat(),
            "until": row.until.isoformat() if row.until else None,
        }
        for row in rows.order_by("pk")
    ]


def forget(child: Child) -> None:
    """Delete the documents of a child whose data a guardian has deleted; a household's when it was the last child.

    What sites have said of it in referrals goes, and open ones end. The files go in the sweep of the store.
    """
    gone = Q(child=child)
    others = child.household.children.exclude(pk=child.pk)
    if not others.filter(guardianships__valid__contains=today()).exists():
        gone |= Q(household=child.household_id)
    rows = Document.objects.filter(gone)
    uploads = list(rows.exclude(upload=None).values_list("upload", flat=True))
    rows.delete()
    Upload.objects.filter(pk__in=uploads).delete()
    Referral.objects.filter(child=child).update(note=None)
    Referral.objects.filter(child=child, state__in=OPEN_REFERRALS).update(
        state=ReferralState.ENDED, ended_at=now(), modified_at=now()
    )


subscribe("people.child_erased", forget)
