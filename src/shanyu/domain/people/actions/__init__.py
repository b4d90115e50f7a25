"""The verbs by which people, households, consents, roles and keys change."""

from shanyu.domain.people.actions.accounts import (
    close_account,
    create_account,
    edit_account,
    note_sign_in,
    set_preferences,
    sign_up,
)
from shanyu.domain.people.actions.children import add_child, edit_child, erase_child
from shanyu.domain.people.actions.consents import decide_for_child, decide_for_me
from shanyu.domain.people.actions.email import confirm_email, forget_email, give_email
from shanyu.domain.people.actions.guardians import (
    accept_invitation,
    invite_guardian,
    withdraw_invitation,
)
from shanyu.domain.people.actions.keys import create_api_key, revoke_api_key
from shanyu.domain.people.actions.places import forget_place, keep_place
from shanyu.domain.people.actions.roles import (
    begin_administration,
    end_administration,
    end_role,
    grant_role,
)

__all__ = [
    "accept_invitation",
    "add_child",
    "begin_administration",
    "close_account",
    "confirm_email",
    "create_account",
    "create_api_key",
    "decide_for_child",
    "decide_for_me",
    "edit_account",
    "edit_child",
    "end_administration",
    "end_role",
    "erase_child",
    "forget_email",
    "forget_place",
    "give_email",
    "grant_role",
    "invite_guardian",
    "keep_place",
    "note_sign_in",
    "revoke_api_key",
    "set_preferences",
    "sign_up",
    "withdraw_invitation",
]
