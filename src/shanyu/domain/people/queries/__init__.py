"""The verbs that ask about people."""

from shanyu.domain.people.queries.accounts import (
    account_file,
    audit_trail,
    export_accounts,
    list_accounts,
    may_sign_in,
    my_account,
    my_duty,
)
from shanyu.domain.people.queries.children import (
    HouseholdView,
    child_page,
    my_children,
    my_consents,
    my_households,
    see_invitation,
)
from shanyu.domain.people.queries.own_data import (
    export_my_data,
    export_part,
    my_api_keys,
    my_places,
)
from shanyu.domain.people.queries.unmasking import Reason, unmask_account, unmask_child

__all__ = [
    "HouseholdView",
    "Reason",
    "account_file",
    "audit_trail",
    "child_page",
    "export_accounts",
    "export_my_data",
    "export_part",
    "list_accounts",
    "may_sign_in",
    "my_account",
    "my_api_keys",
    "my_children",
    "my_consents",
    "my_duty",
    "my_households",
    "my_places",
    "see_invitation",
    "unmask_account",
    "unmask_child",
]
