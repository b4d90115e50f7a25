"""Signing in with a user name or a mobile number, and a password."""

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth.base_user import AbstractBaseUser

from shanyu.domain.people.actors import account_here
from shanyu.domain.people.models import Account
from shanyu.domain.people.sign_in import account_of


class AccountBackend(AuthenticationBackend):
    """allauth's backend, with one look-up for both; an unknown name costs as much time as a known one."""

    def _authenticate_by_username(self, username: str, password: str) -> AbstractBaseUser | None:
        return self._check_password(account_of(username), password) if username else None

    def get_user(self, user_id: int) -> Account | None:
        """Whose session this is. Their grants come along, since the door asks for them next."""
        account = account_here(user_id)
        return account if account is not None and account.is_active else None

    def has_perm(self, user_obj: AbstractBaseUser, perm: str, obj: object = None) -> bool:
        """Permission is the door's; Django's own permissions do not exist here."""
        return False
