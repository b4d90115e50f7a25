"""The verbs that ask about programmes."""

from shanyu.domain.programmes.queries.desk import class_sites, read_contest
from shanyu.domain.programmes.queries.entering import (
    EntryForm,
    EntryPage,
    entry_form,
    evidence_file,
    my_entry,
    my_evidence_file,
)
from shanyu.domain.programmes.queries.family import (
    EntryLine,
    announced,
    for_my_children,
    my_entries,
    my_evidence,
    programme,
)
from shanyu.domain.programmes.queries.office import (
    host_classes,
    office_programme,
    office_programmes,
    officials,
    rule_sets,
)
from shanyu.domain.programmes.queries.official import (
    compare_runs,
    contests,
    counts,
    evidence_to_check,
    given_places,
    protocol,
    read_evidence,
)
from shanyu.domain.programmes.queries.public import protocol_state
from shanyu.domain.programmes.queries.runs import run, runs

__all__ = [
    "EntryForm",
    "EntryLine",
    "EntryPage",
    "announced",
    "class_sites",
    "compare_runs",
    "contests",
    "counts",
    "entry_form",
    "evidence_file",
    "evidence_to_check",
    "for_my_children",
    "given_places",
    "host_classes",
    "my_entries",
    "my_entry",
    "my_evidence",
    "my_evidence_file",
    "office_programme",
    "office_programmes",
    "officials",
    "programme",
    "protocol",
    "protocol_state",
    "read_contest",
    "read_evidence",
    "rule_sets",
    "run",
    "runs",
]
