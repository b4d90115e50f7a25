"""The small TOML file in which a clerk says what the guesses got wrong."""

import json
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from .headings import Guess
from .problems import UnreadableFile, say
from .schema import DATE_ORDERS, Options, Schema

_OPTION_KEYS = ("sheet", "header_row", "datum", "date_order")


@dataclass(frozen=True)
class Mapping:
    """`columns`: heading → key ("" = leave it out). `constants`: key → text for every row, where the file
    has no such column. `options`: what holds for the whole file."""

    columns: dict[str, str] = field(default_factory=dict)
    constants: dict[str, str] = field(default_factory=dict)
    options: Options = field(default_factory=Options)


def load_mapping(path: str | Path, schema: Schema) -> Mapping:
    """Reads a mapping file. Raises UnreadableFile where a word in it means nothing."""
    path = Path(path)
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadableFile(
            say(_("对照文件 %(name)s 无法打开。"), name=path.name),
            say(_("请检查文件的位置；内容须是 UTF-8 文本。")),
        ) from error
    except tomllib.TOMLDecodeError as error:
        raise UnreadableFile(
            say(_("对照文件 %(name)s 写法有误：%(error)s"), name=path.name, error=error),
            say(_('每行写成 "表头" = "键"，表头要加双引号。')),
        ) from error
    for section in data:
        _known(section, ("columns", "constants", "options"), "[…]")
    columns = {str(heading): str(key) for heading, key in data.get("columns", {}).items()}
    constants = {str(key): str(text) for key, text in data.get("constants", {}).items()}
    for key in (*columns.values(), *constants):
        if key:
            _known(key, tuple(schema.by_key), "[columns]")
    return Mapping(columns, constants, _options(data.get("options", {})))


def _options(data: dict[str, object]) -> Options:
    for key in data:
        _known(key, _OPTION_KEYS, "[options]")
    order = str(data.get("date_order", "ymd"))
    _known(order, DATE_ORDERS, "date_order")
    return Options(
        sheet=str(data.get("sheet", "")),
        header_row=_header_rows(data.get("header_row")),
        datum=str(data.get("datum", "")),
        date_order=order,
    )


def _header_rows(told: object) -> tuple[int, int] | None:
    if told in (None, "", 0):
        return None
    rows = told if isinstance(told, list) else [told, told]
    if len(rows) == 2 and all(isinstance(row, int) and row > 0 for row in rows) and rows[0] <= rows[1]:
        return rows[0], rows[1]
    raise UnreadableFile(
        say(_("header_row 的值 %(value)s 读不懂。"), value=told),
        say(_("请写行号，例如 3；两行表头写 [3, 4]。")),
    )


def _known(word: str, words: Sequence[str], where: str) -> None:
    if word not in words:
        raise UnreadableFile(
            say(_("对照文件 %(where)s 里的“%(word)s”不认得。"), where=where, word=word),
            say(_("可以写：%(words)s。"), words="、".join(words)),
        )


def write_mapping(path: str | Path, guesses: Sequence[Guess], schema: Schema, options: Options) -> None:
    """Writes the guesses as a mapping file to start from, with the keys that found no column as comments."""
    head = gettext("表头与数据项的对照。左边是表头，右边是键；留空表示不读这一列。")
    lines = [f"# {head}", "", "[columns]"]
    for guess in guesses:
        if guess.heading and guess.how != "ours":
            remark = f"{guess.how} {guess.score:.2f}" if guess.key else gettext("不读")
            lines.append(f"{_quoted(guess.heading)} = {_quoted(guess.key)}  # {remark}")
    used = {guess.key for guess in guesses}
    left = [column for column in schema.columns if column.key not in used]
    if left:
        lines += ["", "# " + gettext("文件里没有找到的数据项：")]
        for column in left:
            must = gettext("必填") if column.required else gettext("可不填")
            lines.append(f"# {_quoted(column.titles_zh[0])} = {_quoted(column.key)}  # {must}")
    first, last = options.header_row or (0, 0)
    header_row = f"header_row = {first if first == last else [first, last]}"
    lines += ["", "[options]", _option("sheet", options.sheet), header_row if first else f"# {header_row}"]
    lines += [_option("datum", options.datum), _option("date_order", options.date_order), ""]
    Path(path).write_text("\n".join(lines), encoding="utf-8")


def _option(key: str, value: str) -> str:
    line = f"{key} = {_quoted(value)}"
    return line if value else f"# {line}"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
