"""The forms of the illness board and of the disinfection log."""

from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from shanyu.domain.care.kinds import Symptom
from shanyu.domain.protection.kinds import Agent, Disease, Thing
from shanyu.domain.protection.queries.illness import Board
from shanyu.domain.protection.queries.rooms import Sheet
from shanyu.faces.provider.forms import OfficeForm, day_field, text
from shanyu.kernel.clock import today


class IllnessForm(OfficeForm):
    """What somebody has seen or been told of a child's illness."""

    child = forms.ChoiceField(label=_("哪个孩子"))
    symptoms = forms.MultipleChoiceField(
        label=_("症状"), choices=Symptom.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    disease = forms.ChoiceField(
        label=_("疾病"), choices=[("", _("还不清楚")), *Disease.choices], required=False
    )
    confirmed = forms.BooleanField(label=_("医院已经确诊"), required=False)
    onset_on = day_field(_("从哪天开始"))
    words = text(_("说明"), 500, required=False, rows=2)

    def __init__(self, *args: object, board: Board, **kwargs: object) -> None:
        super().__init__(*args, initial={"onset_on": today()}, **kwargs)
        self.fields["child"].choices = [("", "—"), *((str(key), name) for key, name in board.children)]


class DisinfectionForm(OfficeForm):
    """One entry of the log."""

    mark = forms.UUIDField(widget=forms.HiddenInput)
    room = forms.TypedChoiceField(label=_("房间"), coerce=int)
    thing = forms.ChoiceField(label=_("消毒了什么"), choices=Thing.choices)
    agent = forms.ChoiceField(label=_("用什么"), choices=Agent.choices)
    strength = forms.IntegerField(label=_("浓度（mg/L）"), min_value=1, max_value=10_000, required=False)
    minutes = forms.IntegerField(label=_("作用几分钟"), min_value=1, max_value=1440, required=False)

    def __init__(self, *args: object, sheet: Sheet, **kwargs: object) -> None:
        super().__init__(*args, initial={"mark": uuid4()}, **kwargs)
        self.fields["room"].choices = [(room.pk, room.name) for room, _days in sheet.rooms]
