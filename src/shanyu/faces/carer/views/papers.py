"""What a carer sees of the own work: papers and what to renew, posts and classes. Never a child's name."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from shanyu.domain.providers.actions import accept_post, recognise_worker
from shanyu.domain.providers.kinds import CredentialKind
from shanyu.domain.providers.naming import said
from shanyu.domain.providers.queries import MyPapers, my_papers, see_post_invitation
from shanyu.faces.carer.frame import shown
from shanyu.ui.pages import page


@page("GET", verb="providers.my_papers")
def papers(request: HttpRequest) -> HttpResponse:
    """One's papers; somebody who is not known as a worker yet is, if their verified number says so."""
    mine = my_papers(request.actor)
    if mine is None and recognise_worker(request.actor) is not None:
        mine = my_papers(request.actor)
    context = {
        "mine": mine,
        "to_renew": [(held, how_to_renew(held.kind)) for held in mine.to_renew] if mine else [],
    }
    return shown(request, "carer/papers.html", context, "papers")


@page("GET", verb="providers.my_papers")
def classes(request: HttpRequest) -> HttpResponse:
    mine = my_papers(request.actor)
    return shown(request, "carer/classes.html", {"mine": mine, "posts": _posts(mine)}, "papers")


@page("GET", "POST", verb="providers.see_post_invitation", changes="providers.accept_post")
def join(request: HttpRequest, secret: str) -> HttpResponse:
    """Read for whom a link is and with which posts, and tie one's account to them."""
    if request.method == "POST":
        accept_post(request.actor, secret=secret)
        messages.success(request, _("已绑定。以后登录就能看到自己的岗位和证照。"))
        return redirect("carer:papers")
    found = see_post_invitation(request.actor, secret=secret)
    posts = [
        {
            "site": said(post.site, "name"),
            "role": post.get_role_display(),
            "care_class": post.care_class.name if post.care_class else "",
        }
        for post in found.posts
    ]
    return shown(request, "carer/join.html", {"found": found, "posts": posts}, "")


def _posts(mine: MyPapers | None) -> list[dict]:
    if mine is None:
        return []
    return [
        {
            "view": view,
            "site": said(view.post.site, "name"),
            "operator": said(view.post.site.operator, "name"),
            "past": past,
        }
        for past, views in ((False, mine.posts), (True, mine.past))
        for view in views
    ]


def how_to_renew(kind: str) -> str:
    """Where a paper is renewed, in one sentence; who enters it here is always the head of the site."""
    ways = {
        CredentialKind.HEALTH: _("到疾控中心或指定医院体检，取得新的健康证明。"),
        CredentialKind.NO_CRIME: _("由机构每年统一查询，请园长办理，您不用自己去。"),
        CredentialKind.FIRST_AID: _("参加急救复训，取得新的证书。"),
    }
    return ways.get(kind, _("到签发单位办理续期。"))
