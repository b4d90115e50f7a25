"""What the authority sees of sessions: figures, never families."""

from shanyu.domain.booking.reach import WATCHERS
from shanyu.kernel.door import Row, policy

policy(
    Row("booking.figures", WATCHERS),
    Row("booking.figures_of_hosts", WATCHERS),
    Row("booking.watched_sessions", WATCHERS),
)
