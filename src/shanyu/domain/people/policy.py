"""Who may do what with people: accounts, households, children, consents, roles and keys."""

from django.db.models import Q

from shanyu.kernel.door import Actor, Role, Row, everything, policy


def own_account(actor: Actor) -> Q:
    return Q(pk=actor.account_id)


policy(
    # Signing in and one's own account
    Row("people.sign_in", {Role.PUBLIC: everything}),
    Row("people.sign_up", {Role.PUBLIC: everything}),
    Row("people.note_sign_in", {Role.MEMBER: own_account}),
    Row("people.my_account", {Role.MEMBER: own_account}),
    Row("people.edit_account", {Role.MEMBER: own_account}),
    Row("people.set_preferences", {Role.MEMBER: own_account}),
    Row("people.close_account", {Role.MEMBER: own_account}),
    Row("people.create_account", {Role.SYSTEM: everything, Role.ADMINISTRATOR_ON_DUTY: everything}),
)
