"""Drawing up papers: the plan at its published fee, the facts as they are today, the text and its hash."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time

from django.db.models import Max
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from shanyu.domain.agreements import texts
from shanyu.domain.agreements.kinds import PaperKind
from shanyu.domain.agreements.listing import offer_on
from shanyu.domain.agreements.models import Paper
from shanyu.domain.agreements.refusals import NoPublishedFee
from shanyu.domain.agreements.rules import template_of
from shanyu.domain.agreements.words import day_words, hours_words, price_words, weekday_words
from shanyu.domain.enrolment.kinds import PlacementState
from shanyu.domain.enrolment.models import Case, Placement
from shanyu.domain.people.models import Guardianship
from shanyu.domain.providers.kinds import FeeUnit, ServiceForm
from shanyu.domain.providers.models import CareClass, ServiceOffer
from shanyu.kernel.clock import today
from shanyu.kernel.door import Invalid
from shanyu.kernel.rulebook import Rule

#: What stands above the clauses, in this order.
LABELS: Mapping[str, Promise] = {
    "child": pgettext_lazy("协议", "孩子"),
    "guardians": pgettext_lazy("协议", "监护人"),
    "site": gettext_lazy("机构"),
    "class": gettext_lazy("班级"),
    "form": gettext_lazy("服务形式"),
    "weekdays": gettext_lazy("每周"),
    "hours": gettext_lazy("时间"),
    "begins_on": gettext_lazy("开始日期"),
    "fee": gettext_lazy("托育费"),
    "meal_fee": gettext_lazy("餐费"),
}


@dataclass(frozen=True)
class Change:
    """What care should be from a day on: form, ISO weekdays, hours and class.

    No hours: the published ones. No class: as it is.
    """

    form: str
    weekdays: Sequence[int] = (1, 2, 3, 4, 5)
    opens: time | None = None
    closes: time | None = None
    care_class: int | None = None


@dataclass(frozen=True)
class Terms:
    """A plan as it can be agreed: within what the site publishes for its first day, and at that fee."""

    begins_on: date
    form: str
    weekdays: tuple[int, ...]
    opens: time
    closes: time
    care_class: CareClass
    offer: ServiceOffer

    @property
    def fee_fen(self) -> int:
        return self.offer.fee_fen

    @property
    def fee_unit(self) -> str:
        return self.offer.fee_unit

    @property
    def meal_fee_fen(self) -> int:
        return self.offer.meal_fee_fen


def terms_of(case: Case, change: Change, begins_on: date) -> Terms:
    """What a change would be at this site from that day on.

    Raises Invalid for a plan outside what the site publishes, NoPublishedFee where it publishes nothing of the kind.
    """
    if change.form not in ServiceForm.values:
        raise Invalid({"form": _("请选择服务形式。")})
    care_class = _class(case, change.care_class, begins_on)
    offer = offer_on(case.site, change.form, care_class, begins_on)
    if offer is None:
        raise NoPublishedFee(form=ServiceForm(change.form).label, day=day_words(begins_on))
    opens, closes = change.opens or offer.opens, change.closes or offer.closes
    wrong = {}
    if not change.weekdays or not set(change.weekdays) <= set(offer.weekdays):
        wrong["weekdays"] = _("请在机构开放的日子里选：%(days)s。") % {"days": weekday_words(offer.weekdays)}
    if opens < offer.opens or closes > offer.closes:
        wrong["opens"] = _("请在机构公布的时间内选：%(hours)s。") % {
            "hours": hours_words(offer.opens, offer.closes)
        }
    elif closes <= opens:
        wrong["closes"] = _("结束时间要晚于开始时间。")
    if wrong:
        raise Invalid(wrong)
    return Terms(
        begins_on, change.form, tuple(sorted(set(change.weekdays))), opens, closes, care_class, offer
    )


def draft(case: Case, kind: PaperKind, terms: Terms, *, side: str, account: int | None) -> Paper:
    """A paper, not yet kept, with its text. The caller has the turn of the case and keeps it."""
    guardians = Guardianship.objects.filter(child=case.child_id, valid__contains=today())
    names = [one.account.name for one in guardians.select_related("account").order_by("pk")]
    last = Paper.objects.filter(case=case).aggregate(last=Max("number"))["last"] or 0
    paper = write_out(case, kind, terms, names, template_of(kind, case.site.region.code, today()))
    paper.number, paper.proposed_side, paper.proposed_by_id = last + 1, side, account
    return paper


def write_out(case: Case, kind: PaperKind, terms: Terms, guardians: Sequence[str], template: Rule) -> Paper:
    """A paper with its text, from what is given alone: nothing is asked of the database, as for many at once."""
    text = texts.fill(
        template, _facts(case, terms, guardians), _labels(), _when(case, terms), str(case.public_id)
    )
    return Paper(
        case=case,
        kind=kind,
        begins_on=terms.begins_on,
        form=terms.form,
        weekdays=list(terms.weekdays),
        opens=terms.opens,
        closes=terms.closes,
        care_class=terms.care_class,
        listed_offer=terms.offer.pk,
        listed_since=terms.offer.valid.lower,
        fee_fen=terms.offer.fee_fen,
        fee_unit=terms.offer.fee_unit,
        meal_fee_fen=terms.offer.meal_fee_fen,
        families_needed=2 if case.needs_both else 1,
        template=template.key,
        template_version=template.version,
        text=text,
        sha256=texts.digest(text),
    )


def place_on(case: Case, on: date) -> Placement | None:
    """The child's place on a day, of those that are settled."""
    settled = [PlacementState.PLANNED, PlacementState.CURRENT]
    places = case.placements.filter(state__in=settled, during__contains=on)
    return places.select_related("care_class").first()


