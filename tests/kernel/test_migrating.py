import pytest
from django.db import connection, models
from django.db.migrations.operations import CreateModel
from django.db.migrations.state import ProjectState

from shanyu.kernel.migrating import CreateTables


def shelf() -> CreateModel:
    return CreateModel("Shelf", [("id", models.BigAutoField(primary_key=True))])


def book() -> CreateModel:
    fields = [
        ("id", models.BigAutoField(primary_key=True)),
        ("on", models.ForeignKey("kernel.Shelf", models.CASCADE)),
    ]
    return CreateModel("Book", fields)


def after(*operations) -> ProjectState:
    state = ProjectState()
    for one in operations:
        one.state_forwards("kernel", state)
    return state


def test_tables_created_in_one_step_are_those_created_one_by_one():
    assert after(CreateTables([shelf(), book()])) == after(shelf(), book())


def test_models_built_before_know_the_new_tables():
    state = ProjectState()
    assert list(state.apps.get_models()) == []
    CreateTables([shelf(), book()]).state_forwards("kernel", state)
    assert [model.__name__ for model in state.apps.get_models()] == ["Shelf", "Book"]


@pytest.mark.django_db
def test_the_tables_come_into_the_database_and_go_again():
    step, before, now = CreateTables([shelf(), book()]), ProjectState(), after(shelf(), book())
    names = {"kernel_shelf", "kernel_book"}
    with connection.schema_editor() as editor:
        step.database_forwards("kernel", editor, before, now)
        assert names <= set(connection.introspection.table_names())
        step.database_backwards("kernel", editor, now, before)
    assert not names & set(connection.introspection.table_names())
