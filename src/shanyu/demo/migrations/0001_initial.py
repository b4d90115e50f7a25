import shanyu.kernel.clock
import shanyu.kernel.migrating
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        shanyu.kernel.migrating.CreateTables(
            tables=[
                migrations.CreateModel(
                    name='DemoCity',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('created_at', models.DateTimeField(default=shanyu.kernel.clock.now, editable=False)),
                        ('modified_at', models.DateTimeField(default=shanyu.kernel.clock.now, editable=False)),
                        ('scale', models.CharField(max_length=10)),
                        ('seed', models.BigIntegerField()),
                        ('today', models.DateField()),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
            ],
        ),
    ]
