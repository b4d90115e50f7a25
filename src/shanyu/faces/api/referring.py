"""Referrals in version 1 of the API: a guardian decides, the site that is asked answers."""

from uuid import UUID

from django.http import HttpRequest
from ninja import Router

from shanyu.domain.enrolment import actions
from shanyu.domain.enrolment.queries import ReferralLine, referral, referrals
from shanyu.faces.api import signing_schemas as schemas
from shanyu.faces.api import signing_shapes as made
from shanyu.faces.api.doors import FAMILY, SITE, changes, reads
from shanyu.kernel.door import OutOfReach

router = Router()


@router.get(
    "/referrals",
    response=list[schemas.ReferralOut],
    url_name="referrals",
    operation_id="myReferrals",
    tags=["cases"],
)
def mine(request: HttpRequest) -> list[schemas.ReferralOut]:
    """Referrals of the key owner's children, the newest first."""
    return [made.referral(line) for line in referrals(request.actor) if line.side == "family"]


@router.post(
    "/referrals/{referral_id}/agree",
    response=schemas.ReferralOut,
    url_name="referral_agree",
    operation_id="agreeReferral",
    tags=["cases"],
)
def agree(request: HttpRequest, referral_id: UUID) -> schemas.ReferralOut:
    """Allow all that is named; the other site is asked now."""
    actions.agree_referral(request.actor, referral_id)
    return made.referral(_line(request, referral_id))


@router.post(
    "/referrals/{referral_id}/refuse",
    response=schemas.ReferralOut,
    url_name="referral_refuse",
    operation_id="refuseReferral",
    tags=["cases"],
)
def refuse(request: HttpRequest, referral_id: UUID) -> schemas.ReferralOut:
    """Do not want it; the other site hears of nothing."""
    actions.refuse_referral(request.actor, referral_id)
    return made.referral(_line(request, referral_id))


@router.post(
    "/referrals/{referral_id}/end",
    response=schemas.ReferralOut,
    url_name="referral_end",
    operation_id="endReferral",
    tags=["cases"],
)
def end(request: HttpRequest, referral_id: UUID) -> schemas.ReferralOut:
    """Take the consent back: from now on nobody reads anything through it."""
    if _line(request, referral_id).side != "family":
        raise OutOfReach
    actions.end_referral(request.actor, referral_id)
    return made.referral(_line(request, referral_id))


@router.get(
    "/sites/{site_id}/referrals",
    response=list[schemas.ReferralOut],
    url_name="site_referrals",
    operation_id="siteReferrals",
    tags=["enrolment"],
)
def of_a_site(request: HttpRequest, site_id: UUID) -> list[schemas.ReferralOut]:
    """Referrals from and to a site of one's own, the newest first; those to it once a guardian has agreed."""
    lines = referrals(request.actor, site=site_id)
    return [made.referral(line) for line in lines if line.side != "family"]


@router.post(
    "/referrals/{referral_id}/take",
    response=schemas.ReferralOut,
    url_name="referral_take",
    operation_id="takeReferral",
    tags=["enrolment"],
)
def take(request: HttpRequest, referral_id: UUID) -> schemas.ReferralOut:
    """Take it up: what the guardian has allowed may be read from now on."""
    actions.take_referral(request.actor, referral_id)
    return made.referral(_line(request, referral_id))


@router.post(
    "/referrals/{referral_id}/decline",
    response=schemas.ReferralOut,
    url_name="referral_decline",
    operation_id="declineReferral",
    tags=["enrolment"],
)
def decline(request: HttpRequest, referral_id: UUID) -> schemas.ReferralOut:
    """Answer that the site cannot take it up."""
    actions.decline_referral(request.actor, referral_id)
    return made.referral(_line(request, referral_id))


def _line(request: HttpRequest, referral_id: UUID) -> ReferralLine:
    return referral(request.actor, referral_id).line


#: What each address declares at the door, and the scope that a key needs there.
PAGES = {
    "referrals": reads("enrolment.referrals", FAMILY),
    "referral_agree": changes("enrolment.agree_referral", FAMILY),
    "referral_refuse": changes("enrolment.refuse_referral", FAMILY),
    "referral_end": changes("enrolment.end_referral", FAMILY),
    "site_referrals": reads("enrolment.referrals", SITE),
    "referral_take": changes("enrolment.take_referral", SITE),
    "referral_decline": changes("enrolment.decline_referral", SITE),
}
