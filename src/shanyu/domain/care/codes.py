"""The code with which a family comes to the door today, and the code of a one-time pick-up.

Today's code follows from the child, the day and the installation's own key (see `booking.codes`): nothing is kept, and
tomorrow it is another one. The code of a pass is drawn at random, shown once, and kept as a hash.
"""

import hmac
from collections.abc import Iterable
from datetime import date
from uuid import uuid5

from django.utils.crypto import salted_hmac

from shanyu.domain.booking.codes import code_for, tidy
from shanyu.domain.care.models import PickUpPass
from shanyu.domain.people.models import Child
from shanyu.kernel.codes import BadCode, clean_code, new_code

__all__ = ["code_of", "find", "hashed", "is_of", "new_code"]


def code_of(child: Child, day: date) -> str:
    """Six characters, such as `7K2M9Q`: the same for every guardian of the child on that day."""
    return code_for(uuid5(child.public_id, day.isoformat()))


def find(children: Iterable[Child], typed: str, day: date) -> Child | None:
    """The child among these whom a code, typed or scanned, means on that day."""
    wanted = tidy(typed).encode()
    return next((one for one in children if hmac.compare_digest(code_of(one, day).encode(), wanted)), None)


def hashed(code: str) -> str:
    """What is kept of a pass's code."""
    return salted_hmac("shanyu.domain.care.pass", code, algorithm="sha256").hexdigest()


def is_of(one: PickUpPass, typed: str) -> bool:
    """Whether a typed or scanned code is that of a pass."""
    try:
        return hmac.compare_digest(one.code_hash, hashed(clean_code(typed)))
    except BadCode:
        return False
