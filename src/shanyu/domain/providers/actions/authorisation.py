"""By what right a site operates, as the authority records it."""

from datetime import date

from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext as _

from shanyu.domain.providers.actions.guarding import guarded
from shanyu.domain.providers.kinds import AuthorisationKind, AuthorisationState
from shanyu.domain.providers.models import Authorisation, Site
from shanyu.domain.providers.refusals import AuthorisationOverlaps
from shanyu.kernel.clock import today
from shanyu.kernel.door import Actor, Invalid
from shanyu.kernel.door.verbs import action

#: What a recorded authorisation may become; an ended one stays ended.
NEXT_STATES = {
    AuthorisationState.PENDING: {AuthorisationState.CANCELLED},
    AuthorisationState.VALID: {
        AuthorisationState.SUSPENDED,
        AuthorisationState.CANCELLED,
        AuthorisationState.REVOKED,
    },
    AuthorisationState.SUSPENDED: {
        AuthorisationState.VALID,
        AuthorisationState.CANCELLED,
        AuthorisationState.REVOKED,
    },
}


@action("providers.record_authorisation", on=Site)
def record_authorisation(
    actor: Actor,
    site: Site,
    *,
    kind: str,
    number: str,
    authority: str,
    issued_on: date,
    begins: date | None = None,
    ends: date | None = None,
    authority_en: str = "",
) -> Authorisation:
    """Record a filing or permit that was given; `ends` is its last day, None where it has none.

    Raises Invalid, and AuthorisationOverlaps while another of its kind holds.
    """
    first = begins or issued_on
    errors = {}
    if kind not in AuthorisationKind.values:
        errors["kind"] = _("请选择备案或许可。")
    if not number.strip():
        errors["number"] = _("请填写编号。")
    if not authority.strip():
        errors["authority"] = _("请填写备案（许可）机关。")
    if issued_on > today():
        errors["issued_on"] = _("签发日期不能在将来。")
    if ends is not None and ends < first:
        errors["ends"] = _("截止日期应在起始日期之后。")
    if errors:
        raise Invalid(errors)
    upper = date.fromordinal(ends.toordinal() + 1) if ends else None
    with guarded(authorisation_one_at_a_time=AuthorisationOverlaps()):
        return Authorisation.objects.create(
            site=site, kind=kind, number=number.strip(), authority=authority.strip(),
            authority_en=authority_en.strip(), state=AuthorisationState.VALID, issued_on=issued_on,
            valid=DateRange(first, upper),
        )  # fmt: skip


@action("providers.change_authorisation", on=Authorisation)
def change_authorisation(actor: Actor, authorisation: Authorisation, *, state: str) -> Authorisation:
    """Suspend an authorisation, let it hold again, cancel or revoke it. Raises Invalid for any other way."""
    if state not in NEXT_STATES.get(AuthorisationState(authorisation.state), set()):
        raise Invalid(
            {"state": _("现在是“%(state)s”，不能这样改。") % {"state": authorisation.get_state_display()}}
        )
    authorisation.state = state
    with guarded(authorisation_one_at_a_time=AuthorisationOverlaps()):
        authorisation.save(update_fields=["state"])
    return authorisation
