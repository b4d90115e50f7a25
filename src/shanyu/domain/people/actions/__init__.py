"""The verbs by which people, households, consents, roles and keys change."""

from shanyu.domain.people.actions.accounts import (
    close_account,
    create_account,
    edit_account,
    note_sign_in,
    set_preferences,
    sign_up,
)

__all__ = ["close_account", "create_account", "edit_account", "note_sign_in", "set_preferences", "sign_up"]
