"""The one next step of a health file. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from shanyu.domain.health.kinds import PartKind


@dataclass(frozen=True)
class Step:
    """What to do next: agree, part, confirm, doses, exam, renew_exam, catch_up or done; `kind` of which part."""

    code: str
    kind: str = ""


#: What a carer must know before anything else is asked for.
FIRST = (PartKind.ALLERGIES, PartKind.MEDICATION, PartKind.CONDITIONS)


def next_step(
    *,
    agreed: bool,
    parts: Mapping[str, str],
    doses: int,
    waiting: int,
    exam: str,
) -> Step:
    """`parts` from kind to missing, stale or said, in the order of asking; `waiting` counts doses that are due.

    First what keeps a child safe, then what is no longer sure, the vaccination book, the rest, the examination.
    """
    if not agreed:
        return Step("agree")
    order: Sequence[str] = [kind for kind in parts if kind in FIRST]
    rest = [kind for kind in parts if kind not in FIRST]
    for kind in order:
        if parts[kind] == "missing":
            return Step("part", kind)
    for kind in parts:
        if parts[kind] == "stale":
            return Step("confirm", kind)
    if not doses:
        return Step("doses")
    for kind in rest:
        if parts[kind] == "missing":
            return Step("part", kind)
    if waiting:
        return Step("catch_up")
    return {"none": Step("exam"), "expired": Step("renew_exam")}.get(exam, Step("done"))
