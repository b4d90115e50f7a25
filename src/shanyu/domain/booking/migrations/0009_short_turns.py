from django.db import migrations

from shanyu.domain.booking.sql import functions


def install(apps, schema_editor):
    schema_editor.execute(functions(), params=None)


class Migration(migrations.Migration):

    dependencies = [("booking", "0008_checkups")]

    operations = [migrations.RunPython(install, migrations.RunPython.noop)]
