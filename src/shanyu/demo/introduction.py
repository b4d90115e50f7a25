"""Introduces the cast on the sign-in page of the demo."""

from collections.abc import Iterable

from shanyu.domain.people.demo_people import DemoPerson, demo_people_source


@demo_people_source
def cast() -> Iterable[DemoPerson]:
    """Everybody of the cast; the sign-in page shows those whose accounts exist."""
    # The planner's libraries are heavy, and only a demo asks.
    from shanyu.demo.cast import draw_cast

    return [DemoPerson(m.username, m.name, m.name_en, m.sentence, m.sentence_en) for m in draw_cast()]
