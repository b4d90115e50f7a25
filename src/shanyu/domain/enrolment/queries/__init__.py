"""The verbs that ask about cases, waiting lists and places."""

from shanyu.domain.enrolment.queries.demand import UnmetDemand, unmet_demand
from shanyu.domain.enrolment.queries.mine import ApplicationView, CaseCard, CaseView, case_page, my_cases
from shanyu.domain.enrolment.queries.places import ClassPlaces, class_board, free_places
from shanyu.domain.enrolment.queries.site import InboxItem, WaitingFamily, inbox, waiting_list

__all__ = [
    "ApplicationView",
    "CaseCard",
    "CaseView",
    "ClassPlaces",
    "InboxItem",
    "UnmetDemand",
    "WaitingFamily",
    "case_page",
    "class_board",
    "free_places",
    "inbox",
    "my_cases",
    "unmet_demand",
    "waiting_list",
]
