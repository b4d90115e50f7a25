"""Whether the platform is well: the database answers, and a worker of background jobs is alive."""

from dataclasses import dataclass

from django.db import DatabaseError, InterfaceError, connection
from prometheus_client import REGISTRY, CollectorRegistry, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

from shanyu.kernel.door import Actor, Role, Row, everything, policy
from shanyu.kernel.door.verbs import query

#: A worker reports every ten seconds; three missed reports and it is taken for dead.
SILENT_SECONDS = 30

_WORKERS = """
    SELECT count(*) FROM procrastinate_workers
    WHERE last_heartbeat > now() - make_interval(secs => %s)
"""

policy(
    Row("platform.health", {Role.PUBLIC: everything}),
    Row("platform.measures", {Role.PUBLIC: everything}),
)


@dataclass(frozen=True)
class Health:
    """What was checked, each in one word: `ok`, or what is wrong."""

    database: str
    worker: str

    @property
    def well(self) -> bool:
        return self.database == self.worker == "ok"


@query("platform.health", audited=False)
def health(actor: Actor) -> Health:
    """Ask the database and look for a living worker. Never raises for a database that is away."""
    try:
        with connection.cursor() as cursor:
            cursor.execute(_WORKERS, [SILENT_SECONDS])
            (alive,) = cursor.fetchone()
    except (DatabaseError, InterfaceError):
        return Health(database="unreachable", worker="unknown")
    return Health(database="ok", worker="ok" if alive else "none")


@query("platform.measures", audited=False)
def measures(actor: Actor) -> bytes:
    """All counters in the text format of Prometheus: of every process where PROMETHEUS_MULTIPROC_DIR is set."""
    registry = CollectorRegistry()
    try:
        MultiProcessCollector(registry)
    except ValueError:
        return generate_latest(REGISTRY)
    return generate_latest(registry)
