import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import django.db.models.functions.comparison
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
        ('kernel', '0003_functions'),
        ('people', '0005_health_workers'),
        ('providers', '0004_rehabilitation'),
        ('regions', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        shanyu.kernel.migrating.CreateTables(
            tables=[
                migrations.CreateModel(
                    name='HarmReport',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('created_at', models.DateTimeField(default=shanyu.kernel.clock.now, editable=False)),
                        ('modified_at', models.DateTimeField(default=shanyu.kernel.clock.now, editable=False)),
                        ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('number', models.CharField(max_length=10, unique=True)),
                        ('mark', models.UUIDField(unique=True)),
                        ('kind', models.CharField(choices=[('hurt', '殴打、体罚或不明原因的伤'), ('neglect', '疏于照护、遗弃或饿冻'), ('mind', '恐吓、辱骂或其他精神伤害'), ('sexual', '性侵害或性骚扰'), ('family', '家庭暴力'), ('other', '其他')], max_length=8)),
                        ('whom', shanyu.kernel.fields.SealedField(editable=True)),
                        ('what', shanyu.kernel.fields.SealedField(editable=True)),
                        ('reporter', shanyu.kernel.fields.SealedField(editable=True)),
                        ('reporter_index', shanyu.kernel.fields.BlindIndexField(null=True, of='reporter', purpose='account that reported harm')),
                        ('shielded', models.BooleanField()),
                        ('police_called', models.BooleanField()),
                        ('state', models.CharField(choices=[('sent', '已送达'), ('taken', '已受理'), ('closed', '已办结')], default='sent', max_length=8)),
                        ('taken_at', models.DateTimeField(blank=True, null=True)),
                        ('closed_at', models.DateTimeField(blank=True, null=True)),
                        ('outcome', models.CharField(blank=True, choices=[('police', '已移送公安机关'), ('protected', '已采取保护措施'), ('supported', '已安排帮扶'), ('unfounded', '查明没有发生')], max_length=10)),
                        ('district', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='harm_reports', to='regions.region')),
                        ('officer', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='harm_reports_taken', to=settings.AUTH_USER_MODEL)),
                        ('site', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='harm_reports', to='providers.site')),
                    ],
                    options={
                        'ordering': ['-created_at', '-pk'],
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('officer__isnull', True), ('state', 'sent'), ('taken_at__isnull', True)), models.Q(models.Q(('state', 'sent'), _negated=True), ('officer__isnull', False), ('taken_at__isnull', False)), _connector='OR'), name='harm_report_taken_by_an_officer'), models.CheckConstraint(condition=models.Q(models.Q(('closed_at__isnull', False), ('state', 'closed'), models.Q(('outcome', ''), _negated=True)), models.Q(models.Q(('state', 'closed'), _negated=True), ('closed_at__isnull', True), ('outcome', '')), _connector='OR'), name='harm_report_closed_with_its_outcome')],
                        'triggers': [pgtrigger.compiler.Trigger(name='sent_once', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."public_id" IS DISTINCT FROM (NEW."public_id") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."mark" IS DISTINCT FROM (NEW."mark") OR OLD."district_id" IS DISTINCT FROM (NEW."district_id") OR OLD."site_id" IS DISTINCT FROM (NEW."site_id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."shielded" IS DISTINCT FROM (NEW."shielded") OR OLD."police_called" IS DISTINCT FROM (NEW."police_called") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='afb9f38da2a5312bf7b143592558d672229429bd', operation='UPDATE', pgid='pgtrigger_sent_once_ef397', table='protection_harmreport', when='BEFORE')), pgtrigger.compiler.Trigger(name='kept', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='1f621851d21c3141d3fcdef9c9caafbde3ddd325', operation='DELETE', pgid='pgtrigger_kept_adbbe', table='protection_harmreport', when='BEFORE'))],
                    },
                ),
                migrations.CreateModel(
                    name='Illness',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('created_at', models.DateTimeField(default=shanyu.kernel.clock.now, editable=False)),
                        ('modified_at', models.DateTimeField(default=shanyu.kernel.clock.now, editable=False)),
                        ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('disease', models.CharField(choices=[('hfmd', '手足口病'), ('norovirus', '诺如病毒感染'), ('dysentery', '细菌性痢疾'), ('ahc', '急性出血性结膜炎'), ('ili', '流感样病例'), ('scarlet_fever', '猩红热'), ('measles', '麻疹'), ('rubella', '风疹'), ('mumps', '流行性腮腺炎'), ('varicella', '水痘'), ('dengue', '登革热'), ('other', '其他传染病')], max_length=14)),
                        ('source', models.CharField(choices=[('check', '晨检、午检或观察'), ('absence', '请假时说明'), ('guardian', '监护人告知'), ('doctor', '医院诊断')], max_length=8)),
                        ('state', models.CharField(choices=[('suspected', '疑似'), ('confirmed', '确诊'), ('cleared', '可以返园'), ('dismissed', '已排除')], max_length=10)),
                        ('onset_on', models.DateField()),
                        ('words', shanyu.kernel.fields.SealedField(blank=True, editable=True, null=True)),
                        ('ended_on', models.DateField(blank=True, null=True)),
                        ('care_class', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='illnesses', to='providers.careclass')),
                        ('child', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='illnesses', to='people.child')),
                        ('noted_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='illnesses_noted', to=settings.AUTH_USER_MODEL)),
                        ('settled_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='illnesses_settled', to=settings.AUTH_USER_MODEL)),
                        ('site', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='illnesses', to='providers.site')),
                    ],
                    options={
                        'ordering': ['-onset_on', '-pk'],
                        'indexes': [models.Index(fields=['site', 'disease', 'onset_on'], name='illness_in_a_window')],
                        'constraints': [models.UniqueConstraint(models.F('child'), models.F('disease'), condition=models.Q(('state__in', ['suspected', 'confirmed'])), name='illness_one_open_episode'), models.CheckConstraint(condition=models.Q(models.Q(('ended_on__isnull', True), ('state__in', ['suspected', 'confirmed'])), models.Q(('ended_on__isnull', False), ('state__in', ['cleared', 'dismissed'])), _connector='OR'), name='illness_ended_on'), models.CheckConstraint(condition=models.Q(('ended_on__isnull', True), ('ended_on__gte', models.F('onset_on')), _connector='OR'), name='illness_ends_after_it_began')],
                    },
                ),
                migrations.CreateModel(
                    name='Incident',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('created_at', models.DateTimeField(default=shanyu.kernel.clock.now, editable=False)),
                        ('modified_at', models.DateTimeField(default=shanyu.kernel.clock.now, editable=False)),
                        ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('mark', models.UUIDField(unique=True)),
                        ('kind', models.CharField(choices=[('fall', '跌倒、坠落'), ('scratch', '咬伤、抓伤'), ('burn', '烧烫伤'), ('choking', '窒息'), ('foreign_body', '异物'), ('poisoning', '中毒'), ('drowning', '溺水'), ('traffic', '道路交通伤害'), ('lost_sight', '离开视线'), ('refused', '拒绝交接'), ('other', '其他')], max_length=14)),
                        ('severity', models.PositiveSmallIntegerField(choices=[(1, '轻微：没有伤痕，安抚即可'), (2, '较轻：在园处理，不需就医'), (3, '较重：需要就医'), (4, '严重：急救、住院或有生命危险')])),
                        ('happened_at', models.DateTimeField()),
                        ('what', shanyu.kernel.fields.SealedField(blank=True, editable=True, null=True)),
                        ('first_aid', shanyu.kernel.fields.SealedField(blank=True, editable=True, null=True)),
                        ('report_due_at', models.DateTimeField(blank=True, null=True)),
                        ('reported_at', models.DateTimeField(blank=True, null=True)),
                        ('closed_at', models.DateTimeField(blank=True, null=True)),
                        ('outcome', models.CharField(blank=True, choices=[('well', '没有留下影响'), ('healed', '已痊愈'), ('treated', '仍在治疗，由家庭跟进'), ('handed_over', '转由有关部门处理')], max_length=12)),
                        ('care_class', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='incidents', to='providers.careclass')),
                        ('photo', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='incidents', to='kernel.upload')),
                        ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='incidents_recorded', to=settings.AUTH_USER_MODEL)),
                        ('room', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='incidents', to='providers.room')),
                        ('site', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='incidents', to='providers.site')),
                    ],
                    options={
                        'ordering': ['-happened_at', '-pk'],
                        'indexes': [models.Index(fields=['site', '-happened_at'], name='incident_newest')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('severity__range', (1, 4))), name='incident_severity'), models.CheckConstraint(condition=models.Q(models.Q(('closed_at__isnull', True), ('outcome', '')), models.Q(('closed_at__isnull', False), models.Q(('outcome', ''), _negated=True)), _connector='OR'), name='incident_closed_with_its_outcome'), models.CheckConstraint(condition=models.Q(('closed_at__isnull', True), ('report_due_at__isnull', True), ('reported_at__isnull', False), _connector='OR'), name='incident_closed_after_its_report'), models.CheckConstraint(condition=models.Q(('reported_at__isnull', True), ('reported_at__gte', models.F('happened_at')), _connector='OR'), name='incident_reported_after_it')],
                        'triggers': [pgtrigger.compiler.Trigger(name='recorded_once', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."public_id" IS DISTINCT FROM (NEW."public_id") OR OLD."mark" IS DISTINCT FROM (NEW."mark") OR OLD."site_id" IS DISTINCT FROM (NEW."site_id") OR OLD."care_class_id" IS DISTINCT FROM (NEW."care_class_id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."happened_at" IS DISTINCT FROM (NEW."happened_at") OR OLD."recorded_by_id" IS DISTINCT FROM (NEW."recorded_by_id") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='39d975f4df03f7498c09c9870b0079b2636ce280', operation='UPDATE', pgid='pgtrigger_recorded_once_87b9f', table='protection_incident', when='BEFORE')), pgtrigger.compiler.Trigger(name='kept', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='f8103ddb9dfcc6e2e645eace633d5a7635cb7af2', operation='DELETE', pgid='pgtrigger_kept_851c1', table='protection_incident', when='BEFORE'))],
                    },
                ),
                migrations.CreateModel(
                    name='Sign',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('created_at', models.DateTimeField(default=shanyu.kernel.clock.now, editable=False)),
                        ('modified_at', models.DateTimeField(default=shanyu.kernel.clock.now, editable=False)),
                        ('day', models.DateField()),
                        ('symptom', models.CharField(choices=[('fever', '发热'), ('cough', '咳嗽'), ('sore_throat', '咽痛'), ('runny_nose', '流涕'), ('vomiting', '呕吐'), ('diarrhoea', '腹泻'), ('rash', '皮疹'), ('mouth_blisters', '口腔疱疹'), ('hand_blisters', '手足疱疹'), ('red_eyes', '眼红'), ('swollen_cheek', '腮部肿痛')], max_length=16)),
                        ('source', models.CharField(choices=[('check', '晨检、午检或观察'), ('absence', '请假时说明'), ('guardian', '监护人告知'), ('doctor', '医院诊断')], max_length=8)),
                        ('mark', models.UUIDField(blank=True, db_index=True, null=True)),
                        ('care_class', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='signs', to='providers.careclass')),
                        ('child', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='signs', to='people.child')),
                        ('site', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='signs', to='providers.site')),
                    ],
                    options={
                        'indexes': [models.Index(fields=['site', 'day'], name='sign_of_a_day')],
                        'constraints': [models.UniqueConstraint(models.F('child'), models.F('day'), models.F('symptom'), name='sign_once_a_day')],
                    },
                ),
                migrations.CreateModel(
                    name='Warning',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('created_at', models.DateTimeField(default=shanyu.kernel.clock.now, editable=False)),
                        ('modified_at', models.DateTimeField(default=shanyu.kernel.clock.now, editable=False)),
                        ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('signal', models.CharField(max_length=24)),
                        ('rule', models.CharField(max_length=40)),
                        ('during', django.contrib.postgres.fields.ranges.DateRangeField()),
                        ('children', models.PositiveSmallIntegerField()),
                        ('raised_at', models.DateTimeField()),
                        ('care_class', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='warnings', to='providers.careclass')),
                        ('site', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='warnings', to='providers.site')),
                    ],
                    options={
                        'ordering': ['-raised_at', '-pk'],
                        'constraints': [django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('site', '='), (django.db.models.functions.comparison.Coalesce(models.F('care_class'), models.Value(0)), '='), ('signal', '='), ('during', '&&')], name='warning_one_of_a_cluster'), models.CheckConstraint(condition=models.Q(('children__gt', 0)), name='warning_of_somebody'), models.CheckConstraint(condition=models.Q(('during__isempty', False)), name='warning_has_days')],
                    },
                ),
                migrations.CreateModel(
                    name='Disinfection',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('mark', models.UUIDField(unique=True)),
                        ('thing', models.CharField(choices=[('tables', '桌椅台面'), ('toys', '玩具教具'), ('tableware', '餐饮具'), ('towels', '毛巾、水杯'), ('bedding', '床品'), ('floor', '地面'), ('toilet', '便器、卫生间'), ('air', '室内空气'), ('other', '其他物品')], max_length=10)),
                        ('agent', models.CharField(choices=[('chlorine', '含氯消毒剂'), ('alcohol', '75% 酒精'), ('steam', '蒸汽或煮沸'), ('cabinet', '消毒柜'), ('ultraviolet', '紫外线（无人时）'), ('sun', '日晒'), ('airing', '开窗通风')], max_length=12)),
                        ('strength', models.PositiveIntegerField(blank=True, null=True)),
                        ('minutes', models.PositiveSmallIntegerField(blank=True, null=True)),
                        ('at', models.DateTimeField()),
                        ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='disinfections', to=settings.AUTH_USER_MODEL)),
                        ('room', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='disinfections', to='providers.room')),
                    ],
                    options={
                        'ordering': ['at', 'pk'],
                        'indexes': [models.Index(fields=['room', 'at'], name='disinfection_of_a_month')],
                        'triggers': [pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='4b6df01416c969f4a84ff20b487e8a533c32a4a7', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_7de0b', table='protection_disinfection', when='BEFORE'))],
                    },
                ),
                migrations.CreateModel(
                    name='HarmStep',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('created_at', models.DateTimeField(default=shanyu.kernel.clock.now, editable=False)),
                        ('modified_at', models.DateTimeField(default=shanyu.kernel.clock.now, editable=False)),
                        ('at', models.DateTimeField()),
                        ('words', shanyu.kernel.fields.SealedField(editable=True)),
                        ('officer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='harm_steps', to=settings.AUTH_USER_MODEL)),
                        ('report', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='protection.harmreport')),
                    ],
                    options={
                        'ordering': ['at', 'pk'],
                        'triggers': [pgtrigger.compiler.Trigger(name='written_once', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."report_id" IS DISTINCT FROM (NEW."report_id") OR OLD."at" IS DISTINCT FROM (NEW."at") OR OLD."officer_id" IS DISTINCT FROM (NEW."officer_id") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='cd95b60f130966b7f91373ead0a134d090859687', operation='UPDATE', pgid='pgtrigger_written_once_4836d', table='protection_harmstep', when='BEFORE')), pgtrigger.compiler.Trigger(name='kept', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='9d2e86de4603ecc7183bdd7deb1fd5df724828be', operation='DELETE', pgid='pgtrigger_kept_49498', table='protection_harmstep', when='BEFORE'))],
                    },
                ),
                migrations.CreateModel(
                    name='ReturnProof',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('created_at', models.DateTimeField(default=shanyu.kernel.clock.now, editable=False)),
                        ('modified_at', models.DateTimeField(default=shanyu.kernel.clock.now, editable=False)),
                        ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('state', models.CharField(choices=[('waiting', '待查看'), ('accepted', '已认可'), ('refused', '未认可')], default='waiting', max_length=8)),
                        ('returns_on', models.DateField(blank=True, null=True)),
                        ('handed_in_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='return_proofs', to=settings.AUTH_USER_MODEL)),
                        ('illness', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='proofs', to='protection.illness')),
                        ('looked_at_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='return_proofs_looked_at', to=settings.AUTH_USER_MODEL)),
                        ('upload', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='return_proofs', to='kernel.upload')),
                    ],
                    options={
                        'ordering': ['-pk'],
                        'constraints': [models.UniqueConstraint(models.F('illness'), condition=models.Q(('state', 'waiting')), name='return_proof_one_waiting'), models.CheckConstraint(condition=models.Q(models.Q(('looked_at_by__isnull', True), ('state', 'waiting')), models.Q(models.Q(('state', 'waiting'), _negated=True), ('looked_at_by__isnull', False)), _connector='OR'), name='return_proof_looked_at'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'accepted'), _negated=True), ('returns_on__isnull', False), _connector='OR'), name='return_proof_from_a_day')],
                        'triggers': [pgtrigger.compiler.Trigger(name='handed_in_once', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."public_id" IS DISTINCT FROM (NEW."public_id") OR OLD."illness_id" IS DISTINCT FROM (NEW."illness_id") OR OLD."handed_in_by_id" IS DISTINCT FROM (NEW."handed_in_by_id") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='984a9d2917ea5b40c3dc85e59efc1bd7e2865e81', operation='UPDATE', pgid='pgtrigger_handed_in_once_9284d', table='protection_returnproof', when='BEFORE'))],
                    },
                ),
                migrations.CreateModel(
                    name='HurtChild',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('at', models.DateTimeField()),
                        ('child', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='incidents', to='people.child')),
                        ('incident', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='concerned', to='protection.incident')),
                    ],
                    options={
                        'ordering': ['pk'],
                        'constraints': [models.UniqueConstraint(models.F('incident'), models.F('child'), name='hurt_child_once')],
                        'triggers': [pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='bc35e0b98c8b88fb2917ae711293db93ef860446', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_72a3e', table='protection_hurtchild', when='BEFORE'))],
                    },
                ),
                migrations.CreateModel(
                    name='Acknowledgement',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('at', models.DateTimeField()),
                        ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='incidents_acknowledged', to=settings.AUTH_USER_MODEL)),
                        ('incident', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='acknowledgements', to='protection.incident')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(models.F('incident'), models.F('account'), name='acknowledged_once')],
                        'triggers': [pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='bf31fd8b7b7f940201587e3d7faea65517fbb50c', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_ad57f', table='protection_acknowledgement', when='BEFORE'))],
                    },
                ),
                migrations.CreateModel(
                    name='IncidentStep',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('created_at', models.DateTimeField(default=shanyu.kernel.clock.now, editable=False)),
                        ('modified_at', models.DateTimeField(default=shanyu.kernel.clock.now, editable=False)),
                        ('mark', models.UUIDField(unique=True)),
                        ('kind', models.CharField(choices=[('told', '告知监护人'), ('aid', '处理与观察'), ('doctor', '就医'), ('follow_up', '回访'), ('graded', '调整严重程度'), ('reported', '报告主管部门'), ('closed', '办结')], max_length=10)),
                        ('at', models.DateTimeField()),
                        ('way', models.CharField(blank=True, choices=[('phone', '电话'), ('face', '当面'), ('message', '消息')], max_length=8)),
                        ('severity', models.PositiveSmallIntegerField(blank=True, choices=[(1, '轻微：没有伤痕，安抚即可'), (2, '较轻：在园处理，不需就医'), (3, '较重：需要就医'), (4, '严重：急救、住院或有生命危险')], null=True)),
                        ('words', shanyu.kernel.fields.SealedField(blank=True, editable=True, null=True)),
                        ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='incident_steps', to=settings.AUTH_USER_MODEL)),
                        ('child', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='incident_steps', to='people.child')),
                        ('incident', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='protection.incident')),
                        ('told', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='told_of_incidents', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'ordering': ['at', 'pk'],
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('child__isnull', False), ('kind', 'told'), ('told__isnull', False), models.Q(('way', ''), _negated=True)), models.Q(models.Q(('kind', 'told'), _negated=True), ('told__isnull', True), ('way', '')), _connector='OR'), name='incident_step_told_whom_and_how'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'graded'), ('severity__isnull', False)), models.Q(models.Q(('kind', 'graded'), _negated=True), ('severity__isnull', True)), _connector='OR'), name='incident_step_graded_to')],
                        'triggers': [pgtrigger.compiler.Trigger(name='written_once', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."mark" IS DISTINCT FROM (NEW."mark") OR OLD."incident_id" IS DISTINCT FROM (NEW."incident_id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."at" IS DISTINCT FROM (NEW."at") OR OLD."account_id" IS DISTINCT FROM (NEW."account_id") OR OLD."child_id" IS DISTINCT FROM (NEW."child_id") OR OLD."told_id" IS DISTINCT FROM (NEW."told_id") OR OLD."way" IS DISTINCT FROM (NEW."way") OR OLD."severity" IS DISTINCT FROM (NEW."severity") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='4b222b3161bfed47e85079c50d50b9f8fd7d81ef', operation='UPDATE', pgid='pgtrigger_written_once_bfdb8', table='protection_incidentstep', when='BEFORE')), pgtrigger.compiler.Trigger(name='kept', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='e5cdd7f28e148c81d27eb262bf6b155d92c7a201', operation='DELETE', pgid='pgtrigger_kept_7e337', table='protection_incidentstep', when='BEFORE'))],
                    },
                ),
                migrations.CreateModel(
                    name='Suspension',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('created_at', models.DateTimeField(default=shanyu.kernel.clock.now, editable=False)),
                        ('modified_at', models.DateTimeField(default=shanyu.kernel.clock.now, editable=False)),
                        ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('during', django.contrib.postgres.fields.ranges.DateRangeField()),
                        ('state', models.CharField(choices=[('proposed', '待决定'), ('in_force', '停班'), ('declined', '未停班'), ('lifted', '已恢复')], default='proposed', max_length=10)),
                        ('ordered', models.BooleanField(default=False)),
                        ('decided_at', models.DateTimeField(blank=True, null=True)),
                        ('care_class', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='suspensions', to='providers.careclass')),
                        ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='suspensions_decided', to=settings.AUTH_USER_MODEL)),
                        ('site', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='suspensions', to='providers.site')),
                        ('warning', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='suspensions', to='protection.warning')),
                    ],
                    options={
                        'ordering': ['-pk'],
                        'constraints': [models.UniqueConstraint(models.F('warning'), condition=models.Q(('state', 'proposed')), name='suspension_one_proposal'), django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('state', 'in_force')), expressions=[('site', '='), (django.db.models.functions.comparison.Coalesce(models.F('care_class'), models.Value(0)), '='), ('during', '&&')], name='suspension_one_at_a_time'), models.CheckConstraint(condition=models.Q(models.Q(('during__endswith__isnull', False), ('during__isempty', False)), ('state', 'lifted'), _connector='OR'), name='suspension_has_days'), models.CheckConstraint(condition=models.Q(models.Q(('decided_at__isnull', True), ('decided_by__isnull', True), ('state', 'proposed')), models.Q(models.Q(('state', 'proposed'), _negated=True), ('decided_at__isnull', False), ('decided_by__isnull', False)), _connector='OR'), name='suspension_decided_by_somebody')],
                    },
                ),
            ],
        ),
    ]
