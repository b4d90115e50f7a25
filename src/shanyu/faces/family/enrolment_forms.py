"""Forms of enrolment: the wish, and the last day."""

from collections.abc import Collection, Sequence
from datetime import date, timedelta
from uuid import UUID

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from shanyu.domain.enrolment.actions import Wish
from shanyu.domain.enrolment.kinds import DocumentState
from shanyu.domain.enrolment.papers import DocumentLine
from shanyu.domain.providers.kinds import ServiceForm
from shanyu.domain.providers.models import ServiceOffer
from shanyu.faces.family.health_forms import SCANS
from shanyu.kernel.clock import today
from shanyu.ui import words

DAYS = range(1, 8)
FORMS = list(ServiceForm)


def day_field(label: str, **facts: object) -> forms.DateField:
    """A day that is never before today."""
    widget = forms.DateInput({"type": "date", "min": f"{today():%Y-%m-%d}"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, **facts)


def next_monday(on: date) -> date:
    """The first Monday after a day: most children begin a week."""
    return on + timedelta(days=7 - on.weekday())


def offers_for(offers: Sequence[ServiceOffer], bands: Collection[str]) -> dict[str, list[ServiceOffer]]:
    """By form, what a site publishes for classes of these age bands, the cheapest first.

    The offer of a band counts before the one for all, as when the agreement is drawn; every offer counts where
    none is for these bands.
    """
    found = {}
    for form in FORMS:
        of_form = sorted((one for one in offers if one.form == form), key=lambda one: one.fee_fen)
        by_band = {one.band: one for one in of_form}
        fitting = {by_band.get(band) or by_band.get("") for band in bands}
        if of_form:
            found[str(form)] = [one for one in of_form if one in fitting] or of_form
    return found


def _offered(offers: list[ServiceOffer]) -> str:
    """全日托 07:30–18:30 ¥2,680/月, or from how much where it depends on the class."""
    cheapest = offers[0]
    hours = f"{words.clock_time(cheapest.opens)}–{words.clock_time(cheapest.closes)}"
    fee = words.fee(cheapest.fee_fen, cheapest.fee_unit)
    if offers[-1].fee_fen > cheapest.fee_fen:
        fee = gettext("%(fee)s起") % {"fee": fee}
    return f"{cheapest.get_form_display()} {hours} {fee}"


def offered_forms(offers: Sequence[ServiceOffer], bands: Collection[str]) -> list[tuple[str, str]]:
    """The forms of care that a site publishes, each with what it costs in classes of these age bands."""
    return [(form, _offered(some)) for form, some in offers_for(offers, bands).items()]


class WishForm(forms.Form):
    """For which child, which care, from when. Whatever the platform can guess is filled in."""

    def __init__(
        self,
        *args: object,
        children: Sequence[tuple[str, str]],
        offers: Sequence[ServiceOffer],
        bands: Collection[str],
        starts: date,
        both: bool,
        **kwargs: object,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.offers = {form: some[0] for form, some in offers_for(offers, bands).items()}
        self.fields["child"] = forms.ChoiceField(
            label=_("哪个孩子"),
            choices=children,
            initial=children[0][0],
            widget=forms.RadioSelect if len(children) > 1 else forms.HiddenInput,
        )
        choices = offered_forms(offers, bands)
        self.fields["form"] = forms.ChoiceField(
            label=_("想要的照护"),
            choices=choices or ServiceForm.choices[:2],
            initial=choices[0][0] if choices else ServiceForm.FULL_DAY,
            widget=forms.RadioSelect,
        )
        self.fields["wanted_from"] = day_field(_("从哪天开始"), initial=starts)
        names = words.WEEKDAYS_ZH if words.is_chinese() else words.WEEKDAYS_EN
        self.fields["weekdays"] = forms.TypedMultipleChoiceField(
            label=_("每周哪几天"),
            coerce=int,
            choices=[(day, names[day - 1]) for day in DAYS],
            initial=[1, 2, 3, 4, 5],
            widget=forms.CheckboxSelectMultiple,
        )
        if both:
            self.fields["needs_both"] = forms.BooleanField(
                label=_("接受录取和签协议，要两位监护人都同意"), required=False
            )

    def child(self) -> UUID:
        return UUID(self.cleaned_data["child"])

    def wish(self) -> Wish:
        data = self.cleaned_data
        offer = self.offers.get(data["form"])
        return Wish(
            form=data["form"],
            wanted_from=data["wanted_from"],
            weekdays=data["weekdays"],
            opens=offer.opens if offer else None,
            closes=offer.closes if offer else None,
            needs_both=data.get("needs_both", False),
        )


class PapersForm(forms.Form):
    """A file for each document that is missing, expired or may be handed in; any may stay empty."""

    def __init__(self, *args: object, lines: list[DocumentLine], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.keep(lines)

    def keep(self, lines: list[DocumentLine]) -> None:
        """Ask for what is still missing, and for what could not be taken."""
        self.lines = {one.kind: one for one in lines}
        asked = [one for one in lines if one.state != DocumentState.THERE or one.kind in (self._errors or {})]
        self.fields = {
            one.kind: forms.FileField(
                label=one.words,
                required=False,
                widget=forms.FileInput({"accept": SCANS, "class": "sy-input"}),
            )
            for one in asked
        }

    def bound(self, line: DocumentLine) -> forms.BoundField | None:
        return self[line.kind] if line.kind in self.fields else None

    def given(self) -> list[tuple[DocumentLine, UploadedFile]]:
        """The files that were chosen, each with its line."""
        return [(self.lines[kind], one) for kind, one in list(self.cleaned_data.items()) if one]


class LastDayForm(forms.Form):
    """The last day of a child who is there."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["last_day"] = day_field(_("最后一天"))
