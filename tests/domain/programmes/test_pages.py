"""What the pages ask of a programme: the form for a child, one entry whole, papers, where a class can be, a contest."""

import io

import pytest

from shanyu.domain.programmes import actions, queries
from shanyu.domain.providers.queries.files import NoFile
from shanyu.kernel.clock import frozen
from shanyu.kernel.door import Invalid, OutOfReach
from shanyu.kernel.models import Upload
from tests.domain.programmes.making import (
    CLOSES,
    IN_WINDOW,
    LATER,
    add_class,
    announced,
    codes,
    crowd,
    drawn,
    enter,
    final_run,
    make_programme,
    published,
    second_officer,
)
from tests.files import picture

pytestmark = pytest.mark.django_db


def test_the_form_offers_only_classes_that_take_the_age_on_the_first_day(cast):
    draft = make_programme(cast, (1,))
    add_class(cast, draft, "old", 1, from_month=48)
    programme = actions.announce(cast.actor("officer"), draft.pk)
    form = queries.entry_form(cast.actor("father"), cast.daughter.pk, programme.public_id)
    assert [one.code for one in form.fitting] == ["c01"]
    assert (form.entry, form.chosen, form.siblings, form.together_fixed) == (None, (), 1, None)


def test_the_form_of_an_entry_holds_its_wishes_in_their_order(cast):
    programme = announced(cast)
    enter(cast, programme, cast.daughter, "c02", "c01", together="all_or_none")
    form = queries.entry_form(cast.actor("mother"), cast.daughter.pk, programme.public_id)
    assert list(form.chosen) == codes(programme, "c02", "c01")
    assert form.together == "all_or_none"
    other = queries.entry_form(cast.actor("father"), cast.son.pk, programme.public_id)
    assert (other.entry, other.together_fixed) == (None, "all_or_none")


def test_there_is_no_form_for_a_draft_nor_for_another_s_child(cast):
    draft = make_programme(cast)
    with pytest.raises(OutOfReach):
        queries.entry_form(cast.actor("father"), cast.daughter.pk, draft.public_id)
    programme = actions.announce(cast.actor("officer"), draft.pk)
    with pytest.raises(OutOfReach):
        queries.entry_form(cast.actor("stranger"), cast.daughter.pk, programme.public_id)


def test_a_paper_is_read_by_its_family_and_by_the_verifier_while_it_waits(cast):
    programme = announced(cast)
    actions.name_verifier(cast.actor("officer"), programme.pk, cast.city_officer)
    entry = enter(cast, programme, cast.daughter, "c01")
    verifier, father = cast.actor("city_officer"), cast.actor("father")
    with frozen(IN_WINDOW):
        paper = {"file": io.BytesIO(picture()), "file_name": "证明.png"}
        made = actions.claim(father, entry.pk, group="migrant", details="居住证", **paper)
        assert queries.read_evidence(verifier, made.pk).has_file
        assert queries.evidence_file(verifier, made.pk).name == "证明.png"
        actions.verify(verifier, made.pk, holds=True)
        with pytest.raises(OutOfReach):
            queries.evidence_file(verifier, made.pk)
        assert queries.my_evidence_file(father, made.pk).content_type == "image/png"
        bare = actions.claim(father, entry.pk, group="disabled", details="证")
        with pytest.raises(NoFile):
            queries.my_evidence_file(father, bare.pk)
    assert queries.my_entry(father, entry.pk).files == {made.pk}


def test_a_file_that_is_no_paper_is_refused_and_the_claim_with_it(cast):
    programme = announced(cast)
    entry = enter(cast, programme, cast.daughter, "c01")
    page = {"file": io.BytesIO(b"<!doctype html><p>x"), "file_name": "a.jpg"}
    with frozen(IN_WINDOW), pytest.raises(Invalid) as refused:
        actions.claim(cast.actor("father"), entry.pk, group="migrant", details="居住证", **page)
    assert list(refused.value.errors) == ["file"]
    assert not entry.evidence.exists() and not Upload.objects.exists()


def test_an_entry_tells_its_result_only_once_it_is_published(cast):
    programme = announced(cast, (1, 5))
    entry = enter(cast, programme, cast.daughter, "c02")
    father = cast.actor("father")
    drawn(cast, programme)
    with frozen(LATER):
        final_run(cast, programme)
        page = queries.my_entry(father, entry.pk)
    assert (page.line.published, page.line.placed, page.may_contest) == (False, None, False)


def test_a_contest_shows_the_wishes_with_their_free_seats_and_who_may_not_decide(cast):
    programme = announced(cast, (1, 5))
    entry = enter(cast, programme, cast.daughter, "c02", "c01")
    published(cast, programme)
    with frozen(LATER):
        made = actions.contest(cast.actor("father"), entry.pk, words="请看一看")
        found = queries.read_contest(cast.actor("officer"), made.pk)
    assert [(one.programme_class.code, one.free, one.given) for one in found.wishes] == [
        ("c02", 4, True),
        ("c01", 1, False),
    ]
    assert (found.words, found.made_by_me, found.own_family) == ("请看一看", True, False)
    assert [one.line.outcome for one in found.wishes] == ["given", "not_needed"]
    with frozen(LATER):
        assert not queries.read_contest(cast.actor(second_officer(cast)), made.pk).made_by_me
        with pytest.raises(OutOfReach):
            queries.read_contest(cast.actor("head"), made.pk)


def test_a_class_can_be_at_any_open_site_of_the_region(cast):
    programme = make_programme(cast)
    found = queries.class_sites(cast.actor("officer"), programme.pk)
    assert set(found) == {cast.bamboo, cast.willow, cast.station, cast.school}


@pytest.mark.parametrize(("count", "state"), [(30, "held"), (100, "public")])
def test_a_protocol_is_public_only_where_no_group_is_small(cast, count, state):
    programme = announced(cast, (3,))
    assert queries.protocol_state(cast.actor("stranger"), programme.pk) == ""
    crowd(cast, programme, count, wishes=1)
    published(cast, programme)
    assert queries.protocol_state(cast.actor("stranger"), programme.pk) == state


def test_the_form_is_open_until_the_very_moment(cast):
    programme = announced(cast)
    father = cast.actor("father")
    with frozen(CLOSES):
        assert not queries.entry_form(father, cast.daughter.pk, programme.public_id).open_now
