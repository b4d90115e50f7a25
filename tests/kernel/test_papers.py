import io

import pytest
from pikepdf import Array, Dictionary, Encryption, Name, Pdf

from shanyu.kernel import papers
from shanyu.kernel.papers import MOST_PAGES, cleaned
from shanyu.kernel.unfit import Unfit, Why
from tests.files import PDF, doing, pdf, picture, traces, with_picture


def why(data: bytes) -> Why:
    with pytest.raises(Unfit) as refused:
        cleaned(data)
    return refused.value.why


def with_author(made: Pdf) -> None:
    made.docinfo["/Author"] = "Secret"
    with made.open_metadata() as told:
        told["dc:creator"] = ["Secret"]
    made.pages[0].obj.PieceInfo = Dictionary(App=Dictionary(Private="Secret"))


def test_a_pdf_loses_its_author_and_keeps_its_pages():
    data = pdf(with_author, pages=3)
    assert b"Secret" in data
    with Pdf.open(io.BytesIO(cleaned(data))) as kept:
        assert sorted(kept.Root.keys()) == ["/Pages", "/Type"]
        assert sorted(kept.trailer.keys()) == ["/ID", "/Root", "/Size"]
        assert [sorted(page.obj.keys()) for page in kept.pages] == [
            ["/Contents", "/MediaBox", "/Parent", "/Resources", "/Type"]
        ] * 3
    assert b"Secret" not in cleaned(data)


def test_the_same_pdf_is_kept_as_the_same_bytes():
    assert cleaned(PDF) == cleaned(PDF)


def test_a_photograph_within_a_pdf_loses_camera_and_place():
    data = pdf(with_picture(picture("JPEG", exif=traces())))
    assert b"SecretCam" in data
    assert b"SecretCam" not in cleaned(data)
    with Pdf.open(io.BytesIO(cleaned(data))) as kept:
        assert kept.pages[0].Resources.XObject.I.Width == 8


def test_a_mark_keeps_its_looks_and_leads_nowhere():
    def marked(made: Pdf) -> None:
        link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 9, 9], Contents="Secret",
                          A=Dictionary(S=Name.URI, URI="https://example.org/"))  # fmt: skip
        made.pages[0].Annots = Array([made.make_indirect(link)])

    with Pdf.open(io.BytesIO(cleaned(pdf(marked)))) as kept:
        assert sorted(kept.pages[0].Annots[0].keys()) == ["/Rect", "/Subtype", "/Type"]


@pytest.mark.parametrize("kind", ["/JavaScript", "/Launch", "/SubmitForm", "/ImportData"])
def test_a_pdf_that_would_do_something_is_refused(kind):
    assert why(pdf(doing(kind))) == Why.ACTIVE


def test_a_script_that_no_page_leads_to_is_found_too():
    assert why(pdf(lambda made: made.Root.__setitem__("/Hidden", [Dictionary(JS="1")]))) == Why.ACTIVE


def test_a_pdf_with_another_file_inside_is_refused():
    assert why(pdf(lambda made: made.attachments.__setitem__("a.txt", b"hello"))) == Why.LADEN


@pytest.mark.parametrize("password", ["", "secret"])
def test_a_locked_pdf_is_refused_even_where_no_password_opens_it(password):
    assert why(pdf(encryption=Encryption(owner="owner", user=password))) == Why.LOCKED


def test_the_most_pages_are_taken_and_one_more_is_not():
    assert len(Pdf.open(io.BytesIO(cleaned(pdf(pages=MOST_PAGES)))).pages) == MOST_PAGES
    assert why(pdf(pages=MOST_PAGES + 1)) == Why.PAGES


@pytest.mark.parametrize(
    "data",
    [
        PDF[: len(PDF) // 2], PDF[:-10], b"%PDF-1.7", b"%PDF-1.7\n%%EOF", pdf(pages=0),
        b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[2 0 R]/Count 1>>endobj "
        b"trailer<</Root 1 0 R>>\n%%EOF",
    ],
)  # fmt: skip
def test_a_pdf_that_was_cut_off_or_never_was_one_is_broken(data):
    assert why(data) == Why.BROKEN


def test_a_pdf_that_unfolds_to_a_bomb_is_refused(monkeypatch):
    bomb = pdf(lambda made: made.pages[0].obj.__setitem__("/Contents", made.make_stream(bytes(3_000_000))))
    assert len(bomb) < 5_000
    assert cleaned(bomb)
    monkeypatch.setattr(papers, "MOST_UNFOLDED", 2_000_000)
    assert why(bomb) == Why.TANGLED


def test_a_pdf_of_too_many_parts_is_refused(monkeypatch):
    monkeypatch.setattr(papers, "MOST_PARTS", 2)
    assert why(PDF) == Why.TANGLED


def test_a_picture_within_a_pdf_may_not_be_huge_either(monkeypatch):
    monkeypatch.setattr(papers, "MOST_PIXELS", 31)
    assert why(pdf(with_picture(picture("JPEG")))) == Why.PIXELS


def test_a_name_that_is_not_text_is_no_reason_to_fail():
    data = pdf(lambda made: made.Root.__setitem__("/Kind", Dictionary(S=Name("/AAAA"))))
    assert cleaned(data.replace(b"/AAAA", b"/\xcb\xce\xcc\xe5")) == cleaned(PDF)


def test_a_pdf_whose_page_tree_is_damaged_is_mended_or_refused():
    assert cleaned(PDF.replace(b"/Count 1", b"/Count 9")) == cleaned(PDF)
    assert why(PDF.replace(b"/Kids [ ", b"/Kids 1 ")) == Why.BROKEN


def test_what_hangs_behind_a_pdf_is_cut_off():
    assert cleaned(PDF + b"PK\x03\x04 and more") == cleaned(PDF)
