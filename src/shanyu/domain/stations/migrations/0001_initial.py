import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.contrib.postgres.indexes
import django.db.models.deletion
import pgtrigger.compiler
import shanyu.domain.stations.models.house
import shanyu.kernel.clock
import shanyu.kernel.fields
import shanyu.kernel.migrating
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('booking', '0003_host'),
        ('people', '0002_email'),
        ('pghistory', '0007_auto_20250421_0444'),
        ('providers', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        shanyu.kernel.migrating.CreateTables(
            tables=[
                migrations.CreateModel(
                    name='Duty',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('created_at', models.DateTimeField(default=shanyu.kernel.clock.now, editable=False)),
                        ('modified_at', models.DateTimeField(default=shanyu.kernel.clock.now, editable=False)),
                        ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('during', django.contrib.postgres.fields.ranges.DateTimeRangeField()),
                        ('state', models.CharField(choices=[('offered', '待确认'), ('confirmed', '已排班'), ('declined', '未排上'), ('cancelled', '已取消')], max_length=10)),
                        ('note', models.CharField(blank=True, max_length=200)),
                        ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='duties_decided', to=settings.AUTH_USER_MODEL)),
                        ('entered_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='duties_entered', to=settings.AUTH_USER_MODEL)),
                        ('site', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='duties', to='providers.site')),
                        ('worker', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='duties', to='providers.worker')),
                    ],
                    options={
                        'ordering': ['during', 'pk'],
                        'indexes': [django.contrib.postgres.indexes.GistIndex(fields=['site', 'during'], name='duty_of_site')],
                        'constraints': [django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('state__in', ['confirmed', 'offered'])), expressions=[('worker', '='), ('during', '&&')], name='duty_one_place_at_a_time')],
                        'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "stations_dutyevent" ("created_at", "decided_by_id", "during", "entered_by_id", "id", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "site_id", "state", "worker_id") SELECT new_values."created_at", new_values."decided_by_id", new_values."during", new_values."entered_by_id", new_values."id", new_values."note", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."public_id", new_values."site_id", new_values."state", new_values."worker_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='8da08fd68580ed63bb1eeac7efd99c9037aad5a9', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_2ab82', referencing='REFERENCING NEW TABLE AS new_values ', table='stations_duty', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."decided_by_id" IS DISTINCT FROM (NEW."decided_by_id") OR OLD."during" IS DISTINCT FROM (NEW."during") OR OLD."entered_by_id" IS DISTINCT FROM (NEW."entered_by_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."note" IS DISTINCT FROM (NEW."note") OR OLD."public_id" IS DISTINCT FROM (NEW."public_id") OR OLD."site_id" IS DISTINCT FROM (NEW."site_id") OR OLD."state" IS DISTINCT FROM (NEW."state") OR OLD."worker_id" IS DISTINCT FROM (NEW."worker_id"))', func='INSERT INTO "stations_dutyevent" ("created_at", "decided_by_id", "during", "entered_by_id", "id", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "site_id", "state", "worker_id") VALUES (NEW."created_at", NEW."decided_by_id", NEW."during", NEW."entered_by_id", NEW."id", NEW."note", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."public_id", NEW."site_id", NEW."state", NEW."worker_id"); RETURN NULL;', hash='315f4cf57b88347255cf1f5f710d101910a2cd1f', operation='UPDATE', pgid='pgtrigger_update_update_f1eb8', table='stations_duty', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "stations_dutyevent" ("created_at", "decided_by_id", "during", "entered_by_id", "id", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "site_id", "state", "worker_id") VALUES (OLD."created_at", OLD."decided_by_id", OLD."during", OLD."entered_by_id", OLD."id", OLD."note", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."public_id", OLD."site_id", OLD."state", OLD."worker_id"); RETURN NULL;', hash='462967fa1aaa2f56846cd2f561b129271929abbe', operation='DELETE', pgid='pgtrigger_delete_delete_41dfe', table='stations_duty', when='AFTER'))],
                    },
                ),
                migrations.CreateModel(
                    name='Equipment',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('created_at', models.DateTimeField(default=shanyu.kernel.clock.now, editable=False)),
                        ('modified_at', models.DateTimeField(default=shanyu.kernel.clock.now, editable=False)),
                        ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('kind', models.CharField(choices=[('toy', '玩具'), ('book', '绘本'), ('climbing', '滑梯和攀爬'), ('mat', '地垫'), ('table', '桌椅'), ('bed', '床和被褥'), ('other', '其他')], max_length=10)),
                        ('name', models.CharField(max_length=60)),
                        ('count', models.PositiveSmallIntegerField(default=1)),
                        ('every_days', models.PositiveSmallIntegerField()),
                        ('retired_on', models.DateField(blank=True, null=True)),
                        ('site', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='equipment', to='providers.site')),
                    ],
                    options={
                        'ordering': ['kind', 'name'],
                        'constraints': [models.CheckConstraint(condition=models.Q(('count__gt', 0), ('every_days__gt', 0)), name='equipment_is_something'), models.UniqueConstraint(models.F('site'), models.F('name'), condition=models.Q(('retired_on__isnull', True)), name='equipment_name_once')],
                        'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "stations_equipmentevent" ("count", "created_at", "every_days", "id", "kind", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "retired_on", "site_id") SELECT new_values."count", new_values."created_at", new_values."every_days", new_values."id", new_values."kind", new_values."name", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."public_id", new_values."retired_on", new_values."site_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='533151663cd035fbecfceb6a74a0927b0e8c1624', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_6f4af', referencing='REFERENCING NEW TABLE AS new_values ', table='stations_equipment', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."count" IS DISTINCT FROM (NEW."count") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."every_days" IS DISTINCT FROM (NEW."every_days") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."public_id" IS DISTINCT FROM (NEW."public_id") OR OLD."retired_on" IS DISTINCT FROM (NEW."retired_on") OR OLD."site_id" IS DISTINCT FROM (NEW."site_id"))', func='INSERT INTO "stations_equipmentevent" ("count", "created_at", "every_days", "id", "kind", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "retired_on", "site_id") VALUES (NEW."count", NEW."created_at", NEW."every_days", NEW."id", NEW."kind", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."public_id", NEW."retired_on", NEW."site_id"); RETURN NULL;', hash='af022c27c1f15e63c883358eed1d60f1ba7be1e8', operation='UPDATE', pgid='pgtrigger_update_update_b6b1e', table='stations_equipment', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "stations_equipmentevent" ("count", "created_at", "every_days", "id", "kind", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "retired_on", "site_id") VALUES (OLD."count", OLD."created_at", OLD."every_days", OLD."id", OLD."kind", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."public_id", OLD."retired_on", OLD."site_id"); RETURN NULL;', hash='d7a279ee2e980d697ede597e383155a4759bdb79', operation='DELETE', pgid='pgtrigger_delete_delete_530f3', table='stations_equipment', when='AFTER'))],
                    },
                ),
                migrations.CreateModel(
                    name='Minding',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('created_at', models.DateTimeField(default=shanyu.kernel.clock.now, editable=False)),
                        ('modified_at', models.DateTimeField(default=shanyu.kernel.clock.now, editable=False)),
                        ('during', django.contrib.postgres.fields.ranges.DateTimeRangeField()),
                        ('void', models.BooleanField(default=False)),
                        ('booked', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='mindings', to='booking.bookedchild')),
                        ('site', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='mindings', to='providers.site')),
                        ('worker', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='mindings', to='providers.worker')),
                    ],
                    options={
                        'indexes': [models.Index(condition=models.Q(('during__endswith__isnull', True), ('void', False)), fields=['site'], name='minding_now')],
                        'constraints': [django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('void', False)), expressions=[('booked', '='), ('during', '&&')], name='minding_one_minder_at_a_time')],
                        'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "stations_mindingevent" ("booked_id", "created_at", "during", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "site_id", "void", "worker_id") SELECT new_values."booked_id", new_values."created_at", new_values."during", new_values."id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."site_id", new_values."void", new_values."worker_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='27880e5a5ebb45a5f7a6174cda4f6b6a06bfce6f', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_8fc64', referencing='REFERENCING NEW TABLE AS new_values ', table='stations_minding', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."booked_id" IS DISTINCT FROM (NEW."booked_id") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."during" IS DISTINCT FROM (NEW."during") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."site_id" IS DISTINCT FROM (NEW."site_id") OR OLD."void" IS DISTINCT FROM (NEW."void") OR OLD."worker_id" IS DISTINCT FROM (NEW."worker_id"))', func='INSERT INTO "stations_mindingevent" ("booked_id", "created_at", "during", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "site_id", "void", "worker_id") VALUES (NEW."booked_id", NEW."created_at", NEW."during", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."site_id", NEW."void", NEW."worker_id"); RETURN NULL;', hash='162d9617b7d1f52d87c4e8414cf50938a9b28d08', operation='UPDATE', pgid='pgtrigger_update_update_9b1ca', table='stations_minding', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "stations_mindingevent" ("booked_id", "created_at", "during", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "site_id", "void", "worker_id") VALUES (OLD."booked_id", OLD."created_at", OLD."during", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."site_id", OLD."void", OLD."worker_id"); RETURN NULL;', hash='f15ed637f8dcb8a71b39d09d6f09d2aeac39dc61', operation='DELETE', pgid='pgtrigger_delete_delete_755dc', table='stations_minding', when='AFTER'))],
                    },
                ),
                migrations.CreateModel(
                    name='OpeningException',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('created_at', models.DateTimeField(default=shanyu.kernel.clock.now, editable=False)),
                        ('modified_at', models.DateTimeField(default=shanyu.kernel.clock.now, editable=False)),
                        ('day', models.DateField()),
                        ('opens', models.PositiveSmallIntegerField(blank=True, null=True)),
                        ('closes', models.PositiveSmallIntegerField(blank=True, null=True)),
                        ('why', models.CharField(max_length=80)),
                        ('site', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='opening_exceptions', to='providers.site')),
                    ],
                    options={
                        'ordering': ['day'],
                        'constraints': [models.UniqueConstraint(models.F('site'), models.F('day'), name='opening_exception_once'), models.CheckConstraint(condition=models.Q(models.Q(('closes__isnull', True), ('opens__isnull', True)), models.Q(('closes__gt', models.F('opens')), ('closes__lte', 1440)), _connector='OR'), name='opening_exception_closes_after_opening')],
                        'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "stations_openingexceptionevent" ("closes", "created_at", "day", "id", "opens", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "site_id", "why") SELECT new_values."closes", new_values."created_at", new_values."day", new_values."id", new_values."opens", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."site_id", new_values."why" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='ceea3c8a883f11e8d9cf54f8f75e31cf972be9e6', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_190cc', referencing='REFERENCING NEW TABLE AS new_values ', table='stations_openingexception', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."closes" IS DISTINCT FROM (NEW."closes") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."day" IS DISTINCT FROM (NEW."day") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."opens" IS DISTINCT FROM (NEW."opens") OR OLD."site_id" IS DISTINCT FROM (NEW."site_id") OR OLD."why" IS DISTINCT FROM (NEW."why"))', func='INSERT INTO "stations_openingexceptionevent" ("closes", "created_at", "day", "id", "opens", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "site_id", "why") VALUES (NEW."closes", NEW."created_at", NEW."day", NEW."id", NEW."opens", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."site_id", NEW."why"); RETURN NULL;', hash='362f8beb625adbaf3dfeffb8e4bd366b0079a01e', operation='UPDATE', pgid='pgtrigger_update_update_5203f', table='stations_openingexception', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "stations_openingexceptionevent" ("closes", "created_at", "day", "id", "opens", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "site_id", "why") VALUES (OLD."closes", OLD."created_at", OLD."day", OLD."id", OLD."opens", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."site_id", OLD."why"); RETURN NULL;', hash='d4a0f93b0d4f8efdac11476ab609bcb0da187448', operation='DELETE', pgid='pgtrigger_delete_delete_4f1b0', table='stations_openingexception', when='AFTER'))],
                    },
                ),
                migrations.CreateModel(
                    name='OpeningRange',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('created_at', models.DateTimeField(default=shanyu.kernel.clock.now, editable=False)),
                        ('modified_at', models.DateTimeField(default=shanyu.kernel.clock.now, editable=False)),
                        ('weekday', models.PositiveSmallIntegerField()),
                        ('opens', models.PositiveSmallIntegerField()),
                        ('closes', models.PositiveSmallIntegerField()),
                        ('site', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='opening_ranges', to='providers.site')),
                    ],
                    options={
                        'ordering': ['weekday', 'opens'],
                        'constraints': [models.CheckConstraint(condition=models.Q(('weekday__range', (1, 7))), name='opening_range_weekday'), models.CheckConstraint(condition=models.Q(('closes__gt', models.F('opens')), ('closes__lte', 1440)), name='opening_range_closes_after_opening'), django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('site', '='), ('weekday', '='), (shanyu.domain.stations.models.house.Minutes('opens', 'closes'), '&&')], name='opening_range_once')],
                        'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "stations_openingrangeevent" ("closes", "created_at", "id", "opens", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "site_id", "weekday") SELECT new_values."closes", new_values."created_at", new_values."id", new_values."opens", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."site_id", new_values."weekday" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='02f705196fc526d48d41be4c9189f5d35434e423', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_a18a9', referencing='REFERENCING NEW TABLE AS new_values ', table='stations_openingrange', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."closes" IS DISTINCT FROM (NEW."closes") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."opens" IS DISTINCT FROM (NEW."opens") OR OLD."site_id" IS DISTINCT FROM (NEW."site_id") OR OLD."weekday" IS DISTINCT FROM (NEW."weekday"))', func='INSERT INTO "stations_openingrangeevent" ("closes", "created_at", "id", "opens", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "site_id", "weekday") VALUES (NEW."closes", NEW."created_at", NEW."id", NEW."opens", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."site_id", NEW."weekday"); RETURN NULL;', hash='0d106cf62ff02d7e9113b80aae428ae183715579', operation='UPDATE', pgid='pgtrigger_update_update_a9297', table='stations_openingrange', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "stations_openingrangeevent" ("closes", "created_at", "id", "opens", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "site_id", "weekday") VALUES (OLD."closes", OLD."created_at", OLD."id", OLD."opens", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."site_id", OLD."weekday"); RETURN NULL;', hash='a24c5864dad8bc00cfd95891b99f14e690cfffba', operation='DELETE', pgid='pgtrigger_delete_delete_323e0', table='stations_openingrange', when='AFTER'))],
                    },
                ),
                migrations.CreateModel(
                    name='PickUpPerson',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('created_at', models.DateTimeField(default=shanyu.kernel.clock.now, editable=False)),
                        ('modified_at', models.DateTimeField(default=shanyu.kernel.clock.now, editable=False)),
                        ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('name', shanyu.kernel.fields.SealedField(editable=True)),
                        ('phone', shanyu.kernel.fields.SealedField(editable=True)),
                        ('relation', models.CharField(choices=[('grandparent', '祖辈'), ('relative', '亲戚'), ('nanny', '保姆'), ('neighbour', '邻居'), ('friend', '朋友')], max_length=12)),
                        ('ended_at', models.DateTimeField(blank=True, null=True)),
                        ('household', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='pick_up_persons', to='people.household')),
                        ('named_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='pick_up_persons_named', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='PlayVisit',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('created_at', models.DateTimeField(default=shanyu.kernel.clock.now, editable=False)),
                        ('modified_at', models.DateTimeField(default=shanyu.kernel.clock.now, editable=False)),
                        ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('guest_name', shanyu.kernel.fields.SealedField(blank=True, editable=True, null=True)),
                        ('guest_phone', shanyu.kernel.fields.SealedField(blank=True, editable=True, null=True)),
                        ('months', django.contrib.postgres.fields.ArrayField(base_field=models.PositiveSmallIntegerField(), size=None)),
                        ('adults', models.PositiveSmallIntegerField(default=1)),
                        ('during', django.contrib.postgres.fields.ranges.DateTimeRangeField()),
                        ('account', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='play_visits', to=settings.AUTH_USER_MODEL)),
                        ('site', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='play_visits', to='providers.site')),
                    ],
                    options={
                        'indexes': [django.contrib.postgres.indexes.GistIndex(fields=['site', 'during'], name='play_visit_of_site')],
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('account__isnull', False), ('guest_name__isnull', True), ('guest_phone__isnull', True)), models.Q(('account__isnull', True), ('guest_name__isnull', False)), _connector='OR'), name='play_visit_family_or_guest'), models.CheckConstraint(condition=models.Q(('months__len__gt', 0)), name='play_visit_has_children'), django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('account__isnull', False)), expressions=[('account', '='), ('during', '&&')], name='play_visit_once_at_a_time')],
                    },
                ),
                migrations.CreateModel(
                    name='SafetyCheck',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('item', models.CharField(max_length=40)),
                        ('right', models.BooleanField()),
                        ('note', models.CharField(blank=True, max_length=200)),
                        ('at', models.DateTimeField()),
                        ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='safety_checks', to=settings.AUTH_USER_MODEL)),
                        ('site', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='safety_checks', to='providers.site')),
                    ],
                    options={
                        'indexes': [models.Index(fields=['site', 'item', '-at'], name='safety_check_newest')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('right', True), models.Q(('note', ''), _negated=True), _connector='OR'), name='safety_check_says_what')],
                        'triggers': [pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='15ef46e4d9f2fe2b22cb9b19f08497c8db7fe173', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_716cb', table='stations_safetycheck', when='BEFORE'))],
                    },
                ),
                migrations.CreateModel(
                    name='StationDay',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('created_at', models.DateTimeField(default=shanyu.kernel.clock.now, editable=False)),
                        ('modified_at', models.DateTimeField(default=shanyu.kernel.clock.now, editable=False)),
                        ('day', models.DateField()),
                        ('site', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='station_days', to='providers.site')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(models.F('site'), models.F('day'), name='station_day_once')],
                    },
                ),
                migrations.CreateModel(
                    name='DutyEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.BigIntegerField()),
                        ('created_at', models.DateTimeField(default=shanyu.kernel.clock.now, editable=False)),
                        ('public_id', models.UUIDField(default=uuid.uuid4, editable=False)),
                        ('during', django.contrib.postgres.fields.ranges.DateTimeRangeField()),
                        ('state', models.CharField(choices=[('offered', '待确认'), ('confirmed', '已排班'), ('declined', '未排上'), ('cancelled', '已取消')], max_length=10)),
                        ('note', models.CharField(blank=True, max_length=200)),
                        ('decided_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                        ('entered_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='stations.duty')),
                        ('site', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='providers.site')),
                        ('worker', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='providers.worker')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='Cleaning',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('mark', models.UUIDField(unique=True)),
                        ('method', models.CharField(choices=[('wipe', '消毒液擦拭'), ('wash', '清洗晾晒'), ('ultraviolet', '紫外线照射'), ('sun', '太阳下暴晒')], max_length=12)),
                        ('at', models.DateTimeField()),
                        ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='cleanings', to=settings.AUTH_USER_MODEL)),
                        ('equipment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='cleanings', to='stations.equipment')),
                    ],
                    options={
                        'indexes': [models.Index(fields=['equipment', '-at'], name='cleaning_newest')],
                        'triggers': [pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='b9dc7f002df9ef8a09de8393a87684ebd373f045', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_3f3b6', table='stations_cleaning', when='BEFORE'))],
                    },
                ),
                migrations.CreateModel(
                    name='EquipmentEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.BigIntegerField()),
                        ('created_at', models.DateTimeField(default=shanyu.kernel.clock.now, editable=False)),
                        ('public_id', models.UUIDField(default=uuid.uuid4, editable=False)),
                        ('kind', models.CharField(choices=[('toy', '玩具'), ('book', '绘本'), ('climbing', '滑梯和攀爬'), ('mat', '地垫'), ('table', '桌椅'), ('bed', '床和被褥'), ('other', '其他')], max_length=10)),
                        ('name', models.CharField(max_length=60)),
                        ('count', models.PositiveSmallIntegerField(default=1)),
                        ('every_days', models.PositiveSmallIntegerField()),
                        ('retired_on', models.DateField(blank=True, null=True)),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='stations.equipment')),
                        ('site', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='providers.site')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='MindingEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.BigIntegerField()),
                        ('created_at', models.DateTimeField(default=shanyu.kernel.clock.now, editable=False)),
                        ('during', django.contrib.postgres.fields.ranges.DateTimeRangeField()),
                        ('void', models.BooleanField(default=False)),
                        ('booked', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='booking.bookedchild')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='stations.minding')),
                        ('site', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='providers.site')),
                        ('worker', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='providers.worker')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='OpeningExceptionEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.BigIntegerField()),
                        ('created_at', models.DateTimeField(default=shanyu.kernel.clock.now, editable=False)),
                        ('day', models.DateField()),
                        ('opens', models.PositiveSmallIntegerField(blank=True, null=True)),
                        ('closes', models.PositiveSmallIntegerField(blank=True, null=True)),
                        ('why', models.CharField(max_length=80)),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='stations.openingexception')),
                        ('site', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='providers.site')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='OpeningRangeEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.BigIntegerField()),
                        ('created_at', models.DateTimeField(default=shanyu.kernel.clock.now, editable=False)),
                        ('weekday', models.PositiveSmallIntegerField()),
                        ('opens', models.PositiveSmallIntegerField()),
                        ('closes', models.PositiveSmallIntegerField()),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='stations.openingrange')),
                        ('site', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='providers.site')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='HandOver',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('mark', models.UUIDField(unique=True)),
                        ('step', models.CharField(choices=[('in', '交来'), ('out', '接走'), ('undo', '更正')], max_length=4)),
                        ('way', models.CharField(blank=True, choices=[('code', '核对了接送码'), ('known', '认得本人'), ('papers', '看过身份证件'), ('called', '打电话问过家长')], max_length=8)),
                        ('note', models.CharField(blank=True, max_length=200)),
                        ('beyond', models.BooleanField(default=False)),
                        ('at', models.DateTimeField()),
                        ('created_at', models.DateTimeField()),
                        ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='hand_overs_entered', to=settings.AUTH_USER_MODEL)),
                        ('booked', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='hand_overs', to='booking.bookedchild')),
                        ('corrects', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='corrected_by', to='stations.handover')),
                        ('guardian', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='hand_overs_as_guardian', to=settings.AUTH_USER_MODEL)),
                        ('site', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='hand_overs', to='providers.site')),
                        ('worker', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='hand_overs', to='providers.worker')),
                        ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='hand_overs', to='stations.pickupperson')),
                    ],
                    options={
                        'indexes': [models.Index(fields=['site', 'at'], name='hand_over_of_site')],
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('corrects__isnull', False), ('guardian__isnull', True), ('person__isnull', True), ('step', 'undo')), models.Q(('corrects__isnull', True), ('step__in', ['in', 'out']), models.Q(models.Q(('guardian__isnull', False), ('person__isnull', True)), models.Q(('guardian__isnull', True), ('person__isnull', False)), _connector='OR'), models.Q(('way', ''), _negated=True)), _connector='OR'), name='hand_over_to_one_adult'), models.CheckConstraint(condition=models.Q(('person__isnull', True), ('way', 'code'), ('step', 'in'), _connector='OR'), name='hand_over_named_person_has_code')],
                        'triggers': [pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='62aa7fff43df9a187a90ad57757b2eff518a5f3b', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_ead30', table='stations_handover', when='BEFORE'))],
                    },
                ),
                migrations.CreateModel(
                    name='PlayChild',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('created_at', models.DateTimeField(default=shanyu.kernel.clock.now, editable=False)),
                        ('modified_at', models.DateTimeField(default=shanyu.kernel.clock.now, editable=False)),
                        ('child', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='play_visits', to='people.child')),
                        ('visit', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='children', to='stations.playvisit')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(models.F('visit'), models.F('child'), name='play_child_once')],
                    },
                ),
            ],
        ),
    ]
