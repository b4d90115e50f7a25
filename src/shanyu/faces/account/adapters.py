"""How allauth behaves here: our words, local addresses only, sealed secrets, and few facts kept."""

import secrets

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from shanyu.domain.people.second_factor import how_many, open_secret, seal_secret
from shanyu.domain.people.sign_in import Claims, account_vouched_for, take_over_claims
from shanyu.kernel.throttle import spend

#: Attempts to sign in from one address in five minutes, whatever the name: a whole office may share one.
MOST_ATTEMPTS = 60


class AccountAdapter(DefaultAccountAdapter):
    """Our words for what goes wrong, and a throttle that counts in the database for all servers together."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("这个账号已停用。"),
        "enter_current_password": _("现在的密码不对，请再输一次。"),
        "incorrect_code": _("口令不对，或已经用过。请等下一个口令再试。"),
        "incorrect_password": _("密码不对，请再输一次。"),
        "username_password_mismatch": _("用户名、手机号或密码不对。请检查后再试。"),
        "too_many_login_attempts": _("试得太多了。请过五分钟再试，或换一种方式登录。"),
        "rate_limited": _("试得太快了，请稍等一分钟。"),
    }

    def pre_authenticate(self, request: HttpRequest, **credentials: object) -> None:
        spend(f"sign-in:{self.get_client_ip(request)}", most=MOST_ATTEMPTS, seconds=300)
        super().pre_authenticate(request, **credentials)

    def is_safe_url(self, url: str | None) -> bool:
        """Only addresses of this very host: `next` must not lead away."""
        from allauth.core import context

        return url_has_allowed_host_and_scheme(
            url, {context.request.get_host()}, require_https=context.request.is_secure()
        )

    def get_reauthentication_methods(self, user: AbstractBaseUser) -> list[dict]:
        names = {
            "account_reauthenticate": gettext("用密码"),
            "mfa_reauthenticate": gettext("用动态口令"),
            "mfa_reauthenticate_webauthn": gettext("用通行密钥"),
        }
        by_url = {reverse(name): words for name, words in names.items()}
        methods = super().get_reauthentication_methods(user)
        return [{**one, "description": by_url.get(one["url"], one["description"])} for one in methods]

    def send_notification_mail(self, *args: object, **kwargs: object) -> None:
        """Accounts have no e-mail address."""


class SecondFactorAdapter(DefaultMFAAdapter):
    """Secrets of one-time passwords and recovery codes are sealed before they reach the database."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "cannot_delete_authenticator": _("这一项现在不能停用。"),
        "incorrect_code": _("口令不对，或已经用过。请等下一个口令再试。"),
    }

    def encrypt(self, text: str) -> str:
        return seal_secret(text)

    def decrypt(self, encrypted_text: str) -> str:
        return open_secret(encrypted_text)

    def generate_authenticator_name(self, user: AbstractBaseUser, type: Authenticator.Type) -> str:
        number = how_many(user, type) + 1
        return gettext("通行密钥 %(number)s") % {"number": number}

    def _get_site_name(self) -> str:
        return gettext("善育")


class SingleSignOnAdapter(DefaultSocialAccountAdapter):
    """Of what a provider tells, only the identity level stays in clear; phone and identity number are sealed."""

    def populate_user(self, request: HttpRequest, sociallogin: SocialLogin, data: dict) -> AbstractBaseUser:
        told = sociallogin.account.extra_data
        claims = Claims.of({**(told.get("id_token") or {}), **(told.get("userinfo") or {})})
        sociallogin.claims = claims
        sociallogin.account.extra_data = {"identity_level": claims.level}
        sociallogin.email_addresses = []
        sociallogin.user.username = f"sso-{secrets.token_hex(6)}"
        sociallogin.user.name = claims.name or gettext("新用户")
        return sociallogin.user

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        claims = sociallogin.claims
        if not sociallogin.is_existing and not request.user.is_authenticated:
            known = account_vouched_for(claims)
            if known is not None:
                sociallogin.connect(request, known)
        if sociallogin.is_existing:
            take_over_claims(sociallogin.user, claims)
            sociallogin.user.save()

    def save_user(
        self, request: HttpRequest, sociallogin: SocialLogin, form: object = None
    ) -> AbstractBaseUser:
        take_over_claims(sociallogin.user, sociallogin.claims)
        return super().save_user(request, sociallogin, form)

    def on_authentication_error(self, request: HttpRequest, provider: object, **facts: object) -> None:
        """Whatever went wrong at the provider: back to our own page, with nothing of theirs in the address."""
        raise ImmediateHttpResponse(HttpResponseRedirect(reverse("socialaccount_login_error")))

    def get_connect_redirect_url(self, request: HttpRequest, socialaccount: object) -> str:
        return reverse("mfa_index")
