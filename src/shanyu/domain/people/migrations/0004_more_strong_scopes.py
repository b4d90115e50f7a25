from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0003_api_key_assurance")]

    operations = [
        migrations.RemoveConstraint("apikey", "apikey_over_many_is_strong"),
        migrations.AddConstraint(
            "apikey",
            models.CheckConstraint(
                condition=models.Q(
                    ("assurance", 2),
                    models.Q(
                        ("scopes__overlap", ["hosts:read", "enrolment:read", "enrolment:write"]),
                        _negated=True,
                    ),
                    _connector="OR",
                ),
                name="apikey_over_many_is_strong",
            ),
        ),
    ]
