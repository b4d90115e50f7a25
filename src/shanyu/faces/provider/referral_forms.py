"""The form by which a site asks to pass a child on: to whom, what is told, and in which words."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from shanyu.domain.enrolment.actions.referring import MOST_NOTE
from shanyu.domain.enrolment.kinds import ReferralPart
from shanyu.faces.provider.forms import OfficeForm, text


class ReferForm(OfficeForm):
    """A referral: one of the sites that were found, the parts, the words."""

    to = forms.ChoiceField(
        label=_("转介给哪家"), widget=forms.RadioSelect, error_messages={"required": _("请选择机构。")}
    )
    parts = forms.MultipleChoiceField(
        label=_("转达哪些内容"),
        required=False,
        choices=ReferralPart.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("只选对方照护孩子用得上的。监护人同意后，对方才看得到。"),
    )
    note = text(
        _("想对对方说的话"), MOST_NOTE, required=False, rows=3, help_text=_("监护人会先看到，对方随后看到。")
    )

    def __init__(self, *args: Any, sites: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = sites
