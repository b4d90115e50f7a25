"""The small city as it is after loading."""

import io
from datetime import date, timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.staticfiles import finders
from django.db import connection
from django.db.models import F, Sum

from shanyu.demo.atlas import GONGSHU
from shanyu.demo.plan import plan_city
from shanyu.demo.rows.places import DIVIDED_ANEW
from shanyu.domain.agreements.models import Paper
from shanyu.domain.agreements.texts import digest
from shanyu.domain.booking.kinds import IN_LINE, STANDING, TAKING
from shanyu.domain.booking.models import (
    BookedChild,
    Booking,
    Counter,
    Entry,
    Feedback,
    Partner,
    Pool,
    Session,
    SessionStaff,
    TrustMark,
)
from shanyu.domain.booking.visits import VisitOutcome
from shanyu.domain.care.models import Entry as DayEntry
from shanyu.domain.enrolment.kinds import ReferralState
from shanyu.domain.enrolment.models import Case, Placement, Untold
from shanyu.domain.enrolment.queries import case_page, my_cases, referrals, waiting_list
from shanyu.domain.people.actors import actor_for
from shanyu.domain.people.demo_people import introduced
from shanyu.domain.people.models import Account, Child, Consent, FamilyPlace, Household
from shanyu.domain.providers import rules
from shanyu.domain.providers.kinds import CARE_KINDS
from shanyu.domain.providers.models import (
    Authorisation,
    CareClass,
    FeeCap,
    ServiceOffer,
    Site,
    SitePicture,
    Worker,
)
from shanyu.domain.regions.models import Boundary, Region, WalkNetworkData
from shanyu.domain.stations.models import Duty
from shanyu.domain.stations.queries import duty_roster, roster
from shanyu.domain.stations.vetting import vetting_of
from shanyu.kernel import clock
from shanyu.kernel.ages import completed_months
from tests.cast import NOW, TODAY
from tests.demo.city.conftest import SEED
from tests.domain.enrolment.ledger import miscounted, wrongs

#: Also told alone, this file needs the database.
pytestmark = pytest.mark.django_db

GRANTS = {
    "chen": {("guardian", "child")},
    "lin": {("guardian", "child")},
    "zhao": {("guardian", "child")},
    "fang": {("head", "site")},
    "he": {("carer", "site"), ("carer", "class")},
    "shen": {("operator", "operator")},
    "zhou": {("station_keeper", "site")},
    "su": {("expert", "region")},
    "gu": {("district_officer", "region")},
    "tang": {("city_officer", "region")},
    "xu": {("auditor", "platform")},
    "jiang": {("administrator", "platform")},
    "ye": {("partner", "partner")},
    "ming": {("guardian", "child")},
}


@pytest.fixture(scope="module")
def plan():
    return plan_city(SEED, "small", TODAY)


def test_everything_planned_is_there(city, plan):
    (district,) = plan.districts
    assert Site.objects.count() == len(district.sites) == 12
    assert Worker.objects.count() == len(district.workers)
    assert Household.objects.count() == len(district.families.addresses)
    assert Child.objects.count() == len(district.families.children)
    staff = {w.cast for w in district.workers if w.cast}
    guardians = {g.cast for g in district.families.guardians if g.cast}
    others = len(plan.cast) - len(guardians)
    heads = Account.objects.filter(username__contains="-head-").count()
    assert heads == len([site for site in district.sites if site.kind in CARE_KINDS]) - 2
    assert Account.objects.filter(is_demo=True).count() == len(district.families.guardians) + others + heads
    assert staff == {"fang", "he", "zhou"}
    assert Region.objects.filter(level="town", valid__contains=TODAY).count() == 18


def test_every_class_keeps_within_its_rule(city):
    for care_class in CareClass.objects.all():
        most = rules.size_limit(care_class.band, TODAY)
        assert most is None or care_class.licensed <= most
        assert care_class.free == care_class.licensed - care_class.placed - care_class.held >= 0


def test_inclusive_sites_keep_within_the_sample_caps(city):
    caps = {(cap.form, cap.band): cap for cap in FeeCap.objects.all()}
    assert all(cap.sample and "SAMPLE" in cap.source for cap in caps.values())
    offers = ServiceOffer.objects.filter(site__inclusive=True, fee_unit="month")
    assert offers.count() >= 12
    for offer in offers:
        assert offer.fee_fen <= caps[offer.form, offer.band].cap_fen


def test_sites_stand_on_the_walking_network_of_their_district(city):
    network = WalkNetworkData.objects.get(region__code=GONGSHU)
    assert network.synthetic
    for site in Site.objects.all():
        assert 0 <= site.walk_node < network.nodes
        assert site.walk_metres < 200


