import django.contrib.postgres.fields
import django.db.models.deletion
import pgtrigger.compiler
import shanyu.kernel.clock
import shanyu.kernel.fields
import shanyu.kernel.migrating
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('enrolment', '0002_functions'),
        ('kernel', '0003_functions'),
        ('providers', '0003_places_through_the_platform'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        shanyu.kernel.migrating.CreateTables(
            tables=[
                migrations.CreateModel(
                    name='Paper',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('created_at', models.DateTimeField(default=shanyu.kernel.clock.now, editable=False)),
                        ('modified_at', models.DateTimeField(default=shanyu.kernel.clock.now, editable=False)),
                        ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('kind', models.CharField(choices=[('agreement', '托育协议'), ('change', '变更')], max_length=10)),
                        ('number', models.PositiveSmallIntegerField()),
                        ('state', models.CharField(choices=[('open', '待签署'), ('in_force', '已生效'), ('replaced', '已被新的一份代替'), ('withdrawn', '已撤回'), ('ended', '已终止')], default='open', max_length=10)),
                        ('begins_on', models.DateField()),
                        ('form', models.CharField(choices=[('full_day', '全日托'), ('half_day', '半日托'), ('hourly', '计时托'), ('drop_in', '临时托'), ('holiday', '假期托管'), ('after_school', '课后托管')], max_length=16)),
                        ('weekdays', django.contrib.postgres.fields.ArrayField(base_field=models.PositiveSmallIntegerField(), size=None)),
                        ('opens', models.TimeField()),
                        ('closes', models.TimeField()),
                        ('listed_offer', models.BigIntegerField()),
                        ('listed_since', models.DateField()),
                        ('fee_fen', models.PositiveBigIntegerField()),
                        ('fee_unit', models.CharField(choices=[('month', '月'), ('day', '天'), ('hour', '小时'), ('period', '课时'), ('free', '免费')], max_length=8)),
                        ('meal_fee_fen', models.PositiveBigIntegerField(default=0)),
                        ('families_needed', models.PositiveSmallIntegerField(default=1)),
                        ('template', models.CharField(max_length=60)),
                        ('template_version', models.CharField(max_length=20)),
                        ('text', shanyu.kernel.fields.SealedField(blank=True, editable=True, null=True)),
                        ('sha256', models.CharField(max_length=64)),
                        ('proposed_side', models.CharField(choices=[('family', '家庭'), ('site', '机构')], max_length=8)),
                        ('in_force_at', models.DateTimeField(blank=True, null=True)),
                        ('ended_at', models.DateTimeField(blank=True, null=True)),
                        ('care_class', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='papers', to='providers.careclass')),
                        ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='papers', to='enrolment.case')),
                        ('document', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='agreements_paper', to='kernel.document')),
                        ('proposed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='papers_proposed', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'ordering': ['case', 'number'],
                        'constraints': [models.UniqueConstraint(models.F('case'), models.F('number'), name='paper_number_once'), models.UniqueConstraint(models.F('case'), condition=models.Q(('kind', 'agreement'), ('state__in', ['in_force', 'open'])), name='paper_one_agreement_of_a_case'), models.UniqueConstraint(models.F('case'), models.F('begins_on'), condition=models.Q(('kind', 'change'), ('state', 'open')), name='paper_one_open_change'), models.UniqueConstraint(models.F('case'), models.F('begins_on'), condition=models.Q(('kind', 'change'), ('state', 'in_force')), name='paper_one_change_from_a_day'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['ended', 'in_force']), _negated=True), ('in_force_at__isnull', False), _connector='OR'), name='paper_in_force_since'), models.CheckConstraint(condition=models.Q(('in_force_at__isnull', True), models.Q(('state__in', ['open', 'withdrawn']), _negated=True), _connector='OR'), name='paper_open_is_not_in_force'), models.CheckConstraint(condition=models.Q(('families_needed__gte', 1), ('families_needed__lte', 2)), name='paper_families_needed'), models.CheckConstraint(condition=models.Q(('closes__gt', models.F('opens'))), name='paper_hours_forward'), models.CheckConstraint(condition=models.Q(models.Q(('fee_unit', 'free'), _negated=True), ('fee_fen', 0), _connector='OR'), name='paper_free_is_zero'), models.CheckConstraint(condition=models.Q(('sha256__regex', '^[0-9a-f]{64}$')), name='paper_has_its_hash')],
                        'triggers': [pgtrigger.compiler.Trigger(name='drawn_once', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."public_id" IS DISTINCT FROM (NEW."public_id") OR OLD."case_id" IS DISTINCT FROM (NEW."case_id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."begins_on" IS DISTINCT FROM (NEW."begins_on") OR OLD."form" IS DISTINCT FROM (NEW."form") OR OLD."weekdays" IS DISTINCT FROM (NEW."weekdays") OR OLD."opens" IS DISTINCT FROM (NEW."opens") OR OLD."closes" IS DISTINCT FROM (NEW."closes") OR OLD."care_class_id" IS DISTINCT FROM (NEW."care_class_id") OR OLD."listed_offer" IS DISTINCT FROM (NEW."listed_offer") OR OLD."listed_since" IS DISTINCT FROM (NEW."listed_since") OR OLD."fee_fen" IS DISTINCT FROM (NEW."fee_fen") OR OLD."fee_unit" IS DISTINCT FROM (NEW."fee_unit") OR OLD."meal_fee_fen" IS DISTINCT FROM (NEW."meal_fee_fen") OR OLD."families_needed" IS DISTINCT FROM (NEW."families_needed") OR OLD."template" IS DISTINCT FROM (NEW."template") OR OLD."template_version" IS DISTINCT FROM (NEW."template_version") OR OLD."sha256" IS DISTINCT FROM (NEW."sha256") OR OLD."proposed_side" IS DISTINCT FROM (NEW."proposed_side") OR OLD."proposed_by_id" IS DISTINCT FROM (NEW."proposed_by_id") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='5f1149fada6ad5865016b29e3d36a482c52f5d19', operation='UPDATE', pgid='pgtrigger_drawn_once_6a9c1', table='agreements_paper', when='BEFORE')), pgtrigger.compiler.Trigger(name='kept', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='e667c5ff6f6554485c6d24ae769aaf71cf18ff5d', operation='DELETE', pgid='pgtrigger_kept_fdcb4', table='agreements_paper', when='BEFORE'))],
                    },
                ),
                migrations.CreateModel(
                    name='Statement',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('created_at', models.DateTimeField(default=shanyu.kernel.clock.now, editable=False)),
                        ('modified_at', models.DateTimeField(default=shanyu.kernel.clock.now, editable=False)),
                        ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('month', models.DateField()),
                        ('number', models.PositiveSmallIntegerField()),
                        ('lines', models.JSONField()),
                        ('total_fen', models.PositiveBigIntegerField()),
                        ('whole', models.BooleanField(default=True)),
                        ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='fee_statements', to='enrolment.case')),
                        ('document', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='fee_statement', to='kernel.document')),
                        ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='fee_statements_made', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'ordering': ['case', 'month', 'number'],
                        'constraints': [models.UniqueConstraint(models.F('case'), models.F('month'), models.F('number'), name='statement_number_once'), models.CheckConstraint(condition=models.Q(('month__day', 1)), name='statement_of_a_month')],
                        'triggers': [pgtrigger.compiler.Trigger(name='told_once', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."public_id" IS DISTINCT FROM (NEW."public_id") OR OLD."case_id" IS DISTINCT FROM (NEW."case_id") OR OLD."month" IS DISTINCT FROM (NEW."month") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."lines" IS DISTINCT FROM (NEW."lines") OR OLD."total_fen" IS DISTINCT FROM (NEW."total_fen") OR OLD."whole" IS DISTINCT FROM (NEW."whole") OR OLD."made_by_id" IS DISTINCT FROM (NEW."made_by_id"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='6d317f199b1d2afaefe02348024f470b542d5c14', operation='UPDATE', pgid='pgtrigger_told_once_05526', table='agreements_statement', when='BEFORE')), pgtrigger.compiler.Trigger(name='kept', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='cb01a096c21f00cf385f0992f4d8baa9eff3e9ca', operation='DELETE', pgid='pgtrigger_kept_fee54', table='agreements_statement', when='BEFORE'))],
                    },
                ),
                migrations.CreateModel(
                    name='Signature',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('side', models.CharField(choices=[('family', '家庭'), ('site', '机构')], max_length=8)),
                        ('signed_as', models.CharField(choices=[('father', '父亲'), ('mother', '母亲'), ('grandparent', '祖辈监护人'), ('other', '其他监护人'), ('head', '机构负责人'), ('operator', '运营方代表')], max_length=12)),
                        ('name', shanyu.kernel.fields.SealedField(blank=True, editable=True, null=True)),
                        ('sha256', models.CharField(max_length=64)),
                        ('at', models.DateTimeField()),
                        ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='papers_signed', to=settings.AUTH_USER_MODEL)),
                        ('paper', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='signatures', to='agreements.paper')),
                    ],
                    options={
                        'ordering': ['paper', 'at', 'pk'],
                        'constraints': [models.UniqueConstraint(models.F('paper'), models.F('account'), name='paper_signed_once_by_one')],
                        'triggers': [pgtrigger.compiler.Trigger(name='signed_once', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."paper_id" IS DISTINCT FROM (NEW."paper_id") OR OLD."side" IS DISTINCT FROM (NEW."side") OR OLD."signed_as" IS DISTINCT FROM (NEW."signed_as") OR OLD."account_id" IS DISTINCT FROM (NEW."account_id") OR OLD."sha256" IS DISTINCT FROM (NEW."sha256") OR OLD."at" IS DISTINCT FROM (NEW."at"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='b426b10db40958a24ab97915a739824936868eed', operation='UPDATE', pgid='pgtrigger_signed_once_9c28a', table='agreements_signature', when='BEFORE')), pgtrigger.compiler.Trigger(name='kept', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='0877deefd8070ad94a532439b30e846fe24b20a6', operation='DELETE', pgid='pgtrigger_kept_1e8f0', table='agreements_signature', when='BEFORE'))],
                    },
                ),
            ],
        ),
    ]
