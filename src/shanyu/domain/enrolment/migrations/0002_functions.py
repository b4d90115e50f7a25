from django.db import migrations

from shanyu.domain.enrolment.sql import functions


def install(apps, schema_editor):
    schema_editor.execute(functions(), params=None)


class Migration(migrations.Migration):

    dependencies = [
        ("enrolment", "0001_initial"),
        ("kernel", "0003_functions"),
        ("providers", "0003_places_through_the_platform"),
    ]

    operations = [migrations.RunPython(install, migrations.RunPython.noop)]
