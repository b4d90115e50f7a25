from django.db import migrations

from shanyu.domain.booking.sql import functions


def install(apps, schema_editor):
    schema_editor.execute(functions(), params=None)


class Migration(migrations.Migration):

    dependencies = [("booking", "0006_fewer_keys"), ("kernel", "0003_functions")]

    operations = [migrations.RunPython(install, migrations.RunPython.noop)]
