"""The people whom the demo introduces on its sign-in page. The demo says who; without it there is nobody."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.conf import settings

from shanyu.domain.people.models import Account


@dataclass(frozen=True)
class DemoPerson:
    """Somebody to sign in as: user name, name, and a sentence, in Chinese and in English."""

    username: str
    name: str
    name_en: str
    sentence: str
    sentence_en: str


_sources: list[Callable[[], Iterable[DemoPerson]]] = []


def demo_people_source(source: Callable[[], Iterable[DemoPerson]]) -> Callable[[], Iterable[DemoPerson]]:
    """Register who is in the demo's cast; the demo calls this once."""
    if source not in _sources:
        _sources.append(source)
    return source


def introduced() -> list[DemoPerson]:
    """The cast whose accounts exist here; nobody outside the demo."""
    if not settings.DEMO:
        return []
    people = [person for source in _sources for person in source()]
    names = [person.username for person in people]
    here = set(
        Account.objects.filter(username__in=names, is_demo=True, is_active=True).values_list(
            "username", flat=True
        )
    )
    return [person for person in people if person.username in here]


def demo_account(username: str) -> Account | None:
    """The account of one of the cast, or None."""
    if username not in {person.username for person in introduced()}:
        return None
    return Account.objects.get(username=username)
