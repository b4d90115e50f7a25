"""Full and read-only disks, for real: each ends in one sentence, and nothing that was saved is lost.

These mount small disks, so they are collected only for root (see conftest.py).
"""

import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from shanyu.kernel.postgres import Unavailable, ensure_server, stop_server
from shanyu.kernel.postgres.place import locate

Refusal = Callable[[Path], Unavailable]
MEGABYTE = 1024 * 1024


def mount(point: Path, options: str) -> None:
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"mode=0711,{options}", "tmpfs", str(point)], check=True)


def remount(point: Path, options: str) -> None:
    subprocess.run(["mount", "-o", f"remount,{options}", str(point)], check=True)


@pytest.fixture
def disk(new_home: Callable[[], Path]) -> Iterator[Path]:
    """A home that is a disk of its own of 100 MB, in memory."""
    point = new_home()
    mount(point, "size=100m")
    yield point
    remount(point, "rw,size=200m")
    stop_server(point)
    subprocess.run(["umount", str(point)], check=True)


@pytest.fixture
def disk_with_data(disk: Path, template: Path) -> Path:
    """The same with a running server that has saved the number 7."""
    subprocess.run(["cp", "-a", str(template), str(locate(disk).data_dir)], check=True)
    with psycopg.connect(**ensure_server(disk).dsn) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 7 AS number")
    return disk


def saved(home: Path) -> tuple[int] | None:
    with psycopg.connect(**ensure_server(home).dsn) as connection:
        return connection.execute("SELECT number FROM kept").fetchone()


def fill(home: Path) -> Path:
    """Fills the disk to its last byte."""
    ballast = home / "ballast"
    with pytest.raises(OSError, match="No space left"), ballast.open("wb", buffering=0) as file:
        while file.write(b"\0" * MEGABYTE):
            pass
    return ballast


def full_sentence(home: Path) -> str:
    return f"The disk that holds {home} is full: free some space and start again; what was saved is kept."


def test_a_first_start_on_a_disk_too_small_says_so_and_leaves_no_half_made_data(
    disk: Path, refusal: Refusal
) -> None:
    remount(disk, "size=20m")
    assert refusal(disk).sentence == full_sentence(disk)
    assert refusal(disk).sentence_zh == f"{disk} 所在的磁盘已满:请腾出空间后重新启动;已保存的数据不会丢失。"
    assert [path.name for path in (disk / "postgres").glob("data*")] == []
    remount(disk, "size=100m")
    assert ensure_server(disk).started


def test_a_start_on_a_full_disk_says_so_and_succeeds_once_there_is_space(
    disk_with_data: Path, refusal: Refusal
) -> None:
    stop_server(disk_with_data)
    ballast = fill(disk_with_data)
    assert refusal(disk_with_data).sentence == full_sentence(disk_with_data)
    ballast.unlink()
    assert saved(disk_with_data) == (7,)


def test_a_disk_that_fills_under_a_running_server_loses_nothing_that_was_saved(disk_with_data: Path) -> None:
    dsn = ensure_server(disk_with_data).dsn
    ballast = fill(disk_with_data)
    with pytest.raises(psycopg.Error), psycopg.connect(**dsn) as connection:
        connection.execute(
            "CREATE TABLE big AS SELECT repeat(n::text, 100) FROM generate_series(1, 1000000) n"
        )
    ballast.unlink()
    assert saved(disk_with_data) == (7,)


def test_an_empty_read_only_disk(disk: Path, refusal: Refusal) -> None:
    remount(disk, "ro")
    assert refusal(disk).sentence == (
        f"The file system that holds {disk} is read-only: make it writable or choose another --home."
    )


def test_a_disk_that_became_read_only_between_two_starts(disk_with_data: Path, refusal: Refusal) -> None:
    stop_server(disk_with_data)
    remount(disk_with_data, "ro")
    said = refusal(disk_with_data)
    assert said.sentence.endswith("is read-only: make it writable or choose another --home.")
    assert said.sentence_zh.endswith("所在的文件系统是只读的:请改为可写,或换一个 --home。")
    remount(disk_with_data, "rw")
    assert saved(disk_with_data) == (7,)
