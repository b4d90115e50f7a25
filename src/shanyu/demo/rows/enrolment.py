"""Cases with their applications, offers, places and ledger, and the numbers of classes that follow from them."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from secrets import token_hex

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db import connection
from psycopg.types.range import DateRange

from shanyu.demo import model as plan
from shanyu.demo.enrolment import OWN, counts, draw_enrolment
from shanyu.demo.rows.agreements import checked_at_the_end, sign_papers, write_papers
from shanyu.demo.rows.bulk import copy, public_id, write
from shanyu.demo.rows.checkups import write_checkups
from shanyu.demo.rows.crowd import kids_of, own_kids
from shanyu.demo.rows.payments import write_payments
from shanyu.demo.rows.referrals import write_referrals
from shanyu.demo.rows.sites import Keep
from shanyu.demo.stories import FAMILY, SITE, Asked, Stay, Step, Story
from shanyu.domain.enrolment.kinds import ENTERING, THERE, DocumentKind, DocumentSource, Group
from shanyu.domain.enrolment.models import (
    Application,
    Assent,
    Case,
    Document,
    Entry,
    Offer,
    Placement,
    SiteLine,
)
from shanyu.domain.enrolment.rules import priority_of
from shanyu.domain.people.models import Account
from shanyu.domain.providers.kinds import PostRole
from shanyu.domain.providers.models import Post
from shanyu.domain.regions.models import Region

_HANDED_IN = (DocumentKind.GUARDIAN_IDENTITY, DocumentKind.RESIDENCE)


def write_enrolment(
    seed: int,
    district: plan.DistrictPlan,
    regions: dict[str, Region],
    kept: Keep,
    cast: dict[str, Account],
    day: date,
) -> int:
    """A district's cases around `day`. `cast` is given for the cast's own district. Returns how many."""
    geography = district.geography
    streets = {regions[one.code].pk: one.parent for one in geography.communities}
    kids = kids_of(geography.district.code, day)
    ours = (own_kids(cast["chen"], day)[0], own_kids(cast["lin"], day)[-1]) if cast else None
    stories = draw_enrolment(seed, district.sites, kids, day, streets, ours)
    heads = write_stories(seed, geography.district.code, stories, kept, day)
    if ours:
        write_payments(kept.sites[OWN[0]], heads[OWN[0]], day)
        there = [story.kid for story in stories if (story.site, story.state) == (OWN[0], "attending")]
        about = dict(zip(("older", "baby", "there", "other"), (*ours, *there), strict=False))
        write_referrals(seed, about, kept, cast, heads["core-pond"], day)
    return len(stories)


def write_stories(seed: int, code: str, stories: Sequence[Story], kept: Keep, day: date) -> Mapping[str, int]:
    """Stories as rows; classes are told first how many of their children and held places are the platform's.

    Returns the account of each site's head.
    """
    heads = _heads(seed, code, kept, sorted({one.site for story in stories for one in story.asked}), day)
    _count(stories, kept, day)
    with checked_at_the_end():
        cases = _Writer(seed, code, kept, heads, day).write(stories)
        write_papers(seed, [(story, cases[id(story)]) for story in stories if not story.later], kept, heads)
    write_checkups(seed, code, stories, kept.sites, heads)
    sign_papers([(story, cases[id(story)], heads) for story in stories if story.later])
    return heads


def _heads(seed: int, code: str, kept: Keep, sites: Sequence[str], day: date) -> dict[str, int]:
    """The account of each site's head, by the site's key; a head without one gets one that nobody signs in with."""
    keys = {kept.sites[key].pk: key for key in sites}
    posts = Post.objects.filter(site__in=keys, role=PostRole.HEAD, valid__contains=day)
    found = {keys[one.site_id]: one.worker for one in posts.select_related("worker").order_by("-pk")}
    without = {one.pk: one for one in found.values() if one.account_id is None}
    rows = write(
        [
            Account(
                public_id=public_id(seed, "head", one.public_id),
                username=f"demo-{code}-head-{number:03d}",
                password=UNUSABLE_PASSWORD_PREFIX + token_hex(20),
                name=one.name,
                is_demo=True,
            )
            for number, one in enumerate(without.values())
        ]
    )
    for worker, account in zip(without.values(), rows, strict=True):
        worker.account = account
        worker.save(update_fields=["account"])
    return {key: without.get(one.pk, one).account_id for key, one in found.items()}


def _count(stories: Sequence[Story], kept: Keep, day: date) -> None:
    """What enrolment counts of each class. The totals that the plan gave stay as they are."""
    rows = [(kept.classes[key].pk, *numbers) for key, numbers in counts(stories, day).items()]
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE providers_careclass SET placed_here = told.here, held_here = told.held "
            "FROM unnest(%s::bigint[], %s::int[], %s::int[]) AS told (id, here, held) "
            "WHERE providers_careclass.id = told.id",
            [list(column) for column in zip(*rows, strict=True)],
        )


class _Writer:
    """Rows of one district's stories, each kind in one go."""

    def __init__(self, seed: int, code: str, kept: Keep, heads: Mapping[str, int], day: date) -> None:
        self.seed, self.code, self.kept, self.heads, self.day = seed, code, kept, heads, day
        self.cases: dict[int, Case] = {}
        self.asked: dict[int, Application] = {}
        self.places: dict[int, Placement] = {}
        self.offers: list[tuple[Story, Offer]] = []

    def write(self, stories: Sequence[Story]) -> dict[int, Case]:
        for number, story in enumerate(stories):
            self.cases[id(story)] = self._case(number, story)
        copy(list(self.cases.values()), stamp=False)
        lines = self._applications(stories)
        copy(list(self.asked.values()), stamp=False)
        copy([SiteLine(site=self.kept.sites[key], next_line=last + 1) for key, last in lines.items()])
        for story in stories:
            for number, stay in enumerate(story.stays):
                self.places[id(stay)] = self._placement(number, story, stay)
        copy(list(self.places.values()))
        for story in stories:
            self.offers += [(story, row) for one in story.asked for row in self._offers(one)]
        copy([row for _, row in self.offers], stamp=False)
        copy([self._assent(*pair) for pair in self.offers if pair[1].state == "accepted"])
        steps = [(story, step) for story in stories for step in story.steps]
        # In the order of time, as the ledger would have it; the steps of a story are in order already.
        steps.sort(key=lambda pair: pair[1].at)
        copy([self._entry(*pair) for pair in steps])
        copy(list(self._documents(stories)), stamp=False)
        return self.cases

    def _case(self, number: int, story: Story) -> Case:
        return Case(
            public_id=public_id(self.seed, self.code, "case", number),
            child_id=story.kid.child,
            household_id=story.kid.household,
            opened_by_id=story.kid.account,
            form=story.form,
            wanted_from=story.wanted_from,
            weekdays=[1, 2, 3, 4, 5],
            ranked=story.ranked,
            state=story.state,
            site=self.kept.sites[story.site] if story.site else None,
            due_at=story.due_at,
            signed_at=story.signed_at,
            checked_on=story.checked_on,
            away_since=story.away_since,
            last_day=story.last_day,
            ended_at=story.ended_at,
            ended_because=story.ended_because,
            created_at=story.at,
            modified_at=story.steps[-1].at,
        )

    def _applications(self, stories: Sequence[Story]) -> dict[str, int]:
        """Applications in the order in which they were made, with the numbers of each site's line."""
        lines: dict[str, int] = defaultdict(int)
        pairs = [(story, one) for story in stories for one in story.asked]
        for story, one in sorted(pairs, key=lambda pair: pair[1].at):
            lines[one.site] += 1
            resident = one.group == Group.RESIDENT
            group, priority = priority_of(sibling=False, resident=resident, on=self.day)
            self.asked[id(one)] = Application(
                public_id=public_id(self.seed, self.code, "application", one.site, lines[one.site]),
                case_id=self.cases[id(story)].pk,
                site_id=self.kept.sites[one.site].pk,
                rank=one.rank,
                group=group,
                priority=priority,
                line=lines[one.site],
                state=one.state,
                reason=one.reason,
                created_at=one.at,
                modified_at=one.at,
            )
        return dict(lines)

    def _placement(self, number: int, story: Story, stay: Stay) -> Placement:
        case = self.cases[id(story)]
        return Placement(
            public_id=public_id(self.seed, "placement", case.public_id, number),
            case_id=case.pk,
            child_id=story.kid.child,
            site_id=self.kept.sites[stay.care_class[0]].pk,
            care_class_id=self.kept.classes[stay.care_class].pk,
            form=story.form,
            during=DateRange(stay.first, stay.until),
            state=stay.state,
        )

    def _offers(self, one: Asked) -> Iterator[Offer]:
        application = self.asked[id(one)]
        for number, offered in enumerate(one.offers):
            yield Offer(
                public_id=public_id(self.seed, "offer", application.public_id, number),
                application_id=application.pk,
                placement_id=self.places[id(offered.stay)].pk,
                starts_on=offered.stay.first,
                until=offered.until,
                state=offered.state,
                made_by_id=self.heads[one.site],
                ended_at=offered.ended_at,
                created_at=offered.at,
                modified_at=offered.ended_at or offered.at,
            )

    def _assent(self, story: Story, offer: Offer) -> Assent:
        return Assent(
            case_id=self.cases[id(story)].pk,
            offer_id=offer.pk,
            step=Assent.Step.ACCEPT,
            account_id=story.kid.account,
            at=offer.ended_at,
        )

    def _entry(self, story: Story, step: Step) -> Entry:
        asked, place = self.asked.get(id(step.asked)), self.places.get(id(step.stay))
        return Entry(
            case_id=self.cases[id(story)].pk,
            application_id=asked and asked.pk,
            placement_id=place and place.pk,
            kind=step.kind,
            state=step.state,
            reason=step.reason,
            words=step.words,
            account_id=self._who(story, step),
            at=step.at,
        )

    def _who(self, story: Story, step: Step) -> int | None:
        if step.by == FAMILY:
            return story.kid.account
        return self.heads[step.asked.site if step.asked else story.site] if step.by == SITE else None

    def _documents(self, stories: Sequence[Story]) -> Iterator[Document]:
        """What families who have a place had fetched for it, once for a household; some have still to do so."""
        seen = set()
        for number, story in enumerate(stories):
            waits = story.state == "accepted" and number % 2
            if story.state not in (*ENTERING, *THERE) or waits or story.kid.household in seen:
                continue
            seen.add(story.kid.household)
            on: datetime = story.accepted.offers[-1].ended_at
            for kind in _HANDED_IN:
                yield Document(
                    public_id=public_id(self.seed, self.code, "document", story.kid.household, kind),
                    household_id=story.kid.household,
                    kind=kind,
                    source=DocumentSource.FETCHED,
                    on=on.date(),
                    entered_by_id=story.kid.account,
                    created_at=on,
                    modified_at=on,
                )
