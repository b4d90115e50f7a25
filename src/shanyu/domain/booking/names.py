"""How much of a family a host sees: enough to greet it at the door, no more (least reach).

A guardian is the family name with the rest hidden, a child its given name and age in months. Phones and
addresses are never part of it; who must be reached is reached through the platform.
"""

from shanyu.domain.people.models import Account, Child
from shanyu.domain.providers.naming import family_name
from shanyu.kernel.masks import HIDDEN, mask_name


def guardian_name(account: Account) -> str:
    """`陈大山` as `陈*`."""
    return mask_name(account.name)


def given_name(child: Child) -> str:
    """`陈小丸` as `小丸`: the name a teacher calls. Hidden where nothing is left of it."""
    whole = child.name.reveal() if child.name else ""
    if not whole.isascii():
        return whole[len(family_name(whole)) :] or HIDDEN
    return whole.split(" ")[0] or HIDDEN