def _class(case: Case, wanted: int | None, on: date) -> CareClass:
    if wanted is not None:
        found = CareClass.objects.filter(pk=wanted, site=case.site_id).first()
        if found is None:
            raise Invalid({"care_class": _("请选择本机构的班级。")})
        return found
    place = place_on(case, on)
    if place is None:
        raise Invalid({"begins_on": _("孩子那天没有托位，请换一个日期。")})
    return place.care_class


def _facts(case: Case, terms: Terms, guardians: Sequence[str]) -> dict[str, texts.Both]:
    site, offer = case.site, terms.offer
    facts = {
        "child": _same(case.child.name.reveal()),
        "guardians": {"zh-hans": "、".join(guardians), "en": ", ".join(guardians)},
        "site": {"zh-hans": site.name, "en": site.name_en or site.name},
        "operator": _same(site.operator.name),
        "class": _same(terms.care_class.name),
        "form": _in_both(lambda: str(ServiceForm(terms.form).label)),
        "weekdays": _in_both(lambda: weekday_words(terms.weekdays)),
        "hours": _in_both(lambda: hours_words(terms.opens, terms.closes)),
        "begins_on": _in_both(lambda: day_words(terms.begins_on)),
        "listed_since": _in_both(lambda: day_words(offer.valid.lower)),
        "fee": _in_both(lambda: price_words(offer.fee_fen, offer.fee_unit)),
    }
    if offer.meal_fee_fen:
        facts["meal_fee"] = _in_both(lambda: price_words(offer.meal_fee_fen, FeeUnit.DAY))
    return facts


def _when(case: Case, terms: Terms) -> frozenset[str]:
    held = {"both" if case.needs_both else "one"}
    held |= {"meals"} if terms.offer.meal_fee_fen else set()
    held |= {"month"} if terms.offer.fee_unit == FeeUnit.MONTH else set()
    return frozenset(held)


def _labels() -> dict[str, texts.Both]:
    return {key: _in_both(lambda words=words: str(words)) for key, words in LABELS.items()}


def _same(words: str) -> texts.Both:
    return dict.fromkeys(texts.LANGUAGES, words)


def _in_both(say) -> texts.Both:
    said = {}
    for language in texts.LANGUAGES:
        with translation.override(language):
            said[language] = say()
    return said
