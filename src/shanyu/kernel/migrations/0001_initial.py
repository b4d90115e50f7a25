import django.contrib.postgres.operations
import pgtrigger.compiler
import shanyu.kernel.clock
import shanyu.kernel.migrating
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        django.contrib.postgres.operations.BtreeGistExtension(
        ),
        django.contrib.postgres.operations.TrigramExtension(
        ),
        shanyu.kernel.migrating.CreateTables(
            tables=[
                migrations.CreateModel(
                    name='RateCount',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('key', models.CharField(max_length=120)),
                        ('window', models.DateTimeField(db_index=True)),
                        ('count', models.PositiveIntegerField(default=0)),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(models.F('key'), models.F('window'), name='rate_one_count_per_window')],
                    },
                ),
                migrations.CreateModel(
                    name='Upload',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('created_at', models.DateTimeField(default=shanyu.kernel.clock.now, editable=False)),
                        ('modified_at', models.DateTimeField(default=shanyu.kernel.clock.now, editable=False)),
                        ('public_id', models.UUIDField(unique=True)),
                        ('stored_as', models.CharField(max_length=120, unique=True)),
                        ('content_type', models.CharField(max_length=60)),
                        ('size', models.PositiveIntegerField()),
                        ('sha256', models.CharField(max_length=64)),
                        ('original_name', models.CharField(max_length=200)),
                        ('owner_label', models.CharField(max_length=60)),
                        ('owner_id', models.BigIntegerField()),
                    ],
                    options={
                        'indexes': [models.Index(fields=['owner_label', 'owner_id'], name='upload_by_owner')],
                    },
                ),
                migrations.CreateModel(
                    name='AuditEvent',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('at', models.DateTimeField(db_index=True)),
                        ('verb', models.CharField(max_length=80)),
                        ('outcome', models.CharField(max_length=60)),
                        ('account_id', models.BigIntegerField(null=True)),
                        ('roles', models.JSONField(default=list)),
                        ('via', models.CharField(max_length=8)),
                        ('address', models.GenericIPAddressField(null=True)),
                        ('request_id', models.CharField(blank=True, max_length=40)),
                        ('ids', models.JSONField(default=dict)),
                        ('id_count', models.PositiveIntegerField(default=0)),
                        ('lookback_days', models.IntegerField(null=True)),
                    ],
                    options={
                        'indexes': [models.Index(fields=['account_id', 'at'], name='audit_by_account'), models.Index(fields=['verb', 'at'], name='audit_by_verb')],
                        'triggers': [pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='44e04b5793ba960d1b62811674c4d948014b9ca8', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_441ae', table='kernel_auditevent', when='BEFORE'))],
                    },
                ),
            ],
        ),
    ]
