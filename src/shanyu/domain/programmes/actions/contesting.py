"""A guardian contests an automated result; a person who did not make it decides (PIPL art. 24)."""

from uuid import UUID

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from shanyu.domain.people.models import Guardianship
from shanyu.domain.programmes.documents import notice_of, revoke_notices
from shanyu.domain.programmes.kinds import ContestState, EntryState, ProgrammeState
from shanyu.domain.programmes.models import Contest, Entry, Placing, ProgrammeClass, Run
from shanyu.domain.programmes.notices import tell_contest, tell_review
from shanyu.domain.programmes.placings import current_placings
from shanyu.domain.programmes.queries.family import entry_line, with_results
from shanyu.domain.programmes.refusals import (
    ContestDecided,
    ContestOver,
    EntryWithdrawn,
    MakerReviews,
    NoSeatFree,
    NotAtThisStep,
    OwnFamily,
)
from shanyu.domain.programmes.rules import contest_until, said
from shanyu.domain.providers.queries.files import File, opened
from shanyu.kernel.clock import now
from shanyu.kernel.door import Actor, Invalid
from shanyu.kernel.door.verbs import action


@action("programmes.contest", on=Entry)
def contest(actor: Actor, entry: Entry, *, words: str) -> Contest:
    """Ask that a person looks at the result. Raises NotAtThisStep, ContestOver, EntryWithdrawn, Invalid."""
    run = Run.objects.filter(programme=entry.programme, published_at__isnull=False).defer("protocol").first()
    if run is None or entry.programme.state != ProgrammeState.PUBLISHED:
        raise NotAtThisStep
    if entry.state == EntryState.WITHDRAWN:
        raise EntryWithdrawn
    until = contest_until(run.published_at)
    if now() >= until or entry.contests.filter(state=ContestState.OPEN).exists():
        raise ContestOver(when=said(until))
    if not 0 < len(words.strip()) <= 1000:
        raise Invalid({"words": _("请写明哪里不对，最多 1000 个字。")})
    made = Contest.objects.create(
        run=run, entry=entry, words=words.strip(), opened_by_id=actor.account_id, opened_at=now()
    )
    tell_contest(made)
    return made


@action("programmes.result_notice", on=Entry)
def result_notice(actor: Actor, entry: Entry) -> File:
    """The published result as a PDF in the language now spoken, with a code that anybody can check.

    Raises NotAtThisStep before publication, EntryWithdrawn, Undrawable for a name that no font can show, FileLost.
    """
    if entry.state == EntryState.WITHDRAWN:
        raise EntryWithdrawn
    line = entry_line(with_results(Entry.objects.filter(pk=entry.pk)).get())
    if not line.published:
        raise NotAtThisStep
    language = "en" if (get_language() or "zh").startswith("en") else "zh-hans"
    return opened(notice_of(line, language).upload)


@action("programmes.review", on=Contest)
def review(actor: Actor, contest: Contest, *, reason: str, gives: UUID | None = None) -> Contest:
    """Uphold the result, or give a class that the family wished and that has a free seat (`gives`: its public id).

    Raises ContestDecided, MakerReviews, OwnFamily, EntryWithdrawn, NoSeatFree, Invalid.
    """
    if contest.state != ContestState.OPEN:
        raise ContestDecided
    if contest.run.made_by_id == actor.account_id:
        raise MakerReviews
    child = contest.entry.child_id
    if Guardianship.objects.filter(child=child, account=actor.account_id).exists():
        raise OwnFamily
    if not 0 < len(reason.strip()) <= 1000:
        raise Invalid({"reason": _("请写明理由，家长会看到。")})
    if gives and contest.entry.state == EntryState.WITHDRAWN:
        raise EntryWithdrawn
    given = _wished(contest.entry, gives) if gives else None
    contest.state = ContestState.CHANGED if given else ContestState.UPHELD
    contest.reviewer_id, contest.decided_at = actor.account_id, now()
    contest.reason = reason.strip()
    contest.save()
    if given:
        _place(contest, *given)
        revoke_notices(contest.entry)
    tell_review(contest)
    return contest


def _wished(entry: Entry, given: UUID) -> tuple[ProgrammeClass, int]:
    wish = entry.wishes.filter(version=entry.version, programme_class__public_id=given).first()
    if wish is None:
        raise Invalid({"gives": _("只能给家长填过的班级。")})
    return wish.programme_class, wish.rank


def _place(contest: Contest, programme_class: ProgrammeClass, rank: int) -> None:
    """The class is locked and counted, so that two reviews do not give one seat twice."""
    locked = ProgrammeClass.objects.select_for_update(no_key=True).get(pk=programme_class.pk)
    closed = {one["site"] for one in contest.run.closed}
    others = current_placings(contest.run).exclude(entry=contest.entry)
    if locked.code in closed or others.filter(programme_class=locked).count() >= locked.cap:
        raise NoSeatFree
    Placing.objects.create(
        run=contest.run,
        entry=contest.entry,
        programme_class=locked,
        position=rank,
        seat="review",
        contest=contest,
        created_at=now(),
    )
