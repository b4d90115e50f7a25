"""What cannot be helped is told in one sentence, in English and in Chinese."""

import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest

from shanyu.kernel.postgres import Unavailable
from shanyu.kernel.postgres.account import Account, choose
from shanyu.kernel.postgres.binaries import available
from shanyu.kernel.postgres.place import locate

Refusal = Callable[[Path], Unavailable]


def test_no_programs(home: Path, refusal: Refusal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHANYU_PG_BIN", "/nowhere")
    said = refusal(home)
    assert said.sentence == (
        "No PostgreSQL programs were found (looked in /nowhere): run `make install`, install Debian's package "
        "postgresql, or set DATABASE_URL."
    )
    assert said.sentence_zh == (
        "没有找到 PostgreSQL 程序(查找过 /nowhere):请运行 make install,或安装 Debian 的 postgresql 软件包,"
        "或设置 DATABASE_URL。"
    )


def test_data_of_a_version_that_is_not_installed_is_left_alone(home: Path, refusal: Refusal) -> None:
    place = locate(home)
    (place.data_dir / "PG_VERSION").write_text("13\n")
    have = ", ".join(str(each.version) for each in available(place.account))
    assert refusal(home).sentence == (
        f"The data in {place.data_dir} was made by PostgreSQL 13, but only {have} is installed: install "
        "PostgreSQL 13 or use another --home; nothing was changed."
    )
    assert sorted(path.name for path in place.data_dir.iterdir())[0] == "PG_VERSION"


def test_a_file_in_the_place_of_the_home(new_home: Callable[[], Path], refusal: Refusal) -> None:
    file = new_home() / "file"
    file.touch()
    assert refusal(file).sentence == (
        f"{file} is in the way: it is not a directory; remove it or choose another --home."
    )


def test_damaged_settings_are_told_in_the_words_of_the_server(home: Path, refusal: Refusal) -> None:
    place = locate(home)
    (place.data_dir / "postgresql.conf").write_text("no such line\n")
    assert refusal(home).sentence.startswith("The database did not start: ")
    assert refusal(home).sentence_zh.startswith("数据库未能启动:")
    assert list(Path(tempfile.gettempdir()).glob(f"shanyu-{place.name}")) == []


def test_root_without_a_plain_user(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.geteuid", lambda: 0)
    monkeypatch.setattr("pwd.getpwall", list)
    with pytest.raises(Unavailable, match="no user postgres or nobody"):
        choose()


def test_a_socket_directory_of_somebody_else_is_refused(
    home: Path, base: Path, refusal: Refusal, monkeypatch: pytest.MonkeyPatch
) -> None:
    short = Path("/tmp") / f"s{os.getpid()}"
    short.mkdir(mode=0o755)
    monkeypatch.setattr("tempfile.tempdir", str(short))
    (short / f"shanyu-{locate(home).name}").symlink_to(base)
    try:
        assert refusal(home).sentence.endswith("set TMPDIR to a short directory of your own.")
    finally:
        shutil.rmtree(short)


def test_an_account_that_is_not_dropped_owns_what_it_makes_already(tmp_path: Path) -> None:
    before = tmp_path.stat().st_uid
    Account("me", before + 1, 0, dropped=False).own(tmp_path)
    assert tmp_path.stat().st_uid == before