def test_a_care_site_without_a_filing_is_part_of_the_city(city):
    unfiled = Site.objects.filter(kind="nursery").exclude(pk__in=Authorisation.objects.values("site"))
    assert [site.name for site in unfiled] == ["大树下托育屋"]


def test_every_picture_is_among_the_static_files(city):
    names = set(SitePicture.objects.values_list("drawing", flat=True))
    assert names
    assert all(finders.find(f"pictures/{name}.svg") for name in names)


def test_a_merged_district_keeps_its_history(city):
    xiacheng = Region.objects.get(name="下城区")
    assert (xiacheng.valid.lower, xiacheng.valid.upper) == (date(2000, 1, 1), DIVIDED_ANEW)
    assert xiacheng.successor.code == GONGSHU
    assert not Region.objects.filter(code=xiacheng.code, valid__contains=TODAY).exists()


def test_only_the_district_has_a_surveyed_outline_and_the_rest_says_that_it_is_drawn(city):
    assert Boundary.objects.get(synthetic=False).region.code == GONGSHU
    assert Boundary.objects.filter(synthetic=True).exclude(source__contains="SYNTHETIC").count() == 0


def test_each_of_the_cast_signs_in_and_holds_exactly_their_role(city):
    assert [person.username for person in city.cast] == list(GRANTS)
    for person in city.cast:
        account = Account.objects.get(username=person.username)
        assert account.check_password(person.password)
        actor = actor_for(account.pk, assurance=2)
        assert {(str(grant.role), str(grant.over)) for grant in actor.grants} == GRANTS[person.username]


def test_those_with_strong_roles_have_a_second_factor_and_others_none(city):
    strong = set(Authenticator.objects.values_list("user__username", flat=True))
    assert strong == set(GRANTS) - {"chen", "lin", "zhao", "he", "ming"}


def test_the_sign_in_page_can_introduce_the_cast(city):
    assert [person.username for person in introduced()] == list(GRANTS)


def test_nobody_but_the_cast_has_a_password(city):
    others = Account.objects.exclude(username__in=GRANTS)
    assert not any(account.has_usable_password() for account in others)


def test_the_father_agreed_to_what_is_kept_of_him(city):
    places = FamilyPlace.objects.filter(account__username="chen")
    assert set(places.values_list("kind", flat=True)) == {"home", "work"}
    agreed = Consent.objects.filter(account__username="chen", decision="granted")
    assert agreed.filter(child=None).values_list("purpose", flat=True).get() == "family_places"
    assert agreed.filter(purpose="child_care").count() == 2


def test_a_dump_shows_no_identity_number_phone_address_name_of_a_child_or_note_in_clear(city, plan):
    (district,) = plan.districts
    families = district.families
    people = [*families.guardians, *district.workers, *plan.cast]
    secrets = {p.identity for p in people} | {p.mobile for p in people} | set(families.addresses)
    secrets |= {text for c in families.children for text in (c.name, c.identity, c.birth_certificate) if text}
    secrets |= {row.note.reveal() for row in Booking.objects.exclude(note=None)}
    secrets |= {row.note.reveal() for row in DayEntry.objects.exclude(note=None)}
    assert len(secrets) > 400
    dump = _dump()
    assert "小竹林桥西托育园" in dump
    # A column of bytes is dumped as hexadecimal: what is in clear there would look like this.
    spelled = {text.encode().hex(): text for text in secrets}
    assert {text for text in secrets if text in dump} == set()
    assert {text for code, text in spelled.items() if code in dump} == set()


def _dump():
    """Every row of every table as text, as pg_dump would write it."""
    out = io.BytesIO()
    with connection.cursor() as cursor:
        cursor.execute("SELECT quote_ident(tablename) FROM pg_tables WHERE schemaname = 'public'")
        for (table,) in cursor.fetchall():
            with cursor.copy(f"COPY (TABLE {table}) TO STDOUT") as stream:
                for data in stream:
                    out.write(data)
    return out.getvalue().decode()


def sums(rows, by, what):
    return {row[by]: row["sum"] for row in rows.order_by().values(by).annotate(sum=Sum(what)) if row["sum"]}


