import io
import zipfile

import pytest

from shanyu.kernel.images import JPEG, PDF, PNG
from shanyu.kernel.strange import HEIC, OTHER, PACKED, PROGRAM, WEB, is_virus_test, said, shown_name, strange
from shanyu.kernel.unfit import Why


def packed() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("zeros", bytes(100_000))
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (packed(), PACKED), (b"\n <!DOCTYPE html><p>", WEB), (b"<svg onload='x'>", WEB), (b"MZ\x90\0", PROGRAM),
        (b"#!/bin/sh", PROGRAM), (b"\0\0\0\x18ftypheic", HEIC), (b"GIF89a", OTHER), (b"", OTHER),
    ],
)  # fmt: skip
def test_a_strange_file_is_told_for_what_it_is(data, found):
    assert strange(data) == found


def test_the_virus_test_string_is_found_wherever_it_stands():
    halves = ("X5O!P%@AP[4\\PZX54(P^)7CC)7}$", "EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*")
    assert is_virus_test(b"before" + "".join(halves).encode() + b"after")
    assert not is_virus_test(" ".join(halves).encode())


def test_every_reason_has_a_sentence_that_ends():
    for reason in (*Why, PACKED, WEB, PROGRAM, HEIC, OTHER):
        assert str(said(reason)).endswith("。")
    assert "50 页" in str(said(Why.PAGES))


@pytest.mark.parametrize(
    ("name", "content_type", "shown"),
    [
        ("报告.pdf", PDF, "报告.pdf"), ("scan.pdf.exe", PDF, "scan.pdf"), ("photo.html", JPEG, "photo.jpg"),
        ("../../etc/x.PNG", PNG, "x.png"), ("C:\\papers\\证.v2.pdf", PDF, "证.v2.pdf"), ("", PNG, "file.png"),
        ("a\u202egpj.exe", JPEG, "agpj.jpg"), ("x.jpg.php.jpg", JPEG, "x.jpg"),
        ("字" * 300 + ".pdf", PDF, "字" * 196 + ".pdf"),
    ],
)  # fmt: skip
def test_a_name_is_shown_without_folders_tricks_or_a_second_ending(name, content_type, shown):
    assert shown_name(name, content_type) == shown
