"""How surely somebody is who they say: the session's mark that a second factor or a passkey was shown.

The mark is set from what this very session has proven for this very account, and the session gets a new key
with it. It goes when the last second factor of the account goes, and with the session.
"""

from allauth.account.adapter import get_adapter
from allauth.account.authentication import get_authentication_records
from allauth.account.signals import user_logged_in as signed_in
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added, authenticator_removed, authenticator_used
from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest

from shanyu.domain.people.actions import note_sign_in
from shanyu.domain.people.models import Account
from shanyu.domain.people.second_factor import has_second_factor, remember_session
from shanyu.domain.providers.actions import recognise_worker
from shanyu.ui.actors import STRONG, actor_of


@receiver(user_logged_in)
def at_sign_in(request: HttpRequest, user: Account, **_facts: object) -> None:
    """Whoever passed a second factor on the way in is strong; a mark left by anybody else is removed."""
    shown = any(record.get("method") == "mfa" for record in get_authentication_records(request, user))
    if shown:
        request.session[STRONG] = True
    else:
        request.session.pop(STRONG, None)


@receiver(signed_in)
def in_the_trail(request: HttpRequest, user: Account, **_facts: object) -> None:
    """Every sign-in is in the audit trail; whoever a site has entered by their verified number is that worker."""
    actor = actor_of(request)
    note_sign_in(actor, user.pk)
    recognise_worker(actor)


@receiver(authenticator_used)
def at_step_up(request: HttpRequest, user: Account, **_facts: object) -> None:
    """A factor shown inside a session; on the way in `at_sign_in` decides."""
    if request.user.is_authenticated and request.user.pk == user.pk:
        strengthen(request)


@receiver(authenticator_added)
def at_first_factor(
    request: HttpRequest, user: Account, authenticator: Authenticator, **_facts: object
) -> None:
    """Setting one up shows it, and asked for the password or another factor just before."""
    if authenticator.type != Authenticator.Type.RECOVERY_CODES and request.user.pk == user.pk:
        strengthen(request)


@receiver(authenticator_removed)
def at_removal(request: HttpRequest, user: Account, **_facts: object) -> None:
    if not has_second_factor(user):
        request.session.pop(STRONG, None)


def strengthen(request: HttpRequest) -> None:
    """Mark the session and change its key, as at every rise of what a session may do.

    The session of the new key is entered into the list that its owner sees.
    """
    if request.session.get(STRONG):
        return
    request.session[STRONG] = True
    request.session.cycle_key()
    remember_session(
        request.user.pk,
        key=request.session.session_key,
        address=get_adapter().get_client_ip(request),
        signature=request.headers.get("User-Agent", ""),
    )
