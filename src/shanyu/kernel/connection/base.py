"""Django's PostgreSQL backend, but for how it learns that the server has gone."""

import select

from django.db.backends.postgresql import base


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection that is looked at before each request without a question to the server.

    A server that ends, or ends a connection, says so on the socket, where nothing is due between two requests.
    """

    def is_usable(self) -> bool:
        if self.connection is None or self.connection.closed:
            return False
        poll = select.poll()
        poll.register(self.connection.fileno(), select.POLLIN)
        return super().is_usable() if poll.poll(0) else True
