"""The verbs that ask about agreements and fees."""

from shanyu.domain.agreements.queries.classes import ClassChoice, classes
from shanyu.domain.agreements.queries.fees import Preview, fees, preview_change
from shanyu.domain.agreements.queries.papers import read_paper, read_statement
from shanyu.domain.agreements.queries.payments import (
    MonthLine,
    PaymentLine,
    Payments,
    payments,
    read_receipt,
)
from shanyu.domain.agreements.queries.view import AgreementView, PaperView, SignatureLine, agreement
from shanyu.domain.agreements.queries.waiting import WaitingChange, waiting_changes
from shanyu.domain.agreements.told import FeeLine, FeeView

__all__ = [
    "AgreementView",
    "ClassChoice",
    "FeeLine",
    "FeeView",
    "MonthLine",
    "PaperView",
    "PaymentLine",
    "Payments",
    "Preview",
    "SignatureLine",
    "WaitingChange",
    "agreement",
    "classes",
    "fees",
    "payments",
    "preview_change",
    "read_paper",
    "read_receipt",
    "read_statement",
    "waiting_changes",
]