def test_ledger_counter_pools_and_bookings_of_every_session_agree(city):
    counters = dict(Counter.objects.filter(taken__gt=0).values_list("pk", "taken"))
    assert counters
    assert sums(Entry.objects, "session", "delta") == counters
    assert sums(Pool.objects, "session", "taken") == counters
    assert sums(Booking.objects.filter(state__in=TAKING), "session", "places") == counters
    assert sums(Entry.objects.exclude(pool=None), "pool", "delta") == dict(
        Pool.objects.filter(taken__gt=0).values_list("pk", "taken")
    )
    assert sums(Pool.objects, "session", "capacity") == dict(Counter.objects.values_list("pk", "capacity"))
    for counter in Counter.objects.all():
        waiting = counter.session.bookings.filter(state="waiting")
        assert counter.waiting == waiting.count()
        assert all(line < counter.next_line for line in waiting.values_list("line", flat=True))


def test_no_family_waits_while_a_place_is_free_to_it(city):
    for booking in Booking.objects.filter(state="waiting", session__starts_at__gt=NOW):
        pools = booking.session.pools.filter(opens_at__lte=NOW, taken__lt=F("capacity"))
        assert not pools.filter(group__in=["", *booking.groups]).exists()


def test_every_booked_child_fits_the_age_of_its_session(city):
    for row in BookedChild.objects.select_related("child", "session"):
        months = completed_months(row.child.born, clock.local(row.session.starts_at).date())
        assert row.session.age_from <= months <= row.session.age_to


def test_the_father_has_a_place_a_place_in_line_and_an_offer(city):
    own = Booking.objects.filter(account__username="chen")
    states = dict(own.values_list("session__title", "state"))
    assert sorted(own.values_list("state", flat=True)) == ["attended", "booked", "offered", "waiting"]
    assert states["亲子音乐"] == "offered"
    assert own.get(state="waiting").line == 4
    assert not Feedback.objects.filter(booking__in=own).exists()


def test_what_was_called_off_says_why_and_nobody_has_a_place_in_it(city):
    off = Session.objects.filter(state="cancelled")
    assert off.filter(ends_at__lt=NOW).count() == 3
    coming = off.get(starts_at__gt=NOW)
    assert coming.host.site.posts.filter(worker__account__username="zhou").exists()
    for session in off:
        assert len(session.cancelled_because) > 10
        ended = session.bookings.filter(state="called_off")
        assert not session.bookings.filter(state__in=STANDING).exists()
        assert not SessionStaff.objects.filter(session=session, standing=True).exists()
        calls = Entry.objects.filter(session=session, kind="call_off")
        assert set(calls.values_list("booking", flat=True)) == set(ended.values_list("pk", flat=True))
        assert set(calls.values_list("at", flat=True)) == set(ended.values_list("ended_at", flat=True))
    assert len(set(Booking.objects.filter(state="called_off").values_list("session", flat=True))) > 2
    assert Booking.objects.filter(session=coming, account__username="lin", state="called_off").exists()


def test_families_noted_how_their_visits_ended_and_only_of_visits(city):
    visits = Booking.objects.filter(session__kind="visit", state="attended")
    kept = visits.exclude(outcome="")
    assert set(kept.values_list("outcome", flat=True)) <= set(VisitOutcome.values)
    assert 2 < kept.count() < visits.count()
    assert Booking.objects.exclude(outcome="").count() == kept.count()
    own = dict(kept.filter(account__username="lin").values_list("session__host__site__name", "outcome"))
    assert own == {"小竹林桥西托育园": "like", "小竹林渡口托育园": "maybe"}
    assert all(row.note.reveal() for row in kept.filter(account__username="lin"))
    assert Feedback.objects.get(booking__account__username="lin").session.kind == "visit"


def test_whoever_is_on_duty_at_the_keepers_station_today_may_mind_children(city):
    keeper = Account.objects.get(username="zhou")
    station = Site.objects.get(posts__worker__account=keeper)
    actor = actor_for(keeper.pk, assurance=2)
    there = roster(actor, station)
    assert len(there.minders) == 3
    assert {line.vetting.minds for line in there.duties} == {True}
    assert {one.worker.posts.get().role for one in Duty.objects.all()} == {
        "station_keeper",
        "neighbour_carer",
    }
    assert [one.part for one in there.due].count("safety") == 1
    for hour in (6, 8, 12, 13, 18):
        with clock.frozen(clock.local(NOW).replace(hour=hour)):
            later = roster(actor, station)
            assert (later.unminded, later.ratio.short) == ([], 0)


