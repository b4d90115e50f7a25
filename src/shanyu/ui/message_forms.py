"""Forms of messages, as every face shows them: a new topic, an answer, a report, an announcement."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from shanyu.domain.messaging.kinds import ReportReason
from shanyu.domain.messaging.writing import MOST_TITLE, MOST_WORDS, NewFile
from shanyu.kernel.clock import today

SCANS = "image/jpeg,image/png,image/webp,application/pdf"


class _Files(forms.FileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files at once; what they are is checked by their content, in the verb."""

    def __init__(self) -> None:
        super().__init__(
            label=_("附件"),
            required=False,
            widget=_Files({"accept": SCANS, "multiple": True}),
            help_text=_("照片或 PDF，每个不超过 8 MB。"),
        )

    def clean(self, data: Any, initial: Any = None) -> list[NewFile]:
        given: Sequence[UploadedFile] = data if isinstance(data, list | tuple) else [data] if data else []
        return [NewFile(one.file, one.name) for one in given]


def mark_field() -> forms.UUIDField:
    """The mark by which a form that is sent twice counts once."""
    return forms.UUIDField(widget=forms.HiddenInput, initial=uuid4, required=False)


def words_field(label: str, most: int = MOST_WORDS, rows: int = 5, **facts: Any) -> forms.CharField:
    errors = {"required": _("请填写内容。")}
    widget = forms.Textarea({"rows": rows, "maxlength": most})
    return forms.CharField(label=label, max_length=most, widget=widget, error_messages=errors, **facts)


class Marked(forms.Form):
    """A form with a mark of its own."""

    mark = mark_field()

    def clean_mark(self) -> UUID:
        return self.cleaned_data["mark"] or uuid4()


class WriteForm(Marked):
    """An answer in a thread."""

    words = words_field(_("写一条留言"), rows=3)
    files = FilesField()


class NewThreadForm(Marked):
    """A new topic."""

    to = forms.ChoiceField(label=_("写给谁"), error_messages={"required": _("请选择写给谁。")})
    topic = forms.CharField(label=_("主题"), max_length=MOST_TITLE)
    words = words_field(_("内容"))
    files = FilesField()

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = choices


class ReportForm(forms.Form):
    """Why a message is reported."""

    reason = forms.ChoiceField(
        label=_("举报的原因"),
        choices=ReportReason.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("请选择举报的原因。")},
    )
    words = words_field(_("补充说明"), 500, 3, required=False)


def day_field(label: str, first: int, **facts: Any) -> forms.DateField:
    """A day that is at the earliest `first` days after today."""
    widget = forms.DateInput(
        {"type": "date", "min": f"{today() + timedelta(days=first):%Y-%m-%d}"}, format="%Y-%m-%d"
    )
    return forms.DateField(label=label, widget=widget, **facts)


class AnnounceForm(Marked):
    """An announcement: to whom, what, and what is asked."""

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"] = forms.ChoiceField(label=_("发给谁"), choices=choices)
        self.fields["title"] = forms.CharField(label=_("标题"), max_length=MOST_TITLE)
        self.fields["words"] = words_field(_("内容"), rows=8)
        self.fields["files"] = FilesField()
        self.fields["must_confirm"] = forms.BooleanField(label=_("需要每位确认"), required=False)
        self.fields["confirm_by"] = day_field(_("确认的最后一天"), 0, required=False)
        self.fields["remind_on"] = day_field(
            _("自动提醒的日子"), 1, required=False, help_text=_("那天 9:00 提醒还没看或没确认的人。")
        )
