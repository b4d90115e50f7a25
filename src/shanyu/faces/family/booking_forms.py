"""Forms about bookings."""

from django import forms
from django.utils.translation import gettext_lazy as _

from shanyu.domain.booking.visits import VisitOutcome
from shanyu.domain.booking.wishes import Wish

STARS = [(5, _("很好")), (4, _("好")), (3, _("一般")), (2, _("不太好")), (1, _("不好"))]


class BookForm(forms.Form):
    """What is handed in to book a session, beside the children and whether to stand in line."""

    key = forms.UUIDField()
    adults = forms.IntegerField(min_value=1, max_value=99, required=False)
    agree = forms.IntegerField(required=False)


class NoteForm(forms.Form):
    """The family's own note, and after a visit how it ended."""

    outcome = forms.ChoiceField(
        label=_("看完觉得"), choices=VisitOutcome.choices, required=False, widget=forms.RadioSelect
    )
    note = forms.CharField(
        label=_("写给自己家"),
        required=False,
        max_length=2000,
        widget=forms.Textarea({"rows": 4}),
        help_text=_("加密保存，只有您家看得到。"),
    )


class FeedbackForm(forms.Form):
    """Two taps, and words if one likes."""

    stars = forms.TypedChoiceField(
        label=_("这一场怎么样"), choices=STARS, coerce=int, widget=forms.RadioSelect
    )
    again = forms.ChoiceField(
        label=_("还会再来吗"), choices=[("yes", _("会")), ("no", _("不会"))], widget=forms.RadioSelect
    )
    wishes = forms.MultipleChoiceField(
        label=_("有什么希望"), choices=Wish.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    words = forms.CharField(
        label=_("想说的话"), required=False, max_length=600, widget=forms.Textarea({"rows": 3})
    )

    def facts(self) -> dict:
        """What `booking.give_feedback` takes."""
        return {**self.cleaned_data, "again": self.cleaned_data["again"] == "yes"}


class AppealForm(forms.Form):
    mark = forms.IntegerField(widget=forms.HiddenInput)
    words = forms.CharField(
        label=_("请说明情况"), max_length=300, widget=forms.Textarea({"rows": 3, "maxlength": 300})
    )
