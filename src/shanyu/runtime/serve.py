"""The web server and the worker as two child processes that live and die together."""

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException
from ipaddress import ip_address
from pathlib import Path

from shanyu.runtime.home import NotReady

WEB_PROCESSES = 2
#: More of them wait for each other: on two cores a rush was answered a fifth faster by two than by four.
THREADS = 2
STOP_SECONDS = 15


def check_port(host: str, port: int) -> None:
    """Raise NotReady where something else listens already."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as problem:
            raise NotReady(
                f"Cannot listen on {host}:{port} ({problem.strerror}): choose another with --port."
            ) from None


def serve(home: Path, host: str, port: int, when_ready: Callable[[str], None]) -> int:
    """Run until interrupted or until a child ends; the exit code."""
    check_port(host, port)
    shutil.rmtree(home / "metrics", ignore_errors=True)
    (home / "metrics").mkdir(exist_ok=True)
    children = [_web(host, port), _worker()]
    stopping = False

    def stop(_signal: int, _frame: object) -> None:
        nonlocal stopping
        stopping = True

    before = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        _announce(host, port, children, when_ready, lambda: stopping)
        while not stopping and all(child.poll() is None for child in children):
            time.sleep(0.2)
        ended = [child for child in children if child.poll() is not None]
    finally:
        _end(children)
        for number, handler in before.items():
            signal.signal(number, handler)
    return 0 if stopping else (ended[0].returncode or 1)


def _web(host: str, port: int) -> subprocess.Popen:
    command = [
        sys.executable, "-m", "granian", "shanyu.config.wsgi:application", "--interface", "wsgi",
        "--host", host, "--port", str(port), "--workers", str(WEB_PROCESSES),
        "--blocking-threads", str(THREADS), "--log-level", "warning", "--no-access-log",
        "--respawn-failed-workers",
    ]  # fmt: skip
    return subprocess.Popen(command, start_new_session=True)


def _worker() -> subprocess.Popen:
    return subprocess.Popen([sys.executable, "-m", "shanyu.cli", "worker"], start_new_session=True)


def _announce(
    host: str,
    port: int,
    children: list[subprocess.Popen],
    when_ready: Callable[[str], None],
    stopping: Callable[[], bool],
) -> None:
    reachable = "127.0.0.1" if host != "localhost" and ip_address(host).is_unspecified else host
    while not stopping() and all(child.poll() is None for child in children):
        if healthy(reachable, port):
            when_ready(f"http://{reachable}:{port}")
            return
        time.sleep(0.1)


def healthy(host: str, port: int) -> bool:
    """Whether the server answers its health page with 200."""
    connection = HTTPConnection(host, port, timeout=5)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status == HTTPStatus.OK
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()


def _end(children: list[subprocess.Popen]) -> None:
    """Ask every child's process group to end, then insist."""
    for child in children:
        if child.poll() is None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(child.pid, signal.SIGTERM)
    deadline = time.monotonic() + STOP_SECONDS
    for child in children:
        with contextlib.suppress(subprocess.TimeoutExpired):
            child.wait(max(0.1, deadline - time.monotonic()))
        with contextlib.suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)
        child.wait()
