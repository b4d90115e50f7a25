"""What every table of ours keeps."""

import pytest
from django.apps import apps
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField
from django.db import connection, models

OURS = [
    model
    for model in apps.get_models()
    if model.__module__.startswith("shanyu.") and not hasattr(model, "pgh_tracked_model")
]


def exclusions(model: type[models.Model]) -> list[str]:
    return [
        str(expression)
        for constraint in model._meta.constraints
        if isinstance(constraint, ExclusionConstraint)
        for expression, _operator in constraint.expressions
    ]


def test_every_time_range_is_kept_from_overlapping_by_the_database():
    ranges = [
        (model, field.name)
        for model in OURS
        for field in model._meta.local_fields
        if isinstance(field, DateRangeField)
    ]
    assert ranges
    assert [f"{model.__name__}.{name}" for model, name in ranges if name not in exclusions(model)] == []


def test_every_table_says_when_a_row_was_made_and_changed():
    def stamped(model: type[models.Model]) -> bool:
        names = {field.name for field in model._meta.local_fields}
        appended = any(trigger.name == "append_only" for trigger in getattr(model._meta, "triggers", []))
        return {"created_at", "modified_at"} <= names or (appended and bool(names & {"created_at", "at"}))

    # Places of a session change in a rush and say when in the ledger; a turnout is a sum of rows that say when; under
    # an agreement a signature says when, and only its name is ever sealed anew. Of the daily record an entry says when
    # it happened and came, and only its words are ever sealed anew; the mark of one that has come says when.
    # Lines of a dish, a drafted week and a survey are written anew with it, which says when; a version says when too.
    exceptions = {
        "RateCount", "AdminSession", "Counter", "Pool", "BookedChild", "Untold", "Turnout", "Signature",
        "Arrived", "Entry",
        "Ingredient", "MenuItem", "MenuVersion", "PlanItem", "PlanVersion", "SurveyFood",
    }  # fmt: skip
    assert sorted(model.__name__ for model in OURS if not stamped(model)) == sorted(exceptions)


@pytest.mark.django_db
def test_every_foreign_key_has_an_index_that_begins_with_it():
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT con.conrelid::regclass::text, att.attname
            FROM pg_constraint con
            JOIN pg_attribute att ON att.attrelid = con.conrelid AND att.attnum = con.conkey[1]
            WHERE con.contype = 'f' AND con.conrelid::regclass::text ~ '^(kernel|regions|people|providers)_'
              AND NOT EXISTS (
                SELECT 1 FROM pg_index idx
                WHERE idx.indrelid = con.conrelid AND idx.indkey[0] = con.conkey[1]
              )
            """
        )
        assert cursor.fetchall() == []


@pytest.mark.django_db
def test_the_models_and_the_migrations_agree():
    from django.core.management import call_command

    call_command("makemigrations", check=True, dry_run=True, verbosity=0)
