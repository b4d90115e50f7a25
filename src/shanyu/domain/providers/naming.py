"""Names: how they sort, how they read in another language, and how much of a person's name is shown."""

import unicodedata
from functools import lru_cache
from itertools import groupby

from django.db.models import Model
from django.utils.translation import get_language
from pypinyin import Style, lazy_pinyin
from pypinyin.constants import RE_HANS
from pypinyin.seg import mmseg

#: Family names of two characters that are still met; all others have one.
DOUBLE_FAMILY_NAMES = frozenset(
    [
        "欧阳",
        "上官",
        "司马",
        "诸葛",
        "夏侯",
        "皇甫",
        "尉迟",
        "公孙",
        "慕容",
        "令狐",
        "司徒",
        "长孙",
        "宇文",
        "东方",
        "南宫",
        "端木",
        "西门",
        "独孤",
        "闻人",
    ]
)


def sort_key(name: str) -> str:
    """The key by which a Chinese name stands in pinyin order: syllables with tones, then the name itself.

    PostgreSQL without ICU has no such order, so sites keep it as a column. At most 200 characters.
    """
    flat = unicodedata.normalize("NFKC", name).strip().lower()
    runs = ((chinese, "".join(run)) for chinese, run in groupby(flat, _is_chinese))
    return " ".join(_sounds(run) if chinese else run for chinese, run in runs)[:200]


@lru_cache(maxsize=20_000)
def _is_chinese(char: str) -> bool:
    return RE_HANS.match(char) is not None


@lru_cache(maxsize=20_000)
def _sounds(run: str) -> str:
    """Chinese characters without a break, read in words."""
    return " ".join(_sound(word) for word in mmseg.seg.cut(run))


@lru_cache(maxsize=20_000)
def _sound(word: str) -> str:
    """Words come again in thousands of names; reading each once makes a long list five times as fast."""
    return " ".join(lazy_pinyin([word], style=Style.TONE3, neutral_tone_with_five=True))


def said(row: Model, field: str) -> str:
    """A row's text in the reader's language: its English twin (`field_en`) where there is one, else itself."""
    own = getattr(row, field)
    if (get_language() or "zh").startswith("zh"):
        return own
    return getattr(row, f"{field}_en", "") or own


def family_name(name: str) -> str:
    """The family name of a Chinese person's name: one character, or two for the known double ones."""
    return name[:2] if name[:2] in DOUBLE_FAMILY_NAMES and len(name) > 2 else name[:1]
