"""The forms of enrolment in the office: the site's answer, the class a child moves to, its last day."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from shanyu.domain.enrolment.actions.offering import MOST_WORDS
from shanyu.domain.enrolment.kinds import Reason
from shanyu.domain.enrolment.queries import BoardClass, ClassChoice
from shanyu.faces.provider.forms import OfficeForm, day_field, text, with_blank

WORDS = _("写给家长看，不要写孩子的健康情况。")
#: Reasons that fit each answer; the others are for the other answers.
PASSING = (Reason.HOURS, Reason.AGREED, Reason.UNREACHABLE, Reason.NEEDS, Reason.OTHER)
REFUSING = (Reason.NO_PLACE, Reason.AGE, Reason.HOURS, Reason.NEEDS, Reason.UNREACHABLE, Reason.OTHER)
RETRACTING = (Reason.MISTAKE, Reason.NO_PLACE, Reason.UNREACHABLE, Reason.OTHER)
CLOSING = (Reason.OVERDUE, Reason.UNREACHABLE, Reason.OTHER)


class AnswerForm(OfficeForm):
    """An offer of a place: the class, the first day, and why where somebody before is passed."""

    care_class = forms.TypedChoiceField(
        label=_("班级"), coerce=int, widget=forms.RadioSelect, error_messages={"required": _("请选择班级。")}
    )
    starts_on = day_field(_("从哪天起"))
    until = day_field(
        _("到哪天为止"), required=False, help_text=_("短期入托才填：不再来的第一天。长期入托留空。")
    )
    reason = forms.ChoiceField(label=_("越过前面家庭的原因"), required=False)
    words = text(_("补充说明"), MOST_WORDS, required=False, rows=2, help_text=WORDS)

    def __init__(self, *args: Any, choices: list[ClassChoice], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        possible = [one for one in choices if one.possible.on]
        self.fields["care_class"].choices = [(one.care_class.pk, one.care_class.name) for one in possible]
        self.fields["reason"].choices = with_blank(_worded(PASSING), _("没有越过，或请选择"))


class ReasonForm(OfficeForm):
    """Why the site says no, takes an offer back, or ends a case."""

    reason = forms.ChoiceField(label=_("原因"), error_messages={"required": _("请选择原因。")})
    words = text(_("补充说明"), MOST_WORDS, required=False, rows=2, help_text=WORDS)

    def __init__(self, *args: Any, reasons: tuple[Reason, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].choices = with_blank(_worded(reasons), _("请选择"))


class MoveForm(OfficeForm):
    """A child goes to another class from a day on."""

    case = forms.ChoiceField(label=_("哪个孩子"), error_messages={"required": _("请选择孩子。")})
    care_class = forms.TypedChoiceField(
        label=_("去哪个班"), coerce=int, error_messages={"required": _("请选择班级。")}
    )
    starts_on = day_field(_("从哪天起"), help_text=_("前一天是原班的最后一天，原来的托位从这天起空出。"))

    def __init__(self, *args: Any, board: list[BoardClass], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        there = {
            str(place.placement.case.public_id): f"{place.child} · {one.care_class.name}"
            for one in board
            for place in one.places
            if place.placement.state == "current"
        }
        self.fields["case"].choices = with_blank(list(there.items()), _("请选择"))
        self.fields["care_class"].choices = with_blank(
            [(one.care_class.pk, one.care_class.name) for one in board], _("请选择")
        )


class NextClassForm(OfficeForm):
    """The same on the page of one child."""

    care_class = forms.TypedChoiceField(
        label=_("去哪个班"), coerce=int, error_messages={"required": _("请选择班级。")}
    )
    starts_on = day_field(_("从哪天起"), help_text=_("前一天是原班的最后一天，原来的托位从这天起空出。"))

    def __init__(self, *args: Any, classes: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["care_class"].choices = with_blank(classes, _("请选择"))


class CheckupForm(OfficeForm):
    """The day on a check-up form that the family showed at the site; only where it keeps no health file here."""

    paper_of = day_field(_("体检表上的日期"), required=False)


class LeaveForm(OfficeForm):
    last_day = day_field(_("最后一天"), help_text=_("托位从第二天起空出，家长会收到通知。"))


def _worded(reasons: tuple[Reason, ...]) -> list[tuple[str, Any]]:
    return [(reason.value, reason.label) for reason in reasons]
