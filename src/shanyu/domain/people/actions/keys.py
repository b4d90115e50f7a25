"""Keys by which machines use the API in somebody's name. Only a hash is kept; the key is shown once."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from shanyu.domain.people import rules
from shanyu.domain.people.api_keys import new_key
from shanyu.domain.people.models import Account, ApiKey
from shanyu.domain.people.refusals import TooManyKeys
from shanyu.domain.people.scopes import OVER_MANY, SCOPES
from shanyu.kernel.clock import now, today
from shanyu.kernel.door import Actor, Invalid, StepUpNeeded, audit
from shanyu.kernel.door.verbs import action


@action("people.create_api_key")
def create_api_key(actor: Actor, *, label: str, scopes: list[str], days: int = 180) -> tuple[ApiKey, str]:
    """A key for one's own account: the row, and the whole key, told this once.

    The key keeps how surely its maker signed in. Raises Invalid, TooManyKeys, and StepUpNeeded where a scope over
    many families is asked for without a second factor.
    """
    Account.objects.select_for_update().get(pk=actor.account_id)
    if not label.strip():
        raise Invalid({"label": _("请给密钥起个名字，写明哪个系统在用。")})
    if not scopes or not set(scopes) <= set(SCOPES):
        raise Invalid({"scopes": _("请至少选一个范围。")})
    if actor.assurance < 2 and set(scopes).intersection(OVER_MANY):
        raise StepUpNeeded
    if not 1 <= days <= rules.LONGEST_KEY_DAYS:
        raise Invalid({"days": _("有效期是 1 到 366 天。")})
    live = ApiKey.objects.filter(account_id=actor.account_id, revoked_at=None, expires_on__gte=today())
    if (count := live.count()) >= rules.MOST_KEYS:
        raise TooManyKeys(count=count)
    fresh = new_key()
    made = ApiKey.objects.create(
        account_id=actor.account_id,
        label=label.strip()[:60],
        prefix=fresh.prefix,
        secret_hash=fresh.secret_hash,
        scopes=sorted(set(scopes)),
        assurance=actor.assurance,
        expires_on=today() + timedelta(days=days),
    )
    audit.touched(made)
    return made, fresh.whole


@action("people.revoke_api_key", on=ApiKey)
def revoke_api_key(actor: Actor, key: ApiKey) -> ApiKey:
    """Make a key useless from now on."""
    key.revoked_at = key.revoked_at or now()
    key.save()
    return key
