"""A demo city served by the command for the length of a benchmark, and people signed in to it."""

import contextlib
import os
import platform
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, OpenerDirector, build_opener

from shanyu.runtime.serve import healthy

ROOT = Path(__file__).resolve().parent.parent


def machine() -> str:
    """The machine's name as its processor tells it, with the number of cores."""
    with contextlib.suppress(OSError):
        for line in Path("/proc/cpuinfo").read_text().splitlines():
            if line.startswith("model name"):
                return f"{line.split(':', 1)[1].strip()}, {os.cpu_count()} cores"
    return f"{platform.processor() or platform.machine()}, {os.cpu_count()} cores"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def served(scale: str, name: str = "") -> Iterator[str]:
    """The address of a running demo of this scale; its home, by `name` or else by scale, is kept between runs."""
    home, port = ROOT / ".cache" / f"bench-{name or scale}", free_port()
    command = [
        sys.executable,
        "-m",
        "shanyu.cli",
        "demo",
        "--scale",
        scale,
        "--no-browser",
        "--port",
        str(port),
    ]
    environment = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
    server = subprocess.Popen(
        command,
        env={**environment, "SHANYU_HOME": str(home)},
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        while not healthy("127.0.0.1", port):
            if server.poll() is not None:
                raise SystemExit(f"the demo of scale {scale} did not start (code {server.returncode})")
            time.sleep(0.5)
        yield f"http://127.0.0.1:{port}"
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(server.pid, signal.SIGTERM)
        server.wait(60)


def browser() -> OpenerDirector:
    """A client that keeps cookies."""
    return build_opener(HTTPCookieProcessor(CookieJar()))


def signed_in(url: str, username: str) -> OpenerDirector:
    """One of the demo's cast, with the second factor that the demo shows."""
    client = browser()
    page = client.open(f"{url}/account/login/").read().decode()
    answer = _post(client, f"{url}/account/demo/", page, username=username)
    code = re.search(r"data-demo-code>(\d{6})<", answer)
    if code:
        _post(client, f"{url}/account/security/code/", answer, code=code.group(1))
    return client


def _post(client: OpenerDirector, url: str, page: str, **fields: str) -> str:
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page).group(1)
    body = urlencode({**fields, "csrfmiddlewaretoken": token}).encode()
    return client.open(url, body).read().decode()
