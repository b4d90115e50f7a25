"""Settings of the server, given on its command line so that a newer Shanyu brings its own."""

import os
from pathlib import Path

from shanyu.kernel.postgres.info import PORT

SMALL_MACHINE = {
    "max_connections": "60",
    "shared_buffers": "128MB",
    "effective_cache_size": "512MB",
    "work_mem": "8MB",
    "maintenance_work_mem": "64MB",
    "max_wal_size": "512MB",
    "max_parallel_workers_per_gather": "0",  # two cores are shared with the web server
    "autovacuum_max_workers": "2",
    "random_page_cost": "1.1",
    "jit": "off",
    "timezone": "UTC",
}
# Statements and the values in error details may hold personal data: neither is ever logged.
QUIET_LOG = {
    "log_timezone": "UTC",
    "log_line_prefix": "%m [%p] ",
    "log_min_messages": "warning",
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    "log_checkpoints": "off",
    "log_autovacuum_min_duration": "-1",
}
# For throw-away databases of tests only: a power cut would lose data. A killed process does not, which is why
# synchronous_commit stays on. No autovacuum: between tests it would find every table empty and tell the planner so,
# which then plans for one row while a test fills hundreds.
FAST = {"fsync": "off", "full_page_writes": "off", "autovacuum": "off"}


def fast() -> bool:
    """Whether `SHANYU_PG_FAST=1` asks for a throw-away database."""
    return os.environ.get("SHANYU_PG_FAST") == "1"


def arguments(socket_dir: Path) -> list[str]:
    """Command line arguments for `postgres`."""
    values = {
        "listen_addresses": "",
        "port": str(PORT),
        "unix_socket_directories": _quoted(socket_dir),
        "unix_socket_permissions": "0700",
        **SMALL_MACHINE,
        **QUIET_LOG,
        **(FAST if fast() else {}),
    }
    return [part for name, value in values.items() for part in ("-c", f"{name}={value}")]


def _quoted(directory: Path) -> str:
    """One directory for a setting that takes a list of them."""
    return '"' + str(directory).replace('"', '""') + '"'
