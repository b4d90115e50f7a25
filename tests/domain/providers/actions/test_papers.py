import io
from datetime import date

import pytest
from django.core.files.storage import InMemoryStorage

from shanyu.domain.providers.actions import (
    Paper,
    add_certificate,
    add_credential,
    add_picture,
    describe_picture,
    move_picture,
    remove_picture,
    revoke_certificate,
)
from shanyu.domain.providers.models import Worker
from shanyu.domain.providers.queries import office_picture, read_certificate, read_credential
from shanyu.domain.providers.refusals import FileLost, NoFile, PaperAlreadyThere
from shanyu.kernel import uploads
from shanyu.kernel.door import Invalid, OutOfReach
from tests.files import PDF, PDF_KEPT, picture

FIRE = Paper(kind="fire", issued_on=date(2026, 11, 1), expires_on=date(2027, 11, 1), number="浙消1号")


@pytest.fixture(autouse=True)
def store(monkeypatch):
    kept = InMemoryStorage()
    monkeypatch.setattr(uploads, "default_storage", kept)
    return kept


def scan(data=PDF, **facts):
    return Paper(**{"kind": "food", "issued_on": date(2026, 3, 1), "file": io.BytesIO(data), **facts})


def test_a_renewal_is_a_new_row_beside_the_old_one(cast):
    add_certificate(cast.actor("head"), cast.bamboo, FIRE)
    rows = cast.bamboo.certificates.order_by("issued_on").values_list("issued_on", "expires_on")
    assert list(rows) == [(date(2026, 3, 1), date(2027, 3, 1)), (date(2026, 11, 1), date(2027, 11, 1))]
    with pytest.raises(PaperAlreadyThere):
        add_certificate(cast.actor("head"), cast.bamboo, FIRE)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"kind": "diploma"}, "kind"),
        ({"issued_on": date(2026, 11, 22)}, "issued_on"),
        ({"issued_on": date(1926, 11, 1)}, "issued_on"),
        ({"expires_on": date(2026, 3, 1)}, "expires_on"),
        ({"number": "1" * 61}, "number"),
        ({"issued_by": "局" * 121}, "issued_by"),
    ],
)
def test_what_cannot_be_on_a_paper_is_told_by_its_field(cast, change, field):
    with pytest.raises(Invalid) as refused:
        add_certificate(cast.actor("head"), cast.bamboo, scan(**change))
    assert list(refused.value.errors) == [field]


def test_a_scan_is_read_by_the_head_and_the_officer_and_nobody_else(cast):
    paper = add_certificate(cast.actor("head"), cast.bamboo, scan(file_name="食品.pdf"))
    for name in ("head", "boss", "officer"):
        file = read_certificate(cast.actor(name), paper)
        assert (file.content.read(), file.content_type, file.name) == (
            PDF_KEPT,
            "application/pdf",
            "食品.pdf",
        )
    for name in ("keeper", "father", "carer", "city_officer"):
        with pytest.raises(OutOfReach):
            read_certificate(cast.actor(name), paper)


def test_a_paper_without_a_scan_or_with_a_lost_one_says_so(cast, store):
    with pytest.raises(NoFile):
        read_certificate(cast.actor("head"), cast.bamboo.certificates.first())
    paper = add_certificate(cast.actor("head"), cast.bamboo, scan())
    store.delete(paper.upload.stored_as)
    with pytest.raises(FileLost):
        read_certificate(cast.actor("head"), paper)


def test_a_revoked_paper_stays_revoked_from_its_first_day(cast):
    paper = cast.bamboo.certificates.get()
    assert revoke_certificate(cast.actor("head"), paper).revoked_on == date(2026, 11, 21)


def test_a_carer_reads_the_own_scan_though_only_the_head_enters_it(cast):
    worker = Worker.objects.get(account=cast.carer)
    health = scan(kind="health", issued_on=date(2026, 11, 20))
    paper = add_credential(cast.actor("head"), worker, health)
    assert read_credential(cast.actor("carer"), paper).size == len(PDF_KEPT)
    with pytest.raises(OutOfReach):
        read_credential(cast.actor("father"), paper)
    with pytest.raises(OutOfReach):
        add_credential(cast.actor("carer"), worker, health)


JPEG = picture("JPEG")


def test_a_photograph_is_put_at_the_end_moved_described_and_removed(cast):
    head, site = cast.actor("head"), cast.bamboo
    first = add_picture(head, site, words="活动室", drawing="playroom")
    second = add_picture(head, site, words="小院", file=io.BytesIO(JPEG), file_name="a.jpg")
    assert [row.pk for row in move_picture(head, site, second.pk, by=-1)] == [second.pk, first.pk]
    assert describe_picture(head, site, first.pk, words="明亮的活动室").words == "明亮的活动室"
    assert office_picture(head, site, second.pk).content.read() == JPEG
    remove_picture(head, site, first.pk)
    assert list(site.pictures.values_list("pk", flat=True)) == [second.pk]


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"words": "", "drawing": "nap"}, "words"),
        ({"words": "图"}, "file"),
        ({"words": "图", "drawing": "castle"}, "drawing"),
        ({"words": "图", "file": io.BytesIO(PDF)}, "file"),
        ({"words": "图", "file": io.BytesIO(b"<svg onload=alert(1)>")}, "file"),
    ],
)
def test_a_picture_needs_words_and_one_source(cast, facts, field):
    with pytest.raises(Invalid) as refused:
        add_picture(cast.actor("head"), cast.bamboo, **facts)
    assert list(refused.value.errors) == [field]


def test_a_picture_of_another_site_is_not_there(cast):
    other = add_picture(cast.actor("head"), cast.willow, words="午睡", drawing="nap")
    for act in (remove_picture, office_picture):
        with pytest.raises((OutOfReach, NoFile)):
            act(cast.actor("head"), cast.bamboo, other.pk)
