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
        ('kernel', '0001_initial'),
        ('people', '0002_email'),
        ('providers', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        shanyu.kernel.migrating.CreateTables(
            tables=[
                migrations.CreateModel(
                    name='EntryExam',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('created_at', models.DateTimeField(default=shanyu.kernel.clock.now, editable=False)),
                        ('modified_at', models.DateTimeField(default=shanyu.kernel.clock.now, editable=False)),
                        ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('examined_on', models.DateField()),
                        ('institution', shanyu.kernel.fields.SealedField(editable=True)),
                        ('result', shanyu.kernel.fields.SealedField(editable=True)),
                        ('advice', shanyu.kernel.fields.SealedField(blank=True, editable=True, null=True)),
                        ('source', models.CharField(choices=[('typed', '家长填写'), ('shown', '看过接种证'), ('fetched', '由部门系统取得'), ('uploaded', '家长上传')], max_length=8)),
                        ('removed_at', models.DateTimeField(blank=True, null=True)),
                        ('child', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='entry_exams', to='people.child')),
                        ('entered_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='entry_exams_entered', to=settings.AUTH_USER_MODEL)),
                        ('removed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='entry_exams_removed', to=settings.AUTH_USER_MODEL)),
                        ('upload', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='entry_exams', to='kernel.upload')),
                    ],
                    options={
                        'ordering': ['-examined_on', '-pk'],
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('removed_at__isnull', True), ('removed_by__isnull', True)), models.Q(('removed_at__isnull', False), ('removed_by__isnull', False)), _connector='OR'), name='entry_exam_removed_by_somebody'), models.CheckConstraint(condition=models.Q(models.Q(('source', 'fetched'), _negated=True), ('upload__isnull', True), _connector='OR'), name='entry_exam_fetched_has_no_file'), models.UniqueConstraint(condition=models.Q(('removed_at__isnull', True), ('source', 'fetched')), fields=('child', 'examined_on'), name='entry_exam_fetched_once')],
                        'triggers': [pgtrigger.compiler.Trigger(name='examined_once', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."child_id" IS DISTINCT FROM (NEW."child_id") OR OLD."examined_on" IS DISTINCT FROM (NEW."examined_on") OR OLD."source" IS DISTINCT FROM (NEW."source"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='b782b3ef09a50153077887187d97b90b9017535a', operation='UPDATE', pgid='pgtrigger_examined_once_75d71', table='health_entryexam', when='BEFORE'))],
                    },
                ),
                migrations.CreateModel(
                    name='Part',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('created_at', models.DateTimeField(default=shanyu.kernel.clock.now, editable=False)),
                        ('modified_at', models.DateTimeField(default=shanyu.kernel.clock.now, editable=False)),
                        ('kind', models.CharField(choices=[('allergies', '过敏'), ('medication', '长期用药'), ('conditions', '疾病和特殊情况'), ('emergency', '紧急情况'), ('feeding', '吃饭喝奶'), ('sleep', '睡觉'), ('toilet', '如厕'), ('comfort', '安抚'), ('diet', '家里的饮食习惯'), ('clinic', '常去的医生和门诊')], max_length=12)),
                        ('answers', shanyu.kernel.fields.SealedField(blank=True, editable=True, null=True)),
                        ('checked_on', models.DateField()),
                        ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='health_parts_said', to=settings.AUTH_USER_MODEL)),
                        ('child', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='health_parts', to='people.child')),
                        ('household', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='health_parts', to='people.household')),
                    ],
                    options={
                        'indexes': [models.Index(fields=['child', 'kind', '-id'], name='health_part_of_child'), models.Index(fields=['household', 'kind', '-id'], name='health_part_of_household')],
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('child__isnull', True), ('household__isnull', False), ('kind__in', ['clinic', 'diet'])), models.Q(models.Q(('kind__in', ['clinic', 'diet']), _negated=True), ('child__isnull', False), ('household__isnull', True)), _connector='OR'), name='health_part_has_its_owner')],
                        'triggers': [pgtrigger.compiler.Trigger(name='said_once', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."child_id" IS DISTINCT FROM (NEW."child_id") OR OLD."household_id" IS DISTINCT FROM (NEW."household_id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."checked_on" IS DISTINCT FROM (NEW."checked_on") OR OLD."account_id" IS DISTINCT FROM (NEW."account_id") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='c9553fdd25aabb5be93654d209facf4bc1b4b654', operation='UPDATE', pgid='pgtrigger_said_once_feb04', table='health_part', when='BEFORE'))],
                    },
                ),
                migrations.CreateModel(
                    name='Dose',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('created_at', models.DateTimeField(default=shanyu.kernel.clock.now, editable=False)),
                        ('modified_at', models.DateTimeField(default=shanyu.kernel.clock.now, editable=False)),
                        ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('vaccine', models.CharField(choices=[('hepb', '乙肝疫苗'), ('bcg', '卡介苗'), ('polio', '脊灰疫苗'), ('dtap', '百白破疫苗'), ('mpsv_a', 'A群流脑多糖疫苗'), ('mpsv_ac', 'A群C群流脑多糖疫苗'), ('mmr', '麻腮风疫苗'), ('je_live', '乙脑减毒活疫苗'), ('je_inactivated', '乙脑灭活疫苗'), ('hepa_live', '甲肝减毒活疫苗'), ('hepa_inactivated', '甲肝灭活疫苗'), ('hpv', '双价HPV疫苗'), ('dt', '白破疫苗'), ('other', '其他疫苗')], max_length=20)),
                        ('number', models.PositiveSmallIntegerField()),
                        ('given_on', models.DateField()),
                        ('name', shanyu.kernel.fields.SealedField(blank=True, editable=True, null=True)),
                        ('batch', shanyu.kernel.fields.SealedField(blank=True, editable=True, null=True)),
                        ('place', shanyu.kernel.fields.SealedField(blank=True, editable=True, null=True)),
                        ('source', models.CharField(choices=[('typed', '家长填写'), ('shown', '看过接种证'), ('fetched', '由部门系统取得'), ('uploaded', '家长上传')], max_length=8)),
                        ('removed_at', models.DateTimeField(blank=True, null=True)),
                        ('child', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='doses', to='people.child')),
                        ('entered_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='doses_entered', to=settings.AUTH_USER_MODEL)),
                        ('removed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='doses_removed', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'ordering': ['given_on', 'vaccine', 'number'],
                        'constraints': [models.UniqueConstraint(condition=models.Q(('removed_at__isnull', True), models.Q(('vaccine', 'other'), _negated=True)), fields=('child', 'vaccine', 'number'), name='dose_once'), models.CheckConstraint(condition=models.Q(('number__gte', 1), ('number__lte', 9)), name='dose_number'), models.CheckConstraint(condition=models.Q(models.Q(('removed_at__isnull', True), ('removed_by__isnull', True)), models.Q(('removed_at__isnull', False), ('removed_by__isnull', False)), _connector='OR'), name='dose_removed_by_somebody')],
                        'triggers': [pgtrigger.compiler.Trigger(name='given_once', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."child_id" IS DISTINCT FROM (NEW."child_id") OR OLD."vaccine" IS DISTINCT FROM (NEW."vaccine") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."given_on" IS DISTINCT FROM (NEW."given_on") OR OLD."source" IS DISTINCT FROM (NEW."source") OR OLD."entered_by_id" IS DISTINCT FROM (NEW."entered_by_id"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='90a8913947b30820815219486056eb79958a6be3', operation='UPDATE', pgid='pgtrigger_given_once_9293c', table='health_dose', when='BEFORE'))],
                    },
                ),
                migrations.CreateModel(
                    name='ExamCheck',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('created_at', models.DateTimeField(default=shanyu.kernel.clock.now, editable=False)),
                        ('modified_at', models.DateTimeField(default=shanyu.kernel.clock.now, editable=False)),
                        ('at', models.DateTimeField()),
                        ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='entry_exams_checked', to=settings.AUTH_USER_MODEL)),
                        ('exam', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='checks', to='health.entryexam')),
                        ('site', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='entry_exams_checked', to='providers.site')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(models.F('exam'), models.F('site'), name='exam_checked_once_by_a_site')],
                    },
                ),
            ],
        ),
    ]
