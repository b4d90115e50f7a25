"""The processes of a server: finding them, telling them from strangers with the same number, ending them."""

import os
import select
import signal
import subprocess
import time
from pathlib import Path

PROC = Path("/proc")

# Servers this process started are its children: kept here so that they are reaped and not warned about.
_children: dict[int, subprocess.Popen[bytes]] = {}


def adopt(child: subprocess.Popen[bytes]) -> None:
    """Remembers a started server for reaping."""
    _children[child.pid] = child


def reap() -> None:
    """Collects children that have ended."""
    for pid, child in list(_children.items()):
        if child.poll() is not None:
            _children.pop(pid, None)


def alive(pid: int) -> bool:
    """Whether a process runs; one that ended and was not collected yet counts as ended."""
    reap()
    try:
        status = (PROC / str(pid) / "stat").read_text(errors="replace")
    except (FileNotFoundError, ProcessLookupError):
        return False
    return status.rpartition(")")[2].split()[0] not in "ZX"


def uses(pid: int, directory: Path) -> bool:
    """Whether a process is one of PostgreSQL's programs at work in `directory`.

    A server and its backends have it as working directory (the directory itself is compared, not its name,
    which may mean another one in a container); initdb names in its arguments a directory with a random name.
    """
    process = PROC / str(pid)
    try:
        program = (process / "comm").read_text().strip()
        if program == "initdb":
            return os.fsencode(directory) in (process / "cmdline").read_bytes().split(b"\0")
        return program == "postgres" and (process / "cwd").samefile(directory)
    except OSError:
        return False  # it ended while we looked, or belongs to a stranger


def using(directory: Path) -> list[int]:
    """Every living process of PostgreSQL at work in `directory`."""
    numbers = (int(entry.name) for entry in PROC.iterdir() if entry.name.isdigit())
    return [pid for pid in numbers if uses(pid, directory) and alive(pid)]


def postmaster(data_dir: Path) -> int | None:
    """The process of the running server, or None: a stale postmaster.pid counts for nothing."""
    lines = pid_file(data_dir)
    if not lines or not lines[0].strip().isdigit():
        return None
    pid = int(lines[0])
    return pid if uses(pid, data_dir) and alive(pid) else None


def pid_file(data_dir: Path) -> list[str]:
    """The lines of postmaster.pid: pid, data, start, port, socket directory, address, memory, status."""
    try:
        return (data_dir / "postmaster.pid").read_text().splitlines()
    except (FileNotFoundError, NotADirectoryError):
        return []


def wait_end(pid: int, seconds: float) -> bool:
    """Waits until a process ends; false when it still runs after `seconds`."""
    try:
        descriptor = os.pidfd_open(pid)
    except ProcessLookupError:
        return True
    try:
        ended = select.poll()
        ended.register(descriptor, select.POLLIN)
        return bool(ended.poll(int(seconds * 1000)))
    finally:
        os.close(descriptor)
        reap()


def send(pid: int, number: signal.Signals) -> None:
    """Sends a signal to a process that may have ended meanwhile."""
    try:
        os.kill(pid, number)
    except ProcessLookupError:
        return


def end_orphans(data_dir: Path) -> None:
    """Ends what a killed server or a killed initdb left behind; the write-ahead log keeps what was saved."""
    for number, seconds in ((signal.SIGQUIT, 3.0), (signal.SIGKILL, 10.0)):
        left = using(data_dir)
        for pid in left:
            send(pid, number)
        deadline = time.monotonic() + seconds
        for pid in left:
            wait_end(pid, max(0.0, deadline - time.monotonic()))


def stop(pid: int, data_dir: Path) -> bool:
    """Stops a server: politely, then firmly; each way keeps what was saved. False when it survives."""
    for number, seconds in ((signal.SIGINT, 60.0), (signal.SIGQUIT, 10.0)):
        send(pid, number)
        if wait_end(pid, seconds):
            break
    end_orphans(data_dir)
    return not alive(pid)
