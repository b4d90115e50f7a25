"""Accounts: signing up, being made at the command line, correcting, closing."""

import re
import secrets
from datetime import date

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from shanyu.domain.people import rules
from shanyu.domain.people.models import Account, ApiKey, Guardianship, RoleGrant
from shanyu.domain.people.refusals import LastGuardian, LoginTaken
from shanyu.domain.people.sign_in import mobile_of
from shanyu.kernel.clock import now, today
from shanyu.kernel.door import Actor, Invalid
from shanyu.kernel.door.verbs import action
from shanyu.kernel.events import publish

#: Letters, digits and . _ - from two characters up; a name that begins with sso- is made by single sign-on.
USERNAME = re.compile(r"(?!sso-)[a-z][a-z0-9._-]{2,38}[a-z0-9]")


@action("people.sign_up")
def sign_up(actor: Actor, *, login: str, name: str, password: str) -> Account:
    """A new account without any role, for whoever comes; `login` is a mobile number or a user name.

    Raises Invalid, and LoginTaken in the same words for every name that cannot be had.
    """
    mobile = mobile_of(login)
    username = f"m{secrets.token_hex(6)}" if mobile else login.strip().lower()
    if not USERNAME.fullmatch(username):
        raise Invalid({"login": _("请填手机号，或 4 到 40 个小写字母、数字组成的用户名，以字母开头。")})
    return _made(username=username, name=name.strip(), password=password, phone=mobile or None)


@action("people.create_account")
def create_account(
    actor: Actor,
    *,
    username: str,
    name: str,
    password: str | None = None,
    mobile: str = "",
    demo: bool = False,
) -> Account:
    """An account made by the platform or an administrator on duty; without a password only single sign-on opens it.

    Raises Invalid and LoginTaken.
    """
    if demo and not settings.DEMO:
        raise Invalid({"demo": _("只有演示环境里才有演示账号。")})
    cleaned = rules.clean_mobile_field(mobile)
    return _made(
        username=username.strip().lower(), name=name.strip(), password=password, phone=cleaned, is_demo=demo
    )


def _made(*, username: str, name: str, password: str | None, **facts: object) -> Account:
    account = Account(username=username, name=name, **facts)
    if not name:
        raise Invalid({"name": _("请填写姓名。")})
    if password is not None:
        try:
            validate_password(password, account)
        except ValidationError as problem:
            raise Invalid({"password": " ".join(problem.messages)}) from None
    account.set_password(password)
    try:
        with transaction.atomic():
            account.save()
    except IntegrityError:
        raise LoginTaken from None
    return account


@action("people.note_sign_in", on=Account)
def note_sign_in(actor: Actor, account: Account) -> Account:
    """Leaves in the audit trail that this account has just signed in."""
    return account


@action("people.edit_account", on=Account)
def edit_account(actor: Actor, account: Account, *, name: str, mobile: str | None = None) -> Account:
    """Correct one's own name, and the mobile number where one is given; "" removes it. Raises Invalid.

    A new number is not proven, so the identity level falls to what does not rest on it.
    """
    if not name.strip():
        raise Invalid({"name": _("请填写姓名。")})
    account.name = name.strip()[:60]
    if mobile is not None:
        account.phone = rules.clean_mobile_field(mobile)
        if account.identity_level == 1:
            account.identity_level = 0
    try:
        with transaction.atomic():
            account.save()
    except IntegrityError:
        raise Invalid({"mobile": _("这个号码现在不能使用，请换一个或到街道窗口办理。")}) from None
    return account


@action("people.set_preferences", on=Account)
def set_preferences(actor: Actor, account: Account, *, language: str) -> Account:
    """Keep the language in which somebody reads. Raises Invalid for one we do not speak."""
    if language not in dict(settings.LANGUAGES):
        raise Invalid({"language": _("请选择中文或英文。")})
    account.language = language
    account.save(update_fields=["language"])
    return account


@action("people.close_account", on=Account)
def close_account(actor: Actor, account: Account) -> Account:
    """Close an account for good: what names the person goes, every way in and every role ends today.

    The row stays, because consents and the trail point to it. Raises LastGuardian where a child would be
    left without a guardian.
    """
    day = today()
    alone = _only_guardian_of(account, day)
    if alone:
        raise LastGuardian(count=alone)
    for held in (
        *account.guardianships.filter(valid__contains=day),
        *account.role_grants.filter(valid__contains=day),
    ):
        end_today(held, day)
    account.places.all().delete()
    account.invitations_made.filter(accepted_at=None, withdrawn_at=None).update(withdrawn_at=now())
    ApiKey.objects.filter(account=account, revoked_at=None).update(revoked_at=now())
    Authenticator.objects.filter(user_id=account.pk).delete()
    SocialAccount.objects.filter(user_id=account.pk).delete()
    for session in UserSession.objects.filter(user_id=account.pk):
        session.end()
    account.username, account.name = f"closed-{account.pk}", pgettext("账号", "已注销")
    account.phone = account.identity = account.email = account.email_confirmed_at = None
    account.identity_level, account.is_active = 0, False
    account.set_unusable_password()
    account.save()
    publish("people.account_closed", account=account)
    return account


def _only_guardian_of(account: Account, day: date) -> int:
    mine = account.guardianships.filter(valid__contains=day).values_list("child_id", flat=True)
    shared = (
        Guardianship.objects.filter(child__in=mine, valid__contains=day, account__is_active=True)
        .exclude(account=account)
        .values_list("child_id", flat=True)
    )
    return len(set(mine) - set(shared))


def end_today(held: Guardianship | RoleGrant, day: date) -> None:
    """End a dated right; one that began today never was."""
    valid = rules.ended(held.valid, day)
    if valid is None:
        held.delete()
        return
    held.valid = valid
    held.save()
