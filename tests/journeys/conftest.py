"""The real product, as a new user starts it: the demo city served by the command, and Chromium."""

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from oidc_provider_mock import User, run_server_in_thread
from playwright.sync_api import Browser, Page

from shanyu.runtime.serve import healthy
from tests.cast import NOW

START_SECONDS = 120
SIZES = {"phone": (360, 780), "tablet": (820, 1180), "desk": (1440, 900)}
#: What the identity provider says of the one person whom it knows; the city has never heard of them.
NEWCOMER = User(
    sub="newcomer", claims={"name": "许小满", "identity_level": 3, "identity_number": "11010519491231002X"}
)


@dataclass(frozen=True)
class Served:
    """A running city: its address, its home, and the sessions of those who have signed in once."""

    url: str
    home: Path
    sessions: dict[str, dict] = field(default_factory=dict)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture(scope="session")
def identity_provider() -> Iterator[str]:
    """A real OpenID provider on a port of its own: its issuer address."""
    with run_server_in_thread(user_claims=[NEWCOMER]) as server:
        yield f"http://localhost:{server.server_port}"


@pytest.fixture(scope="session")
def city(identity_provider: str) -> Iterator[Served]:
    """`shanyu demo --scale small`, on the tests' day, for all journeys together."""
    home = Path(tempfile.mkdtemp(prefix="shanyu-journeys-"))
    home.chmod(0o711)
    port = free_port()
    ours = {"DATABASE_URL", "SHANYU_PLAIN_STATIC", "SHANYU_TEST_DB"}
    environment = {
        **{key: value for key, value in os.environ.items() if key not in ours},
        "SHANYU_HOME": str(home),
        "SHANYU_CLOCK": NOW.isoformat(),
        "SHANYU_OIDC_NAME": "浙里办",
        "SHANYU_OIDC_ISSUER": identity_provider,
        "SHANYU_OIDC_CLIENT_ID": "shanyu",
        "SHANYU_OIDC_SECRET": "secret",
    }
    log = home / "journeys.log"
    with log.open("w") as out:
        server = subprocess.Popen(
            [sys.executable, "-m", "shanyu.cli", "demo", "--scale", "small", "--no-browser", "--port", str(port)],
            env=environment, stdout=out, stderr=subprocess.STDOUT, start_new_session=True,
        )  # fmt: skip
    try:
        _await(server, port, log)
        yield Served(f"http://127.0.0.1:{port}", home)
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(server.pid, signal.SIGTERM)
        server.wait(30)
        shutil.rmtree(home, ignore_errors=True)


def _await(server: subprocess.Popen, port: int, log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while not healthy("127.0.0.1", port):
        assert server.poll() is None, log.read_text()
        assert time.monotonic() < deadline, log.read_text()
        time.sleep(0.2)


def chromium(*names: str) -> str | None:
    """The first of these programs that is there."""
    return next(filter(None, map(shutil.which, names)), None)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict) -> dict:
    """The system's Chromium, which can reach nothing but this machine; the one without windows is the lighter one."""
    program = chromium("chromium-headless-shell", "chromium", "chromium-browser")
    quiet = [
        "--disable-background-networking", "--disable-component-update", "--no-first-run",
        "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
    ]  # fmt: skip
    root = ["--no-sandbox"] if os.geteuid() == 0 else []
    return {**browser_type_launch_args, "executable_path": program, "args": [*quiet, *root]}


@pytest.fixture(scope="module")
def whole_browser(launch_browser: Callable[..., Browser]) -> Iterator[Browser]:
    """Chromium as people have it: only this one pops up messages, and keeps time as a window does."""
    browser = launch_browser(
        executable_path=chromium("chromium", "chromium-browser", "chromium-headless-shell")
    )
    yield browser
    browser.close()


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict) -> dict:
    width, height = SIZES["phone"]
    return {**browser_context_args, "viewport": {"width": width, "height": height}, "locale": "zh-CN"}


@pytest.fixture(scope="session")
def database_beside_the_browser() -> Iterator[None]:
    """The browser's library runs an event loop in this thread, where Django would refuse the database.

    Of the session, so that it comes before the database itself is made.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        yield


@pytest.fixture
def with_authenticator(page: Page) -> None:
    """A device that holds passkeys and recognises its owner."""
    devices = page.context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
        "isUserVerified": True, "automaticPresenceSimulation": True,
    }  # fmt: skip
    devices.send("WebAuthn.addVirtualAuthenticator", {"options": options})
