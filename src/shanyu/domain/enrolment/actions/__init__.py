"""The verbs that change cases and places."""

from shanyu.domain.enrolment.actions.care import leave, move_up, return_to_care, suspend
from shanyu.domain.enrolment.actions.entering import (
    begin,
    close,
    confirm_checkup,
    confirm_documents,
    withdraw,
)
from shanyu.domain.enrolment.actions.offering import accept, decline, offer, refuse_application, retract
from shanyu.domain.enrolment.actions.papers import fetch_document, hand_in, remove_document
from shanyu.domain.enrolment.actions.referring import (
    agree_referral,
    decline_referral,
    end_referral,
    refer,
    refuse_referral,
    take_referral,
)
from shanyu.domain.enrolment.actions.wishing import (
    Wish,
    add_application,
    apply,
    rank_applications,
    withdraw_application,
)

__all__ = [
    "Wish",
    "accept",
    "add_application",
    "agree_referral",
    "apply",
    "begin",
    "close",
    "confirm_checkup",
    "confirm_documents",
    "decline",
    "decline_referral",
    "end_referral",
    "fetch_document",
    "hand_in",
    "leave",
    "move_up",
    "offer",
    "rank_applications",
    "refer",
    "refuse_application",
    "refuse_referral",
    "remove_document",
    "retract",
    "return_to_care",
    "suspend",
    "take_referral",
    "withdraw",
    "withdraw_application",
]
