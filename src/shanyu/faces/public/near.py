"""From the address of "near me" to the question for the domain, and the choices on its page."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from django import forms
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shanyu.domain.booking.kinds import PROGRAMME_KINDS, SessionKind
from shanyu.domain.booking.queries import SessionSearch
from shanyu.faces.public.asking import Asked, Chip, find_start
from shanyu.faces.public.family import Family
from shanyu.faces.public.forms import STARTS, WITHIN, PointField
from shanyu.kernel.clock import today
from shanyu.ui import words
from shanyu.ui.sessions import LANGUAGES

PAGE = 20
MOST_PAGES = 10
DAYS = 7
#: How far ahead the weeks go.
WEEKS = 12
#: Sessions that the calendar of one week shows.
MOST_IN_WEEK = 300
KINDS = tuple((kind.value, kind.label) for kind in (*PROGRAMME_KINDS, SessionKind.CHECKUP))
VIEWS = (("list", gettext_lazy("列表")), ("days", gettext_lazy("日历")))
SORTS = (("time", gettext_lazy("时间最近")), ("walk", gettext_lazy("走路最近")))
#: Representative months of the ages offered to somebody who has not signed in.
AGES = (
    (3, gettext_lazy("半岁以内")),
    (9, gettext_lazy("半岁到1岁")),
    (15, gettext_lazy("1岁到1岁半")),
    (21, gettext_lazy("1岁半到2岁")),
    (30, gettext_lazy("2岁到3岁")),
)
MOST_MONTHS = 215


class NearForm(forms.Form):
    """What a family asks of the activities near it. `asked` says that the form itself was used."""

    q = forms.CharField(label=gettext_lazy("从哪里出发"), max_length=60, required=False)
    near = PointField(required=False)
    tap = PointField(required=False)
    place = forms.CharField(max_length=60, required=False, widget=forms.HiddenInput)
    start = forms.ChoiceField(choices=STARTS, required=False)
    asked = forms.BooleanField(required=False)
    age = forms.TypedMultipleChoiceField(
        label=gettext_lazy("孩子多大"),
        coerce=int,
        required=False,
        choices=[(str(n), str(n)) for n in range(MOST_MONTHS + 1)],
    )
    kind = forms.MultipleChoiceField(label=gettext_lazy("类型"), choices=KINDS, required=False)
    spoken = forms.ChoiceField(
        label=gettext_lazy("语言"), choices=[("", ""), *LANGUAGES.items()], required=False
    )
    day = forms.DateField(required=False)
    week = forms.IntegerField(min_value=0, max_value=WEEKS, required=False)
    minutes = forms.TypedChoiceField(
        label=gettext_lazy("走路多久以内"), choices=WITHIN, coerce=int, empty_value=None, required=False
    )
    free = forms.BooleanField(label=gettext_lazy("只看免费"), required=False)
    places = forms.BooleanField(label=gettext_lazy("有名额"), required=False)
    sort = forms.ChoiceField(label=gettext_lazy("排序"), choices=SORTS, required=False)
    view = forms.ChoiceField(choices=VIEWS, required=False)
    page = forms.IntegerField(min_value=1, max_value=MOST_PAGES, required=False)

    @property
    def kept(self) -> dict:
        """What could be understood; the rest is left out, and `errors` says so."""
        self.is_valid()
        return self.cleaned_data


@dataclass
class NearAsked(Asked):
    """One search for activities as the reader meant it."""

    @property
    def sort(self) -> str:
        return "walk" if self.kept.get("sort") == "walk" and self.near else "time"

    @property
    def view(self) -> str:
        return self.kept.get("view") or "list"

    @cached_property
    def since(self) -> date:
        return today() + timedelta(days=DAYS * (self.kept.get("week") or 0))

    @cached_property
    def days(self) -> list[date]:
        """The days of the week that is shown."""
        return [self.since + timedelta(days=n) for n in range(DAYS)]

    @cached_property
    def day(self) -> date | None:
        """The one day asked for, if it is in that week."""
        day = self.kept.get("day")
        return day if day in self.days else None

    @cached_property
    def months(self) -> tuple[int, ...]:
        """The ages asked for; before anything was asked, those of the reader's own children."""
        if self.kept.get("asked") or self.kept.get("age"):
            return tuple(self.kept.get("age") or ())
        return tuple(sorted({child.months for child in self.family.children}))

    def search(self, *, limit: int, offset: int = 0) -> SessionSearch:
        kept = self.kept
        return SessionSearch(
            since=self.day or self.since,
            until=self.day or self.days[-1],
            near=self.near,
            minutes=kept.get("minutes") if self.near else None,
            months=self.months,
            kinds=tuple(kept.get("kind") or PROGRAMME_KINDS),
            spoken=kept.get("spoken") or "",
            free=bool(kept.get("free")),
            places=bool(kept.get("places")),
            sort=self.sort if self.view == "list" else "time",
            limit=limit,
            offset=offset,
        )

    def chips(self) -> list[Chip]:
        """The filters that narrow, each with the query that takes it off."""
        kept, pairs = self.kept, []
        for one in kept.get("kind") or []:
            pairs.append(("kind", one, str(SessionKind(one).label)))
        if kept.get("minutes") and self.near:
            pairs.append(("minutes", str(kept["minutes"]), _("走路%(n)d分钟以内") % {"n": kept["minutes"]}))
        if kept.get("spoken"):
            pairs.append(("spoken", kept["spoken"], str(LANGUAGES[kept["spoken"]])))
        for name in ("free", "places"):
            if kept.get(name):
                pairs.append((name, "on", str(NearForm.base_fields[name].label)))
        if self.day:
            pairs.append(("day", self.day.isoformat(), words.day(self.day, today())))
        return [Chip(label, self.without_value(name, value), name) for name, value, label in pairs]

    def ages(self) -> list[dict]:
        """The ages to choose: one's own children by name, else ranges; and any other that the address asks for."""
        own = [(child.months, child.name) for child in self.family.children]
        pairs = [(months, f"{name} {words.months_text(months)}") for months, name in own] or [
            (months, str(label)) for months, label in AGES
        ]
        pairs += [(months, words.months_text(months)) for months in self.months if months not in dict(pairs)]
        return [{"value": value, "label": label, "chosen": value in self.months} for value, label in pairs]

    def loosen(self) -> list[Chip]:
        order = ("places", "minutes", "day", "spoken", "kind", "free")
        return sorted(self.chips(), key=lambda chip: order.index(chip.name))[:4]


def read(request: HttpRequest) -> NearAsked:
    """The search in this request; near the family's home where nothing else is said."""
    asked = NearAsked(request.GET, NearForm(request.GET), Family(request.actor))
    find_start(asked, request)
    if not (asked.near or asked.text or asked.kept.get("asked")) and (
        home := asked.family.places.get("home")
    ):
        asked.near, asked.near_words, asked.stored = home.point, home.words, True
    return asked


def base_url() -> str:
    return reverse("public:activities")
