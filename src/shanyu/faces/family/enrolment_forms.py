"""Forms of enrolment: the wish, and the last day."""

from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from shanyu.domain.enrolment.actions import Wish
from shanyu.domain.providers.kinds import ServiceForm
from shanyu.domain.providers.models import ServiceOffer
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


def _order(offer: ServiceOffer) -> int:
    return FORMS.index(offer.form)


def _offered(offer: ServiceOffer) -> str:
    """全日托 07:30–18:30 ¥2,680/月."""
    hours = f"{words.clock_time(offer.opens)}–{words.clock_time(offer.closes)}"
    return f"{offer.get_form_display()} {hours} {words.fee(offer.fee_fen, offer.fee_unit)}"


class WishForm(forms.Form):
    """For which child, which care, from when. Whatever the platform can guess is filled in."""

    def __init__(
        self,
        *args: object,
        children: Sequence[tuple[str, str]],
        offers: Sequence[ServiceOffer],
        starts: date,
        both: bool,
        **kwargs: object,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.offers = {one.form: one for one in sorted(offers, key=_order, reverse=True)}
        self.fields["child"] = forms.ChoiceField(
            label=_("哪个孩子"),
            choices=children,
            initial=children[0][0],
            widget=forms.RadioSelect if len(children) > 1 else forms.HiddenInput,
        )
        choices = [(form, _offered(one)) for form, one in reversed(self.offers.items())]
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


class LastDayForm(forms.Form):
    """The last day of a child who is there."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["last_day"] = day_field(_("最后一天"))
