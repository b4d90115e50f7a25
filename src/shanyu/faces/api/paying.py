"""Payments and receipts in version 1 of the API: a family reads them, the site's own system records what came."""

from datetime import date
from typing import Annotated
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from shanyu.domain.agreements import actions, queries
from shanyu.faces.api import paying_schemas as schemas
from shanyu.faces.api.bookings import IdempotencyKey
from shanyu.faces.api.doors import FAMILY, SITE, case_at_the_site, changes, own_case, reads
from shanyu.kernel.door import OutOfReach
from shanyu.ui.files import answered
from shanyu.ui.pages import Page

router = Router()
Month = Annotated[schemas.MonthText | None, Query(description="Such as 2026-12; without it every month")]
#: What the description says of an answer that is a file.
RECEIPT = {
    "responses": {
        200: {
            "description": "The receipt",
            "content": {"application/pdf": {"schema": {"type": "string", "format": "binary"}}},
        }
    }
}


@router.get(
    "/cases/{case_id}/payments",
    response=schemas.PaymentsOut,
    url_name="case_payments",
    operation_id="casePayments",
    tags=["cases"],
)
def own_payments(request: HttpRequest, case_id: UUID, month: Month = None) -> schemas.PaymentsOut:
    """What was paid for a child, and what of each month is open."""
    return _payments(request, own_case(request, case_id), month)


@router.get(
    "/cases/{case_id}/payments/{payment_id}/receipt",
    url_name="case_receipt",
    operation_id="readReceipt",
    openapi_extra=RECEIPT,
    tags=["cases"],
)
def own_receipt(request: HttpRequest, case_id: UUID, payment_id: UUID) -> HttpResponse:
    """The receipt of a payment as PDF."""
    return _receipt(request, own_case(request, case_id), payment_id)


@router.get(
    "/enrolments/{case_id}/payments",
    response=schemas.PaymentsOut,
    url_name="enrolment_payments",
    operation_id="enrolmentPayments",
    tags=["enrolment"],
)
def their_payments(request: HttpRequest, case_id: UUID, month: Month = None) -> schemas.PaymentsOut:
    """What was paid for a child at one's site, and what of each month is open."""
    return _payments(request, case_at_the_site(request, case_id), month)


@router.post(
    "/enrolments/{case_id}/payments",
    response={201: schemas.PaymentOut},
    url_name="enrolment_payments",
    operation_id="recordPayment",
    tags=["enrolment"],
)
def record(
    request: HttpRequest, case_id: UUID, wanted: schemas.PaymentIn, key: IdempotencyKey
) -> tuple[int, schemas.PaymentOut]:
    """Record what came for a month. The same key of the same site is one payment; for another one it is refused."""
    case = case_at_the_site(request, case_id)
    made = actions.record_payment(
        request.actor, case, month=_first(wanted.month), amount_fen=wanted.amount_fen, method=wanted.method,
        received_on=wanted.received_on, key=key,
    )  # fmt: skip
    return 201, _payment(_line(request, case, made.public_id))


@router.post(
    "/enrolments/{case_id}/payments/{payment_id}/reverse",
    response={201: schemas.PaymentOut},
    url_name="enrolment_payment_reverse",
    operation_id="reversePayment",
    tags=["enrolment"],
)
def reverse(
    request: HttpRequest, case_id: UUID, payment_id: UUID, wanted: schemas.ReversalIn
) -> tuple[int, schemas.PaymentOut]:
    """Take an entry back whole. The answer is the entry that does; the receipt holds no more."""
    case = case_at_the_site(request, case_id)
    entry = _line(request, case, payment_id).payment
    made = actions.reverse_payment(request.actor, entry.pk, reason=wanted.reason, words=wanted.words)
    return 201, _payment(_line(request, case, made.public_id))


@router.get(
    "/enrolments/{case_id}/payments/{payment_id}/receipt",
    url_name="enrolment_receipt",
    operation_id="readEnrolmentReceipt",
    openapi_extra=RECEIPT,
    tags=["enrolment"],
)
def their_receipt(request: HttpRequest, case_id: UUID, payment_id: UUID) -> HttpResponse:
    """The receipt of a payment at one's site as PDF."""
    return _receipt(request, case_at_the_site(request, case_id), payment_id)


def _first(month: str) -> date:
    return date.fromisoformat(f"{month}-01")


def _payments(request: HttpRequest, case: int, month: str | None) -> schemas.PaymentsOut:
    found = queries.payments(request.actor, case, _first(month) if month else None)
    stands = ("due_fen", "paid_fen", "open_fen", "whole", "settled")
    return schemas.PaymentsOut(
        items=[_payment(one) for one in found.lines],
        months=[
            schemas.MonthStandsOut(
                month=f"{one.month:%Y-%m}", **{name: getattr(one, name) for name in stands}
            )
            for one in found.months
        ],
    )


def _line(request: HttpRequest, case: int, payment_id: UUID) -> queries.PaymentLine:
    """An entry of the case's own. Raises OutOfReach for another's."""
    for one in queries.payments(request.actor, case).lines:
        if one.payment.public_id == payment_id:
            return one
    raise OutOfReach


def _receipt(request: HttpRequest, case: int, payment_id: UUID) -> HttpResponse:
    return answered(queries.read_receipt(request.actor, _line(request, case, payment_id).payment.pk))


def _payment(one: queries.PaymentLine) -> schemas.PaymentOut:
    same = ("number", "amount_fen", "received_on", "recorded_at", "reverses", "code")
    return schemas.PaymentOut(
        **{name: getattr(one, name) for name in same},
        id=one.payment.public_id,
        month=f"{one.month:%Y-%m}",
        method=one.payment.method,
        method_name=one.method,
        reversed=one.void,
        reason=one.why,
        receipt_ready=one.ready,
    )


#: What each address declares at the door, and the scope that a key needs there.
PAGES = {
    "case_payments": reads("agreements.payments", FAMILY),
    "case_receipt": reads("agreements.read_receipt", FAMILY),
    "enrolment_payments": (
        Page(("GET", "POST"), "agreements.payments", "agreements.record_payment"),
        {"GET": SITE[0], "POST": SITE[1]},
    ),
    "enrolment_payment_reverse": changes("agreements.reverse_payment", SITE),
    "enrolment_receipt": reads("agreements.read_receipt", SITE),
}
