"""Forms of the office about messages: working hours, a template, a request for consent."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from shanyu.domain.messaging.kinds import AskKind
from shanyu.domain.messaging.writing import MOST_TITLE
from shanyu.faces.provider.forms import OfficeForm
from shanyu.ui.message_forms import day_field, mark_field, words_field

WEEKDAYS = (
    (1, _("周一")), (2, _("周二")), (3, _("周三")), (4, _("周四")), (5, _("周五")), (6, _("周六")), (7, _("周日")),
)  # fmt: skip


def _time(label: str) -> forms.TimeField:
    return forms.TimeField(label=label, widget=forms.TimeInput({"type": "time"}, format="%H:%M"))


class HoursForm(OfficeForm):
    """When the site answers, and when it is away."""

    weekdays = forms.TypedMultipleChoiceField(
        label=_("星期几答复"),
        choices=WEEKDAYS,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("请至少选一天。")},
    )
    opens = _time(_("几点开始"))
    closes = _time(_("几点结束"))
    away_from = day_field(_("不在的第一天"), 0, required=False)
    away_until = day_field(_("不在的最后一天"), 0, required=False)
    away_words = forms.CharField(
        label=_("不在时的话"), max_length=200, required=False, help_text=_("家长写留言时会看到。")
    )


class TemplateForm(OfficeForm):
    """Words that are often used."""

    title = forms.CharField(label=pgettext_lazy("常用语", "名称"), max_length=40)
    words = words_field(pgettext_lazy("常用语", "内容"), 1000, 4)


class AskForm(OfficeForm):
    """A request for consent."""

    mark = mark_field()
    kind = forms.ChoiceField(label=_("什么事"), choices=AskKind.choices)
    title = forms.CharField(label=_("标题"), max_length=MOST_TITLE)
    words = words_field(
        _("写给监护人的话"), rows=8, help_text=_("做什么、为什么、谁负责、不同意会怎样。发出后不能改。")
    )

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"] = forms.ChoiceField(label=_("问谁"), choices=choices)
        self.fields["starts"] = day_field(_("从哪天起"), 0)
        self.fields["ends"] = day_field(_("到哪天止"), 0)
        self.fields["answer_by"] = day_field(_("答复的最后一天"), 0)
        self.fields["each_guardian"] = forms.BooleanField(
            label=_("每位监护人都要同意"), required=False,
            help_text=_("不选时，一位同意即可；任何一位不同意，就不算同意。"),
        )  # fmt: skip
        self.order_fields(["mark", "to", "kind", "title", "words", "starts", "ends", "answer_by"])
