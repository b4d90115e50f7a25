import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.contrib.postgres.indexes
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
        ('kernel', '0002_documents'),
        ('people', '0003_api_key_assurance'),
        ('providers', '0003_places_through_the_platform'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        shanyu.kernel.migrating.CreateTables(
            tables=[
                migrations.CreateModel(
                    name='Case',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('created_at', models.DateTimeField(default=shanyu.kernel.clock.now, editable=False)),
                        ('modified_at', models.DateTimeField(default=shanyu.kernel.clock.now, editable=False)),
                        ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('form', models.CharField(choices=[('full_day', '全日托'), ('half_day', '半日托'), ('hourly', '计时托'), ('drop_in', '临时托'), ('holiday', '假期托管'), ('after_school', '课后托管')], max_length=16)),
                        ('wanted_from', models.DateField()),
                        ('weekdays', django.contrib.postgres.fields.ArrayField(base_field=models.PositiveSmallIntegerField(), default=list, size=None)),
                        ('opens', models.TimeField(blank=True, null=True)),
                        ('closes', models.TimeField(blank=True, null=True)),
                        ('ranked', models.BooleanField(default=False)),
                        ('needs_both', models.BooleanField(default=False)),
                        ('state', models.CharField(choices=[('applied', '已申请'), ('offered', '有录取待答复'), ('accepted', '待核对材料'), ('checkup', '待入托体检'), ('agreement', '待签协议'), ('placed', '待入托'), ('attending', '在托'), ('suspended', '暂停'), ('left', '已离托'), ('transferred', '已转托'), ('withdrawn', '已撤回'), ('declined', '未入托')], default='applied', max_length=12)),
                        ('due_at', models.DateTimeField(blank=True, null=True)),
                        ('signed_at', models.DateTimeField(blank=True, null=True)),
                        ('checked_on', models.DateField(blank=True, null=True)),
                        ('away_since', models.DateField(blank=True, null=True)),
                        ('last_day', models.DateField(blank=True, null=True)),
                        ('ended_at', models.DateTimeField(blank=True, null=True)),
                        ('ended_because', models.CharField(blank=True, choices=[('no_place', '近期没有托位'), ('age', '月龄不合适'), ('hours', '时间不合适'), ('needs', '暂时照护不了孩子的特殊需要'), ('agreed', '与前面的家庭商量过'), ('unreachable', '联系不上家庭'), ('overdue', '过了期限'), ('mistake', '填写有误'), ('other', '其他')], max_length=12)),
                        ('child', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='cases', to='people.child')),
                        ('household', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='cases', to='people.household')),
                        ('opened_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='cases_opened', to=settings.AUTH_USER_MODEL)),
                        ('site', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='cases', to='providers.site')),
                    ],
                    options={
                        'indexes': [models.Index(fields=['site', 'state', 'due_at'], name='case_of_site'), models.Index(condition=models.Q(('last_day__isnull', False)), fields=['last_day'], name='case_last_day')],
                        'constraints': [models.UniqueConstraint(models.F('child'), condition=models.Q(('state__in', ['accepted', 'agreement', 'applied', 'checkup', 'offered', 'placed'])), name='case_one_wish_of_a_child'), models.UniqueConstraint(models.F('child'), condition=models.Q(('state__in', ['attending', 'suspended'])), name='case_one_care_of_a_child'), models.CheckConstraint(condition=models.Q(models.Q(('ended_at__isnull', False), ('state__in', ['declined', 'left', 'transferred', 'withdrawn'])), models.Q(models.Q(('state__in', ['declined', 'left', 'transferred', 'withdrawn']), _negated=True), ('ended_at__isnull', True)), _connector='OR'), name='case_ended_when'), models.CheckConstraint(condition=models.Q(('site__isnull', False), models.Q(('state__in', ['accepted', 'agreement', 'attending', 'checkup', 'placed', 'suspended']), _negated=True), _connector='OR'), name='case_has_its_site'), models.CheckConstraint(condition=models.Q(('closes__isnull', True), ('opens__isnull', True), ('closes__gt', models.F('opens')), _connector='OR'), name='case_hours_forward')],
                    },
                ),
                migrations.CreateModel(
                    name='SiteLine',
                    fields=[
                        ('created_at', models.DateTimeField(default=shanyu.kernel.clock.now, editable=False)),
                        ('modified_at', models.DateTimeField(default=shanyu.kernel.clock.now, editable=False)),
                        ('site', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='enrolment_line', serialize=False, to='providers.site')),
                        ('next_line', models.PositiveBigIntegerField(default=1)),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='Referral',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('created_at', models.DateTimeField(default=shanyu.kernel.clock.now, editable=False)),
                        ('modified_at', models.DateTimeField(default=shanyu.kernel.clock.now, editable=False)),
                        ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('parts', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('allergies', '过敏'), ('medication', '长期用药'), ('conditions', '疾病和特殊情况'), ('emergency', '紧急情况'), ('feeding', '吃饭喝奶'), ('sleep', '睡觉'), ('toilet', '如厕'), ('comfort', '安抚'), ('diet', '家里的饮食习惯'), ('vaccinations', '接种记录'), ('exams', '入托体检')], max_length=16), default=list, size=None)),
                        ('note', shanyu.kernel.fields.SealedField(blank=True, editable=True, null=True)),
                        ('state', models.CharField(choices=[('proposed', '等监护人同意'), ('agreed', '等对方机构答复'), ('taken', '对方已接收'), ('refused', '监护人不同意'), ('declined', '对方暂不接收'), ('ended', '已结束')], default='proposed', max_length=10)),
                        ('decided_at', models.DateTimeField(blank=True, null=True)),
                        ('answered_at', models.DateTimeField(blank=True, null=True)),
                        ('until', models.DateField(blank=True, null=True)),
                        ('ended_at', models.DateTimeField(blank=True, null=True)),
                        ('answered_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='referrals_answered', to=settings.AUTH_USER_MODEL)),
                        ('child', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='referrals', to='people.child')),
                        ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='referrals_decided', to=settings.AUTH_USER_MODEL)),
                        ('from_site', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='referrals_out', to='providers.site')),
                        ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='referrals_made', to=settings.AUTH_USER_MODEL)),
                        ('to_site', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='referrals_in', to='providers.site')),
                    ],
                    options={
                        'indexes': [models.Index(fields=['to_site', 'state'], name='referral_to_site'), models.Index(fields=['from_site', 'state'], name='referral_from_site')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('from_site', models.F('to_site')), _negated=True), name='referral_elsewhere'), models.UniqueConstraint(models.F('child'), models.F('to_site'), condition=models.Q(('state__in', ['agreed', 'proposed', 'taken'])), name='referral_open_once'), models.CheckConstraint(condition=models.Q(('state__in', ['proposed', 'refused', 'ended']), models.Q(('decided_at__isnull', False), ('decided_by__isnull', False)), _connector='OR'), name='referral_with_a_guardian_s_yes'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'taken'), _negated=True), models.Q(('answered_at__isnull', False), ('until__isnull', False)), _connector='OR'), name='referral_taken_until')],
                        'triggers': [pgtrigger.compiler.Trigger(name='asked_once', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."child_id" IS DISTINCT FROM (NEW."child_id") OR OLD."from_site_id" IS DISTINCT FROM (NEW."from_site_id") OR OLD."to_site_id" IS DISTINCT FROM (NEW."to_site_id") OR OLD."parts" IS DISTINCT FROM (NEW."parts") OR OLD."made_by_id" IS DISTINCT FROM (NEW."made_by_id") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='30b7bae04912d2e434c19a79daff1e1b9ee9fe1d', operation='UPDATE', pgid='pgtrigger_asked_once_09918', table='enrolment_referral', when='BEFORE'))],
                    },
                ),
                migrations.CreateModel(
                    name='Document',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('created_at', models.DateTimeField(default=shanyu.kernel.clock.now, editable=False)),
                        ('modified_at', models.DateTimeField(default=shanyu.kernel.clock.now, editable=False)),
                        ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('kind', models.CharField(choices=[('child_identity', '孩子的身份证明'), ('guardian_identity', '监护人身份证'), ('residence', '户口簿或居住证明'), ('custody', '监护关系证明'), ('vaccinations', '接种记录')], max_length=20)),
                        ('source', models.CharField(choices=[('known', '平台已有'), ('fetched', '由部门系统取得'), ('uploaded', '家长上传')], max_length=8)),
                        ('on', models.DateField()),
                        ('until', models.DateField(blank=True, null=True)),
                        ('removed_at', models.DateTimeField(blank=True, null=True)),
                        ('child', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='entry_documents', to='people.child')),
                        ('entered_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='entry_documents_entered', to=settings.AUTH_USER_MODEL)),
                        ('household', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='entry_documents', to='people.household')),
                        ('removed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='entry_documents_removed', to=settings.AUTH_USER_MODEL)),
                        ('upload', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='entry_documents', to='kernel.upload')),
                    ],
                    options={
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('child__isnull', True), ('household__isnull', False), ('kind__in', ['guardian_identity', 'residence'])), models.Q(models.Q(('kind__in', ['guardian_identity', 'residence']), _negated=True), ('child__isnull', False), ('household__isnull', True)), _connector='OR'), name='entry_document_has_its_owner'), models.UniqueConstraint(models.F('child'), models.F('kind'), condition=models.Q(('child__isnull', False), ('removed_at__isnull', True)), name='entry_document_of_a_child_once'), models.UniqueConstraint(models.F('household'), models.F('kind'), condition=models.Q(('household__isnull', False), ('removed_at__isnull', True)), name='entry_document_of_a_household_once'), models.CheckConstraint(condition=models.Q(models.Q(('source', 'fetched'), _negated=True), ('upload__isnull', True), _connector='OR'), name='entry_document_fetched_has_no_file'), models.CheckConstraint(condition=models.Q(models.Q(('removed_at__isnull', True), ('removed_by__isnull', True)), models.Q(('removed_at__isnull', False), ('removed_by__isnull', False)), _connector='OR'), name='entry_document_removed_by_somebody')],
                        'triggers': [pgtrigger.compiler.Trigger(name='handed_in_once', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."child_id" IS DISTINCT FROM (NEW."child_id") OR OLD."household_id" IS DISTINCT FROM (NEW."household_id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."source" IS DISTINCT FROM (NEW."source") OR OLD."on" IS DISTINCT FROM (NEW."on") OR OLD."entered_by_id" IS DISTINCT FROM (NEW."entered_by_id"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='ff9272051d1fedbe780e582eeb3009928f8e533d', operation='UPDATE', pgid='pgtrigger_handed_in_once_f0d23', table='enrolment_document', when='BEFORE'))],
                    },
                ),
                migrations.CreateModel(
                    name='Application',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('created_at', models.DateTimeField(default=shanyu.kernel.clock.now, editable=False)),
                        ('modified_at', models.DateTimeField(default=shanyu.kernel.clock.now, editable=False)),
                        ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('rank', models.PositiveSmallIntegerField(blank=True, null=True)),
                        ('group', models.CharField(choices=[('sibling', '有兄弟姐妹在托'), ('resident', '住在同一街道'), ('everybody', '其他家庭')], default='everybody', max_length=12)),
                        ('priority', models.PositiveSmallIntegerField()),
                        ('line', models.PositiveBigIntegerField()),
                        ('state', models.CharField(choices=[('waiting', '排队中'), ('offered', '有录取待答复'), ('accepted', '已接受'), ('refused', '机构未录取'), ('withdrawn', '已撤回'), ('superseded', '已在别处入托'), ('declined', '家庭未接受'), ('lapsed', '过期未答复')], default='waiting', max_length=12)),
                        ('reason', models.CharField(blank=True, choices=[('no_place', '近期没有托位'), ('age', '月龄不合适'), ('hours', '时间不合适'), ('needs', '暂时照护不了孩子的特殊需要'), ('agreed', '与前面的家庭商量过'), ('unreachable', '联系不上家庭'), ('overdue', '过了期限'), ('mistake', '填写有误'), ('other', '其他')], max_length=12)),
                        ('site', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='applications', to='providers.site')),
                        ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='applications', to='enrolment.case')),
                    ],
                    options={
                        'indexes': [models.Index(condition=models.Q(('state', 'waiting')), fields=['site', 'priority', 'line'], name='application_line')],
                        'constraints': [models.UniqueConstraint(models.F('case'), models.F('site'), condition=models.Q(('state__in', ['accepted', 'offered', 'waiting'])), name='application_once_at_a_site'), models.UniqueConstraint(models.F('case'), condition=models.Q(('state', 'accepted')), name='application_one_accepted'), models.UniqueConstraint(models.F('site'), models.F('line'), name='application_line_once'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'refused'), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='application_refused_because')],
                    },
                ),
                migrations.CreateModel(
                    name='Placement',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('created_at', models.DateTimeField(default=shanyu.kernel.clock.now, editable=False)),
                        ('modified_at', models.DateTimeField(default=shanyu.kernel.clock.now, editable=False)),
                        ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('form', models.CharField(choices=[('full_day', '全日托'), ('half_day', '半日托'), ('hourly', '计时托'), ('drop_in', '临时托'), ('holiday', '假期托管'), ('after_school', '课后托管')], max_length=16)),
                        ('during', django.contrib.postgres.fields.ranges.DateRangeField()),
                        ('state', models.CharField(choices=[('held', '留位'), ('planned', '已定'), ('current', '在托'), ('ended', '已结束'), ('released', '已释放')], max_length=10)),
                        ('care_class', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='placements', to='providers.careclass')),
                        ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='placements', to='enrolment.case')),
                        ('child', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='placements', to='people.child')),
                        ('site', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='placements', to='providers.site')),
                    ],
                    options={
                        'indexes': [django.contrib.postgres.indexes.GistIndex(condition=models.Q(('state', 'released'), _negated=True), fields=['care_class', 'during'], name='placement_in_class')],
                        'constraints': [django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('state__in', ['planned', 'current', 'ended'])), expressions=[('child', '='), ('during', '&&')], name='placement_one_place_of_a_child'), models.CheckConstraint(condition=models.Q(models.Q(('during__isempty', False), ('during__startswith__isnull', False)), ('state', 'released'), _connector='OR'), name='placement_has_a_first_day'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'ended'), _negated=True), ('during__endswith__isnull', False), _connector='OR'), name='placement_ended_has_a_last_day')],
                    },
                ),
                migrations.CreateModel(
                    name='Entry',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('kind', models.CharField(choices=[('apply', '提出申请'), ('join', '加入排队'), ('rank', '调整志愿顺序'), ('withdraw_one', '撤回一家'), ('refuse', '机构未录取'), ('offer', '机构录取'), ('retract', '机构收回录取'), ('agree', '一位监护人同意'), ('accept', '接受录取'), ('decline', '谢绝录取'), ('lapse', '录取过期'), ('supersede', '已在别处入托'), ('documents', '材料已核对'), ('checkup', '体检已核对'), ('sign', '家庭已签协议'), ('agreement', '协议已生效'), ('first_day', '入托第一天'), ('suspend', '暂停'), ('return', '回到机构'), ('leave', '定下离托日期'), ('left', '已离托'), ('move_up', '定下升班日期'), ('withdraw', '撤回申请'), ('close', '机构结束办理')], max_length=12)),
                        ('state', models.CharField(choices=[('applied', '已申请'), ('offered', '有录取待答复'), ('accepted', '待核对材料'), ('checkup', '待入托体检'), ('agreement', '待签协议'), ('placed', '待入托'), ('attending', '在托'), ('suspended', '暂停'), ('left', '已离托'), ('transferred', '已转托'), ('withdrawn', '已撤回'), ('declined', '未入托')], max_length=12)),
                        ('reason', models.CharField(blank=True, choices=[('no_place', '近期没有托位'), ('age', '月龄不合适'), ('hours', '时间不合适'), ('needs', '暂时照护不了孩子的特殊需要'), ('agreed', '与前面的家庭商量过'), ('unreachable', '联系不上家庭'), ('overdue', '过了期限'), ('mistake', '填写有误'), ('other', '其他')], max_length=12)),
                        ('words', models.CharField(blank=True, max_length=200)),
                        ('at', models.DateTimeField()),
                        ('account', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='enrolment_entries', to=settings.AUTH_USER_MODEL)),
                        ('application', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='enrolment.application')),
                        ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='enrolment.case')),
                        ('placement', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='enrolment.placement')),
                    ],
                    options={
                        'indexes': [models.Index(fields=['case', 'at'], name='enrolment_entry_of_case')],
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('kind__in', ['close', 'refuse', 'retract']), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='enrolment_entry_because')],
                        'triggers': [pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='c89beea74e753777b8e230b5c7a8ba247dcd7d66', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_06b8d', table='enrolment_entry', when='BEFORE'))],
                    },
                ),
                migrations.CreateModel(
                    name='Offer',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('created_at', models.DateTimeField(default=shanyu.kernel.clock.now, editable=False)),
                        ('modified_at', models.DateTimeField(default=shanyu.kernel.clock.now, editable=False)),
                        ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('starts_on', models.DateField()),
                        ('until', models.DateTimeField()),
                        ('state', models.CharField(choices=[('standing', '待答复'), ('accepted', '已接受'), ('declined', '已谢绝'), ('lapsed', '已过期'), ('retracted', '机构已收回'), ('superseded', '已在别处入托')], default='standing', max_length=12)),
                        ('ended_at', models.DateTimeField(blank=True, null=True)),
                        ('application', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='offers', to='enrolment.application')),
                        ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='enrolment_offers_made', to=settings.AUTH_USER_MODEL)),
                        ('placement', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='offer', to='enrolment.placement')),
                    ],
                    options={
                        'indexes': [models.Index(condition=models.Q(('state', 'standing')), fields=['until'], name='offer_until')],
                        'constraints': [models.UniqueConstraint(models.F('application'), condition=models.Q(('state', 'standing')), name='offer_one_standing'), models.CheckConstraint(condition=models.Q(('until__gt', models.F('created_at'))), name='offer_ends_after_it_was_made')],
                    },
                ),
                migrations.CreateModel(
                    name='Untold',
                    fields=[
                        ('created_at', models.DateTimeField(default=shanyu.kernel.clock.now, editable=False)),
                        ('modified_at', models.DateTimeField(default=shanyu.kernel.clock.now, editable=False)),
                        ('entry', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='untold', serialize=False, to='enrolment.entry')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='Assent',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('step', models.CharField(choices=[('accept', 'Accept')], max_length=8)),
                        ('at', models.DateTimeField()),
                        ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='enrolment_assents', to=settings.AUTH_USER_MODEL)),
                        ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='assents', to='enrolment.case')),
                        ('offer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='assents', to='enrolment.offer')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(models.F('offer'), models.F('step'), models.F('account'), name='assent_once')],
                        'triggers': [pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='954705fa20b25ee0b381d9abd94eea8b04c7d5fc', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_68d50', table='enrolment_assent', when='BEFORE'))],
                    },
                ),
            ],
        ),
    ]
