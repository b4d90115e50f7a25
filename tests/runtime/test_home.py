"""A home folder made ready: what it holds, who may read it, and what is said when it cannot be had."""

import os
import stat

import pytest

from shanyu.kernel.sealed import KeyRing
from shanyu.runtime.home import FOLDERS, NotReady, make_ready


@pytest.fixture(autouse=True)
def environment(monkeypatch):
    """What `make_ready` sets is forgotten after each test."""
    monkeypatch.delenv("SHANYU_KEYS", raising=False)
    for name in ("SHANYU_HOME", "NUMBA_CACHE_DIR", "PROMETHEUS_MULTIPROC_DIR"):
        monkeypatch.setenv(name, os.environ.get(name, ""))


def test_a_new_home_gets_its_folders_and_keys_that_only_the_owner_reads(tmp_path):
    make_ready(tmp_path / "home")
    assert sorted(path.name for path in (tmp_path / "home").iterdir()) == sorted(FOLDERS)
    assert stat.S_IMODE((tmp_path / "home" / "keys").stat().st_mode) == 0o700
    assert stat.S_IMODE((tmp_path / "home" / "keys" / "keyring.json").stat().st_mode) == 0o600


def test_a_second_start_keeps_the_keys(tmp_path):
    make_ready(tmp_path)
    first = (tmp_path / "keys" / "keyring.json").read_text()
    make_ready(tmp_path)
    assert (tmp_path / "keys" / "keyring.json").read_text() == first


def test_two_homes_have_different_keys(tmp_path):
    for name in ("one", "two"):
        make_ready(tmp_path / name)
    rings = [KeyRing.load(tmp_path / name / "keys" / "keyring.json") for name in ("one", "two")]
    assert rings[0].keys != rings[1].keys


def test_a_home_that_cannot_be_written_is_one_sentence(tmp_path):
    (tmp_path / "file").write_text("not a folder")
    with pytest.raises(
        NotReady, match=r"cannot be written \(Not a directory\): choose another with --home DIR\."
    ):
        make_ready(tmp_path / "file" / "home")


def test_a_spoilt_key_ring_is_one_sentence_and_is_left_alone(tmp_path):
    make_ready(tmp_path)
    (tmp_path / "keys" / "keyring.json").write_text("{}")
    with pytest.raises(NotReady, match="Restore it from a backup"):
        make_ready(tmp_path)
    assert (tmp_path / "keys" / "keyring.json").read_text() == "{}"
