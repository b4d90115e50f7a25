"""Names of people: common surnames, given names of plain characters, and how they are read in pinyin."""

from collections.abc import Sequence
from functools import cache

import numpy as np
from pypinyin import Style, lazy_pinyin, pinyin

_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔"
    "钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤俞单仇解翟华查盛乐"
)
_SURNAME_WEIGHTS = 1 / (np.arange(len(_SURNAMES)) + 8.0)
SURNAME_READINGS = {
    "单": "Shan",
    "仇": "Qiu",
    "曾": "Zeng",
    "解": "Xie",
    "任": "Ren",
    "翟": "Zhai",
    "华": "Hua",
    "查": "Zha",
    "盛": "Sheng",
    "乐": "Yue",
    "覃": "Qin",
    "尹": "Yin",
    "石": "Shi",
    "贾": "Jia",
    "万": "Wan",
    "区": "Ou",
    "朴": "Piao",
    "盖": "Ge",
    "缪": "Miao",
    "召": "Shao",
}
"""Readings of characters that sound otherwise as a surname, or that a reader of single characters gets wrong."""

_ADULT = {
    "f": "静敏丽娟艳芳婷雪琳洁慧颖倩莉娜萍燕玲霞梅兰芬佳怡欣瑶蕾薇晓文雅云",
    "m": "伟强磊军洋勇杰涛超明刚平辉鹏华飞鑫波斌宇浩凯健俊峰毅晨帆亮海建文",
}
_CHILD = {
    "f": "一诺梓涵欣怡语桐可馨若溪沐瑶安然悦宁知夏书瑾妍晴初禾念微芷清",
    "m": "浩宇梓轩子墨奕辰宇航沐辰景行知远明泽嘉树承安以恒牧之亦川星野行舟",
}


@cache
def _reading(text: str) -> str:
    return "".join(lazy_pinyin(text)).capitalize()


def romanise(surname: str, given: str) -> str:
    """A name in pinyin, surname first: ``romanise("单", "小川")`` is ``Shan Xiaochuan``."""
    return f"{SURNAME_READINGS.get(surname) or _reading(surname)} {_reading(given)}"


def in_pinyin(text: str) -> str:
    """Words of a place's name run together with a capital: 拱宸桥 → ``Gongchenqiao``."""
    return _reading(text)


def place_in_english(text: str) -> str:
    """A place's name: 温州路 → ``Wenzhou Road``, 仓基新村 → ``Cangji Village``, else pinyin."""
    for kind, kind_en in (("新村", "Village"), ("路", "Road")):
        if text.endswith(kind) and len(text) > len(kind) + 1:
            return f"{in_pinyin(text.removesuffix(kind))} {kind_en}"
    return in_pinyin(text)


def sort_key(text: str) -> str:
    """A key that sorts Chinese names by sound: pinyin with tone numbers, in lower case."""
    return " ".join(part[0].lower() for part in pinyin(text, style=Style.TONE3))


def surnames(draw: np.random.Generator, count: int) -> list[str]:
    """Surnames, common ones more often."""
    weights = _SURNAME_WEIGHTS / _SURNAME_WEIGHTS.sum()
    return [_SURNAMES[index] for index in draw.choice(len(_SURNAMES), count, p=weights)]


def given_names(draw: np.random.Generator, sexes: Sequence[str], child: bool) -> list[str]:
    """Given names of one or two characters for sexes ``f`` and ``m``."""
    pools = _CHILD if child else _ADULT
    picks = draw.random((len(sexes), 2))
    single = draw.random(len(sexes)) < (0.1 if child else 0.3)
    names = []
    for sex, (first, second), short in zip(sexes, picks, single, strict=True):
        pool = pools[sex]
        one, two = pool[int(first * len(pool))], pool[int(second * len(pool))]
        names.append(one if short or one == two else one + two)
    return names
