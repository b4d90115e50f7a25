"""Making rows of what is known of an illness: each sign once a day, each episode once, whoever says it first.

Two people may note the same at one moment: the database keeps one row, and the second finds it.
"""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db import IntegrityError, transaction

from shanyu.domain.care.kinds import Symptom
from shanyu.domain.people.models import Child
from shanyu.domain.protection.kinds import ILL, IllnessState
from shanyu.domain.protection.models import Illness, Sign
from shanyu.domain.protection.notices import tell_of_illness
from shanyu.domain.protection.there import class_of
from shanyu.domain.providers.models import Site


def note_signs(
    child: Child, site: Site, day: date, symptoms: Iterable[str], source: str, mark: UUID | None = None
) -> list[Sign]:
    """Signs of a day; one that is known already stays as it is. Codes that are no signs are left out."""
    known = sorted(set(symptoms) & set(Symptom.values))
    of = class_of(child, site)
    Sign.objects.bulk_create(
        [
            Sign(child=child, site=site, care_class=of, day=day, symptom=one, source=source, mark=mark)
            for one in known
        ],
        ignore_conflicts=True,
    )
    return list(Sign.objects.filter(child=child, day=day, symptom__in=known).order_by("pk"))


def note_episode(
    child: Child, site: Site, disease: str, onset: date, source: str, state: str, *, by: int | None, words: str = ""
) -> Illness:  # fmt: skip
    """The open episode of a disease of a child: the one that is known, or a new one.

    What is known is only ever made surer and earlier: a confirmation confirms it, an earlier first day moves it.
    """
    try:
        with transaction.atomic():
            made = Illness.objects.create(
                child=child, site=site, care_class=class_of(child, site), disease=disease, source=source,
                state=state, onset_on=onset, noted_by_id=by, words=words.strip() or None,
            )  # fmt: skip
    except IntegrityError:
        made = Illness.objects.select_for_update().get(child=child, disease=disease, state__in=ILL)
        if state == IllnessState.CONFIRMED:
            made.state, made.source = state, source
        made.onset_on = min(made.onset_on, onset)
        made.words = words.strip() or made.words
        made.save(update_fields=["state", "source", "onset_on", "words"])
    tell_of_illness(made, by)
    return made
