"""Telling of referrals: guardians that they are asked and what came of it, sites that it is their turn. No names."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from shanyu.domain.enrolment.kinds import ReferralState
from shanyu.domain.enrolment.models import Referral
from shanyu.domain.enrolment.notices import guardians_of, heads_of
from shanyu.domain.messaging.telling import notify
from shanyu.domain.providers.models import Site
from shanyu.domain.providers.naming import said

_FAMILY: dict[str, Callable[[], str]] = {
    ReferralState.PROPOSED: lambda: _("%(from)s 想把孩子转介给 %(to)s，请您决定"),
    ReferralState.TAKEN: lambda: _("%(to)s 接收了转介"),
    ReferralState.DECLINED: lambda: _("%(to)s 暂时不能接收转介"),
}
_SITE: dict[str, Callable[[], str]] = {
    ReferralState.AGREED: lambda: _("%(from)s 转介了一个孩子给 %(to)s，请答复"),
    ReferralState.REFUSED: lambda: _("监护人不同意转介到 %(to)s"),
    ReferralState.TAKEN: lambda: _("%(to)s 接收了转介"),
    ReferralState.DECLINED: lambda: _("%(to)s 暂时不能接收转介"),
}


def tell_family(referral: Referral) -> None:
    """Tell every guardian what a referral has come to."""
    for account in guardians_of(referral.child_id):
        _tell(account, referral, _FAMILY[referral.state], "/family/referrals/")


def tell_site(referral: Referral, site: Site) -> None:
    """Tell the heads and keepers of one of the two sites."""
    for account in heads_of(site):
        _tell(account, referral, _SITE[referral.state], f"/office/sites/{site.public_id}/referrals/")


def _tell(account, referral: Referral, words: Callable[[], str], url: str) -> None:
    def title() -> str:
        return words() % {"from": said(referral.from_site, "name"), "to": said(referral.to_site, "name")}

    notify(
        account,
        kind="enrolment.referral",
        title=title,
        body=lambda: _("内容请登录查看。"),
        url=url,
        dedupe=f"enrolment.referral:{referral.pk}:{referral.state}:{url}",
    )
