import django.db.models.deletion
import shanyu.kernel.clock
import shanyu.kernel.fields
import shanyu.kernel.migrating
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        shanyu.kernel.migrating.CreateTables(
            tables=[
                migrations.CreateModel(
                    name='Notification',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('created_at', models.DateTimeField(default=shanyu.kernel.clock.now, editable=False)),
                        ('modified_at', models.DateTimeField(default=shanyu.kernel.clock.now, editable=False)),
                        ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('kind', models.CharField(max_length=40)),
                        ('title', models.CharField(max_length=160)),
                        ('body', models.TextField(blank=True, max_length=2000)),
                        ('url', models.CharField(blank=True, max_length=300)),
                        ('links', shanyu.kernel.fields.SealedField(blank=True, editable=True, null=True)),
                        ('urgent', models.BooleanField(default=False)),
                        ('dedupe', models.CharField(max_length=160)),
                        ('language', models.CharField(default='zh-hans', max_length=8)),
                        ('read_at', models.DateTimeField(blank=True, null=True)),
                        ('account', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notifications', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'ordering': ['-created_at', '-pk'],
                        'indexes': [models.Index(fields=['account', '-created_at', '-id'], name='notification_newest'), models.Index(condition=models.Q(('read_at__isnull', True)), fields=['account'], name='notification_unread')],
                        'constraints': [models.UniqueConstraint(models.F('account'), models.F('dedupe'), name='notification_told_once')],
                    },
                ),
                migrations.CreateModel(
                    name='PushSubscription',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('created_at', models.DateTimeField(default=shanyu.kernel.clock.now, editable=False)),
                        ('modified_at', models.DateTimeField(default=shanyu.kernel.clock.now, editable=False)),
                        ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('endpoint', shanyu.kernel.fields.SealedField(editable=True)),
                        ('endpoint_index', shanyu.kernel.fields.BlindIndexField(null=True, of='endpoint', purpose='push endpoint', unique=True)),
                        ('keys', shanyu.kernel.fields.SealedField(editable=True)),
                        ('device', models.CharField(blank=True, max_length=200)),
                        ('failed_at', models.DateTimeField(blank=True, null=True)),
                        ('account', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='push_subscriptions', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='ChannelChoice',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('created_at', models.DateTimeField(default=shanyu.kernel.clock.now, editable=False)),
                        ('modified_at', models.DateTimeField(default=shanyu.kernel.clock.now, editable=False)),
                        ('channel', models.CharField(choices=[('email', '电子邮件'), ('push', '设备上的弹出通知'), ('sms', '短信')], max_length=8)),
                        ('on', models.BooleanField()),
                        ('account', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='channel_choices', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(models.F('account'), models.F('channel'), name='channel_choice_one')],
                    },
                ),
                migrations.CreateModel(
                    name='Delivery',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('created_at', models.DateTimeField(default=shanyu.kernel.clock.now, editable=False)),
                        ('modified_at', models.DateTimeField(default=shanyu.kernel.clock.now, editable=False)),
                        ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('channel', models.CharField(choices=[('email', '电子邮件'), ('push', '设备上的弹出通知'), ('sms', '短信')], max_length=8)),
                        ('state', models.CharField(choices=[('planned', '待发送'), ('sent', '已发送'), ('failed', '稍后再试'), ('given_up', '未能送达')], default='planned', max_length=8)),
                        ('attempts', models.PositiveSmallIntegerField(default=0)),
                        ('error', models.CharField(blank=True, max_length=40)),
                        ('due_at', models.DateTimeField(blank=True, null=True)),
                        ('sent_at', models.DateTimeField(blank=True, null=True)),
                        ('notification', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='deliveries', to='messaging.notification')),
                    ],
                    options={
                        'indexes': [models.Index(condition=models.Q(('state__in', ['failed', 'planned'])), fields=['due_at'], name='delivery_due')],
                        'constraints': [models.UniqueConstraint(models.F('notification'), models.F('channel'), name='delivery_once_a_channel'), models.CheckConstraint(condition=models.Q(models.Q(('sent_at__isnull', False), ('state', 'sent')), models.Q(('state', 'sent'), _negated=True), _connector='OR'), name='delivery_sent_when'), models.CheckConstraint(condition=models.Q(models.Q(('due_at__isnull', False), ('state__in', ['failed', 'planned'])), models.Q(models.Q(('state__in', ['failed', 'planned']), _negated=True), ('due_at__isnull', True)), _connector='OR'), name='delivery_due_while_open')],
                    },
                ),
            ],
        ),
    ]
