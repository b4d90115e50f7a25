"""What of a child's health goes along with an export of one's data, and what is deleted with the child."""

from django.db.models import Q

from shanyu.domain.health.answers import opened, parts_about
from shanyu.domain.health.documents import revoke_reports
from shanyu.domain.health.models import Dose, EntryExam, Part
from shanyu.domain.people.models import Account, Child
from shanyu.domain.people.queries.own_data import export_part
from shanyu.kernel.clock import today
from shanyu.kernel.events import subscribe
from shanyu.kernel.models import Upload


@export_part("health")
def export(account: Account, children: list[Child]) -> list[dict]:
    """Everything that is kept of these children's health, with what was said before; for each child a part."""
    return [
        {
            "child": child.name.reveal(),
            "file": [_part(row) for row in parts_about(child).order_by("pk")],
            "vaccinations": [_dose(row) for row in child.doses.order_by("given_on", "pk")],
            "entry_examinations": [
                _exam(row) for row in child.entry_exams.select_related("upload").order_by("examined_on", "pk")
            ],
        }
        for child in children
    ]


def forget(child: Child) -> None:
    """Delete the health of a child whose data a guardian has deleted; a household's when it was the last child.

    The stored reports lose their row here and their file in the sweep of the store.
    """
    exams = list(child.entry_exams.all())
    for exam in exams:
        revoke_reports(exam)
    # The forms that were handed in, and the reports that were made of them.
    mine = Upload.objects.filter(
        owner_label=EntryExam._meta.label_lower, owner_id__in=[one.pk for one in exams]
    )
    uploads = list(mine.values_list("pk", flat=True))
    for model in (EntryExam, Dose):
        model.objects.filter(child=child).delete()
    Upload.objects.filter(pk__in=uploads).delete()
    gone = Q(child=child)
    others = child.household.children.exclude(pk=child.pk)
    if not others.filter(guardianships__valid__contains=today()).exists():
        gone |= Q(household=child.household_id)
    Part.objects.filter(gone).delete()


def _part(row: Part) -> dict:
    return {"part": row.kind, "said_on": row.checked_on.isoformat(), "answers": opened(row)}


def _dose(row: Dose) -> dict:
    return {
        "vaccine": row.vaccine,
        "dose": row.number,
        "given_on": row.given_on.isoformat(),
        "name": _open(row.name),
        "batch": _open(row.batch),
        "place": _open(row.place),
        "source": row.source,
        "taken_back": row.removed_at is not None,
    }


def _exam(row: EntryExam) -> dict:
    return {
        "examined_on": row.examined_on.isoformat(),
        "institution": _open(row.institution),
        "result": _open(row.result),
        "advice": _open(row.advice),
        "source": row.source,
        "file": row.upload.original_name if row.upload else "",
        "taken_back": row.removed_at is not None,
    }


def _open(sealed) -> str:
    return sealed.reveal() if sealed else ""


subscribe("people.child_erased", forget)
