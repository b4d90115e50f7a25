"""Workers and their posts. A person is one row wherever they work, found by the blind index of their number."""

from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, models, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shanyu.domain.providers.actions.appointing import APPOINTED, may_appoint, may_enter
from shanyu.domain.providers.actions.guarding import guarded
from shanyu.domain.providers.actions.invitations import withdraw_links
from shanyu.domain.providers.models import CareClass, Post, Site, Worker
from shanyu.domain.providers.refusals import AlreadyPosted, NameDiffers
from shanyu.kernel.clock import today
from shanyu.kernel.door import Actor, Invalid
from shanyu.kernel.door.audit import because, touched
from shanyu.kernel.door.verbs import action
from shanyu.kernel.fields import matching
from shanyu.kernel.identifiers import BadIdentifier, clean_identity, clean_mobile


class UnmaskReason(models.TextChoices):
    """Why somebody looks at a worker's number; the audit trail keeps which."""

    FILING = "filing", gettext_lazy("办理备案或变更")
    BACKGROUND_CHECK = "background_check", gettext_lazy("办理无违法犯罪查询")
    HEALTH_CHECK = "health_check", gettext_lazy("办理健康证明")
    EMERGENCY = "emergency", gettext_lazy("紧急情况联系本人")
    CORRECTION = "correction", gettext_lazy("核对或更正登记")


@dataclass(frozen=True)
class Unmasked:
    """A worker's number and telephone in clear, "" where none is known. Shown once, kept nowhere."""

    name: str
    identity: str
    phone: str


@action("providers.add_worker", on=Site)
def add_worker(
    actor: Actor,
    site: Site,
    *,
    name: str,
    identity: str,
    role: str,
    starts: date | None = None,
    phone: str = "",
    care_class: int | None = None,
    full_time: bool = True,
) -> Post:
    """Give somebody a post at the site; a number that is known already is the same person, not a new one.

    Raises Invalid; NotYoursToAppoint for a head or keeper entered by a head; OnlyAppointedPosts for any other
    post entered by an officer; NameDiffers where the number belongs to another name, which is not told;
    AlreadyPosted. A post with power withdraws the worker's open links: they were made for less.
    """
    number, mobile = _numbers(name, identity, phone)
    room_of_work = _class_of(site, care_class)
    may_appoint(actor, site, role)
    may_enter(actor, site, role)
    worker = _known_or_new(name.strip(), number, mobile)
    touched(worker)
    if role in APPOINTED:
        withdraw_links(worker)
    with guarded(post_once_at_a_time=AlreadyPosted()):
        return Post.objects.create(
            worker=worker, site=site, role=role, care_class=room_of_work, full_time=full_time,
            valid=DateRange(starts or today(), None),
        )  # fmt: skip


@action("providers.change_post", on=Post)
def change_post(
    actor: Actor, post: Post, *, care_class: int | None, full_time: bool, starts: date | None = None
) -> Post:
    """Put a worker into another class or working time from a day on; what was before stays in the record.

    Raises Invalid and AlreadyPosted.
    """
    day = starts or today()
    if day < post.valid.lower or (post.valid.upper is not None and day >= post.valid.upper):
        raise Invalid({"starts": _("开始日期应在这一岗位的起止日期之内。")})
    new_class = _class_of(post.site, care_class)
    if day > post.valid.lower:
        ended = post.valid.upper
        post.valid = DateRange(post.valid.lower, day)
        post.save(update_fields=["valid"])
        post = Post(worker=post.worker, site=post.site, role=post.role, valid=DateRange(day, ended))
    post.care_class, post.full_time = new_class, full_time
    with guarded(post_once_at_a_time=AlreadyPosted()):
        post.save()
    return post


@action("providers.end_post", on=Post)
def end_post(actor: Actor, post: Post, *, last_day: date | None = None) -> Post:
    """End a post after its last day. A head cannot end a post they could not give.

    Raises Invalid where the day lies before the post began, and NotYoursToAppoint.
    """
    may_appoint(actor, post.site, post.role)
    day = last_day or today()
    if day < post.valid.lower:
        raise Invalid({"last_day": _("离岗日期应在到岗日期之后。")})
    post.valid = DateRange(post.valid.lower, date.fromordinal(day.toordinal() + 1))
    with guarded(post_once_at_a_time=AlreadyPosted()):
        post.save(update_fields=["valid"])
    return post


@action("providers.unmask_worker", on=Worker)
def unmask_worker(actor: Actor, worker: Worker, *, reason: str) -> Unmasked:
    """A worker's number in clear, for a reason of the list that the audit trail keeps. Raises Invalid."""
    if reason not in UnmaskReason.values:
        raise Invalid({"reason": _("请选择查看的理由。")})
    because(reason)
    return Unmasked(
        name=worker.name,
        identity=worker.identity.reveal() if worker.identity else "",
        phone=worker.phone.reveal() if worker.phone else "",
    )


def _numbers(name: str, identity: str, phone: str) -> tuple[str, str | None]:
    errors = {}
    number, mobile = "", None
    if not 0 < len(name.strip()) <= 60:
        errors["name"] = _("请填写姓名。")
    try:
        number = clean_identity(identity)
    except BadIdentifier:
        errors["identity"] = _("身份证号不对，请逐位核对（18 位，最后一位可能是 X）。")
    try:
        mobile = clean_mobile(phone) if phone.strip() else None
    except BadIdentifier:
        errors["phone"] = _("手机号应是 11 位数字。")
    if errors:
        raise Invalid(errors)
    return number, mobile


def _class_of(site: Site, key: int | None) -> CareClass | None:
    if key is None:
        return None
    found = CareClass.objects.filter(site=site, pk=key, closed_on__isnull=True).first()
    if found is None:
        raise Invalid({"care_class": _("请选择本机构的班级。")})
    return found


def _known_or_new(name: str, number: str, mobile: str | None) -> Worker:
    """The worker of this number. Two who enter the same person at once meet in the unique blind index."""
    worker = Worker.objects.filter(matching(Worker, "identity_index", number)).first()
    if worker is None:
        try:
            with transaction.atomic():
                made = Worker.objects.create(name=name, identity=number, phone=mobile)
            made.refresh_from_db()
            return made
        except IntegrityError:
            worker = Worker.objects.get(matching(Worker, "identity_index", number))
    if worker.name != name:
        raise NameDiffers
    if mobile and not worker.phone:
        worker.phone = mobile
        worker.save(update_fields=["phone", "phone_index"])
    return worker
