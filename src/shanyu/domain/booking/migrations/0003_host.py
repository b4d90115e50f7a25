import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

from shanyu.domain.booking.sql import functions


def install(apps, schema_editor):
    schema_editor.execute(functions(), params=None)


class Migration(migrations.Migration):

    dependencies = [
        ('booking', '0002_functions'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name='entry',
            name='kind',
            field=models.CharField(choices=[('claim', '预约成功'), ('hold', '名额保留'), ('confirm', '确认保留'), ('join', '进入候补'), ('offer', '通知空位'), ('accept', '接受空位'), ('cancel', '取消预约'), ('cancel_late', '临近取消'), ('expire', '保留到期'), ('decline', '放弃空位'), ('lapse', '空位到期'), ('leave', '退出候补'), ('call_off', '活动取消')], max_length=12),
        ),
        migrations.CreateModel(
            name='AttendanceMark',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('mark', models.UUIDField(unique=True)),
                ('kind', models.CharField(choices=[('arrived', 'Arrived'), ('no_show', 'No Show'), ('undo', 'Undo')], max_length=8)),
                ('at', models.DateTimeField()),
                ('created_at', models.DateTimeField()),
                ('account', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='marks_made', to=settings.AUTH_USER_MODEL)),
                ('booking', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='marks', to='booking.booking')),
            ],
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='attendancemark',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='476573db45f8505aa1d30fc5217e159cc87647d7', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_3357a', table='booking_attendancemark', when='BEFORE')),
        ),
        migrations.RunPython(install, migrations.RunPython.noop),
    ]
