"""From what the verbs of documents, agreements, fees and referrals answer to what the API sends."""

from shanyu.domain.agreements.fees import Line
from shanyu.domain.agreements.queries import AgreementView, FeeView, PaperView, Preview
from shanyu.domain.enrolment.papers import DocumentLine
from shanyu.domain.enrolment.queries import ReferralLine
from shanyu.faces.api import signing_schemas as schemas
from shanyu.faces.api.shapes import hour


def document(line: DocumentLine) -> schemas.DocumentOut:
    return schemas.DocumentOut(
        kind=line.kind,
        id=line.document,
        has_file=line.upload,
        name=line.words,
        needed=line.needed,
        state=line.state,
        source=line.source,
        source_name=line.source_words,
        since=line.at,
        until=line.until,
        common=line.common,
    )


def agreement(view: AgreementView) -> schemas.AgreementOut:
    return schemas.AgreementOut(agreement=paper(view.agreement), changes=[paper(one) for one in view.changes])


def paper(view: PaperView) -> schemas.PaperOut:
    same = ("title", "state", "sample", "sha256", "families_needed", "waits_for", "may_sign", "code")
    return schemas.PaperOut(
        **{name: getattr(view, name) for name in same},
        id=view.paper.public_id,
        state_name=view.state_word,
        begins_on=view.paper.begins_on,
        form=view.paper.form,
        weekdays=view.paper.weekdays,
        opens=hour(view.paper.opens),
        closes=hour(view.paper.closes),
        care_class=view.paper.care_class_id,
        care_class_name=view.paper.care_class.name,
        fee_fen=view.paper.fee_fen,
        fee_unit=view.paper.fee_unit,
        meal_fee_fen=view.paper.meal_fee_fen,
        facts=[{"label": label, "value": value} for label, value in view.facts],
        clauses=[{"title": one.title, "paragraphs": list(one.paragraphs)} for one in view.text],
        signatures=[vars(one) for one in view.signatures],
    )


def fees(view: FeeView) -> schemas.FeesOut:
    return schemas.FeesOut(
        month=f"{view.month:%Y-%m}",
        total_fen=view.total_fen,
        whole=view.whole,
        lines=[_line(line) for line in view.fee.lines],
    )


def preview(told: Preview) -> schemas.PreviewOut:
    return schemas.PreviewOut(
        before=fees(told.before),
        after=fees(told.after),
        next_before=fees(told.next_before),
        next_after=fees(told.next_after),
        difference_fen=told.difference_fen,
        next_difference_fen=told.next_difference_fen,
    )


def referral(line: ReferralLine) -> schemas.ReferralOut:
    same = ("child", "months", "from_site", "to_site", "parts", "state", "side", "since", "until")
    return schemas.ReferralOut(
        **{name: getattr(line, name) for name in same},
        id=line.public_id,
        state_name=line.state_words,
        may=[name.removesuffix("_referral") for name in line.may],
    )


def _line(line: Line) -> schemas.FeeLineOut:
    same = ("kind", "form", "since", "last", "days", "unit", "price_fen", "percent", "amount_fen")
    return schemas.FeeLineOut(**{name: getattr(line, name) for name in same})
