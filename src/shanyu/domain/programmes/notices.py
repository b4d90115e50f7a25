"""Telling families and officials: short, and without a child's name, a group or the result itself."""

from collections.abc import Callable, Iterable

from django.db.models import QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from shanyu.domain.messaging.telling import notify
from shanyu.domain.people.models import Account
from shanyu.domain.programmes.kinds import EntryState, EvidenceState, RunState
from shanyu.domain.programmes.models import Contest, Entry, Evidence, Programme, Run
from shanyu.domain.programmes.rules import contest_until, said
from shanyu.kernel.clock import now, today

Words = Callable[[], str]


def name_of(programme: Programme) -> str:
    """The programme's name in the language that is active."""
    english = (get_language() or "").startswith("en")
    return (english and programme.name_en) or programme.name


def guardians_of(child: int) -> Iterable[Account]:
    """Today's guardians of a child."""
    held = Account.objects.filter(guardianships__child=child, guardianships__valid__contains=today())
    return held.distinct().order_by("pk")


def told_next(run: Run, after: int, count: int) -> QuerySet[Entry]:
    """The next entries that a published result is told to, by key."""
    entries = Entry.objects.filter(programme=run.programme_id, state=EntryState.ENTERED, pk__gt=after)
    return entries.order_by("pk")[:count]


def tell_result(run: Run, entry: Entry) -> None:
    """That the result is there, and until when it may be contested: never the result itself."""
    until = said(contest_until(run.published_at))

    def body() -> str:
        return _("请登录查看结果和理由。有疑问的，可以在 %(when)s 前申请人工复核。") % {"when": until}

    _tell_family(
        entry,
        "programmes.result",
        f"programmes.result:{run.pk}:{entry.pk}",
        _title(run.programme, "result"),
        body,
    )


def tell_evidence(evidence: Evidence) -> None:
    """That a claim was checked: which one, and what was found, is read after signing in."""
    key = f"programmes.evidence:{evidence.pk}:{evidence.state}"
    programme = evidence.entry.programme

    def body() -> str:
        if evidence.state == EvidenceState.VERIFIED:
            return _("您申报的一项优先情形已经通过核验。")
        if now() < programme.closes_at:
            return _("您申报的一项优先情形没有通过，请登录看理由；报名截止之前可以补充材料再报。")
        return _("您申报的一项优先情形没有通过，请登录看理由。")

    _tell_family(evidence.entry, "programmes.evidence", key, _title(programme, "evidence"), body)


def tell_review(contest: Contest) -> None:
    """That a person has looked at the result."""
    key = f"programmes.review:{contest.pk}"
    title = _title(contest.run.programme, "review")
    _tell_family(
        contest.entry, "programmes.review", key, title, lambda: _("请登录查看结论和理由。"), urgent=True
    )


def tell_contest(contest: Contest) -> None:
    """Those who signed for the result, but for its maker, have somebody's question before them."""
    signed = Account.objects.filter(programme_sign_offs__run=contest.run_id)
    for account in signed.exclude(pk=contest.run.made_by_id).order_by("pk"):
        notify(
            account,
            kind="programmes.contest",
            title=_title(contest.run.programme, "contest"),
            body=lambda: _("一个家庭申请人工复核。做这次计算的人不能复核它。"),
            url="/authority/programmes/contests/",
            dedupe=f"programmes.contest:{contest.pk}",
        )


def tell_run(run: Run) -> None:
    """Whoever asked for a computation reads here that it has ended."""
    notify(
        run.made_by,
        kind="programmes.run",
        title=_title(run.programme, "run"),
        body=lambda: str(RunState(run.state).label),
        url=f"/authority/programmes/runs/{run.public_id}/",
        dedupe=f"programmes.run:{run.pk}",
        only_here=True,
    )


def _tell_family(
    entry: Entry, kind: str, dedupe: str, title: Words, body: Words, *, urgent: bool = False
) -> None:
    for account in guardians_of(entry.child_id):
        notify(
            account,
            kind=kind,
            title=title,
            body=body,
            url=f"/family/programmes/entries/{entry.public_id}/",
            dedupe=dedupe,
            urgent=urgent,
        )


def _title(programme: Programme, what: str) -> Words:
    def title() -> str:
        says = {
            "result": _("%(programme)s：结果已公布"),
            "evidence": _("%(programme)s：优先情形已核验"),
            "review": _("%(programme)s：人工复核有了结论"),
            "contest": _("%(programme)s：有人申请复核"),
            "run": _("%(programme)s：计算结束"),
        }[what]
        return says % {"programme": name_of(programme)}

    return title
