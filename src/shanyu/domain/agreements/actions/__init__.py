"""The verbs that change agreements."""

from shanyu.domain.agreements.actions.agreeing import countersign, draw_up, sign
from shanyu.domain.agreements.actions.changing import (
    countersign_change,
    propose_change,
    sign_change,
    withdraw_change,
)
from shanyu.domain.agreements.actions.paying import record_payment, reverse_payment
from shanyu.domain.agreements.actions.stating import make_statement
from shanyu.domain.agreements.drawing import Change

__all__ = [
    "Change",
    "countersign",
    "countersign_change",
    "draw_up",
    "make_statement",
    "propose_change",
    "record_payment",
    "reverse_payment",
    "sign",
    "sign_change",
    "withdraw_change",
]
