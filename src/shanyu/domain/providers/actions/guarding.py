"""How a constraint of the database becomes a refusal that a person understands."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import IntegrityError, transaction

from shanyu.kernel.door import Refusal


@contextmanager
def guarded(**refusals: Refusal) -> Iterator[None]:
    """Run statements in a savepoint; where the constraint of this name refuses, raise its refusal instead.

    Any other broken constraint is a mistake of ours and stays an IntegrityError.
    """
    try:
        with transaction.atomic():
            yield
    except IntegrityError as broken:
        name = getattr(broken.__cause__.diag, "constraint_name", None)
        if name not in refusals:
            raise
        raise refusals[name] from None
