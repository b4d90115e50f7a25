"""Names in pinyin order, in the reader's language, and shortened for the public."""

from django.utils.translation import override

from shanyu.domain.providers.naming import family_name, said, sort_key
from shanyu.domain.providers.queries.page import shown_name


def test_chinese_names_sort_by_pinyin():
    assert sorted(["竹林园", "北山园", "柳浪园", "安吉园"], key=sort_key) == [
        "安吉园",
        "北山园",
        "柳浪园",
        "竹林园",
    ]
    assert sort_key(" ＡＢ小竹林 ") == "ab xiao3 zhu2 lin2"
    assert sort_key("第7号A园 2部") == "di4 7 hao4 a yuan2  2 bu4"
    assert sort_key("重庆银行") == "chong2 qing4 yin2 hang2"
    assert len(sort_key("竹" * 120)) == 200


def test_a_family_name_may_have_two_characters():
    assert [family_name(name) for name in ("周晓", "欧阳修", "欧阳", "")] == ["周", "欧阳", "欧", ""]


def test_the_public_reads_a_worker_s_family_name_only():
    assert shown_name("周晓梅", "carer") == "周老师"
    assert shown_name("欧阳志", "cook") == "欧阳师傅"
    with override("en"):
        assert shown_name("欧阳志", "carer") == "Ouyang"


def test_a_text_is_said_in_english_where_there_is_one(cast):
    with override("en"):
        assert said(cast.bamboo, "name") == "Little Bamboo Nursery"
        assert said(cast.willow, "name") == "小竹林托育园柳浪分园"
    assert said(cast.bamboo, "name") == "小竹林托育园"
