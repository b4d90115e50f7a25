from django.db import migrations

from shanyu.domain.booking.sql import functions

# Counters change with every claim: room on their page keeps each change beside its row (HOT updates).
ROOM = """
    ALTER TABLE booking_counter SET (fillfactor = 50);
    ALTER TABLE booking_pool SET (fillfactor = 50);
"""


def install(apps, schema_editor):
    schema_editor.execute(ROOM)
    schema_editor.execute(functions(), params=None)


class Migration(migrations.Migration):

    dependencies = [("booking", "0001_initial")]

    operations = [migrations.RunPython(install, migrations.RunPython.noop)]
