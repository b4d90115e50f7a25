"""The words in both languages: what is extracted, what is kept of the English, what is told to be missing."""

import importlib.util
from pathlib import Path

import pytest

PATH = Path(__file__).resolve().parents[2] / "tools" / "messages.py"
COUNTED = '_ = ngettext("%(n)s 家", "%(n)s 家", 2)\n'
PLAIN = '_("%(n)s 家")\n'
ENGLISH = {"%(n)s 家": "%(n)s sites", ("%(n)s 家", "%(n)s 家"): ("%(n)s site", "%(n)s sites")}


@pytest.fixture
def messages(tmp_path, monkeypatch):
    """The tool, over a product of one empty package."""
    spec = importlib.util.spec_from_file_location("messages_tool", PATH)
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    monkeypatch.setattr(tool, "PACKAGE", tmp_path)
    (tmp_path / "apps.py").write_text("", encoding="utf-8")
    return tool


def catalogue(tool, app: Path, source: str):
    """What would be kept for a source now."""
    (app / "words.py").write_text(source, encoding="utf-8")
    return tool.merged(app, [app])


def translated(tool, app: Path, source: str) -> None:
    """Write a source's catalogue with its English."""
    catalog = catalogue(tool, app, source)
    for message in catalog:
        message.string = ENGLISH.get(message.id, "")
    path = tool.po_path(app)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(tool.written(catalog))


def english(catalog) -> dict:
    return {message.id: message.string for message in catalog if message.id}


def test_a_text_keeps_its_english_when_its_place_changes(messages, tmp_path):
    translated(messages, tmp_path, PLAIN)
    kept = catalogue(messages, tmp_path, "\n\n" + PLAIN)
    assert english(kept) == {"%(n)s 家": "%(n)s sites"}


@pytest.mark.parametrize(("before", "after"), [(PLAIN, COUNTED), (COUNTED, PLAIN)])
def test_a_text_that_comes_to_be_counted_or_is_no_more_is_missing_and_not_spelt(
    messages, tmp_path, before, after
):
    translated(messages, tmp_path, before)
    assert len(messages.missing(catalogue(messages, tmp_path, before))) == 0
    assert len(messages.missing(catalogue(messages, tmp_path, after))) == 1


@pytest.mark.parametrize("text", ["、", "《%(title)s》", "GPS（WGS-84）"])
def test_chinese_punctuation_is_put_into_english_too(messages, tmp_path, text):
    assert messages.missing(catalogue(messages, tmp_path, f'_("{text}")\n')) == [text]


def test_what_is_the_same_in_both_languages_is_left_out(messages, tmp_path):
    assert english(catalogue(messages, tmp_path, '_("CSV %(n)s")\n')) == {}
