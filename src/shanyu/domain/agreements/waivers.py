"""Waivers of the care fee, verified elsewhere. A later domain that verifies hardship registers here, as programmes do:

    waiver_source(reliefs_of_child)      # (child's key, site's key) -> list[Relief]

Where several hold on one day the largest counts. What goes into an agreement is the published fee; what is waived of it
shows in the months that the waiver is for.
"""

from collections.abc import Callable

from shanyu.domain.agreements.fees import Relief
from shanyu.domain.enrolment.models import Case

Source = Callable[[int, int], list[Relief]]
_sources: list[Source] = []


def waiver_source(source: Source) -> Source:
    """Ask `source` for the waivers of a child at a site from now on. Registering twice is once."""
    if source not in _sources:
        _sources.append(source)
    return source


def forget_source(source: Source) -> None:
    """Take back what `waiver_source` gave."""
    if source in _sources:
        _sources.remove(source)


def reliefs_of(case: Case) -> list[Relief]:
    """Every waiver known for the child of a case at its site."""
    return [relief for source in _sources for relief in source(case.child_id, case.site_id)]