def test_neighbours_have_their_papers_and_one_check_ends_within_the_week_of_the_roster(city):
    today = NOW.date()
    own = Site.objects.get(posts__worker__account__username="zhou")
    week = duty_roster(actor_for(Account.objects.get(username="zhou").pk, assurance=2), own)
    assert [one.vetting.missing_to_mind for one in week.colleagues] == [()] * 5
    ending = [(one.worker, paper.until) for one in week.colleagues for paper in one.vetting.ending]
    assert [until for _worker, until in ending] == [today + timedelta(days=4)]
    held_back = {day for day, lines in week.days for line in lines if not line.vetting.minds}
    assert held_back == {today + timedelta(days=5), today + timedelta(days=6)}
    for site in Site.objects.filter(kind="station").exclude(pk=own.pk):
        posts = site.posts.filter(role__in=("neighbour_carer", "station_keeper"))
        lacking = [
            one.missing_to_mind
            for one in vetting_of(site.pk, posts.values_list("worker", flat=True), today).values()
        ]
        assert lacking == [()] * len(lacking)


def test_the_programme_has_what_there_is_to_try(city):
    coming = Session.objects.filter(starts_at__gt=NOW)
    assert coming.filter(opens_at__gt=NOW, opens_at__lt=NOW + timedelta(minutes=21)).count() == 1
    assert Pool.objects.filter(session__in=coming, group="residents", open_to_all_at__gt=NOW).count() == 1
    assert Pool.objects.filter(session__in=coming.filter(opens_at__lt=NOW), opens_at__gt=NOW).count() == 1
    assert coming.filter(kind="visit", host__site__posts__worker__account__username="fang").exists()
    today = Session.objects.filter(kind="drop_in", starts_at__date=TODAY, bookings__state__in=STANDING)
    assert today.filter(host__site__posts__worker__account__username="zhou").exists()
    assert Partner.objects.count() == 5
    assert all("示范" in name for name in Partner.objects.values_list("name", flat=True))
    assert TrustMark.objects.exists()
    assert Booking.objects.filter(state__in=IN_LINE).exists()
    assert len(set(Feedback.objects.exclude(words="").values_list("words", flat=True))) > 2


def test_the_mother_has_an_offer_for_the_baby_and_waits_elsewhere_too(city):
    mother = actor_for(Account.objects.get(username="lin").pk)
    offered, gone = my_cases(mother)
    assert (offered.case.state, offered.asks, offered.next.mine, gone.case.state) == (
        "offered", 2, True, "withdrawn",
    )  # fmt: skip
    west, quay = case_page(mother, offered.case).applications
    assert (west.application.state, west.offer.until > NOW, quay.application.state) == (
        "offered", True, "waiting",
    )  # fmt: skip
    assert quay.position >= 1


def test_the_head_s_nurseries_have_families_at_every_step(city):
    own = Site.objects.filter(posts__worker__account__username="fang")
    cases = Case.objects.filter(applications__site__in=own)
    states = set(cases.values_list("state", flat=True))
    assert states >= {
        "applied", "offered", "accepted", "checkup", "agreement", "placed", "attending", "suspended", "left",
    }  # fmt: skip
    there = cases.filter(state="attending")
    assert there.filter(last_day__isnull=False).exists()
    assert Placement.objects.filter(site__in=own, state="planned", case__state="attending").exists()
    head = actor_for(Account.objects.get(username="fang").pk, assurance=2)
    waiting = [waiting_list(head, site) for site in own]
    assert [[line.position for line in lines] for lines in waiting] == [
        list(range(1, len(lines) + 1)) for lines in waiting
    ]
    assert min(map(len, waiting)) >= 1


def test_the_ledger_of_every_case_holds_and_classes_count_what_is_there(city):
    assert (wrongs(TODAY), miscounted(TODAY)) == ([], False)
    for care_class in CareClass.objects.filter(placed_here__gt=0):
        assert care_class.placed_here <= care_class.placed
        assert care_class.held_here <= care_class.held


def test_whoever_has_come_to_the_agreement_has_one_signed_as_far_as_the_case_is(city):
    reached = Case.objects.filter(entries__kind="checkup").distinct()
    assert set(reached.values_list("state", "papers__state")) == {
        ("agreement", "open"), ("placed", "in_force"), ("attending", "in_force"), ("suspended", "in_force"),
        ("left", "ended"),
    }  # fmt: skip
    assert (Paper.objects.count(), Case.objects.filter(imported=True).count()) == (reached.count(), 0)
    for paper in Paper.objects.exclude(state="open").prefetch_related("signatures"):
        assert sorted(one.side for one in paper.signatures.all()) == ["family", "site"]
        assert digest(paper.text.reveal()) == paper.sha256
    assert not Untold.objects.exists()


def test_the_cast_have_a_referral_in_each_state(city):
    father, head = (actor_for(Account.objects.get(username=who).pk, assurance=2) for who in ("chen", "fang"))
    lines = [*referrals(father), *referrals(head)]
    assert {line.state for line in lines} == set(ReferralState.values)
    assert sum("take_referral" in line.may for line in lines) == 1
