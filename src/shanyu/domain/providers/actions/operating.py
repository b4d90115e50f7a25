"""Who acts for an operator: an account, over all the operator's sites, from a day until it is ended."""

from datetime import date

from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext as _

from shanyu.domain.people.models import Account
from shanyu.domain.providers.actions.guarding import guarded
from shanyu.domain.providers.models import Operator, OperatorPost
from shanyu.domain.providers.refusals import ActsAlready, OwnOperatorPost
from shanyu.kernel.clock import today
from shanyu.kernel.door import Actor, Invalid
from shanyu.kernel.door.audit import touched
from shanyu.kernel.door.verbs import action


@action("providers.appoint_operator", on=Operator)
def appoint_operator(
    actor: Actor, operator: Operator, *, username: str, until: date | None = None
) -> OperatorPost:
    """Let the account of this user name act for the operator from today, `until` its last day.

    Raises Invalid, OwnOperatorPost (two people are needed for that) and ActsAlready.
    """
    account = _account(username)
    if account.pk == actor.account_id:
        raise OwnOperatorPost
    if until is not None and until < today():
        raise Invalid({"until": _("最后一天不能早于今天。")})
    touched(account)
    upper = date.fromordinal(until.toordinal() + 1) if until else None
    with guarded(operator_post_once_at_a_time=ActsAlready()):
        return OperatorPost.objects.create(
            account=account, operator=operator, valid=DateRange(today(), upper)
        )


@action("providers.end_operator_post", on=OperatorPost)
def end_operator_post(actor: Actor, post: OperatorPost) -> None:
    """End at once what an account does for an operator; one that began today never was.

    Raises OwnOperatorPost, and Invalid for one that has ended.
    """
    if post.account_id == actor.account_id:
        raise OwnOperatorPost
    day = today()
    if post.valid.upper is not None and post.valid.upper <= day:
        raise Invalid({"post": _("这项授权已经结束。")})
    if post.valid.lower >= day:
        post.delete()
        return
    post.valid = DateRange(post.valid.lower, day)
    post.save(update_fields=["valid"])


def _account(username: str) -> Account:
    found = Account.objects.filter(username=username.strip(), is_active=True).first()
    if found is None:
        raise Invalid({"username": _("没有这个用户名。请向对方核对，要逐字相同。")})
    return found
