import pgtrigger
from django.db import migrations
from django.db.models import Exists, OuterRef

from shanyu.domain.agreements.sql import functions


def note_what_was_before(apps, schema_editor):
    """Children who were placed before agreements were asked for stay, and are known by it."""
    case = apps.get_model("enrolment", "Case")
    agreed = apps.get_model("agreements", "Paper").objects.filter(
        case=OuterRef("pk"), kind="agreement", state__in=["in_force", "ended"]
    )
    placed = case.objects.filter(state__in=["placed", "attending", "suspended", "left", "transferred"])
    with pgtrigger.ignore("enrolment.Case:imported_or_not"):
        placed.exclude(Exists(agreed)).update(imported=True)


def install(apps, schema_editor):
    schema_editor.execute(functions(), params=None)


class Migration(migrations.Migration):

    dependencies = [("agreements", "0003_payments"), ("enrolment", "0003_imported")]

    operations = [
        migrations.RunPython(note_what_was_before, migrations.RunPython.noop),
        migrations.RunPython(install, migrations.RunPython.noop),
    ]
