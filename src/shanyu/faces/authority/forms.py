"""The forms by which the authority acts on a site, its people and its operator."""

from datetime import date

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from shanyu.domain.providers.actions import UnmaskReason
from shanyu.domain.providers.kinds import AuthorisationKind, PostRole
from shanyu.kernel.door import Invalid

NO_DAY = _("请填日期，如 2026-11-21。")


def day(label: str, *, required: bool = True, help_text: str = "") -> forms.DateField:
    widget = forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(
        label=label, required=required, help_text=help_text, widget=widget,
        error_messages={"invalid": NO_DAY},
    )  # fmt: skip


class DeskForm(forms.Form):
    """Errors in our own words, and no browser bubbles that cover them."""

    use_required_attribute = False


class AuthorisationForm(DeskForm):
    kind = forms.ChoiceField(label=_("种类"), choices=AuthorisationKind.choices)
    number = forms.CharField(label=_("编号"), max_length=60)
    authority = forms.CharField(label=_("备案（许可）机关"), max_length=120)
    authority_en = forms.CharField(
        label=_("机关的英文名称"), max_length=160, required=False, widget=forms.TextInput({"lang": "en"})
    )
    issued_on = day(_("签发日期"))
    begins = day(_("起始日期"), required=False, help_text=_("不填就从签发日起。"))
    ends = day(_("有效期至"), required=False, help_text=_("长期有效就留空。"))


class HeadForm(DeskForm):
    """The post that only the authority or the operator gives."""

    name = forms.CharField(label=_("姓名"), max_length=60, help_text=_("与身份证一致。"))
    identity = forms.CharField(
        label=_("身份证号"), max_length=24, help_text=_("加密保存，名单里只显示头尾。"),
        widget=forms.TextInput({"autocomplete": "off"}),
    )  # fmt: skip
    phone = forms.CharField(
        label=_("手机号"), max_length=20, required=False,
        widget=forms.TextInput({"autocomplete": "off", "inputmode": "tel"}),
    )  # fmt: skip
    role = forms.ChoiceField(
        label=_("岗位"),
        choices=[(role.value, role.label) for role in (PostRole.HEAD, PostRole.STATION_KEEPER)],
    )
    starts = day(_("到岗日期"))


class UnmaskForm(DeskForm):
    reason = forms.ChoiceField(label=_("查看理由"), choices=UnmaskReason.choices, widget=forms.RadioSelect)


class OperatorForm(DeskForm):
    username = forms.CharField(
        label=_("用户名"), max_length=60, help_text=_("对方登录时用的用户名，逐字相同。"),
        widget=forms.TextInput({"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
    )  # fmt: skip
    until = day(_("最后一天"), required=False, help_text=_("长期有效就留空。"))


def day_given(request: HttpRequest, name: str) -> date | None:
    """A day of a form with nothing else in it; None where it was left empty. Raises Invalid."""
    text = request.POST.get(name, "").strip()
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise Invalid({name: NO_DAY}) from None
