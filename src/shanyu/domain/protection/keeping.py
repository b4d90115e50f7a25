"""What of protection goes along with an export of one's data, and what is deleted with the child."""

from shanyu.domain.people.models import Account, Child
from shanyu.domain.people.queries.own_data import export_part
from shanyu.domain.protection.models import Illness, Incident, IncidentStep, ReturnProof, Sign
from shanyu.kernel.clock import local
from shanyu.kernel.events import subscribe
from shanyu.kernel.models import Upload


@export_part("protection")
def export(account: Account, children: list[Child]) -> list[dict]:
    """Of each child: incidents with their steps, signs, and illnesses. Reports of suspected harm are in no export."""
    return [
        {
            "child": child.name.reveal(),
            "incidents": [
                _incident(row, child)
                for row in Incident.objects.filter(concerned__child=child).order_by("happened_at", "pk")
            ],
            "signs": [
                {"day": row.day.isoformat(), "symptom": row.symptom, "source": row.source}
                for row in child.signs.order_by("day", "symptom")
            ],
            "illnesses": [_illness(row) for row in child.illnesses.order_by("onset_on", "pk")],
        }
        for child in children
    ]


def forget(child: Child) -> None:
    """Delete what names or describes a child whose data a guardian has deleted.

    That something happened at a site, of which kind and how grave, stays without words; of an incident with other
    children the words stay, for their sake.
    """
    Upload.objects.filter(
        owner_label=ReturnProof._meta.label_lower,
        owner_id__in=ReturnProof.objects.filter(illness__child=child).values("pk"),
    ).delete()
    Sign.objects.filter(child=child).delete()
    Illness.objects.filter(child=child).delete()
    mine = Incident.objects.filter(concerned__child=child)
    keys = [one.pk for one in mine if one.concerned.count() == 1]
    Upload.objects.filter(incidents__in=keys).delete()
    Incident.objects.filter(pk__in=keys).update(what=None, first_aid=None)
    IncidentStep.objects.filter(incident__in=keys).update(words=None)


def _incident(row: Incident, child: Child) -> dict:
    steps = row.steps.select_related("told").order_by("at", "pk")
    return {
        "kind": row.kind,
        "severity": row.severity,
        "happened_at": local(row.happened_at).isoformat(),
        "what": _open(row.what),
        "first_aid": _open(row.first_aid),
        "closed_at": local(row.closed_at).isoformat() if row.closed_at else None,
        "outcome": row.outcome,
        "steps": [
            {"kind": one.kind, "at": local(one.at).isoformat(), "way": one.way, "words": _open(one.words)}
            for one in steps
            if one.child_id in (None, child.pk)
        ],
    }


def _illness(row: Illness) -> dict:
    return {
        "disease": row.disease,
        "state": row.state,
        "source": row.source,
        "onset_on": row.onset_on.isoformat(),
        "ended_on": row.ended_on.isoformat() if row.ended_on else None,
        "words": _open(row.words),
        "proofs": [
            {"state": one.state, "returns_on": one.returns_on.isoformat() if one.returns_on else None}
            for one in row.proofs.order_by("pk")
        ],
    }


def _open(sealed) -> str:
    return sealed.reveal() if sealed else ""


subscribe("people.child_erased", forget)
