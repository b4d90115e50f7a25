from django.db import migrations

from shanyu.domain.care.sql import functions


def install(apps, schema_editor):
    schema_editor.execute(functions(), params=None)
    schema_editor.execute(
        "ALTER TABLE care_entry ADD CONSTRAINT care_entry_fits CHECK (withdrawn OR care_fits(kind, facts))", params=None
    )


class Migration(migrations.Migration):
    dependencies = [("care", "0001_initial")]

    operations = [migrations.RunPython(install, migrations.RunPython.noop)]
