"""Who may do what with people: accounts, households, children, consents, roles and keys."""

from django.db.models import Q

from shanyu.domain.people.models import Child, RoleGrant
from shanyu.kernel.door import Actor, Role, Row, everything, policy


def own_account(actor: Actor) -> Q:
    return Q(pk=actor.account_id)


def of_own_account(actor: Actor) -> Q:
    return Q(account=actor.account_id)


def own_children(actor: Actor) -> Q:
    return Q(pk__in=actor.targets(Role.GUARDIAN, "child"))


def own_households(actor: Actor) -> Q:
    children = Child.objects.filter(pk__in=actor.targets(Role.GUARDIAN, "child"))
    return Q(pk__in=children.values("household"))


def own_invitations(actor: Actor) -> Q:
    return Q(invited_by=actor.account_id)


def _with_roles_in(actor: Actor, role: Role) -> Q:
    """Accounts with a role over a region within the actor's: colleagues, never families."""
    held = RoleGrant.objects.filter(region__lineage__overlap=actor.targets(role, "region"))
    return Q(pk__in=held.values("account"))


def staff_of_district(actor: Actor) -> Q:
    return _with_roles_in(actor, Role.DISTRICT_OFFICER)


def staff_of_city(actor: Actor) -> Q:
    return _with_roles_in(actor, Role.CITY_OFFICER)


LOOKS_AFTER_PEOPLE = {
    Role.ADMINISTRATOR_ON_DUTY: everything,
    Role.AUDITOR: everything,
    Role.CITY_OFFICER: staff_of_city,
    Role.DISTRICT_OFFICER: staff_of_district,
}

policy(
    # Signing in and one's own account
    Row("people.sign_in", {Role.PUBLIC: everything}),
    Row("people.sign_up", {Role.PUBLIC: everything}),
    Row("people.note_sign_in", {Role.MEMBER: own_account}),
    Row("people.my_account", {Role.MEMBER: own_account}),
    Row("people.edit_account", {Role.MEMBER: own_account}),
    Row("people.set_preferences", {Role.MEMBER: own_account}),
    Row("people.close_account", {Role.MEMBER: own_account}),
    # Whoever opens the letter has the address; its link carries whose it is
    Row("people.give_email", {Role.MEMBER: own_account}),
    Row("people.forget_email", {Role.MEMBER: own_account}),
    Row("people.confirm_email", {Role.PUBLIC: everything}),
    Row("people.create_account", {Role.SYSTEM: everything, Role.ADMINISTRATOR_ON_DUTY: everything}),
    # A family: whoever registers a child is its guardian; everything else needs to be one
    Row("people.add_child", {Role.MEMBER: everything}),
    Row("people.my_children", {Role.MEMBER: own_children}),
    Row("people.my_households", {Role.MEMBER: own_households}),
    Row("people.child_page", {Role.GUARDIAN: own_children}),
    Row("people.edit_child", {Role.GUARDIAN: own_children}),
    Row("people.erase_child", {Role.GUARDIAN: own_children}),
    Row("people.invite_guardian", {Role.GUARDIAN: own_households}),
    Row("people.withdraw_invitation", {Role.GUARDIAN: own_invitations}),
    Row("people.see_invitation", {Role.MEMBER: everything}),
    Row("people.accept_invitation", {Role.MEMBER: everything}),
    Row("people.decide_for_child", {Role.GUARDIAN: own_children}),
    Row("people.decide_for_me", {Role.MEMBER: own_account}),
    Row("people.my_consents", {Role.MEMBER: everything}),
    Row("people.keep_place", {Role.MEMBER: everything}),
    Row("people.forget_place", {Role.MEMBER: everything}),
    Row("people.my_places", {Role.MEMBER: of_own_account}),
    Row("people.export_my_data", {Role.MEMBER: own_children}),
    # Unmasking. A guardian may see their own child. Otherwise only an administrator in a time-boxed, logged
    # session may: an expert, a head or an officer has no task in this product that needs an identity number,
    # and gets a row of their own on the day they have one, over the children of that task alone.
    Row("people.unmask_child", {Role.GUARDIAN: own_children, Role.ADMINISTRATOR_ON_DUTY: everything}),
    Row("people.unmask_account", {Role.MEMBER: own_account, Role.ADMINISTRATOR_ON_DUTY: everything}),
    # People and roles
    Row("people.list_accounts", LOOKS_AFTER_PEOPLE),
    Row("people.export_accounts", LOOKS_AFTER_PEOPLE),
    Row("people.account_file", LOOKS_AFTER_PEOPLE),
    Row("people.audit_trail", {Role.AUDITOR: everything, Role.ADMINISTRATOR_ON_DUTY: everything}),
    Row("people.grant_role", {Role.ADMINISTRATOR_ON_DUTY: everything, Role.SYSTEM: everything}),
    Row("people.end_role", {Role.ADMINISTRATOR_ON_DUTY: everything, Role.SYSTEM: everything}),
    Row("people.begin_administration", {Role.ADMINISTRATOR: everything}),
    Row("people.end_administration", {Role.ADMINISTRATOR: everything}),
    Row("people.my_duty", {Role.ADMINISTRATOR: everything}),
    # Keys of the API, for those whose systems exchange data with the platform
    Row(
        "people.create_api_key",
        dict.fromkeys(
            (Role.HEAD, Role.OPERATOR, Role.PARTNER, Role.DISTRICT_OFFICER, Role.CITY_OFFICER), everything
        ),
    ),
    Row("people.my_api_keys", {Role.MEMBER: of_own_account}),
    Row("people.revoke_api_key", {Role.MEMBER: of_own_account}),
)
