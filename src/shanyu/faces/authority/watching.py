"""From a query to the filters of the activities' figures, and back; the bars of their chart."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django import forms
from django.http import HttpRequest
from django.utils.formats import date_format
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from shanyu.domain.booking.counting import Cell
from shanyu.domain.booking.kinds import SessionKind
from shanyu.domain.booking.queries.figures import MOST_MONTHS, FigureFilters, months_back
from shanyu.domain.booking.small_numbers import Shown
from shanyu.domain.providers.naming import said
from shanyu.domain.regions.models import Region
from shanyu.faces.authority.asking import ANY
from shanyu.kernel.clock import today

#: What stands in a cell whose number is too small to be shown.
HIDDEN = "＊"
#: How many months back the page begins.
BACK = 2
#: The chart's own units: its width, the height of its bars, and the room under them for words.
WIDTH, HEIGHT, UNDER = 720, 160, 26
#: Series of the chart: name in a cell, colour of the chart's set, words.
SERIES = (
    ("places", 1, _("名额")),
    ("taken", 3, _("已约")),
    ("came", 7, _("到场")),
    ("unmet", 2, _("没约上")),
)


class FigureForm(forms.Form):
    """The filters as a form; its names are those of the query."""

    place = forms.ChoiceField(label=_("地区"), required=False)
    kind = forms.ChoiceField(label=_("类型"), required=False, choices=[*ANY, *SessionKind.choices])
    since = forms.ChoiceField(label=_("从哪个月"), required=False)
    until = forms.ChoiceField(label=_("到哪个月"), required=False)

    def __init__(self, filters: FigureFilters, *, regions: Iterable[Region], whole: str) -> None:
        super().__init__(
            {
                "place": filters.place,
                "kind": filters.kind,
                "since": f"{filters.since:%Y-%m}",
                "until": f"{filters.until:%Y-%m}",
            }
        )
        names = [
            (region.code, ("　" if region.level == "town" else "") + said(region, "name"))
            for region in regions
        ]
        self.fields["place"].choices = [("", whole), *names]
        months = {*_choices(), *filters.months}
        self.fields["since"].choices = self.fields["until"].choices = [
            (f"{month:%Y-%m}", month_words(month)) for month in sorted(months, reverse=True)
        ]


@dataclass(frozen=True)
class Bar:
    """A bar of the chart, of the part of a number that may be shown."""

    x: int
    y: int
    height: int
    colour: int


@dataclass(frozen=True)
class Group:
    """The bars of a month."""

    x: int
    words: str
    bars: list[Bar]


@dataclass(frozen=True)
class Chart:
    """Grouped bars by month, drawn by the template."""

    groups: list[Group]
    top: int
    thick: int
    width: int = WIDTH
    height: int = HEIGHT
    whole: int = HEIGHT + UNDER


def month_words(month: date) -> str:
    """2026年11月 / November 2026."""
    return date_format(month, "YEAR_MONTH_FORMAT")


def filters_of(request: HttpRequest) -> FigureFilters:
    """The filters that the query asks for; what is no month is as if it were not there."""
    usual, asked = months_back(BACK), request.GET
    since, until = (
        _month(asked.get("since", "")) or usual.since,
        _month(asked.get("until", "")) or usual.until,
    )
    return FigureFilters(since, max(since, until), asked.get("place", ""), asked.get("kind", ""))


def query_of(filters: FigureFilters, **other: str) -> str:
    """The query that asks for these filters."""
    pairs = {
        "place": filters.place,
        "kind": filters.kind,
        "since": f"{filters.since:%Y-%m}",
        "until": f"{filters.until:%Y-%m}",
        **other,
    }
    return "?" + urlencode({name: value for name, value in pairs.items() if value})


def told_number(one: Shown) -> str:
    """A number of people as it may be told: 1,204, ≥ 12 where something is left out, ＊ where all of it is."""
    if not one.more:
        return f"{one.number:,}"
    return f"≥ {one.number:,}" if one.number else HIDDEN


def chart_of(months: Iterable[tuple[date, Cell]]) -> Chart:
    """The bars of the months; the highest is as high as the chart."""
    found = list(months)
    top = max((_height(cell, name) for _month, cell in found for name, _c, _w in SERIES), default=0)
    room = WIDTH // max(1, len(found))
    thick = max(2, min(28, room // (len(SERIES) + 1)))
    groups = []
    for number, (month, cell) in enumerate(found):
        left = number * room + (room - thick * len(SERIES)) // 2
        bars = []
        for place, (name, colour, _words) in enumerate(SERIES):
            size = round(HEIGHT * _height(cell, name) / top) if top else 0
            bars.append(Bar(left + place * thick, HEIGHT - size, size, colour))
        groups.append(Group(number * room + room // 2, f"{month:%Y-%m}", bars))
    return Chart(groups, top, thick - 1)


def _height(cell: Cell, name: str) -> int:
    number = getattr(cell, name)
    return number.number if isinstance(number, Shown) else number


def _month(text: str) -> date | None:
    year, _dash, month = text.partition("-")
    if not (len(year) == 4 and year.isascii() and year.isdigit() and month.isascii() and month.isdigit()):
        return None
    return date(int(year), int(month), 1) if 1 <= int(month) <= 12 and int(year) > 2000 else None


def _choices() -> list[date]:
    """The months to choose from: a year and more behind, and the next."""
    index = today().year * 12 + today().month
    return [date(n // 12, n % 12 + 1, 1) for n in range(index - MOST_MONTHS + 6, index + 1)]
