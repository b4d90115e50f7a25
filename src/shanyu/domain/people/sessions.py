"""Sessions of browsers, as Django keeps them in the database; reading one is a prepared statement."""

from django.contrib.sessions.backends import db

from shanyu.kernel.prepared import ask


class SessionStore(db.SessionStore):
    """Django's own, but for how a session is read: every request of somebody who has signed in does it."""

    def load(self) -> dict:
        found = ask(
            "SELECT session_data FROM django_session WHERE session_key = %s AND expire_date > now()",
            [self.session_key],
        )
        if not found:
            self._session_key = None
            return {}
        return self.decode(found[0][0])
