"""A class with children in it, and entries as a device sends them, for tests of the child's day."""

from datetime import date, datetime
from uuid import UUID, uuid4

from shanyu.domain.people.models import Child
from shanyu.domain.providers.models import CareClass, Worker
from shanyu.kernel.clock import now
from tests.domain.enrolment import making

SINCE = date(2026, 11, 16)


def daughters_class(cast) -> CareClass:
    """The carer's own class, which the daughter attends."""
    where = cast.bamboo.classes.get()
    making.attending(cast.daughter, where, cast.father, cast.head, SINCE)
    return where


def raw(child: Child, kind: str, at: datetime | None = None, **more: object) -> dict:
    """An entry as it comes in JSON; what is no part of an entry is a fact."""
    known = {"mark", "by", "note", "batch", "replaces", "withdrawn"}
    facts = {name: value for name, value in more.items() if name not in known}
    rest = {name: _plain(value) for name, value in more.items() if name in known}
    moment = (at or now()).isoformat()
    return {
        "mark": str(uuid4()),
        "child": str(child.public_id),
        "kind": kind,
        "at": moment,
        "facts": facts,
    } | rest


def _plain(value: object) -> object:
    if isinstance(value, UUID):
        return str(value)
    return [str(one) for one in value] if isinstance(value, list | tuple) else value


def worker_of(account) -> Worker:
    return Worker.objects.get(account=account)
