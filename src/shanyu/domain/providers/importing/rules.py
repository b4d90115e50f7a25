"""Row rules over a whole row of a sheet: what does not fit together, and what several cells say as one."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date

from django.utils.translation import gettext_lazy as _

from shanyu.domain.providers.kinds import AgeBand, FeeUnit, RunningModel, ServiceForm, SiteKind, StationGrade
from shanyu.kernel.tabular.problems import say
from shanyu.kernel.tabular.schema import Options, Remark, Values

BAND_COLUMNS = (AgeBand.INFANT, AgeBand.TODDLER, AgeBand.OLDER_TODDLER, AgeBand.MIXED)
#: The band of a sheet's single number of places, by kind of site; others count no places.
BAND_OF_KIND = {
    SiteKind.NURSERY: AgeBand.MIXED,
    SiteKind.KINDERGARTEN: AgeBand.OLDER_TODDLER,
    SiteKind.HOME_BASED: AgeBand.HOME,
    SiteKind.STATION: AgeBand.MIXED,
    SiteKind.CUSTODY_STATION: AgeBand.PRIMARY_CUSTODY,
    SiteKind.SCHOOL: AgeBand.PRIMARY_CUSTODY,
}
FORM_COLUMNS = (ServiceForm.FULL_DAY, ServiceForm.HALF_DAY, ServiceForm.HOURLY, ServiceForm.DROP_IN)
UNITS = {"month": FeeUnit.MONTH, "day": FeeUnit.DAY, "hour": FeeUnit.HOUR, "lesson": FeeUnit.PERIOD}
_PRIVATE_KINDS = (SiteKind.NURSERY, SiteKind.HOME_BASED)


def kind_of(values: Values) -> SiteKind:
    """The kind a new site gets: what the row says, else a nursery."""
    return values["kind"] or SiteKind.NURSERY


def running_model_of(values: Values) -> RunningModel:
    """Who runs a new site where the row does not say: nurseries are mostly private, the rest public."""
    private = kind_of(values) in _PRIVATE_KINDS
    return values["running_model"] or (RunningModel.PRIVATE if private else RunningModel.PUBLIC)


def fit_together(rows: Sequence[Values], options: Options) -> Iterator[tuple[int, Remark]]:
    """Dates in order, papers whole, no more children than places.

    What is missing is told at the cell that misses it, so that a cell that cannot be read is told of once.
    """
    for i, values in enumerate(rows):
        for rule in _RULES:
            for remark in rule(values):
                yield i, remark


def say_as_one(rows: Sequence[Values], options: Options) -> Iterator[tuple[int, Remark]]:
    """Fill `classes` (band → places, children or None) and `offers` (form → fen, unit) from their columns."""
    for i, values in enumerate(rows):
        values["classes"] = _classes(values)
        values["offers"] = {}
        for form in FORM_COLUMNS:
            price = values[form]
            if price is None:
                continue
            unit = FeeUnit.FREE if not price.amount.fen else UNITS.get(price.unit)
            if unit is None:
                what = say(_("这个计价单位还不能公布，这项收费没有采用。"))
                yield (
                    i,
                    Remark(form, what, say(_("请换算成每月、每天、每小时或每课时的价格。")), warning=True),
                )
            else:
                values["offers"][form] = (price.amount.fen, unit)


def _dates(values: Values) -> Iterator[Remark]:
    pairs = (
        ("opened_on", "closed_on", True),
        ("filing_date", "filing_expires", False),
        ("fire_issued", "fire_expires", False),
    )
    for first, last, same_day in pairs:
        start, end = values[first], values[last]
        if (
            isinstance(start, date)
            and isinstance(end, date)
            and (end < start or (end == start and not same_day))
        ):
            what = say(_("%(end)s 早于它的开始日期 %(start)s。"), end=end, start=start)
            yield Remark(last, what, say(_("请核对两个日期。")))


def _papers(values: Values) -> Iterator[Remark]:
    if values["filing_number"] and not values["filing_date"]:
        what = say(_("有备案编号，没有备案日期，备案按办理中记录。"))
        yield Remark("filing_date", what, say(_("请补上备案日期。")), warning=True)
    if values["filing_date"] and not values["filing_number"]:
        what = say(_("有备案日期，没有备案编号，备案按办理中记录。"))
        yield Remark("filing_number", what, say(_("请补上备案编号。")), warning=True)
    if values["fire_expires"] and not values["fire_issued"]:
        what = say(_("只有消防有效期，没有检查日期，没有采用。"))
        yield Remark("fire_issued", what, say(_("请补上消防检查日期。")), warning=True)


def _grade(values: Values) -> Iterator[Remark]:
    if values["kind"] == SiteKind.STATION and not values["station_grade"]:
        values["station_grade"] = StationGrade.BASIC
        what = say(_("没有写驿站类型，新增时按基础型记录。"))
        yield Remark("station_grade", what, say(_("示范型驿站请注明。")), warning=True)


def _children(values: Values) -> Iterator[Remark]:
    places, enrolled = places_of(values), values["enrolled"]
    if enrolled is not None and places is not None and enrolled > places:
        what = say(_("在托 %(enrolled)s 人，多于托位数 %(places)s。"), enrolled=enrolled, places=places)
        yield Remark("enrolled", what, say(_("请核对两个数字。超员须先整改，不能照此导入。")))
    bands = _banded(values)
    if bands and values["places"] is not None and sum(bands.values()) != values["places"]:
        what = say(_("各班托位合计 %(sum)s，与托位数不同，按各班记录。"), sum=sum(bands.values()))
        yield Remark("places", what, say(_("请核对托位数。")), warning=True)


_RULES: tuple[Callable[[Values], Iterator[Remark]], ...] = (_dates, _papers, _grade, _children)


def _banded(values: Values) -> dict[AgeBand, int]:
    return {band: values[band] for band in BAND_COLUMNS if values[band]}


def places_of(values: Values) -> int | None:
    """All places of a row: by class where classes are given, else the single number."""
    bands = _banded(values)
    return sum(bands.values()) if bands else values["places"]


def _classes(values: Values) -> dict[AgeBand, tuple[int, int | None]]:
    licensed = _banded(values)
    if not licensed and values["places"]:
        band = BAND_OF_KIND.get(kind_of(values))
        licensed = {band: values["places"]} if band else {}
    placed = _shared(values["enrolled"], licensed)
    return {band: (places, placed.get(band)) for band, places in licensed.items()}


def _shared(children: int | None, licensed: dict[AgeBand, int]) -> dict[AgeBand, int]:
    """Children of the whole site over its classes in proportion to their places; the rounding goes in order."""
    total = sum(licensed.values())
    if children is None or children > total:
        return {}
    shares = {band: children * places // total for band, places in licensed.items()}
    left = children - sum(shares.values())
    for band, places in licensed.items():
        more = min(left, places - shares[band])
        shares[band] += more
        left -= more
    return shares
