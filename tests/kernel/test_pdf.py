import io
from datetime import timedelta

import pikepdf
import pypdf
import pytest
import typst
from django.utils.translation import gettext_lazy

from shanyu.kernel import clock
from shanyu.kernel.pdf import Undrawable, pdf
from shanyu.kernel.verifying import proof_of

NOTICE, RECEIPT = "shanyu.kernel.pdf:notice.typ", "shanyu.kernel.pdf:receipt.typ"
FACTS = {
    "title": "入托通知书", "issuer": "竹苑托育园", "unit": "拱墅区卫生健康局 备案", "number": "SAMPLE-42",
    "date": "2026年11月21日", "to": "陈䶮、林𠮷 家长：", "paragraphs": ["申请已经通过。", "请完成入托体检。"],
    "table": [["孩子", "陈㛃"], ["班级", "竹叶班"]],
    "signatures": [{"role": "负责人", "name": "方竹"}, {"role": "监护人"}],
}  # fmt: skip
PAID = {
    "title": "Receipt", "issuer": "Bamboo Garden", "table": [["Paid by", "Mr Chen"]],
    "lines": [["Full-day care", "1 month", "¥2,680.00", "¥2,680.00"]], "total": "¥2,680.00",
}  # fmt: skip


def text_of(data: bytes) -> str:
    pages = pypdf.PdfReader(io.BytesIO(data)).pages
    return "\n".join(page.extract_text() for page in pages).replace(" ", "")


def test_a_notice_says_its_facts_with_rare_characters_of_names():
    text = text_of(pdf(NOTICE, FACTS, language="zh-hans", proof=proof_of("7KQ2MX9WDR")))
    for said in (
        "入托通知书",
        "竹苑托育园",
        "陈䶮、林𠮷",
        "陈㛃",
        "方竹",
        "签字",
        "7KQ2M-X9WDR",
        "第1页，共1页",
        "/verify/",
    ):
        assert said in text


def test_a_receipt_speaks_english():
    text = text_of(pdf(RECEIPT, PAID, language="en", proof=proof_of("7KQ2MX9WDR")))
    for said in ("Receipt", "Unitprice", "¥2,680.00", "Total", "Verificationcode", "Page1of1"):
        assert said in text
    assert not any("\u4e00" <= c <= "\u9fff" for c in text)


@pytest.mark.parametrize(
    "name",
    [
        '#panic("x")',
        '#read("/etc/hostname")',
        "#{1+1}",
        "*a* _b_ $x$ `c`",
        "] #pagebreak() [",
        "@a <b> \\u{41} // c",
    ],
)
def test_no_fact_is_read_as_code(name):
    facts = {"paragraphs": [name], "to": name, "title": name, "table": [[name, name]]}
    assert text_of(pdf(NOTICE, {**FACTS, **facts}, language="zh-hans")).count(name.replace(" ", "")) >= 5


def test_the_same_facts_at_the_same_moment_are_the_same_bytes():
    first = pdf(NOTICE, FACTS, language="zh-hans")
    assert pdf(NOTICE, FACTS, language="zh-hans") == first
    assert pdf(NOTICE, FACTS, language="zh-hans", made_at=clock.now() + timedelta(days=1)) != first


@pytest.mark.parametrize(("language", "told"), [("zh-hans", "zh-CN"), ("en", "en-GB")])
def test_a_document_is_tagged_and_tells_title_language_and_the_clocks_time(language, told):
    with pikepdf.open(io.BytesIO(pdf(NOTICE, FACTS, language=language))) as made:
        assert made.Root.MarkInfo.Marked
        assert str(made.Root.Lang) == told
        assert (str(made.docinfo.Title), str(made.docinfo.Author)) == ("入托通知书", "竹苑托育园")
        assert str(made.docinfo.CreationDate).startswith("D:20261121")
        with made.open_metadata() as meta:
            assert (meta["pdfaid:part"], meta["pdfaid:conformance"], meta["pdfuaid:part"]) == ("2", "A", "1")


def test_a_long_document_numbers_its_pages():
    facts = {**FACTS, "paragraphs": ["善育"] * 90}
    assert "第2页，共3页" in text_of(pdf(NOTICE, facts, language="zh-hans"))


def test_what_no_font_has_is_refused_by_name_and_never_printed_as_a_box():
    with pytest.raises(Undrawable) as refused:
        pdf(NOTICE, {**FACTS, "to": "陈\U0002a700"}, language="zh-hans")
    assert "\U0002a700" in str(refused.value)


def test_what_cannot_be_seen_is_left_out():
    facts = {**FACTS, "to": "陈\u202e\u200b\x07龙", "closing": [gettext_lazy("没有找到")]}
    assert "陈龙" in text_of(pdf(NOTICE, facts, language="zh-hans"))


def test_a_missing_fact_is_a_mistake_of_ours():
    with pytest.raises(typst.TypstError):
        pdf(NOTICE, {"title": "x", "issuer": "y"}, language="zh-hans")


def test_a_document_of_the_demo_says_that_it_is_a_sample(settings):
    settings.DEMO = True
    assert "SAMPLE，没有效力" in text_of(pdf(NOTICE, FACTS, language="zh-hans"))
