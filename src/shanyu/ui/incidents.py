"""Incidents on a page: the forms by which they are written down and followed, for whichever face shows them."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID, uuid4

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from shanyu.domain.protection.actions import (
    NewIncident,
    add_step,
    close_incident,
    grade_incident,
    report_incident,
    tell_guardian,
)
from shanyu.domain.protection.kinds import WRITTEN, IncidentKind, Outcome, Severity, StepKind, Way
from shanyu.domain.protection.queries.incidents import IncidentForm, IncidentView
from shanyu.kernel.clock import now
from shanyu.ui.handling import accepted

LOCAL = "%Y-%m-%dT%H:%M"
MOST = 1000


class Moment(forms.DateTimeField):
    """A moment in local time."""

    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format=LOCAL)

    def __init__(self, **facts: object) -> None:
        super().__init__(input_formats=[LOCAL, "%Y-%m-%d %H:%M"], **facts)


def words(label: object, *, required: bool = True, rows: int = 3, help_text: object = "") -> forms.CharField:
    """Free words in a field of some rows."""
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(
        label=label, max_length=MOST, required=required, widget=widget, help_text=help_text
    )


class _Form(forms.Form):
    """Errors in our own words; a mark of its own, so that a form sent twice is one row."""

    use_required_attribute = False
    mark = forms.UUIDField(widget=forms.HiddenInput)


class RecordForm(_Form):
    """Child, what happened, how grave: a tap each; the rest has an answer already or is words."""

    children = forms.MultipleChoiceField(label=_("哪个孩子"), widget=forms.CheckboxSelectMultiple)
    kind = forms.ChoiceField(label=_("发生了什么"), choices=IncidentKind, widget=forms.RadioSelect)
    severity = forms.TypedChoiceField(
        label=_("严重程度"), coerce=int, choices=Severity, widget=forms.RadioSelect
    )
    what = words(_("经过"), help_text=_("看到的事实：在做什么，怎样发生，伤在哪里。"))
    first_aid = words(_("当时怎样处理"), required=False, rows=2)
    happened_at = Moment(label=_("发生的时间"))
    room = forms.TypedChoiceField(label=_("在哪里"), coerce=int, required=False, empty_value=None)
    photo = forms.FileField(
        label=_("照片"), required=False,
        help_text=_("只拍伤处，不拍脸。家长页上不显示。"),
        widget=forms.FileInput(attrs={"accept": ".jpg,.jpeg,.png,.webp"}),
    )  # fmt: skip

    def __init__(self, *args: object, form: IncidentForm, **kwargs: object) -> None:
        super().__init__(*args, initial={"mark": uuid4(), "happened_at": now()}, **kwargs)
        self.fields["children"].choices = [
            (str(one.child.public_id), form.names[one.child.public_id]) for one in form.children
        ]
        self.fields["room"].choices = [("", "—"), *((room.pk, room.name) for room in form.rooms)]

    def new(self, data: dict) -> NewIncident:
        """What the verb takes."""
        photo = data["photo"]
        return NewIncident(
            mark=data["mark"],
            children=[UUID(one) for one in data["children"]],
            kind=data["kind"],
            severity=data["severity"],
            happened_at=data["happened_at"],
            what=data["what"],
            first_aid=data["first_aid"],
            room=data["room"],
            photo=photo,
            photo_name=photo.name if photo else "",
        )


class TellForm(_Form):
    """Which guardian was told, when and how."""

    whom = forms.ChoiceField(label=_("告知了谁"), widget=forms.RadioSelect)
    way = forms.ChoiceField(label=_("怎样告知"), choices=Way, widget=forms.RadioSelect)
    at = Moment(label=_("告知的时间"))
    words = words(_("监护人说了什么"), required=False, rows=2)

    def __init__(self, *args: object, view: IncidentView, **kwargs: object) -> None:
        super().__init__(*args, initial={"mark": uuid4(), "at": now()}, **kwargs)
        self.fields["whom"].choices = [
            (f"{child.public_id} {one.public_id}", f"{one.name} · {child.name}")
            for child, guardians in view.to_tell
            for one in guardians
        ]


class StepForm(_Form):
    """What was done since, in words."""

    kind = forms.ChoiceField(
        label=_("做了什么"), choices=[(one.value, one.label) for one in WRITTEN], widget=forms.RadioSelect
    )
    words = words(_("写下来"))

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, initial={"mark": uuid4(), "kind": StepKind.FOLLOW_UP}, **kwargs)


class GradeForm(forms.Form):
    """Another severity, and why."""

    use_required_attribute = False
    severity = forms.TypedChoiceField(label=_("改为"), coerce=int, choices=Severity, widget=forms.RadioSelect)
    words = words(_("为什么"), rows=2)


class CloseForm(forms.Form):
    """How it ended."""

    use_required_attribute = False
    outcome = forms.ChoiceField(label=_("结果"), choices=Outcome, widget=forms.RadioSelect)
    words = words(_("说明"), required=False, rows=2)


def forms_of(request: HttpRequest, view: IncidentView) -> dict[str, forms.Form]:
    """Every form of an incident's page, the one that was handed in with what was typed. Prefixes keep them apart."""
    doing = request.POST.get("do", "")

    def made(name: str, kind: Callable, **more: object) -> forms.Form:
        data = request.POST if request.method == "POST" and doing == name else None
        return kind(data, prefix=name, **more)

    found = {"tell": made("tell", TellForm, view=view), "step": made("step", StepForm)}
    if view.may_run:
        found |= {"grade": made("grade", GradeForm), "close": made("close", CloseForm)}
    return found


def worked(request: HttpRequest, view: IncidentView, given: dict[str, forms.Form]) -> object | None:
    """Do what was handed in; the words of what was done, or None where the form says what to mend."""
    actor, one, doing = request.actor, view.line.incident, request.POST.get("do", "")
    if doing == "report" and view.may_run:
        report_incident(actor, one)
        return _("已报告主管部门。")
    acts: dict[str, tuple[Callable, object]] = {
        "tell": (lambda data: tell_guardian(actor, one, **_told(data)), _("已记下。")),
        "step": (lambda data: add_step(actor, one, **data), _("已记下，监护人会收到。")),
        "grade": (lambda data: grade_incident(actor, one, **data), _("严重程度已调整。")),
        "close": (lambda data: close_incident(actor, one, **data), _("已办结。")),
    }
    if doing not in given:
        return None
    act, said = acts[doing]
    return said if accepted(given[doing], act) else None


def _told(data: dict) -> dict:
    child, guardian = (UUID(key) for key in data["whom"].split())
    at: datetime = data["at"]
    return {
        "mark": data["mark"], "child": child, "guardian": guardian, "way": data["way"], "at": at,
        "words": data["words"],
    }  # fmt: skip
