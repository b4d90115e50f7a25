import django.contrib.postgres.constraints
import django.contrib.postgres.fields
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
        ('regions', '0001_initial'),
    ]

    operations = [
        shanyu.kernel.migrating.CreateTables(
            tables=[
                migrations.CreateModel(
                    name='Household',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('created_at', models.DateTimeField(default=shanyu.kernel.clock.now, editable=False)),
                        ('modified_at', models.DateTimeField(default=shanyu.kernel.clock.now, editable=False)),
                        ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('address', shanyu.kernel.fields.SealedField(blank=True, editable=True, null=True)),
                        ('lon', models.DecimalField(blank=True, decimal_places=3, max_digits=6, null=True)),
                        ('lat', models.DecimalField(blank=True, decimal_places=3, max_digits=6, null=True)),
                        ('region', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='households', to='regions.region')),
                    ],
                    options={
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('lat__isnull', True), ('lon__isnull', True)), models.Q(('lat__isnull', False), ('lon__isnull', False)), _connector='OR'), name='household_point_whole')],
                    },
                ),
                migrations.CreateModel(
                    name='Account',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('password', models.CharField(max_length=128, verbose_name='password')),
                        ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                        ('created_at', models.DateTimeField(default=shanyu.kernel.clock.now, editable=False)),
                        ('modified_at', models.DateTimeField(default=shanyu.kernel.clock.now, editable=False)),
                        ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('username', models.CharField(max_length=60, unique=True)),
                        ('name', models.CharField(max_length=60)),
                        ('phone', shanyu.kernel.fields.SealedField(blank=True, editable=True, null=True)),
                        ('phone_index', shanyu.kernel.fields.BlindIndexField(null=True, of='phone', purpose='mobile', unique=True)),
                        ('identity', shanyu.kernel.fields.SealedField(blank=True, editable=True, null=True)),
                        ('identity_index', shanyu.kernel.fields.BlindIndexField(null=True, of='identity', purpose='identity', unique=True)),
                        ('identity_level', models.PositiveSmallIntegerField(default=0)),
                        ('language', models.CharField(default='zh-hans', max_length=8)),
                        ('is_active', models.BooleanField(default=True)),
                        ('is_demo', models.BooleanField(default=False)),
                    ],
                    options={
                        'constraints': [models.CheckConstraint(condition=models.Q(('identity_level__lte', 3)), name='account_identity_level')],
                    },
                ),
                migrations.CreateModel(
                    name='Child',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('created_at', models.DateTimeField(default=shanyu.kernel.clock.now, editable=False)),
                        ('modified_at', models.DateTimeField(default=shanyu.kernel.clock.now, editable=False)),
                        ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('name', shanyu.kernel.fields.SealedField(editable=True)),
                        ('sex', models.CharField(choices=[('f', '女'), ('m', '男')], max_length=1)),
                        ('born', models.DateField(db_index=True)),
                        ('identity', shanyu.kernel.fields.SealedField(blank=True, editable=True, null=True)),
                        ('identity_index', shanyu.kernel.fields.BlindIndexField(null=True, of='identity', purpose='identity', unique=True)),
                        ('birth_certificate', shanyu.kernel.fields.SealedField(blank=True, editable=True, null=True)),
                        ('birth_certificate_index', shanyu.kernel.fields.BlindIndexField(null=True, of='birth_certificate', purpose='birth certificate', unique=True)),
                        ('household', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='children', to='people.household')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='ApiKey',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('created_at', models.DateTimeField(default=shanyu.kernel.clock.now, editable=False)),
                        ('modified_at', models.DateTimeField(default=shanyu.kernel.clock.now, editable=False)),
                        ('label', models.CharField(max_length=60)),
                        ('prefix', models.CharField(max_length=12, unique=True)),
                        ('secret_hash', models.CharField(max_length=64)),
                        ('scopes', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), default=list, size=None)),
                        ('expires_on', models.DateField()),
                        ('revoked_at', models.DateTimeField(blank=True, null=True)),
                        ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='api_keys', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='FamilyPlace',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('created_at', models.DateTimeField(default=shanyu.kernel.clock.now, editable=False)),
                        ('modified_at', models.DateTimeField(default=shanyu.kernel.clock.now, editable=False)),
                        ('kind', models.CharField(choices=[('home', '家'), ('work', '工作地点')], max_length=8)),
                        ('address', shanyu.kernel.fields.SealedField(blank=True, editable=True, null=True)),
                        ('lon', models.DecimalField(decimal_places=3, max_digits=6)),
                        ('lat', models.DecimalField(decimal_places=3, max_digits=6)),
                        ('account', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='places', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(models.F('account'), models.F('kind'), name='family_place_one_of_a_kind')],
                    },
                ),
                migrations.CreateModel(
                    name='Invitation',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('created_at', models.DateTimeField(default=shanyu.kernel.clock.now, editable=False)),
                        ('modified_at', models.DateTimeField(default=shanyu.kernel.clock.now, editable=False)),
                        ('relation', models.CharField(choices=[('father', '父亲'), ('mother', '母亲'), ('grandparent', '祖辈'), ('other', '其他监护人')], max_length=12)),
                        ('secret_hash', models.CharField(max_length=64, unique=True)),
                        ('expires_at', models.DateTimeField()),
                        ('accepted_at', models.DateTimeField(blank=True, null=True)),
                        ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                        ('accepted_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='invitations_accepted', to=settings.AUTH_USER_MODEL)),
                        ('household', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='invitations', to='people.household')),
                        ('invited_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='invitations_made', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'constraints': [models.CheckConstraint(condition=models.Q(('accepted_at__isnull', True), ('withdrawn_at__isnull', True), _connector='OR'), name='invitation_one_end'), models.CheckConstraint(condition=models.Q(models.Q(('accepted_at__isnull', True), ('accepted_by__isnull', True)), models.Q(('accepted_at__isnull', False), ('accepted_by__isnull', False)), _connector='OR'), name='invitation_accepted_by_somebody')],
                    },
                ),
                migrations.CreateModel(
                    name='RoleGrant',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('created_at', models.DateTimeField(default=shanyu.kernel.clock.now, editable=False)),
                        ('modified_at', models.DateTimeField(default=shanyu.kernel.clock.now, editable=False)),
                        ('role', models.CharField(choices=[('public', '所有人'), ('member', '已登录的人'), ('guardian', '监护人'), ('carer', '保育人员'), ('head', '机构负责人'), ('operator', '运营方'), ('station_keeper', '驿站管理员'), ('neighbour_carer', '邻里照护员'), ('partner', '课程伙伴'), ('expert', '儿童保健专家'), ('inspector', '检查人员'), ('district_officer', '区级工作人员'), ('city_officer', '市级工作人员'), ('auditor', '审计员'), ('administrator', '系统管理员'), ('administrator_on_duty', '履职中的系统管理员'), ('system', '平台')], max_length=24)),
                        ('valid', django.contrib.postgres.fields.ranges.DateRangeField()),
                        ('reason', models.CharField(blank=True, max_length=200)),
                        ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='role_grants', to=settings.AUTH_USER_MODEL)),
                        ('granted_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='role_grants_made', to=settings.AUTH_USER_MODEL)),
                        ('region', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='role_grants', to='regions.region')),
                    ],
                    options={
                        'constraints': [models.CheckConstraint(condition=models.Q(('role__in', ['administrator_on_duty', 'member', 'public', 'system']), _negated=True), name='role_grant_grantable'), models.CheckConstraint(condition=models.Q(models.Q(('role__in', ['district_officer', 'city_officer', 'inspector']), _negated=True), ('region__isnull', False), _connector='OR'), name='role_grant_officer_has_region'), django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('account', '='), ('role', '='), (django.db.models.functions.comparison.Coalesce(models.F('region'), models.Value(0)), '='), ('valid', '&&')], name='role_grant_once_at_a_time')],
                    },
                ),
                migrations.CreateModel(
                    name='AdminSession',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('reason', models.CharField(max_length=200)),
                        ('created_at', models.DateTimeField()),
                        ('ends_at', models.DateTimeField()),
                        ('closed_at', models.DateTimeField(blank=True, null=True)),
                        ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='admin_sessions', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'constraints': [models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('created_at'))), name='admin_session_forward'), models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='admin_session_has_reason')],
                    },
                ),
                migrations.CreateModel(
                    name='Guardianship',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('created_at', models.DateTimeField(default=shanyu.kernel.clock.now, editable=False)),
                        ('modified_at', models.DateTimeField(default=shanyu.kernel.clock.now, editable=False)),
                        ('relation', models.CharField(choices=[('father', '父亲'), ('mother', '母亲'), ('grandparent', '祖辈'), ('other', '其他监护人')], max_length=12)),
                        ('valid', django.contrib.postgres.fields.ranges.DateRangeField()),
                        ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='guardianships', to=settings.AUTH_USER_MODEL)),
                        ('child', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='guardianships', to='people.child')),
                    ],
                    options={
                        'constraints': [django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('account', '='), ('child', '='), ('valid', '&&')], name='guardianship_once_at_a_time')],
                    },
                ),
                migrations.CreateModel(
                    name='Consent',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('purpose', models.CharField(max_length=40)),
                        ('decision', models.CharField(choices=[('granted', '同意'), ('refused', '不同意'), ('withdrawn', '已撤回')], max_length=10)),
                        ('text_version', models.CharField(max_length=20)),
                        ('until', models.DateField(blank=True, null=True)),
                        ('created_at', models.DateTimeField()),
                        ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='consents', to=settings.AUTH_USER_MODEL)),
                        ('child', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='consents', to='people.child')),
                    ],
                    options={
                        'indexes': [models.Index(fields=['account', 'child', 'purpose', '-created_at'], name='consent_latest')],
                        'triggers': [pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='b7e1d5d078cef8460cec8352650dbd8b984a075d', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_7cbad', table='people_consent', when='BEFORE'))],
                    },
                ),
            ],
        ),
    ]
