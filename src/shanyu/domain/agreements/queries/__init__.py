"""The verbs that ask about agreements and fees."""

from shanyu.domain.agreements.queries.fees import Preview, fees, preview_change
from shanyu.domain.agreements.queries.papers import read_paper, read_statement
from shanyu.domain.agreements.queries.view import AgreementView, PaperView, SignatureLine, agreement
from shanyu.domain.agreements.queries.waiting import WaitingChange, waiting_changes
from shanyu.domain.agreements.told import FeeLine, FeeView

__all__ = [
    "AgreementView",
    "FeeLine",
    "FeeView",
    "PaperView",
    "Preview",
    "SignatureLine",
    "WaitingChange",
    "agreement",
    "fees",
    "preview_change",
    "read_paper",
    "read_statement",
    "waiting_changes",
]
