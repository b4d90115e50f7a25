from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('providers', '0001_initial'),
        ('regions', '0001_initial'),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='site',
            name='site_spot_open',
        ),
        migrations.AlterField(
            model_name='site',
            name='sort_key',
            field=models.CharField(blank=True, max_length=200),
        ),
        migrations.AddIndex(
            model_name='operator',
            index=models.Index(fields=['name'], name='operator_name'),
        ),
        migrations.AddIndex(
            model_name='site',
            index=models.Index(fields=['sort_key'], name='site_sort_key'),
        ),
    ]
