import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from shanyu import cli
from shanyu.engines.allocation import invariants, lottery, protocol, verifying
from shanyu.engines.allocation.running import run
from shanyu.runtime.protocol_words import FINDINGS, SAYS
from tests.engines.allocation.worlds import PUBLIC, SEED, summer

ANNOUNCED = protocol.Announcement(lottery.commit(SEED), "sports lottery of 1 July 2026")


@pytest.fixture(scope="module")
def document():
    programme = summer(children=40)
    return protocol.write(run(programme, protocol.draw(programme, SEED, PUBLIC)), ANNOUNCED, SEED, PUBLIC)


@pytest.fixture
def verify(tmp_path, monkeypatch):
    """The command on a file with this content, without any database in reach."""
    monkeypatch.setenv("SHANYU_HOME", str(tmp_path / "nowhere"))
    monkeypatch.setenv("LC_ALL", "C.UTF-8")

    def verified(content, *words):
        file = tmp_path / "protocol.json"
        file.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
        done = CliRunner().invoke(cli.main, ["allocation", "verify", str(file), *words])
        assert not (tmp_path / "nowhere").exists()
        return done

    return verified


def said(done) -> str:
    """The output without the breaks of the screen's lines."""
    return " ".join(done.output.split())


def test_a_true_protocol_is_said_to_hold(verify, document):
    done = verify(document, "--announced", document["digests"]["announcement"])
    assert done.exit_code == 0
    assert "summer: rules summer-1, 40 applications, 8 classes" in said(done)
    assert "as you noted it" in done.output


def test_a_changed_protocol_ends_with_two_and_says_what_is_wrong(verify, document):
    changed = json.loads(json.dumps(document))
    placed = changed["result"]["assigned"]
    placed[next(name for name, site in placed.items() if site)] = None
    done = verify(changed)
    assert done.exit_code == 2
    assert "result.assigned: This is not what the rules give. result: 1 entries are not" in said(done)
    assert "This protocol does not hold." in done.output


def test_a_digest_noted_before_must_be_kept(verify, document):
    done = verify(document, "--listed", "0" * 64)
    assert done.exit_code == 2
    assert "promise" in done.output


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b'{"format": "shanyu', "the JSON breaks off or is wrong at line 1, column 12"),
        (b"\xff\xfe\x00", "not text in UTF-8"),
        (b"[" * 200_000, "nested too deeply"),
        (b'{"format": "one", "format": "another"}', "twice in one place"),
    ],
)
def test_a_damaged_file_is_one_sentence(verify, content, says):
    done = verify(content)
    assert done.exit_code == 1
    assert says in done.output


def test_a_file_that_is_no_protocol_is_said_to_be_damaged(verify):
    done = verify({"rows": []})
    assert done.exit_code == 2
    assert "damaged" in done.output


def test_the_check_speaks_the_screens_language_or_the_one_asked_for(verify, document, monkeypatch):
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    assert "40 份申请，8 个班" in verify(document).output.replace("\n", "")
    assert "与抽签之前公布的指纹不符" in verify(document, "--listed", "0" * 64).output.replace("\n", "")
    assert "JSON 在第 1 行第 2 列断了" in verify(b"{", "--language", "zh-hans").output
    assert "This protocol holds." in said(verify(document, "--language", "en"))


def test_every_finding_has_its_words_in_both_languages():
    source = "".join(Path(module.__file__).read_text(encoding="utf-8") for module in (invariants, verifying))
    codes = set(re.findall(r'Finding\(\s*"(\w+)"', source))
    assert len(codes) > 10
    assert codes == set(FINDINGS["zh-hans"]) == set(FINDINGS["en"])
    assert set(SAYS["zh-hans"]) == set(SAYS["en"])
