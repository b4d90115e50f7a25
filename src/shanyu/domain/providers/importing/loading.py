"""Rows into tables, a batch at a time: each batch is one use of one verb, in one transaction of its own."""

from dataclasses import dataclass, field
from functools import cache

from django.db import DataError, IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from shanyu.domain.providers.importing.batch import Batch, Keys, reject
from shanyu.domain.providers.importing.care import furnish
from shanyu.domain.providers.importing.changes import Changes
from shanyu.domain.providers.importing.divisions import Divisions
from shanyu.domain.providers.importing.heads import appoint_heads
from shanyu.domain.providers.importing.papers import file_papers
from shanyu.domain.providers.importing.places import find_sites
from shanyu.domain.providers.jobs import plan_snapping
from shanyu.domain.providers.models import (
    Authorisation,
    CareClass,
    Certificate,
    Operator,
    Post,
    Room,
    ServiceOffer,
    Site,
    Worker,
)
from shanyu.kernel.door import Actor, audit
from shanyu.kernel.door.verbs import action
from shanyu.kernel.tabular.problems import say
from shanyu.kernel.tabular.rows import ParsedRow

_ORDER = (Operator, Site, Authorisation, Certificate, Room, CareClass, ServiceOffer, Worker, Post)

#: What PostgreSQL says of a row that breaks one of its rules.
_CLASHES = (IntegrityError, DataError)


@dataclass
class Loaded:
    """What a batch came to. Rows that could not be loaded carry an error in their problems."""

    changes: Changes = field(default_factory=Changes)
    site_ids: list[int] = field(default_factory=list)


@action("providers.import_sites")
def load_sites(actor: Actor, rows: list[ParsedRow], divisions: Divisions, *, dry_run: bool = False) -> Loaded:
    """Load good rows of a sheet of sites, or only tell what that would change.

    Sites are found again by their reference, else by operator, name and address. A blank cell changes nothing,
    and neither does a value that is there already.
    """
    said = [len(row.problems) for row in rows]
    try:
        with transaction.atomic():
            loaded = _load(rows, divisions, dry_run)
    except _CLASHES:
        for row, length in zip(rows, said, strict=True):
            del row.problems[length:]
        loaded = _one_by_one(rows, divisions, dry_run)
    audit.touched_keys(Site, loaded.site_ids)
    return loaded


def _one_by_one(rows: list[ParsedRow], divisions: Divisions, dry_run: bool) -> Loaded:
    """One of the rows breaks a rule that only the tables know: find it, and load the others."""
    together = Loaded()
    for row in rows:
        said = len(row.problems)
        try:
            with transaction.atomic():
                alone = _load([row], divisions, dry_run)
        except _CLASHES as error:
            del row.problems[said:]
            rule = getattr(getattr(error.__cause__, "diag", None), "constraint_name", None)
            what = say(_("这一行与已有的数据冲突（%(rule)s），没有导入。"), rule=rule or type(error).__name__)
            reject(row, _("整行"), what, say(_("请与系统里的这家机构核对后改正。")))
            continue
        together.changes.join(alone.changes)
        together.site_ids += alone.site_ids
    return together


def _load(rows: list[ParsedRow], divisions: Divisions, dry_run: bool) -> Loaded:
    batch = Batch(rows, divisions, cache(lambda model: Keys(model, dry_run)))
    find_sites(batch)
    file_papers(batch)
    furnish(batch)
    appoint_heads(batch)
    for target in batch.targets:
        batch.changes.added += target.is_new
        batch.changes.updated += not target.is_new and target.touched
        batch.changes.unchanged += not target.is_new and not target.touched
    if dry_run:
        return Loaded(batch.changes)
    batch.plan.carry_out(_ORDER)
    if batch.moved:
        plan_snapping(batch.moved)
    return Loaded(batch.changes, [t.site_id for t in batch.targets if t.is_new or t.touched])
