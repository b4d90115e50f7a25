"""What of programmes goes along with an export of one's data, and what is deleted with the child."""

from shanyu.domain.people.models import Account, Child
from shanyu.domain.people.queries.own_data import export_part
from shanyu.domain.programmes.documents import revoke_notices
from shanyu.domain.programmes.kinds import EntryState, ProgrammeState
from shanyu.domain.programmes.models import Contest, Entry, Evidence, Placing
from shanyu.kernel.clock import local, now
from shanyu.kernel.events import subscribe
from shanyu.kernel.models import Upload


@export_part("programmes")
def export(account: Account, children: list[Child]) -> list[dict]:
    """Every entry of these children: wishes as they are now, claims, what the allocation gave, and contests."""
    names = {child.pk: child.name.reveal() for child in children}
    rows = Entry.objects.filter(child__in=children).select_related("programme").order_by("pk")
    return [
        {
            "child": names[row.child_id],
            "programme": row.programme.name,
            "state": row.state,
            "alias": row.alias,
            "asked_at": local(row.asked_at).isoformat(),
            "wishes": list(
                row.wishes.filter(version=row.version).values_list("programme_class__name", flat=True)
            ),
            "claims": [_claim(one) for one in row.evidence.order_by("pk")],
            "result": _result(row),
            "contests": [_contest(one) for one in row.contests.order_by("pk")],
        }
        for row in rows
    ]


def forget(child: Child) -> None:
    """Withdraw a child whose data a guardian has deleted, and delete what its family has written and handed in.

    Pseudonym, wishes and result stay: they name nobody, and the published protocol must go on to hold.
    """
    moment = now()
    entries = Entry.objects.filter(child=child)
    evidence = Evidence.objects.filter(entry__in=entries)
    uploads = Upload.objects.filter(owner_label=Evidence._meta.label_lower)
    uploads.filter(owner_id__in=list(evidence.values_list("pk", flat=True))).delete()
    for entry in entries:
        revoke_notices(entry)
    notices = Upload.objects.filter(owner_label=Entry._meta.label_lower)
    notices.filter(owner_id__in=list(entries.values_list("pk", flat=True))).delete()
    evidence.update(details=None, modified_at=moment)
    evidence.exclude(reason=None).update(reason="", modified_at=moment)
    contests = Contest.objects.filter(entry__in=entries)
    contests.update(words="", modified_at=moment)
    contests.exclude(reason=None).update(reason="", modified_at=moment)
    standing = entries.filter(state=EntryState.ENTERED).exclude(programme__state=ProgrammeState.OVER)
    standing.update(state=EntryState.WITHDRAWN, withdrawn_at=moment, modified_at=moment)


def _claim(row: Evidence) -> dict:
    return {
        "group": row.group,
        "state": row.state,
        "words": _open(row.details),
        "answer": _open(row.reason),
        "until": row.expires_on.isoformat() if row.expires_on else None,
    }


def _result(row: Entry) -> str | None:
    """The class that the last published run, or a review after it, gave; empty for none, null before."""
    told = Placing.objects.filter(entry=row, run__published_at__isnull=False)
    latest = told.select_related("programme_class").order_by("-pk").first()
    if latest is None:
        return None
    return latest.programme_class.name if latest.programme_class else ""


def _contest(row: Contest) -> dict:
    return {
        "at": local(row.opened_at).isoformat(),
        "words": _open(row.words),
        "state": row.state,
        "answer": _open(row.reason),
    }


def _open(sealed: object) -> str:
    return sealed.reveal() if sealed else ""


subscribe("people.child_erased", forget)
