"""Changes of an agreement: proposed by either side, signed by both, the fee to the day."""

from datetime import date, time, timedelta
from itertools import permutations

import pytest
from django.db import transaction

from shanyu.domain.agreements import actions, jobs, queries, refusals
from shanyu.domain.agreements.fees import Relief
from shanyu.domain.agreements.models import Paper, Statement
from shanyu.domain.agreements.waivers import forget_source, waiver_source
from shanyu.domain.enrolment import actions as of_cases
from shanyu.domain.enrolment import calls
from shanyu.domain.enrolment.models import Placement
from shanyu.domain.enrolment.refusals import ChildTooOld, PlaceFull, TooLate
from shanyu.domain.providers.models import CareClass
from shanyu.kernel import clock
from shanyu.kernel.door import Invalid, OutOfReach
from shanyu.kernel.models import AuditEvent
from tests.cast import NOW, TODAY
from tests.domain.agreements.making import DECEMBER, at_signing, changed, in_force, paper_of, publish
from tests.domain.booking.families import family
from tests.domain.enrolment.making import attending, care_class

pytestmark = pytest.mark.django_db
Change = actions.Change
JANUARY = date(2027, 1, 1)


@pytest.fixture
def there(cast):
    """A child who has been there since the first of December; it is the second."""
    publish(cast.bamboo, "half_day", 160000)
    one = in_force(cast)
    with clock.frozen(NOW + timedelta(days=11)):
        of_cases.begin(cast.actor("head"), one)
        one.refresh_from_db()
        yield one


def test_half_day_in_the_middle_of_a_month_shows_the_difference_before_it_is_proposed(cast, there):
    begins_on = date(2026, 12, 16)
    seen = queries.preview_change(cast.actor("father"), there, change=Change("half_day"), begins_on=begins_on)
    # December 2026 has 31 days and 23 weekdays: 15 days full, 16 half; 11 full weekdays, 12 half.
    assert seen.before.total_fen == 268000 + 23 * 2000
    assert seen.after.total_fen == (268000 * 15 + 160000 * 16) // 31 + 11 * 2000 + 12 * 1000
    assert seen.difference_fen == seen.after.total_fen - seen.before.total_fen
    assert (seen.next_difference_fen, seen.prices[0]) == (-108000 - 21 * 1000, ("半日托", "每月 ¥1,600"))
    assert [line.days for line in seen.after.lines if line.what == "半日托"] == [
        "2026年12月16日至2026年12月31日"
    ]
    changed(cast, there, Change("half_day"), begins_on)
    assert queries.fees(cast.actor("mother"), there, begins_on).fee == seen.after.fee


def test_a_change_is_in_force_only_when_both_have_signed_in_any_order(cast, there):
    father, head = cast.actor("father"), cast.actor("head")
    paper = actions.propose_change(head, there, change=Change("half_day"), begins_on=JANUARY)
    assert (paper.proposed_side, paper.kind, paper.state) == ("site", "change", "open")
    view = queries.agreement(father, there).changes[0]
    assert (view.waits_for, view.may_sign) == (["family", "site"], True)
    assert actions.countersign_change(head, paper, sha256=paper.sha256).state == "open"
    assert queries.fees(father, there, JANUARY).total_fen == 268000 + 21 * 2000
    assert actions.sign_change(father, paper, sha256=paper.sha256).state == "in_force"
    assert queries.fees(father, there, JANUARY).total_fen == 160000 + 21 * 1000
    with pytest.raises(refusals.NotOpen):
        actions.withdraw_change(father, paper)


def test_where_both_guardians_must_a_change_waits_for_the_second(cast):
    publish(cast.bamboo, "half_day", 160000)
    one = in_force(cast, needs_both=True)
    paper = actions.propose_change(cast.actor("father"), one, change=Change("half_day"), begins_on=JANUARY)
    actions.sign_change(cast.actor("father"), paper, sha256=paper.sha256)
    assert actions.countersign_change(cast.actor("head"), paper, sha256=paper.sha256).state == "open"
    assert actions.sign_change(cast.actor("mother"), paper, sha256=paper.sha256).state == "in_force"


def test_either_side_takes_a_proposal_back_and_then_it_cannot_be_signed(cast, there):
    paper = actions.propose_change(cast.actor("father"), there, change=Change("half_day"), begins_on=JANUARY)
    with pytest.raises(refusals.ChangeStands):
        actions.propose_change(cast.actor("head"), there, change=Change("half_day"), begins_on=JANUARY)
    with pytest.raises(OutOfReach):
        actions.withdraw_change(cast.actor("stranger"), paper)
    assert actions.withdraw_change(cast.actor("head"), paper).state == "withdrawn"
    with pytest.raises(refusals.NotOpen):
        actions.sign_change(cast.actor("father"), paper, sha256=paper.sha256)
    with pytest.raises(refusals.NotOpen):
        actions.sign_change(cast.actor("father"), there.papers.get(kind="agreement"), sha256="0" * 64)


