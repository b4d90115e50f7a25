import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
import shanyu.kernel.clock
import shanyu.kernel.fields
import uuid
from django.conf import settings
from django.db import migrations, models

from shanyu.domain.agreements.sql import BOOK, functions


def install(apps, schema_editor):
    schema_editor.execute(functions(BOOK), params=None)


class Migration(migrations.Migration):

    dependencies = [
        ('agreements', '0002_functions'),
        ('enrolment', '0002_functions'),
        ('kernel', '0003_functions'),
        ('providers', '0003_places_through_the_platform'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Payment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(default=shanyu.kernel.clock.now, editable=False)),
                ('modified_at', models.DateTimeField(default=shanyu.kernel.clock.now, editable=False)),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('year', models.PositiveSmallIntegerField()),
                ('number', models.PositiveIntegerField()),
                ('month', models.DateField()),
                ('amount_fen', models.BigIntegerField()),
                ('method', models.CharField(choices=[('cash', '现金'), ('transfer', '银行转账'), ('wechat', '微信支付'), ('alipay', '支付宝'), ('card', '刷卡'), ('other', '其他')], max_length=10)),
                ('received_on', models.DateField()),
                ('key', models.UUIDField(default=uuid.uuid4, editable=False)),
                ('reason', models.CharField(blank=True, choices=[('amount', '金额记错'), ('month', '月份记错'), ('child', '记到了别的孩子名下'), ('twice', '重复记账'), ('never_came', '款项没有到账'), ('refunded', '已退还给家长'), ('other', '其他')], max_length=10)),
                ('words', shanyu.kernel.fields.SealedField(blank=True, editable=True, null=True)),
            ],
            options={
                'ordering': ['site', 'year', 'number'],
            },
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='statement',
            name='told_once',
        ),
        migrations.AddField(
            model_name='statement',
            name='paid_fen',
            field=models.PositiveBigIntegerField(default=0),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='statement',
            trigger=pgtrigger.compiler.Trigger(name='told_once', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."public_id" IS DISTINCT FROM (NEW."public_id") OR OLD."case_id" IS DISTINCT FROM (NEW."case_id") OR OLD."month" IS DISTINCT FROM (NEW."month") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."lines" IS DISTINCT FROM (NEW."lines") OR OLD."total_fen" IS DISTINCT FROM (NEW."total_fen") OR OLD."paid_fen" IS DISTINCT FROM (NEW."paid_fen") OR OLD."whole" IS DISTINCT FROM (NEW."whole") OR OLD."made_by_id" IS DISTINCT FROM (NEW."made_by_id"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='9aadea417268bac45f68b8a2e9fc68e63769974b', operation='UPDATE', pgid='pgtrigger_told_once_05526', table='agreements_statement', when='BEFORE')),
        ),
        migrations.AddField(
            model_name='payment',
            name='case',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='payments', to='enrolment.case'),
        ),
        migrations.AddField(
            model_name='payment',
            name='document',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='receipt_of_payment', to='kernel.document'),
        ),
        migrations.AddField(
            model_name='payment',
            name='recorded_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='payments_recorded', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='payment',
            name='reverses',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='reversal', to='agreements.payment'),
        ),
        migrations.AddField(
            model_name='payment',
            name='site',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='payments', to='providers.site'),
        ),
        migrations.AddConstraint(
            model_name='payment',
            constraint=models.UniqueConstraint(models.F('site'), models.F('year'), models.F('number'), name='payment_number_once'),
        ),
        migrations.AddConstraint(
            model_name='payment',
            constraint=models.UniqueConstraint(models.F('site'), models.F('key'), name='payment_key_once'),
        ),
        migrations.AddConstraint(
            model_name='payment',
            constraint=models.CheckConstraint(condition=models.Q(('month__day', 1)), name='payment_for_a_month'),
        ),
        migrations.AddConstraint(
            model_name='payment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('amount_fen__gt', 0), ('reason', ''), ('reverses__isnull', True)), models.Q(('amount_fen__lt', 0), ('document__isnull', True), ('reverses__isnull', False), models.Q(('reason', ''), _negated=True)), _connector='OR'), name='payment_or_its_reversal'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='payment',
            trigger=pgtrigger.compiler.Trigger(name='written_once', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."public_id" IS DISTINCT FROM (NEW."public_id") OR OLD."case_id" IS DISTINCT FROM (NEW."case_id") OR OLD."site_id" IS DISTINCT FROM (NEW."site_id") OR OLD."year" IS DISTINCT FROM (NEW."year") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."month" IS DISTINCT FROM (NEW."month") OR OLD."amount_fen" IS DISTINCT FROM (NEW."amount_fen") OR OLD."method" IS DISTINCT FROM (NEW."method") OR OLD."received_on" IS DISTINCT FROM (NEW."received_on") OR OLD."key" IS DISTINCT FROM (NEW."key") OR OLD."reverses_id" IS DISTINCT FROM (NEW."reverses_id") OR OLD."reason" IS DISTINCT FROM (NEW."reason") OR OLD."recorded_by_id" IS DISTINCT FROM (NEW."recorded_by_id"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='6e79aeb76aa3f2ac4f085c657d9fd211a4f8cb02', operation='UPDATE', pgid='pgtrigger_written_once_1b70b', table='agreements_payment', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='payment',
            trigger=pgtrigger.compiler.Trigger(name='kept', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='793f9b6b1d427ded335dfc1efeebd0e1c49d14cf', operation='DELETE', pgid='pgtrigger_kept_49374', table='agreements_payment', when='BEFORE')),
        ),
        migrations.RunPython(install, migrations.RunPython.noop),
    ]
