"""Forms of the health pages, made from what each part asks."""

from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from shanyu.domain.health.actions import NewDose, NewExam
from shanyu.domain.health.kinds import PartKind, Result, Vaccine
from shanyu.domain.health.parts import LONGEST, Ask, Spec
from shanyu.domain.health.queries import PartView
from shanyu.domain.health.schedule import Slot
from shanyu.faces.family.health_words import age_word, named

#: So many choices are laid open; more become a list to open.
MOST_OPEN = 7
SCANS = "image/jpeg,image/png,image/webp,application/pdf"


def _day(label: str, **facts: object) -> forms.DateField:
    widget = forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, **facts)


def _asked(ask: Ask) -> forms.Field:
    facts = {"label": ask.label, "required": ask.needed, "help_text": ask.help}
    if ask.sort == "one":
        many = len(ask.choices.choices) > MOST_OPEN
        choices = [("", _("请选择")), *ask.choices.choices] if many else ask.choices.choices
        widget = forms.Select if many else forms.RadioSelect
        return forms.ChoiceField(choices=choices, widget=widget, **facts)
    if ask.sort == "many":
        widget = forms.CheckboxSelectMultiple
        return forms.MultipleChoiceField(choices=ask.choices.choices, widget=widget, **facts)
    if ask.sort == "hours":
        widget = forms.NumberInput({"inputmode": "numeric"})
        return forms.IntegerField(min_value=1, max_value=24, widget=widget, **facts)
    widget = forms.Textarea({"rows": 3}) if ask.sort == "text" else forms.TextInput({"autocomplete": "off"})
    return forms.CharField(max_length=LONGEST[ask.sort], widget=widget, **facts)


class PartForm(forms.Form):
    """The questions of one part, or of one item of a list, for a child of this age."""

    def __init__(self, *args: object, spec: Spec, months: int, seen: int, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        for ask in spec.asked(months):
            self.fields[ask.name] = _asked(ask)
        if not spec.listed:
            self.fields["seen"] = forms.IntegerField(widget=forms.HiddenInput, initial=seen)

    def answers(self) -> dict:
        return {name: value for name, value in self.cleaned_data.items() if name != "seen"}


#: What the quick page answers beside a sheet: there is nothing, or there is something to tell.
NOTHING, SOME = "nothing", "some"
#: The one question of a part that the quick page asks.
HABITS = {PartKind.FEEDING: "eating", PartKind.SLEEP: "naps", PartKind.TOILET: "stage"}


class QuickForm(forms.Form):
    """What is not said yet: nothing or something for each worry, one choice for each habit; all may stay open."""

    def __init__(self, *args: object, parts: list[PartView], months: int, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        missing = {part.kind: part.spec for part in parts if part.state == "missing"}
        for kind, spec in missing.items():
            if kind in HABITS:
                ask = next(one for one in spec.asked(months) if one.name == HABITS[kind])
                choices = ask.choices.choices
            elif spec.nothing:
                choices = [(NOTHING, spec.nothing), (SOME, _("有，要写"))]
            else:
                continue
            self.fields[kind] = forms.ChoiceField(
                label=spec.kind.label, choices=choices, widget=forms.RadioSelect, required=False
            )

    @property
    def habits(self) -> list[forms.BoundField]:
        return [self[kind] for kind in self.fields if kind in HABITS]

    @property
    def worries(self) -> list[forms.BoundField]:
        return [self[kind] for kind in self.fields if kind not in HABITS]

    def clean(self) -> dict:
        data = super().clean()
        if not any(data.values()) and self.data.get("do") != NOTHING:
            raise forms.ValidationError(_("请至少选一样，或者点“其余都没有”。"))
        return data

    def answered(self, *, all_else_nothing: bool) -> dict[str, str | dict]:
        """By part: NOTHING, SOME, or the answers of a sheet; what was left open is missing, or NOTHING."""
        found: dict[str, str | dict] = {}
        for kind, value in self.cleaned_data.items():
            if kind in HABITS:
                if value:
                    found[kind] = {HABITS[kind]: value}
            elif value or all_else_nothing:
                found[kind] = value or NOTHING
        return found

    def to_tell(self) -> list[str]:
        """The parts of which there is something to tell."""
        return [kind for kind, value in self.cleaned_data.items() if value == SOME]


class BookForm(forms.Form):
    """The paper book: a date for each line that may have been stamped, one clinic for all, one more vaccine."""

    def __init__(self, *args: object, blanks: list[Slot], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.blanks = {f"{slot.vaccine}-{slot.dose}": slot for slot in blanks}
        for name, slot in self.blanks.items():
            self.fields[name] = _day(named(slot), required=False)
        self.fields["other_name"] = forms.CharField(
            label=_("疫苗的名字"),
            max_length=60,
            required=False,
            help_text=_("自费打的，比如流感、水痘、轮状病毒。"),
        )
        self.fields["other_date"] = _day(_("接种日期"), required=False)
        self.fields["place"] = forms.CharField(label=_("在哪里打的"), max_length=60, required=False)

    def groups(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The dates by the age of the schedule."""
        found: dict[int, list[forms.BoundField]] = {}
        for name, slot in self.blanks.items():
            found.setdefault(slot.from_month, []).append(self[name])
        return [(age_word(month), fields) for month, fields in found.items()]

    def clean(self) -> dict:
        data = super().clean()
        if data.get("other_name") and not data.get("other_date"):
            self.add_error("other_date", _("请填接种日期。"))
        return data

    def doses(self) -> list[NewDose]:
        data = self.cleaned_data
        typed = [
            NewDose(slot.vaccine, slot.dose, data[name], place=data["place"])
            for name, slot in self.blanks.items()
            if data[name]
        ]
        given: date | None = data.get("other_date")
        other = (
            [NewDose(Vaccine.OTHER, 1, given, name=data["other_name"], place=data["place"])] if given else []
        )
        return typed + other


class ExamForm(forms.Form):
    """An entry examination and the scan of its form."""

    examined_on = _day(_("体检日期"))
    institution = forms.CharField(label=_("体检的医院"), max_length=60)
    result = forms.ChoiceField(label=_("体检表上的结论"), choices=Result.choices, widget=forms.RadioSelect)
    advice = forms.CharField(
        label=_("医生的建议"), max_length=300, required=False, widget=forms.Textarea({"rows": 3})
    )
    file = forms.FileField(
        label=_("体检表"), widget=forms.FileInput({"accept": SCANS}),
        help_text=_("拍照或扫描都可以，PDF、JPEG、PNG 或 WebP，不超过 8 MB。照片里的拍摄地点会自动去掉。"),
    )  # fmt: skip

    def exam(self) -> NewExam:
        data = self.cleaned_data
        file = data["file"]
        facts = {name: data[name] for name in ("examined_on", "institution", "result", "advice")}
        return NewExam(**facts, file=file, file_name=file.name)
