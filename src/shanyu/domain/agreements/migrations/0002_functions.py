from django.db import migrations

from shanyu.domain.agreements.sql import functions


def install(apps, schema_editor):
    schema_editor.execute(functions(), params=None)


class Migration(migrations.Migration):

    dependencies = [("agreements", "0001_initial"), ("enrolment", "0002_functions"), ("kernel", "0003_functions")]

    operations = [migrations.RunPython(install, migrations.RunPython.noop)]
