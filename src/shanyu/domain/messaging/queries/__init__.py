"""The verbs that ask about notices."""

from shanyu.domain.messaging.queries.notices import my_channels, my_notices

__all__ = ["my_channels", "my_notices"]
