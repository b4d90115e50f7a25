from django.db import migrations

from shanyu.kernel.sql import functions


def install(apps, schema_editor):
    schema_editor.execute(functions(), params=None)


class Migration(migrations.Migration):

    dependencies = [("kernel", "0002_documents")]

    operations = [migrations.RunPython(install, migrations.RunPython.noop)]
