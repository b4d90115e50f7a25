"""The door itself: every verb a person or a machine can reach passes here.

In this order: the policy row, the actor's role and reach, the transaction (actions), the verb, and after
commit the audit event and the metrics.

    @action("providers.publish_page", on=Site)
    def publish_page(actor: Actor, site: Site) -> SitePage: ...

    @query("providers.list_sites", of=Site)
    def list_sites(actor: Actor, sites: QuerySet[Site], *, kind: str = "") -> QuerySet[Site]: ...

    publish_page(actor, site_or_its_key)     # resolved within reach, locked, or OutOfReach
    list_sites(actor, kind="station")        # `sites` is handed in by the door, already cut to reach
"""

import functools
import time
from collections.abc import Callable
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from datetime import date
from typing import Any

import pghistory
from django.db import models, transaction
from django.db.models import Q

from shanyu.kernel.clock import today
from shanyu.kernel.door import audit, metrics
from shanyu.kernel.door.actor import Actor
from shanyu.kernel.door.policy import row_of
from shanyu.kernel.door.refusals import NoPolicy, OutOfReach, Refusal, SignInNeeded, StepUpNeeded
from shanyu.kernel.door.roles import Role
from shanyu.kernel.door.subjects import resolve


@dataclass(frozen=True)
class Verb:
    """What is known of a verb: its name, whether it changes the world, and the model its reach is over."""

    name: str
    changes: bool
    on: type[models.Model] | None
    of: type[models.Model] | None
    audited: bool
    lookback: str | None
    alone: bool
    reads: tuple[str, ...]
    function: Callable[..., Any]


_verbs: dict[str, Verb] = {}


def verbs() -> dict[str, Verb]:
    return dict(_verbs)


def action(
    name: str, *, on: type[models.Model] | None = None, alone: bool = False, reads: tuple[str, ...] = ()
) -> Callable:
    """A verb that changes the world, in one transaction. `on` is the model of its first argument.

    `alone`: what the verb changes it changes by one statement, which is its own transaction and takes its own
    locks; the door neither opens a transaction around it nor locks its subject. For the few verbs that many
    people use on one row at one moment (docs/decisions/0007). Of its subject only the columns that it `reads` are read.
    """
    return _register(
        name, changes=True, on=on, of=None, audited=True, lookback=None, alone=alone, reads=reads
    )


def query(
    name: str,
    *,
    on: type[models.Model] | None = None,
    of: type[models.Model] | None = None,
    audited: bool = True,
    lookback: str | None = None,
    reads: tuple[str, ...] = (),
) -> Callable:
    """A verb that asks. `on`: about one row; `of`: over a list cut to reach, handed in as a queryset.

    `audited=False` is for open data that everybody may read, and for marks that tell nothing of anybody.
    `lookback` names the keyword argument (a date) that says how far back the question looks. Of its subject only
    the columns that it `reads` are read, where they are named.
    """
    return _register(
        name, changes=False, on=on, of=of, audited=audited, lookback=lookback, alone=False, reads=reads
    )


def _register(name: str, **facts: Any) -> Callable:
    def decorate(function: Callable) -> Callable:
        if name in _verbs:
            raise NoPolicy(f"two verbs named {name}")
        verb = _verbs[name] = Verb(name=name, function=function, **facts)

        @functools.wraps(function)
        def through_the_door(actor: Actor, *args: Any, **kwargs: Any) -> Any:
            return _pass(verb, actor, args, kwargs)

        through_the_door.verb = verb
        return through_the_door

    return decorate


def _pass(verb: Verb, actor: Actor, args: tuple, kwargs: dict) -> Any:
    started = time.perf_counter()
    token = audit.begin()
    outcome = "error"
    try:
        reach = _reach(verb, actor)
        with _transaction(verb, actor):
            result = _run(verb, actor, reach, args, kwargs)
        outcome = "done"
        return result
    except Refusal as refusal:
        outcome = refusal.code
        raise
    finally:
        found = audit.end(token)
        metrics.count(verb.name, outcome, time.perf_counter() - started)
        if verb.audited:
            audit.note(actor, verb.name, outcome, found, _lookback(verb, kwargs))


def _reach(verb: Verb, actor: Actor) -> Q:
    row = row_of(verb.name)
    reach = row.reach(actor)
    if reach is not None:
        return reach
    if not actor.signed_in and not actor.system:
        raise SignInNeeded
    if actor.withheld.intersection(row.who) or (
        Role.ADMINISTRATOR_ON_DUTY in row.who and Role.ADMINISTRATOR in actor.withheld
    ):
        raise StepUpNeeded
    raise OutOfReach


@contextmanager
def _transaction(verb: Verb, actor: Actor):
    whole = verb.changes and not verb.alone
    scope = transaction.atomic() if whole else nullcontext()
    history = pghistory.context(verb=verb.name, account=actor.account_id) if whole else nullcontext()
    with history, scope:
        yield


def _run(verb: Verb, actor: Actor, reach: Q, args: tuple, kwargs: dict) -> Any:
    if verb.of is not None:
        result = verb.function(actor, verb.of._default_manager.filter(reach), *args, **kwargs)
    elif verb.on is not None:
        lock = verb.changes and not verb.alone
        subject = resolve(verb.on, args[0], reach, lock=lock, reads=verb.reads)
        audit.touched(subject)
        result = verb.function(actor, subject, *args[1:], **kwargs)
    else:
        result = verb.function(actor, *args, **kwargs)
    _touch_result(result)
    return result


def _touch_result(result: Any) -> None:
    if isinstance(result, models.Model):
        audit.touched(result)
    elif isinstance(result, list):
        audit.touched(*(item for item in result if isinstance(item, models.Model)))


def _lookback(verb: Verb, kwargs: dict) -> int | None:
    since = kwargs.get(verb.lookback) if verb.lookback else None
    return (today() - since).days if isinstance(since, date) else None
