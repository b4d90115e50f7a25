"""What a head has to see to: everything that runs out, has run out, is missing or is beyond a rule."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q, QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from shanyu.domain.providers.kinds import CARE_KINDS, AgeBand, PostRole, SiteState
from shanyu.domain.providers.models import (
    Authorisation,
    CareClass,
    Certificate,
    Post,
    ServiceOffer,
    Site,
    SitePage,
)
from shanyu.domain.providers.queries.held import Held, credentials_of, missing_names, newest_held
from shanyu.domain.providers.queries.office import class_against_rules
from shanyu.domain.providers.rules import days_left, papers_needed, papers_recommended
from shanyu.domain.providers.trust import valid_authorisation
from shanyu.kernel.clock import local, today
from shanyu.kernel.door import Actor
from shanyu.kernel.door.audit import touched
from shanyu.kernel.door.policy import row_of
from shanyu.kernel.door.verbs import query

#: The most urgent first.
URGENCY = ("invalid", "due", "soon", "info")
PAGE_HOLDS = timedelta(days=365)


@dataclass(frozen=True)
class Due:
    """One thing to see to: at which site, what, why, how urgent, by when, and where in the office it is done.

    `state` is invalid (expired, missing or beyond a rule), due (30 days), soon (90) or info (advised).
    `tab` names the part of the office, `worker` whose papers they are, `kind` which paper to renew.
    """

    site: Site
    what: str
    why: str
    state: str
    tab: str
    day: date | None = None
    days: int | None = None
    window: int | None = None
    kind: str = ""
    worker: str = ""


@query("providers.due", of=Site)
def due(actor: Actor, sites: QuerySet[Site], *, within_days: int = 90) -> list[Due]:
    """What is due within so many days at all of the actor's sites, the most urgent first.

    Staff appear only at sites whose staff the actor may see. The number of questions does not grow.
    """
    on = today()
    rows = list(sites.exclude(state=SiteState.CLOSED).select_related("operator"))
    touched(*rows)
    by_key = {site.pk: site for site in rows}
    staffed = row_of("providers.office_staff").reach(actor)
    with_staff = set(sites.filter(staffed).values_list("pk", flat=True)) if staffed is not None else set()
    found = [*_papers(by_key, on), *_authorisations(by_key, on), *_pages(by_key, on)]
    posts = list(
        Post.objects.filter(site__in=with_staff & set(by_key), valid__contains=on).select_related("worker")
    )
    found += [*_credentials(by_key, posts, on), *_classes(by_key, posts, with_staff, on)]
    wanted = [one for one in found if one.days is None or one.days <= within_days]
    return sorted(
        wanted, key=lambda one: (URGENCY.index(one.state), one.day or on, one.site.sort_key, one.what)
    )


def _papers(sites: dict[int, Site], on: date) -> Iterator[Due]:
    rows: dict[int, list[Certificate]] = defaultdict(list)
    for paper in Certificate.objects.filter(site__in=sites):
        rows[paper.site_id].append(paper)
    meals = set(
        ServiceOffer.objects.filter(site__in=sites, valid__contains=on, meal_fee_fen__gt=0).values_list(
            "site_id", flat=True
        )
    )
    names = dict(Certificate._meta.get_field("kind").flatchoices)
    for key, site in sites.items():
        papers = newest_held(rows[key], on)
        yield from (_running_out(site, paper, "papers") for paper in papers if paper.window is not None)
        kinds = {paper.kind for paper in papers}
        needed = papers_needed(site.kind, on, meals=key in meals)
        for kind in needed:
            if kind not in kinds:
                yield Due(site, str(names[kind]), _("备案需要，还没有登记"), "invalid", "papers", kind=kind)
        for kind in papers_recommended(site.kind, on):
            if kind not in kinds and kind not in needed:
                yield Due(site, str(names[kind]), _("标准建议，还没有登记"), "info", "papers", kind=kind)


def _running_out(site: Site, held: Held, tab: str, *, name: str = "", worker: str = "") -> Due:
    what = _("%(name)s的%(paper)s") % {"name": name, "paper": held.name} if name else held.name
    state = {"expired": "invalid", "due": "due", "soon": "soon"}[held.state]
    return Due(
        site, what, _until(held.until, held.days, by_rule=held.by_rule), state, tab,
        day=held.until, days=held.days, window=held.window, kind=held.kind, worker=worker,
    )  # fmt: skip


def _until(day: date, days: int, *, by_rule: bool = False) -> str:
    facts = {"day": date_format(day), "days": abs(days)}
    if days == 0:
        return _("今天到期")
    if days < 0 and by_rule:
        return _("%(day)s已满一年，应重新办理") % facts
    if days < 0:
        return ngettext("%(day)s已到期，过了 %(days)s 天", "%(day)s已到期，过了 %(days)s 天", -days) % facts
    if by_rule:
        words = ngettext(
            "每年一次，%(day)s前办理，还有 %(days)s 天", "每年一次，%(day)s前办理，还有 %(days)s 天", days
        )
    else:
        words = ngettext("%(day)s到期，还有 %(days)s 天", "%(day)s到期，还有 %(days)s 天", days)
    return words % facts


def _authorisations(sites: dict[int, Site], on: date) -> Iterator[Due]:
    rows: dict[int, list[Authorisation]] = defaultdict(list)
    for row in Authorisation.objects.filter(site__in=sites):
        rows[row.site_id].append(row)
    for key, site in sites.items():
        valid = valid_authorisation(rows[key], on)
        if valid is None:
            if site.kind in CARE_KINDS:
                why = _("没有有效的备案，家长页会显示提醒；请联系区卫生健康部门")
                yield Due(site, _("备案（许可）"), why, "invalid", "papers")
        elif valid.valid.upper is not None:
            last = valid.valid.upper - timedelta(days=1)
            left = days_left(last, on)
            state = "due" if left <= 30 else "soon"
            yield Due(
                site, valid.get_kind_display(), _until(last, left), state, "papers", day=last, days=left,
            )  # fmt: skip


def _pages(sites: dict[int, Site], on: date) -> Iterator[Due]:
    rows = SitePage.objects.filter(site__in=sites, state__in=["published", "draft"])
    pages: dict[int, dict[str, SitePage]] = defaultdict(dict)
    for page in rows:
        pages[page.site_id][page.state] = page
    for key, site in sites.items():
        published, draft = pages[key].get("published"), pages[key].get("draft")
        if published is None:
            why = _("还没有发布，家长看不到介绍")
            yield Due(site, _("介绍页"), why, "due" if site.state == SiteState.OPEN else "info", "page")
        elif local(published.published_at).date() + PAGE_HOLDS < on:
            why = _("一年多没有更新，请核对后重新发布")
            yield Due(site, _("介绍页"), why, "soon", "page")
        if draft is not None and published is not None:
            yield Due(site, _("介绍页草稿"), _("改好后还没有发布"), "info", "page")


def _credentials(sites: dict[int, Site], posts: list[Post], on: date) -> Iterator[Due]:
    papers = credentials_of({post.worker_id for post in posts}, on)
    seen: set[tuple[int, int, str]] = set()
    for post in posts:
        site, worker = sites[post.site_id], post.worker
        key = str(worker.public_id)
        for held in papers[worker.pk]:
            if held.window is not None and (site.pk, worker.pk, held.kind) not in seen:
                seen.add((site.pk, worker.pk, held.kind))
                yield _running_out(site, held, "staff", name=worker.name, worker=key)
        for lacking in missing_names(post.role, papers[worker.pk], on):
            if (site.pk, worker.pk, lacking) not in seen:
                seen.add((site.pk, worker.pk, lacking))
                what = _("%(name)s的%(paper)s") % {"name": worker.name, "paper": lacking}
                why = _("%(role)s需要，还没有登记") % {"role": post.get_role_display()}
                yield Due(site, what, why, "invalid", "staff", worker=key)


def _classes(sites: dict[int, Site], posts: Iterable[Post], with_staff: set[int], on: date) -> Iterator[Due]:
    carers: dict[int, set[int]] = defaultdict(set)
    for post in posts:
        if post.role == PostRole.CARER and post.care_class_id:
            carers[post.care_class_id].add(post.worker_id)
    running = Q(closed_on__isnull=True) | Q(closed_on__gt=on)
    for care_class in CareClass.objects.filter(running, site__in=with_staff & set(sites)):
        site = sites[care_class.site_id]
        view = class_against_rules(care_class, len(carers[care_class.pk]), on)
        facts = {"band": AgeBand(care_class.band).label}
        if view.over_size:
            facts |= {"most": view.band_rule.most, "now": max(care_class.licensed, care_class.placed)}
            why = _("%(band)s最多 %(most)s 人，现在 %(now)s 人") % facts
            yield Due(site, care_class.name, why, "invalid", "classes")
        if view.ok is False:
            facts |= {"children": care_class.placed, "needed": view.needed, "carers": view.carers}
            why = _("%(children)s 名孩子需要 %(needed)s 名保育人员，现在 %(carers)s 名") % facts
            yield Due(site, care_class.name, why, "invalid", "classes")