def test_a_change_that_nobody_could_mean_is_refused(cast, there):
    father = cast.actor("father")
    for change, on, error in (
        (Change("half_day"), TODAY, Invalid),
        (Change("half_day"), date(2030, 1, 1), Invalid),
        (Change("hourly"), JANUARY, refusals.NoPublishedFee),
        (Change("full_day"), JANUARY, refusals.NothingChanges),
    ):
        for verb in (actions.propose_change, queries.preview_change):
            with pytest.raises(error):
                verb(father, there, change=change, begins_on=on)
    assert Paper.objects.filter(kind="change").count() == 0


def test_nothing_is_changed_before_the_agreement_is_in_force(cast):
    one = at_signing(cast)
    with pytest.raises(TooLate):
        actions.propose_change(cast.actor("father"), one, change=Change("half_day"), begins_on=DECEMBER)


def test_a_change_whose_day_has_come_and_gone_is_not_signed(cast, there):
    begins_on = date(2026, 12, 10)
    paper = actions.propose_change(
        cast.actor("father"), there, change=Change("half_day"), begins_on=begins_on
    )
    actions.sign_change(cast.actor("father"), paper, sha256=paper.sha256)
    with clock.frozen(NOW + timedelta(days=20)):
        assert queries.agreement(cast.actor("head"), there).changes[0].waits_for == []
        with pytest.raises(refusals.BeginsTooEarly):
            actions.countersign_change(cast.actor("head"), paper, sha256=paper.sha256)


def test_a_later_change_of_the_same_day_replaces_the_earlier_one(cast, there):
    first = changed(cast, there, Change("half_day"), JANUARY)
    jobs.print_paper(first.pk)
    second = changed(cast, there, Change("full_day", weekdays=[1, 2, 3]), JANUARY)
    first.refresh_from_db()
    assert (first.state, second.state) == ("replaced", "in_force")
    assert first.document.revoked_at is not None
    assert queries.fees(cast.actor("father"), there, JANUARY).total_fen == 268000 + 12 * 2000


def test_the_months_cost_the_same_in_whatever_order_changes_were_signed(cast, there):
    wishes = [
        (Change("half_day"), date(2026, 12, 14)),
        (Change("full_day", weekdays=[1, 3, 5]), date(2026, 12, 21)),
        (Change("full_day", weekdays=[1, 2, 3, 4]), date(2027, 1, 11)),
    ]
    told = []
    for order in permutations(wishes):
        savepoint = transaction.savepoint()
        for change, on in order:
            changed(cast, there, change, on)
        told.append([queries.fees(cast.actor("father"), there, month).fee for month in (DECEMBER, JANUARY)])
        transaction.savepoint_rollback(savepoint)
    assert all(one == told[0] for one in told)


def test_a_change_of_class_moves_the_child_when_the_last_has_signed(cast, there):
    where = care_class(cast.bamboo, "新竹班", 1, "older_toddler")
    paper = changed(cast, there, Change("full_day", care_class=where.pk), JANUARY)
    assert paper.state == "in_force"
    places = Placement.objects.filter(case=there).order_by("during")
    assert [(one.care_class_id, one.during.lower) for one in places] == [
        (cast.bamboo.classes.get(name="向阳班").pk, DECEMBER),
        (where.pk, JANUARY),
    ]


def test_a_change_to_a_class_without_a_place_is_not_proposed(cast, there):
    full = care_class(cast.bamboo, "新竹班", 1, "older_toddler", placed=1)
    old = care_class(cast.bamboo, "乳儿班", 5, "infant")
    for where, error in ((full, PlaceFull), (old, ChildTooOld)):
        with pytest.raises(error) as said:
            actions.propose_change(
                cast.actor("father"), there, change=Change("full_day", care_class=where.pk), begins_on=JANUARY
            )
        assert where.name in str(said.value)


def test_a_change_to_a_class_whose_place_has_gone_since_is_not_signed(cast, there):
    where = care_class(cast.bamboo, "新竹班", 1, "older_toddler")
    paper = actions.propose_change(
        cast.actor("father"), there, change=Change("full_day", care_class=where.pk), begins_on=JANUARY
    )
    actions.sign_change(cast.actor("father"), paper, sha256=paper.sha256)
    CareClass.objects.filter(pk=where.pk).update(placed=1)
    with pytest.raises(PlaceFull):
        actions.countersign_change(cast.actor("head"), paper, sha256=paper.sha256)
    assert paper.signatures.count() == 1


