"""Who may do what in a programme: families their own entries, officers their region's, verifiers what they check."""

from shanyu.domain.programmes.reach import (
    HOSTS,
    OFFICERS,
    REGIONS,
    USABLE_RULES,
    VERIFIERS,
    announced,
    evidence_of_own_children,
    of_own_children,
    own_children,
    through,
)
from shanyu.kernel.door import Role, Row, everything, policy

AUDITED = OFFICERS | {Role.AUDITOR: everything}

policy(
    # Everybody
    Row("programmes.announced", {Role.PUBLIC: announced}),
    Row("programmes.programme", {Role.PUBLIC: announced}),
    Row("programmes.protocol", {Role.PUBLIC: announced}),
    Row("programmes.protocol_state", {Role.PUBLIC: announced}),
    # Families
    Row("programmes.for_my_children", {Role.GUARDIAN: announced}),
    Row("programmes.entry_form", {Role.GUARDIAN: own_children}),
    Row("programmes.enter", {Role.GUARDIAN: own_children}),
    Row("programmes.change_entry", {Role.GUARDIAN: of_own_children}),
    Row("programmes.withdraw", {Role.GUARDIAN: of_own_children}),
    Row("programmes.claim", {Role.GUARDIAN: of_own_children}),
    Row("programmes.my_entries", {Role.GUARDIAN: of_own_children}),
    Row("programmes.my_entry", {Role.GUARDIAN: of_own_children}),
    Row("programmes.my_evidence_file", {Role.GUARDIAN: evidence_of_own_children}),
    Row("programmes.my_evidence", {Role.GUARDIAN: evidence_of_own_children}),
    Row("programmes.result_notice", {Role.GUARDIAN: of_own_children}),
    Row("programmes.contest", {Role.GUARDIAN: of_own_children}),
    # Verifiers on duty for the programme
    Row("programmes.evidence_to_check", VERIFIERS),
    Row("programmes.read_evidence", VERIFIERS),
    Row("programmes.evidence_file", VERIFIERS),
    Row("programmes.verify", VERIFIERS),
    # Officers of the region
    Row("programmes.office_programmes", AUDITED),
    Row("programmes.office_programme", AUDITED),
    Row("programmes.rule_sets", USABLE_RULES),
    Row("programmes.officials", OFFICERS),
    Row("programmes.class_sites", OFFICERS),
    Row("programmes.make_rules", REGIONS),
    Row("programmes.make_programme", REGIONS),
    Row("programmes.add_class", OFFICERS),
    Row("programmes.change_class", through(OFFICERS, "programme")),
    Row("programmes.remove_class", through(OFFICERS, "programme")),
    Row("programmes.change_programme", OFFICERS),
    Row("programmes.remove_programme", OFFICERS),
    Row("programmes.name_verifier", OFFICERS),
    Row("programmes.end_verifier", through(OFFICERS, "programme")),
    Row("programmes.announce", OFFICERS),
    Row("programmes.amend", OFFICERS),
    Row("programmes.close_list", OFFICERS),
    Row("programmes.draw", OFFICERS),
    Row("programmes.dry_run", OFFICERS),
    Row("programmes.final_run", OFFICERS),
    Row("programmes.cancel_run", through(OFFICERS, "programme")),
    Row("programmes.sign_off", through(OFFICERS, "programme")),
    Row("programmes.publish", through(OFFICERS, "programme")),
    Row("programmes.review", through(OFFICERS, "run__programme")),
    Row("programmes.read_contest", through(OFFICERS, "run__programme")),
    Row("programmes.contests", through(OFFICERS, "run__programme")),
    Row("programmes.finish", OFFICERS),
    Row("programmes.counts", AUDITED),
    Row("programmes.runs", AUDITED),
    Row("programmes.run", through(AUDITED, "programme")),
    Row("programmes.compare_runs", AUDITED),
    # Sites: who has a place, and nothing of why
    Row("programmes.host_classes", HOSTS),
    Row("programmes.given_places", HOSTS),
)
