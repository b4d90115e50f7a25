"""The verbs that ask about cases, waiting lists and places."""

from shanyu.domain.enrolment.queries.deciding import (
    ApplicationFile,
    ClassChoice,
    ClassOutlook,
    Comer,
    SiteCase,
    application_file,
    call_family,
    could_come,
    site_case,
)
from shanyu.domain.enrolment.queries.demand import UnmetDemand, unmet_demand
from shanyu.domain.enrolment.queries.mine import ApplicationView, CaseCard, CaseView, case_page, my_cases
from shanyu.domain.enrolment.queries.papers import DocumentLine, documents, read_document
from shanyu.domain.enrolment.queries.places import BoardClass, ClassPlaces, class_board, free_places
from shanyu.domain.enrolment.queries.referring import ReferralLine, ReferralView, referral, referrals
from shanyu.domain.enrolment.queries.site import InboxItem, WaitingFamily, inbox, waiting_list
from shanyu.domain.enrolment.queries.visits import NoVisits, no_visits

__all__ = [
    "ApplicationFile",
    "ApplicationView",
    "BoardClass",
    "CaseCard",
    "CaseView",
    "ClassChoice",
    "ClassOutlook",
    "ClassPlaces",
    "Comer",
    "DocumentLine",
    "InboxItem",
    "NoVisits",
    "ReferralLine",
    "ReferralView",
    "SiteCase",
    "UnmetDemand",
    "WaitingFamily",
    "application_file",
    "call_family",
    "case_page",
    "class_board",
    "could_come",
    "documents",
    "free_places",
    "inbox",
    "my_cases",
    "no_visits",
    "read_document",
    "referral",
    "referrals",
    "site_case",
    "unmet_demand",
    "waiting_list",
]