def test_a_family_is_told_which_classes_would_take_its_child_and_from_when(cast, there):
    sooner, later = (care_class(cast.bamboo, name, 1, "mixed") for name in ("森林班", "大树班"))
    care_class(cast.bamboo, "乳儿班", 5, "infant")
    care_class(cast.bamboo, "满班", 1, "mixed", placed=1)
    one = family("a", born=date(2024, 8, 1))
    leaver = attending(one.children[0], later, one.account, cast.head, TODAY)
    assert calls.leave(leaver.pk, date(2026, 12, 31), one.account.pk) == "done"
    found = queries.classes(cast.actor("father"), there)
    assert [(line.care_class, line.on) for line in found] == [
        (sooner, there.placements.get().during.lower + timedelta(days=1)),
        (later, JANUARY),
    ]


def test_moving_up_proposes_the_next_class_at_its_published_fee(cast, there):
    where = care_class(cast.bamboo, "大班", 5, "older_toddler")
    publish(cast.bamboo, "full_day", 240000, band="older_toddler", closes=time(18, 30))
    of_cases.move_up(cast.actor("head"), there, care_class=where.pk, starts_on=JANUARY)
    paper = paper_of(there)
    assert (paper.kind, paper.state, paper.proposed_side, paper.fee_fen) == ("change", "open", "site", 240000)
    actions.sign_change(cast.actor("father"), paper, sha256=paper.sha256)
    actions.countersign_change(cast.actor("head"), paper, sha256=paper.sha256)
    assert Placement.objects.filter(case=there).count() == 2


def test_nothing_is_paid_after_the_last_day_nor_before_the_agreement_is_in_force(cast, there):
    of_cases.leave(cast.actor("father"), there, last_day=date(2026, 12, 17))
    there.refresh_from_db()
    assert queries.fees(cast.actor("father"), there, DECEMBER).total_fen == 268000 * 17 // 31 + 13 * 2000
    assert queries.fees(cast.actor("father"), there, JANUARY).total_fen == 0
    with pytest.raises(Invalid):
        actions.propose_change(cast.actor("father"), there, change=Change("half_day"), begins_on=JANUARY)


def test_a_waiver_that_somebody_verified_is_taken_off(cast, there):
    def hardship(child: int, site: int) -> list[Relief]:
        return [Relief(date(2026, 12, 1), None, 100)] if child == there.child_id else []

    waiver_source(hardship)
    try:
        assert queries.fees(cast.actor("father"), there, DECEMBER).total_fen == 23 * 2000
    finally:
        forget_source(hardship)
    assert queries.fees(cast.actor("father"), there, DECEMBER).total_fen == 268000 + 23 * 2000


def test_a_suspension_takes_off_the_meals_and_not_the_place(cast, there):
    calls.step(there.pk, "suspend", ("attending",), "suspended", date(2026, 12, 2), cast.father.pk)
    there.refresh_from_db()
    fee = queries.fees(cast.actor("father"), there, DECEMBER)
    assert fee.total_fen == 268000 + 1 * 2000
    assert "暂停期间" in fee.lines[1].reckoned


def test_a_fee_notice_is_made_once_as_long_as_nothing_changes(cast, there):
    made = actions.make_statement(cast.actor("head"), there, month=date(2026, 12, 24))
    assert (made.month, made.number, made.total_fen, made.whole) == (DECEMBER, 1, 314000, True)
    assert actions.make_statement(cast.actor("father"), there, month=DECEMBER) == made
    with queries.read_statement(cast.actor("mother"), made).content as content:
        assert content.read(5) == b"%PDF-"
    changed(cast, there, Change("half_day"), date(2026, 12, 16))
    assert actions.make_statement(cast.actor("head"), there, month=DECEMBER).number == 2
    made.document.refresh_from_db()
    assert made.document.revoked_at is not None
    assert Statement.objects.count() == 2


def test_signing_leaves_ids_and_no_words_in_the_audit_trail(cast, there, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        paper = actions.propose_change(
            cast.actor("father"), there, change=Change("half_day"), begins_on=JANUARY
        )
    event = AuditEvent.objects.filter(verb="agreements.propose_change").get()
    assert (event.outcome, event.ids) == (
        "done", {"enrolment.case": [there.pk], "agreements.paper": [paper.pk]},
    )  # fmt: skip
