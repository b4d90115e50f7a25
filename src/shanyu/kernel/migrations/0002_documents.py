import django.db.models.deletion
import pgtrigger.compiler
import shanyu.kernel.clock
import shanyu.kernel.migrating
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('kernel', '0001_initial'),
    ]

    operations = [
        shanyu.kernel.migrating.CreateTables(
            tables=[
                migrations.CreateModel(
                    name='Document',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('created_at', models.DateTimeField(default=shanyu.kernel.clock.now, editable=False)),
                        ('modified_at', models.DateTimeField(default=shanyu.kernel.clock.now, editable=False)),
                        ('code', models.CharField(max_length=10, unique=True)),
                        ('kind', models.CharField(max_length=60)),
                        ('language', models.CharField(max_length=10)),
                        ('sha256', models.CharField(max_length=64)),
                        ('made_at', models.DateTimeField()),
                        ('valid_until', models.DateField(null=True)),
                        ('revoked_at', models.DateTimeField(null=True)),
                        ('upload', models.OneToOneField(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='document', to='kernel.upload')),
                    ],
                    options={
                        'constraints': [models.CheckConstraint(condition=models.Q(('revoked_at__gte', models.F('made_at'))), name='document_revoked_after_it_was_made')],
                        'triggers': [pgtrigger.compiler.Trigger(name='made_once', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."code" IS DISTINCT FROM (NEW."code") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."language" IS DISTINCT FROM (NEW."language") OR OLD."sha256" IS DISTINCT FROM (NEW."sha256") OR OLD."made_at" IS DISTINCT FROM (NEW."made_at") OR OLD."valid_until" IS DISTINCT FROM (NEW."valid_until"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='c0ccef617737f8cf22e2e44cb3a32c4b6b3b5e2b', operation='UPDATE', pgid='pgtrigger_made_once_8dbe9', table='kernel_document', when='BEFORE')), pgtrigger.compiler.Trigger(name='kept', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='e045f99f9001611ff0770413f50b13187d757f66', operation='DELETE', pgid='pgtrigger_kept_412fd', table='kernel_document', when='BEFORE'))],
                    },
                ),
            ],
        ),
    ]
