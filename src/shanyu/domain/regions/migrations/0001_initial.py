import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.contrib.postgres.indexes
import django.db.models.deletion
import pgtrigger.compiler
import shanyu.kernel.clock
import shanyu.kernel.migrating
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('kernel', '0001_initial'),
    ]

    operations = [
        shanyu.kernel.migrating.CreateTables(
            tables=[
                migrations.CreateModel(
                    name='Region',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('created_at', models.DateTimeField(default=shanyu.kernel.clock.now, editable=False)),
                        ('modified_at', models.DateTimeField(default=shanyu.kernel.clock.now, editable=False)),
                        ('code', models.CharField(max_length=12)),
                        ('level', models.CharField(choices=[('province', '省'), ('city', '市'), ('county', '区县'), ('town', '街道乡镇'), ('community', '社区')], max_length=10)),
                        ('name', models.CharField(max_length=60)),
                        ('name_en', models.CharField(blank=True, max_length=80)),
                        ('valid', django.contrib.postgres.fields.ranges.DateRangeField()),
                        ('lineage', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), default=list, editable=False, size=None)),
                        ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='regions.region')),
                        ('successor', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='predecessors', to='regions.region')),
                    ],
                    options={
                        'ordering': ['code'],
                        'indexes': [django.contrib.postgres.indexes.GinIndex(models.F('lineage'), name='region_lineage')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('code__regex', '^\\d{2}(\\d{2}(\\d{2}(\\d{3}(\\d{3})?)?)?)?$')), name='region_code_form'), django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('code', '='), ('valid', '&&')], name='region_code_once_at_a_time')],
                        'triggers': [pgtrigger.compiler.Trigger(name='lineage', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n                    NEW.lineage = COALESCE(\n                        (SELECT lineage FROM regions_region WHERE id = NEW.parent_id), ARRAY[]::bigint[]\n                    ) || NEW.id;\n                    RETURN NEW;\n                ', hash='6832cf403663cd77c1093f6813f5e14ca4ba576d', operation='INSERT OR UPDATE OF "parent_id"', pgid='pgtrigger_lineage_343a8', table='regions_region', when='BEFORE'))],
                    },
                ),
                migrations.CreateModel(
                    name='Population',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('created_at', models.DateTimeField(default=shanyu.kernel.clock.now, editable=False)),
                        ('modified_at', models.DateTimeField(default=shanyu.kernel.clock.now, editable=False)),
                        ('year', models.PositiveSmallIntegerField()),
                        ('from_month', models.PositiveSmallIntegerField(default=0)),
                        ('to_month', models.PositiveSmallIntegerField(blank=True, null=True)),
                        ('people', models.PositiveIntegerField()),
                        ('source', models.CharField(max_length=200)),
                        ('synthetic', models.BooleanField(default=False)),
                        ('region', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='populations', to='regions.region')),
                    ],
                    options={
                        'constraints': [models.CheckConstraint(condition=models.Q(('to_month__isnull', True), ('to_month__gt', models.F('from_month')), _connector='OR'), name='population_band'), models.UniqueConstraint(models.F('region'), models.F('year'), models.F('from_month'), models.F('to_month'), models.F('source'), name='population_once_per_source', nulls_distinct=False)],
                    },
                ),
                migrations.CreateModel(
                    name='Ground',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('created_at', models.DateTimeField(default=shanyu.kernel.clock.now, editable=False)),
                        ('modified_at', models.DateTimeField(default=shanyu.kernel.clock.now, editable=False)),
                        ('kind', models.CharField(choices=[('water', '水面'), ('green', '绿地'), ('rail', '铁路')], max_length=8)),
                        ('geometry', models.JSONField()),
                        ('source', models.CharField(max_length=200)),
                        ('synthetic', models.BooleanField(default=False)),
                        ('region', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='grounds', to='regions.region')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='Boundary',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('created_at', models.DateTimeField(default=shanyu.kernel.clock.now, editable=False)),
                        ('modified_at', models.DateTimeField(default=shanyu.kernel.clock.now, editable=False)),
                        ('geometry', models.JSONField()),
                        ('west', models.FloatField()),
                        ('south', models.FloatField()),
                        ('east', models.FloatField()),
                        ('north', models.FloatField()),
                        ('area_km2', models.FloatField()),
                        ('source', models.CharField(max_length=200)),
                        ('synthetic', models.BooleanField(default=False)),
                        ('valid', django.contrib.postgres.fields.ranges.DateRangeField()),
                        ('region', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='boundaries', to='regions.region')),
                    ],
                    options={
                        'constraints': [models.CheckConstraint(condition=models.Q(('west__lte', models.F('east')), ('south__lte', models.F('north'))), name='boundary_box'), django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('region', '='), ('valid', '&&')], name='boundary_one_at_a_time')],
                    },
                ),
                migrations.CreateModel(
                    name='WalkNetworkData',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('created_at', models.DateTimeField(default=shanyu.kernel.clock.now, editable=False)),
                        ('modified_at', models.DateTimeField(default=shanyu.kernel.clock.now, editable=False)),
                        ('arrays', models.BinaryField()),
                        ('nodes', models.PositiveIntegerField()),
                        ('edges', models.PositiveIntegerField()),
                        ('west', models.FloatField()),
                        ('south', models.FloatField()),
                        ('east', models.FloatField()),
                        ('north', models.FloatField()),
                        ('source', models.CharField(max_length=200)),
                        ('synthetic', models.BooleanField(default=False)),
                        ('region', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='networks', to='regions.region')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
            ],
        ),
    ]
