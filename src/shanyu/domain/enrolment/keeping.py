"""What of enrolment goes along with an export of one's data, and what ends or is deleted with the child."""

from datetime import timedelta

from django.db.models import Q

from shanyu.domain.enrolment import calls, jobs
from shanyu.domain.enrolment.kinds import (
    OPEN_REFERRALS,
    THERE,
    CaseState,
    EntryKind,
    PlacementState,
    ReferralState,
)
from shanyu.domain.enrolment.models import Application, Case, Document, Entry, Placement, Referral
from shanyu.domain.people.models import Account, Child
from shanyu.domain.people.queries.own_data import export_part
from shanyu.kernel.clock import local, now, today
from shanyu.kernel.events import subscribe
from shanyu.kernel.models import Upload


@export_part("enrolment")
def export_cases(account: Account, children: list[Child]) -> list[dict]:
    """Every case of these children: what was wished, where they asked, which places they had, and each step."""
    names = {child.pk: child.name.reveal() for child in children}
    rows = Case.objects.filter(child__in=children).order_by("pk")
    return [
        {
            "child": names[row.child_id],
            "form": row.form,
            "wanted_from": row.wanted_from.isoformat(),
            "state": row.state,
            "applications": [
                _application(one) for one in row.applications.select_related("site").order_by("pk")
            ],
            "places": [
                _place(one)
                for one in row.placements.select_related("site", "care_class").order_by("pk")
                if one.state != PlacementState.RELEASED
            ],
            "steps": [_step(one) for one in row.entries.order_by("pk")],
        }
        for row in rows
    ]


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

    A wish that is open ends, and a place ends today: nobody is left who could answer for them. What sites have said
    of it in referrals goes, and open ones end. The files go in the sweep of the store.
    """
    _end(child)
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


def _end(child: Child) -> None:
    for case in Case.objects.filter(child=child, ended_at=None).order_by("pk"):
        if case.state in THERE:
            calls.leave(case.pk, today(), None)
        else:
            calls.end(case.pk, CaseState.WITHDRAWN, EntryKind.WITHDRAW, None)
    jobs.tell_soon()


def _application(row: Application) -> dict:
    return {
        "site": row.site.name,
        "asked": local(row.created_at).isoformat(),
        "rank": row.rank,
        "group": row.group,
        "state": row.state,
        "reason": row.reason,
    }


def _place(row: Placement) -> dict:
    until = row.during.upper
    return {
        "site": row.site.name,
        "class": row.care_class.name,
        "first_day": row.during.lower.isoformat(),
        "last_day": (until - timedelta(days=1)).isoformat() if until else None,
        "state": row.state,
    }


def _step(row: Entry) -> dict:
    return {
        "at": local(row.at).isoformat(),
        "what": row.kind,
        "state": row.state,
        "reason": row.reason,
        "words": row.words,
    }


subscribe("people.child_erased", forget)
