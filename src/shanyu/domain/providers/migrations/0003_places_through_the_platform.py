from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('providers', '0002_lighter_keys'),
    ]

    operations = [
        migrations.AddField(
            model_name='careclass',
            name='held_here',
            field=models.PositiveSmallIntegerField(db_default=0, default=0, editable=False),
        ),
        migrations.AddField(
            model_name='careclass',
            name='placed_here',
            field=models.PositiveSmallIntegerField(db_default=0, default=0, editable=False),
        ),
        migrations.AddConstraint(
            model_name='careclass',
            constraint=models.CheckConstraint(condition=models.Q(('held__gte', models.F('held_here')), ('placed__gte', models.F('placed_here'))), name='class_counts_those_here'),
        ),
    ]
