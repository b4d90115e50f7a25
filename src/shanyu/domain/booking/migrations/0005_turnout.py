import django.db.models.deletion
from django.db import migrations, models

from shanyu.domain.booking.sql import functions

#: The triggers are there before it: nothing is marked in between.
COUNT = """
    INSERT INTO booking_turnout (session_id, came, absent, voices, stars)
    SELECT session_id, sum(came), sum(absent), sum(voices), sum(stars) FROM (
        SELECT session_id, count(*) FILTER (WHERE state = 'attended') AS came,
               count(*) FILTER (WHERE state = 'no_show') AS absent, 0 AS voices, 0 AS stars
        FROM booking_booking WHERE state IN ('attended', 'no_show') GROUP BY session_id
        UNION ALL
        SELECT session_id, 0, 0, count(*), sum(stars) FROM booking_feedback GROUP BY session_id
    ) AS counted
    GROUP BY session_id
"""


def install(apps, schema_editor):
    schema_editor.execute(functions(), params=None)
    schema_editor.execute(COUNT)


class Migration(migrations.Migration):

    dependencies = [("booking", "0004_quotas_found_by_the_database")]

    operations = [
        migrations.CreateModel(
            name="Turnout",
            fields=[
                (
                    "session",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="turnout",
                        serialize=False,
                        to="booking.session",
                    ),
                ),
                ("came", models.PositiveIntegerField(default=0)),
                ("absent", models.PositiveIntegerField(default=0)),
                ("voices", models.PositiveIntegerField(default=0)),
                ("stars", models.PositiveIntegerField(default=0)),
            ],
        ),
        migrations.RunPython(install, migrations.RunPython.noop),
    ]
