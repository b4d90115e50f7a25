"""What must hold of cases and places at every moment, asked in plain SQL that knows nothing of the functions."""

from datetime import date

from shanyu.kernel.prepared import ask
from tests.asking import names_of

#: Each names rows that must not be there. %(today)s is the day.
WRONG = {
    "a class has more children on a day than places": """
        SELECT c.id, day FROM providers_careclass AS c
        CROSS JOIN LATERAL (
            SELECT %(today)s::date AS day UNION
            SELECT lower(during) FROM enrolment_placement WHERE care_class_id = c.id AND state <> 'released'
        ) AS days
        WHERE day >= %(today)s AND (
            SELECT count(*) FROM enrolment_placement AS p
            WHERE p.care_class_id = c.id AND p.state <> 'released' AND p.during @> day)
            > c.licensed - (c.placed - c.placed_here) - (c.held - c.held_here)
    """,
    "a child is in two places": """
        SELECT a.id FROM enrolment_placement AS a JOIN enrolment_placement AS b
          ON a.child_id = b.child_id AND a.id < b.id AND a.during && b.during
        WHERE a.state IN ('planned', 'current', 'ended') AND b.state IN ('planned', 'current', 'ended')
    """,
    "a standing offer holds no place, or a held place has no standing offer": """
        SELECT o.id, p.id FROM enrolment_offer AS o JOIN enrolment_placement AS p ON p.id = o.placement_id
        WHERE (o.state = 'standing') <> (p.state = 'held')
    """,
    "an application and its offer do not say the same": """
        SELECT a.id FROM enrolment_application AS a
        WHERE (a.state = 'offered') <> EXISTS (
            SELECT 1 FROM enrolment_offer WHERE application_id = a.id AND state = 'standing')
    """,
    "a case and its offers do not say the same": """
        SELECT c.id FROM enrolment_case AS c
        WHERE c.state IN ('applied', 'offered') AND (c.state = 'offered') <> EXISTS (
            SELECT 1 FROM enrolment_offer AS o JOIN enrolment_application AS a ON a.id = o.application_id
            WHERE a.case_id = c.id AND o.state = 'standing')
    """,
    "a child who has a place still waits elsewhere": """
        SELECT a.id FROM enrolment_application AS a JOIN enrolment_case AS c ON c.id = a.case_id
        WHERE a.state IN ('waiting', 'offered') AND c.state NOT IN ('applied', 'offered')
    """,
    "a case that goes on has no place": """
        SELECT c.id FROM enrolment_case AS c
        WHERE c.state IN ('accepted', 'checkup', 'agreement', 'placed', 'attending', 'suspended')
          AND NOT EXISTS (SELECT 1 FROM enrolment_placement
                          WHERE case_id = c.id AND state IN ('planned', 'current'))
    """,
    "a case that is over keeps a place": """
        SELECT c.id FROM enrolment_case AS c JOIN enrolment_placement AS p ON p.case_id = c.id
        WHERE c.ended_at IS NOT NULL AND p.state IN ('held', 'planned', 'current')
    """,
    "the ledger does not end with the state of the case": """
        SELECT c.id, c.state, e.state FROM enrolment_case AS c
        JOIN LATERAL (SELECT state FROM enrolment_entry WHERE case_id = c.id ORDER BY id DESC LIMIT 1) AS e ON true
        WHERE e.state <> c.state
    """,
}

#: Only right after a count: the numbers of a class are those of its placements.
COUNTED = """
    SELECT c.id FROM providers_careclass AS c
    WHERE c.placed_here <> (SELECT count(*) FROM enrolment_placement
                            WHERE care_class_id = c.id AND state <> 'released' AND during @> %(today)s::date)
"""


def wrongs(today: date) -> list[str]:
    """What is wrong now; empty where everything holds."""
    return [name for (name,) in ask(names_of(WRONG), {"today": today})]


def miscounted(today: date) -> bool:
    return ask(COUNTED, {"today": today}) != []
