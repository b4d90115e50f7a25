"""Homes for servers: made outside pytest's own closed directories, from one cluster made once."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from shanyu.kernel.postgres import Unavailable, ensure_server, stop_server
from shanyu.kernel.postgres.place import locate

# Mounting disks and changing users need root; the pipeline runs as root.
collect_ignore = [] if os.geteuid() == 0 else ["test_accounts.py", "test_disks.py"]


@pytest.fixture(autouse=True)
def throw_away(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHANYU_PG_FAST", "1")


def quick_place() -> Path | None:
    """Memory, if there is plenty: copying a cluster is most of what these tests cost."""
    memory = Path("/dev/shm")
    return memory if memory.is_dir() and shutil.disk_usage(memory).free > 2**30 else None


@pytest.fixture(scope="session")
def base() -> Iterator[Path]:
    """A directory that any user may pass through, with a space and a Chinese name as real homes have."""
    directory = Path(tempfile.mkdtemp(prefix="善育 ", dir=quick_place()))
    directory.chmod(0o711)
    yield directory
    shutil.rmtree(directory)


@pytest.fixture(scope="session")
def template(base: Path) -> Path:
    """The data directory of a stopped server, for copying."""
    home = base / "template"
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("SHANYU_PG_FAST", "1")
        info = ensure_server(home)
        stop_server(home)
    return info.data_dir


@pytest.fixture
def new_home(base: Path) -> Iterator[Callable[[], Path]]:
    """Makes directories for homes that are still empty; their servers are stopped at the end."""
    homes: list[Path] = []

    def make() -> Path:
        homes.append(Path(tempfile.mkdtemp(prefix="home-", dir=base)))
        homes[-1].chmod(0o711)
        return homes[-1]

    yield make
    for home in homes:
        stop_server(home)
        shutil.rmtree(home)


@pytest.fixture
def ready_home(new_home: Callable[[], Path], template: Path) -> Callable[[], Path]:
    """Makes homes that have a cluster already, without the cost of initdb."""

    def make() -> Path:
        place = locate(new_home())
        subprocess.run(["cp", "-a", str(template), str(place.data_dir)], check=True)
        return place.home

    return make


@pytest.fixture
def home(ready_home: Callable[[], Path]) -> Path:
    return ready_home()


@pytest.fixture
def refusal() -> Callable[[Path], Unavailable]:
    """What `ensure_server` says when it refuses."""

    def ask(home: Path) -> Unavailable:
        with pytest.raises(Unavailable) as caught:
            ensure_server(home)
        return caught.value

    return ask
