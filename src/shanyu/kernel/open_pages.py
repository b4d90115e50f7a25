"""The verb of pages that show no row of anybody's: the reader's own look, help without a network."""

from shanyu.kernel.door import Actor, Role, Row, everything, policy
from shanyu.kernel.door.verbs import query

OPEN = "platform.open_page"

policy(Row(OPEN, {Role.PUBLIC: everything}))


@query(OPEN, audited=False)
def open_page(actor: Actor) -> None:
    """Nothing is asked of the database."""
