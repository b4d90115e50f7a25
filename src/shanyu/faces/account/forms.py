"""The forms of signing in, in our words; what they check is allauth's and the domain's."""

from allauth.account.forms import (
    ChangePasswordForm,
    LoginForm,
    ReauthenticateForm,
    SetPasswordForm,
    SignupForm,
)
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as CodeReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django import forms
from django.conf import settings
from django.http import HttpRequest
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from shanyu.domain.people.actions import sign_up
from shanyu.domain.people.models import Account
from shanyu.domain.people.rules import LONGEST_KEY_DAYS
from shanyu.domain.people.scopes import SCOPES

PASSWORD_HELP = _("至少 10 个字符，可以是一句只有您记得的话。")


class Worded:
    """A form whose fields carry our labels and helps, and no placeholders."""

    labels: dict = {}
    helps: dict = {}

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            field.label = self.labels.get(name, field.label)
            field.help_text = self.helps.get(name, "")


class SignInForm(Worded, LoginForm):
    labels = {"login": _("用户名或手机号"), "password": _("密码"), "remember": _("在这台设备上保持登录")}


class SignUpForm(Worded, SignupForm):
    labels = {
        "username": _("手机号或用户名"),
        "name": _("您的姓名"),
        "password1": _("密码"),
        "password2": _("再输一次密码"),
    }
    helps = {"username": _("以后用它登录。手机号加密保存，不会公开。"), "password1": PASSWORD_HELP}
    field_order = ["username", "name", "password1", "password2"]

    name = forms.CharField(max_length=60, widget=forms.TextInput(attrs={"autocomplete": "name"}))

    def clean_username(self) -> str:
        return self.cleaned_data["username"].strip()

    def save(self, request: HttpRequest) -> Account:
        data = self.cleaned_data
        return sign_up(request.actor, login=data["username"], name=data["name"], password=data["password1"])


class PasswordChangeForm(Worded, ChangePasswordForm):
    labels = {"oldpassword": _("现在的密码"), "password1": _("新密码"), "password2": _("再输一次新密码")}
    helps = {"password1": PASSWORD_HELP}


class PasswordSetForm(Worded, SetPasswordForm):
    labels = {"password1": _("新密码"), "password2": _("再输一次新密码")}
    helps = {"password1": PASSWORD_HELP}


class PasswordAgainForm(Worded, ReauthenticateForm):
    labels = {"password": _("密码")}


class Coded(Worded):
    """A form for a six-digit one-time password, or a recovery code where the form takes one."""

    labels = {"code": _("动态口令")}

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs.update(inputmode="numeric", autocomplete="one-time-code")


class CodeForm(Coded, AuthenticateForm):
    helps = {"code": _("打开您的口令应用，输入 6 位数字；也可以用一个恢复码。")}


class CodeAgainForm(Coded, CodeReauthenticateForm):
    helps = CodeForm.helps


class FirstCodeForm(Coded, ActivateTOTPForm):
    helps = {"code": _("应用里此刻显示的 6 位数字。")}


class PasskeyForm(Worded, AddWebAuthnForm):
    labels = {"name": _("给这把密钥起个名字"), "passwordless": _("以后不用密码，只用它登录")}
    helps = {"passwordless": _("需要指纹、面容或设备密码。")}


class MeForm(forms.Form):
    """One's own name, mobile number and language."""

    name = forms.CharField(label=_("姓名"), max_length=60)
    mobile = forms.CharField(
        label=_("换一个手机号"),
        required=False,
        max_length=20,
        help_text=_("不换就留空。"),
        widget=forms.TextInput({"inputmode": "tel", "autocomplete": "tel"}),
    )
    forget_mobile = forms.BooleanField(label=_("不再保存我的手机号"), required=False)
    language = forms.ChoiceField(label=_("语言"), choices=settings.LANGUAGES)


class EmailForm(forms.Form):
    """The address to which notices are sent."""

    email = forms.CharField(
        label=_("邮箱地址"),
        max_length=254,
        help_text=_("加密保存，只用来发通知。"),
        widget=forms.EmailInput({"autocomplete": "email"}),
    )


class ApiKeyForm(forms.Form):
    """A new key of the API."""

    label = forms.CharField(label=_("名称"), max_length=60, help_text=_("写明哪个系统在用。"))
    scopes = forms.MultipleChoiceField(
        label=_("范围"),
        choices=[(scope, format_lazy("{} ({})", words, scope)) for scope, words in SCOPES.items()],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("请至少选一个范围。")},
    )
    days = forms.IntegerField(label=_("有效天数"), initial=180, min_value=1, max_value=LONGEST_KEY_DAYS)


class QuietForm(forms.Form):
    """When somebody wants to be left in peace, and whether the day's news come in the evening."""

    starts = forms.TimeField(label=_("从几点起"), widget=forms.TimeInput({"type": "time"}, format="%H:%M"))
    ends = forms.TimeField(
        label=_("到几点止"),
        widget=forms.TimeInput({"type": "time"}, format="%H:%M"),
        help_text=_("两个时间一样，就是不设免打扰。"),
    )
    digest = forms.BooleanField(label=_("每天晚上 19:30 收到一条当天的小结"), required=False)
