"""Who may do what with cases, applications and places, over which rows.

A guardian reaches the cases of their children. A site reaches an application made to it, and a case once the family
has accepted a place there; of a family's other applications it learns nothing. The authority reads figures only.
"""

from shanyu.domain.enrolment.reach import (
    at_own_site,
    children_known,
    documents_at_own_site,
    going_on_at_own_site,
    of_own_child,
    own_cases,
    own_child,
    own_documents,
    own_referrals,
    referrals_either,
    referrals_in,
)
from shanyu.domain.providers.policy import AUTHORITY, HEADS, public_sites
from shanyu.kernel.door import Role, Row, everything, policy

AT_THE_SITE = at_own_site("site")
OWN_CASE = {Role.GUARDIAN: own_cases}

# The family.
policy(
    Row("enrolment.apply", {Role.GUARDIAN: own_child}),
    Row("enrolment.add_application", OWN_CASE),
    Row("enrolment.rank_applications", OWN_CASE),
    Row("enrolment.withdraw_application", {Role.GUARDIAN: of_own_child("case")}),
    Row("enrolment.accept", {Role.GUARDIAN: of_own_child("application__case")}),
    Row("enrolment.decline", {Role.GUARDIAN: of_own_child("application__case")}),
    Row("enrolment.withdraw", OWN_CASE),
    Row("enrolment.my_cases", OWN_CASE),
    Row("enrolment.case", OWN_CASE),
)

# The site.
policy(
    Row("enrolment.offer", AT_THE_SITE),
    Row("enrolment.refuse", AT_THE_SITE),
    Row("enrolment.retract", at_own_site("application__site")),
    Row("enrolment.confirm_documents", AT_THE_SITE),
    Row("enrolment.confirm_checkup", AT_THE_SITE),
    Row("enrolment.begin", AT_THE_SITE),
    Row("enrolment.close", AT_THE_SITE),
    Row("enrolment.move_up", AT_THE_SITE),
    Row("enrolment.inbox", HEADS),
    Row("enrolment.waiting_list", HEADS),
    Row("enrolment.class_board", HEADS),
    Row("enrolment.could_come", HEADS),
    Row("enrolment.application", AT_THE_SITE),
    Row("enrolment.site_case", AT_THE_SITE),
    Row("enrolment.call_family", going_on_at_own_site()),
)

# Either side, while the child is there.
policy(
    Row("enrolment.suspend", {**OWN_CASE, **AT_THE_SITE}),
    Row("enrolment.return_to_care", {**OWN_CASE, **AT_THE_SITE}),
    Row("enrolment.leave", {**OWN_CASE, **AT_THE_SITE}),
)

# Documents: the family's, and the site's while it has to do with the child.
policy(
    Row("enrolment.documents", {**OWN_CASE, **going_on_at_own_site()}),
    Row("enrolment.read_document", {Role.GUARDIAN: own_documents, **documents_at_own_site()}),
    Row("enrolment.hand_in", OWN_CASE),
    Row("enrolment.fetch_document", OWN_CASE),
    Row("enrolment.remove_document", {Role.GUARDIAN: own_documents}),
)

# Referrals: a site asks, a guardian decides, the other site answers.
policy(
    Row("enrolment.refer", children_known()),
    Row("enrolment.agree_referral", {Role.GUARDIAN: own_referrals}),
    Row("enrolment.refuse_referral", {Role.GUARDIAN: own_referrals}),
    Row("enrolment.take_referral", referrals_in()),
    Row("enrolment.decline_referral", referrals_in()),
    Row("enrolment.end_referral", {Role.GUARDIAN: own_referrals, **referrals_either()}),
    Row("enrolment.referrals", {Role.GUARDIAN: own_referrals, **referrals_either()}),
    Row("enrolment.referral", {Role.GUARDIAN: own_referrals, **referrals_either()}),
)

# Everybody: when places come free. The authority: who waits in vain, as figures.
policy(
    Row("enrolment.free_places", {Role.PUBLIC: public_sites}),
    Row("enrolment.unmet_demand", dict.fromkeys(AUTHORITY, everything)),
    Row("enrolment.no_visits", dict.fromkeys(AUTHORITY, everything)),
)
