import django.contrib.postgres.fields
import django.db.models.deletion
import pgtrigger.compiler
import shanyu.kernel.clock
import shanyu.kernel.migrating
import uuid
from decimal import Decimal
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('kernel', '0003_functions'),
        ('pghistory', '0007_auto_20250421_0444'),
        ('providers', '0004_rehabilitation'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        shanyu.kernel.migrating.CreateTables(
            tables=[
                migrations.CreateModel(
                    name='Activity',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('created_at', models.DateTimeField(default=shanyu.kernel.clock.now, editable=False)),
                        ('modified_at', models.DateTimeField(default=shanyu.kernel.clock.now, editable=False)),
                        ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('retired_at', models.DateTimeField(blank=True, null=True)),
                        ('title', models.CharField(max_length=40)),
                        ('title_en', models.CharField(blank=True, max_length=80)),
                        ('area', models.CharField(choices=[('feeding', '营养与喂养'), ('sleep', '睡眠'), ('habits', '生活与卫生习惯'), ('movement', '动作'), ('language', '语言'), ('cognition', '认知'), ('feelings', '情感与社会性')], max_length=12)),
                        ('place', models.CharField(choices=[('indoors', '室内'), ('outdoors', '户外')], max_length=10)),
                        ('minutes', models.PositiveSmallIntegerField()),
                        ('bands', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('infant', '乳儿班'), ('toddler', '托小班'), ('older_toddler', '托大班'), ('mixed', '混合班'), ('home', '家庭托育'), ('kindergarten_custody', '幼儿托管班'), ('primary_custody', '小学托管班'), ('middle_custody', '初中托管班')], max_length=24), blank=True, default=list, size=None)),
                        ('operator', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='providers.operator')),
                        ('site', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='providers.site')),
                    ],
                    options={
                        'ordering': ['area', 'title', 'pk'],
                        'constraints': [models.UniqueConstraint(models.F('operator'), models.F('site'), models.F('title'), condition=models.Q(('retired_at', None)), name='activity_title_once', nulls_distinct=False), models.CheckConstraint(condition=models.Q(('minutes__gte', 5), ('minutes__lte', 240)), name='activity_takes_a_while'), models.CheckConstraint(condition=models.Q(('bands__contained_by', ['infant', 'toddler', 'older_toddler', 'mixed', 'home', 'kindergarten_custody', 'primary_custody', 'middle_custody'])), name='activity_bands_known')],
                        'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "weekly_activityevent" ("area", "bands", "created_at", "id", "minutes", "operator_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "public_id", "retired_at", "site_id", "title", "title_en") SELECT new_values."area", new_values."bands", new_values."created_at", new_values."id", new_values."minutes", new_values."operator_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."place", new_values."public_id", new_values."retired_at", new_values."site_id", new_values."title", new_values."title_en" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='cde1341e4bedcf840155404d4904dd1d158b242a', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_d5ab1', referencing='REFERENCING NEW TABLE AS new_values ', table='weekly_activity', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."area" IS DISTINCT FROM (NEW."area") OR OLD."bands" IS DISTINCT FROM (NEW."bands") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."minutes" IS DISTINCT FROM (NEW."minutes") OR OLD."operator_id" IS DISTINCT FROM (NEW."operator_id") OR OLD."place" IS DISTINCT FROM (NEW."place") OR OLD."public_id" IS DISTINCT FROM (NEW."public_id") OR OLD."retired_at" IS DISTINCT FROM (NEW."retired_at") OR OLD."site_id" IS DISTINCT FROM (NEW."site_id") OR OLD."title" IS DISTINCT FROM (NEW."title") OR OLD."title_en" IS DISTINCT FROM (NEW."title_en"))', func='INSERT INTO "weekly_activityevent" ("area", "bands", "created_at", "id", "minutes", "operator_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "public_id", "retired_at", "site_id", "title", "title_en") VALUES (NEW."area", NEW."bands", NEW."created_at", NEW."id", NEW."minutes", NEW."operator_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."place", NEW."public_id", NEW."retired_at", NEW."site_id", NEW."title", NEW."title_en"); RETURN NULL;', hash='f00ace5cd1cc36d216842f51c473b316950be0b4', operation='UPDATE', pgid='pgtrigger_update_update_cb254', table='weekly_activity', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "weekly_activityevent" ("area", "bands", "created_at", "id", "minutes", "operator_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "public_id", "retired_at", "site_id", "title", "title_en") VALUES (OLD."area", OLD."bands", OLD."created_at", OLD."id", OLD."minutes", OLD."operator_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."place", OLD."public_id", OLD."retired_at", OLD."site_id", OLD."title", OLD."title_en"); RETURN NULL;', hash='2d5f4a2e3001243230ae657b6d8eb3b7f64dcb91', operation='DELETE', pgid='pgtrigger_delete_delete_3c257', table='weekly_activity', when='AFTER'))],
                    },
                ),
                migrations.CreateModel(
                    name='DietSurvey',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('created_at', models.DateTimeField(default=shanyu.kernel.clock.now, editable=False)),
                        ('modified_at', models.DateTimeField(default=shanyu.kernel.clock.now, editable=False)),
                        ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('quarter', models.DateField()),
                        ('method', models.CharField(choices=[('weighing', '称重法'), ('bookkeeping', '记账法')], max_length=12)),
                        ('first_day', models.DateField()),
                        ('last_day', models.DateField()),
                        ('person_days', models.PositiveIntegerField()),
                        ('reference_kcal', models.DecimalField(decimal_places=1, max_digits=6)),
                        ('reference_protein_g', models.DecimalField(decimal_places=1, max_digits=5)),
                        ('reference_source', models.CharField(max_length=160)),
                        ('finished_at', models.DateTimeField(blank=True, null=True)),
                        ('result', models.JSONField(blank=True, null=True)),
                        ('finished_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='surveys_finished', to=settings.AUTH_USER_MODEL)),
                        ('site', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='diet_surveys', to='providers.site')),
                    ],
                    options={
                        'ordering': ['-quarter'],
                        'constraints': [models.UniqueConstraint(models.F('site'), models.F('quarter'), name='diet_survey_one_a_quarter'), models.CheckConstraint(condition=models.Q(('quarter__day', 1), ('quarter__month__in', [1, 4, 7, 10])), name='diet_survey_of_a_quarter'), models.CheckConstraint(condition=models.Q(('last_day__gte', models.F('first_day'))), name='diet_survey_days'), models.CheckConstraint(condition=models.Q(('person_days__gte', 1), ('reference_kcal__gt', 0), ('reference_protein_g__gt', 0)), name='diet_survey_counts'), models.CheckConstraint(condition=models.Q(models.Q(('finished_at', None), ('finished_by', None), ('result', None)), models.Q(('finished_at__isnull', False), ('finished_by__isnull', False), ('result__isnull', False)), _connector='OR'), name='diet_survey_finished_is_whole')],
                        'triggers': [pgtrigger.compiler.Trigger(name='finished_stays', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."finished_at" IS NOT NULL)', func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='ea6f4523e69c27aac538cd9460fe666cde449534', operation='UPDATE OR DELETE', pgid='pgtrigger_finished_stays_5cd07', table='weekly_dietsurvey', when='BEFORE'))],
                    },
                ),
                migrations.CreateModel(
                    name='Dish',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('created_at', models.DateTimeField(default=shanyu.kernel.clock.now, editable=False)),
                        ('modified_at', models.DateTimeField(default=shanyu.kernel.clock.now, editable=False)),
                        ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('retired_at', models.DateTimeField(blank=True, null=True)),
                        ('name', models.CharField(max_length=40)),
                        ('name_en', models.CharField(blank=True, max_length=80)),
                        ('bands', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('infant', '乳儿班'), ('toddler', '托小班'), ('older_toddler', '托大班'), ('mixed', '混合班'), ('home', '家庭托育'), ('kindergarten_custody', '幼儿托管班'), ('primary_custody', '小学托管班'), ('middle_custody', '初中托管班')], max_length=24), blank=True, default=list, size=None)),
                        ('meals', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('breakfast', '早餐'), ('morning_snack', '上午点心'), ('lunch', '午餐'), ('afternoon_snack', '下午点心'), ('dinner', '晚餐')], max_length=16), blank=True, default=list, size=None)),
                        ('allergens', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('milk', '牛奶'), ('egg', '鸡蛋'), ('peanut', '花生'), ('nut', '坚果'), ('wheat', '小麦'), ('soy', '大豆'), ('fish', '鱼'), ('shellfish', '虾蟹贝类'), ('sesame', '芝麻'), ('fruit', '水果')], max_length=16), blank=True, null=True, size=None)),
                        ('instead', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='instead_of', to='weekly.dish')),
                        ('operator', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='providers.operator')),
                        ('site', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='providers.site')),
                    ],
                    options={
                        'ordering': ['name', 'pk'],
                        'constraints': [models.UniqueConstraint(models.F('operator'), models.F('site'), models.F('name'), condition=models.Q(('retired_at', None)), name='dish_name_once', nulls_distinct=False), models.CheckConstraint(condition=models.Q(('allergens__contained_by', ['milk', 'egg', 'peanut', 'nut', 'wheat', 'soy', 'fish', 'shellfish', 'sesame', 'fruit'])), name='dish_allergens_are_foods'), models.CheckConstraint(condition=models.Q(('bands__contained_by', ['infant', 'toddler', 'older_toddler', 'mixed', 'home', 'kindergarten_custody', 'primary_custody', 'middle_custody']), ('meals__contained_by', ['breakfast', 'morning_snack', 'lunch', 'afternoon_snack', 'dinner'])), name='dish_bands_and_meals_known'), models.CheckConstraint(condition=models.Q(('instead', None), models.Q(('instead', models.F('id')), _negated=True), _connector='OR'), name='dish_not_instead_of_itself')],
                        'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "weekly_dishevent" ("allergens", "bands", "created_at", "id", "instead_id", "meals", "name", "name_en", "operator_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "retired_at", "site_id") SELECT new_values."allergens", new_values."bands", new_values."created_at", new_values."id", new_values."instead_id", new_values."meals", new_values."name", new_values."name_en", new_values."operator_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."public_id", new_values."retired_at", new_values."site_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='57ede81eb1f656e61033951634aa3187e3f3f33f', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_8873f', referencing='REFERENCING NEW TABLE AS new_values ', table='weekly_dish', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."allergens" IS DISTINCT FROM (NEW."allergens") OR OLD."bands" IS DISTINCT FROM (NEW."bands") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."instead_id" IS DISTINCT FROM (NEW."instead_id") OR OLD."meals" IS DISTINCT FROM (NEW."meals") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."name_en" IS DISTINCT FROM (NEW."name_en") OR OLD."operator_id" IS DISTINCT FROM (NEW."operator_id") OR OLD."public_id" IS DISTINCT FROM (NEW."public_id") OR OLD."retired_at" IS DISTINCT FROM (NEW."retired_at") OR OLD."site_id" IS DISTINCT FROM (NEW."site_id"))', func='INSERT INTO "weekly_dishevent" ("allergens", "bands", "created_at", "id", "instead_id", "meals", "name", "name_en", "operator_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "retired_at", "site_id") VALUES (NEW."allergens", NEW."bands", NEW."created_at", NEW."id", NEW."instead_id", NEW."meals", NEW."name", NEW."name_en", NEW."operator_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."public_id", NEW."retired_at", NEW."site_id"); RETURN NULL;', hash='70e22677668bb3b01dbdb259a7e1dffd34a52cb4', operation='UPDATE', pgid='pgtrigger_update_update_fa142', table='weekly_dish', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "weekly_dishevent" ("allergens", "bands", "created_at", "id", "instead_id", "meals", "name", "name_en", "operator_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "retired_at", "site_id") VALUES (OLD."allergens", OLD."bands", OLD."created_at", OLD."id", OLD."instead_id", OLD."meals", OLD."name", OLD."name_en", OLD."operator_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."public_id", OLD."retired_at", OLD."site_id"); RETURN NULL;', hash='e5abc938c19f724019f6f30883fbfb2316bce1f0', operation='DELETE', pgid='pgtrigger_delete_delete_b8dd1', table='weekly_dish', when='AFTER'))],
                    },
                ),
                migrations.CreateModel(
                    name='Food',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('created_at', models.DateTimeField(default=shanyu.kernel.clock.now, editable=False)),
                        ('modified_at', models.DateTimeField(default=shanyu.kernel.clock.now, editable=False)),
                        ('name', models.CharField(max_length=40)),
                        ('name_en', models.CharField(blank=True, max_length=80)),
                        ('edible', models.DecimalField(decimal_places=1, default=Decimal('100'), max_digits=4)),
                        ('energy_kcal', models.DecimalField(decimal_places=1, max_digits=5)),
                        ('protein_g', models.DecimalField(decimal_places=1, max_digits=4)),
                        ('source', models.CharField(max_length=120)),
                        ('site', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='foods', to='providers.site')),
                    ],
                    options={
                        'ordering': ['name'],
                        'constraints': [models.UniqueConstraint(models.F('site'), models.F('name'), name='food_name_once'), models.CheckConstraint(condition=models.Q(('edible__gt', 0), ('edible__lte', 100)), name='food_edible_is_a_share'), models.CheckConstraint(condition=models.Q(('energy_kcal__gte', 0), ('energy_kcal__lte', 900), ('protein_g__gte', 0), ('protein_g__lte', 100)), name='food_holds_what_food_can')],
                        'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "weekly_foodevent" ("created_at", "edible", "energy_kcal", "id", "name", "name_en", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "protein_g", "site_id", "source") SELECT new_values."created_at", new_values."edible", new_values."energy_kcal", new_values."id", new_values."name", new_values."name_en", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."protein_g", new_values."site_id", new_values."source" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='a032c541efd458f9f1bc2a1e6c71a97d803bd9c6', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_51f71', referencing='REFERENCING NEW TABLE AS new_values ', table='weekly_food', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."edible" IS DISTINCT FROM (NEW."edible") OR OLD."energy_kcal" IS DISTINCT FROM (NEW."energy_kcal") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."name_en" IS DISTINCT FROM (NEW."name_en") OR OLD."protein_g" IS DISTINCT FROM (NEW."protein_g") OR OLD."site_id" IS DISTINCT FROM (NEW."site_id") OR OLD."source" IS DISTINCT FROM (NEW."source"))', func='INSERT INTO "weekly_foodevent" ("created_at", "edible", "energy_kcal", "id", "name", "name_en", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "protein_g", "site_id", "source") VALUES (NEW."created_at", NEW."edible", NEW."energy_kcal", NEW."id", NEW."name", NEW."name_en", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."protein_g", NEW."site_id", NEW."source"); RETURN NULL;', hash='4a49eb980b6911c87dd8ac6222007e1dd0dc6815', operation='UPDATE', pgid='pgtrigger_update_update_28b32', table='weekly_food', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "weekly_foodevent" ("created_at", "edible", "energy_kcal", "id", "name", "name_en", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "protein_g", "site_id", "source") VALUES (OLD."created_at", OLD."edible", OLD."energy_kcal", OLD."id", OLD."name", OLD."name_en", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."protein_g", OLD."site_id", OLD."source"); RETURN NULL;', hash='6ac5bf3c628721ee69ab7fc9c6045a89f8f14d19', operation='DELETE', pgid='pgtrigger_delete_delete_83711', table='weekly_food', when='AFTER'))],
                    },
                ),
                migrations.CreateModel(
                    name='FoodSample',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('created_at', models.DateTimeField(default=shanyu.kernel.clock.now, editable=False)),
                        ('modified_at', models.DateTimeField(default=shanyu.kernel.clock.now, editable=False)),
                        ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('day', models.DateField()),
                        ('meal', models.CharField(choices=[('breakfast', '早餐'), ('morning_snack', '上午点心'), ('lunch', '午餐'), ('afternoon_snack', '下午点心'), ('dinner', '晚餐')], max_length=16)),
                        ('dish', models.CharField(max_length=40)),
                        ('grams', models.PositiveSmallIntegerField()),
                        ('kept_at', models.DateTimeField()),
                        ('until', models.DateTimeField()),
                        ('discarded_at', models.DateTimeField(blank=True, null=True)),
                        ('discarded_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='samples_discarded', to=settings.AUTH_USER_MODEL)),
                        ('kept_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='samples_kept', to=settings.AUTH_USER_MODEL)),
                        ('site', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='food_samples', to='providers.site')),
                    ],
                    options={
                        'ordering': ['-kept_at', '-pk'],
                        'indexes': [models.Index(fields=['site', '-kept_at'], name='food_sample_of_site')],
                        'constraints': [models.UniqueConstraint(models.F('site'), models.F('day'), models.F('meal'), models.F('dish'), name='food_sample_once_of_a_dish'), models.CheckConstraint(condition=models.Q(('grams__gte', 1), ('grams__lte', 5000)), name='food_sample_grams'), models.CheckConstraint(condition=models.Q(('until__gt', models.F('kept_at'))), name='food_sample_kept_for_a_while'), models.CheckConstraint(condition=models.Q(('meal__in', ['breakfast', 'morning_snack', 'lunch', 'afternoon_snack', 'dinner'])), name='food_sample_meal'), models.CheckConstraint(condition=models.Q(models.Q(('discarded_at', None), ('discarded_by', None)), models.Q(('discarded_at__gte', models.F('until')), ('discarded_by__isnull', False)), _connector='OR'), name='food_sample_discarded_after_its_time')],
                        'triggers': [pgtrigger.compiler.Trigger(name='kept_once', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."site_id" IS DISTINCT FROM (NEW."site_id") OR OLD."day" IS DISTINCT FROM (NEW."day") OR OLD."meal" IS DISTINCT FROM (NEW."meal") OR OLD."dish" IS DISTINCT FROM (NEW."dish") OR OLD."grams" IS DISTINCT FROM (NEW."grams") OR OLD."kept_at" IS DISTINCT FROM (NEW."kept_at") OR OLD."kept_by_id" IS DISTINCT FROM (NEW."kept_by_id") OR OLD."until" IS DISTINCT FROM (NEW."until"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='92e82759d41ff15f11397806103ed477930abdff', operation='UPDATE', pgid='pgtrigger_kept_once_c6001', table='weekly_foodsample', when='BEFORE')), pgtrigger.compiler.Trigger(name='kept', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='5fd8f2c59eb5068577106611b784a09b07760470', operation='DELETE', pgid='pgtrigger_kept_46385', table='weekly_foodsample', when='BEFORE')), pgtrigger.compiler.Trigger(name='discarded_once', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."discarded_at" IS NOT NULL)', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='07ab73608e71c08097789294595392d733eb96b4', operation='UPDATE', pgid='pgtrigger_discarded_once_5ecd1', table='weekly_foodsample', when='BEFORE'))],
                    },
                ),
                migrations.CreateModel(
                    name='KitchenRule',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('created_at', models.DateTimeField(default=shanyu.kernel.clock.now, editable=False)),
                        ('modified_at', models.DateTimeField(default=shanyu.kernel.clock.now, editable=False)),
                        ('sample_grams', models.PositiveSmallIntegerField()),
                        ('sample_hours', models.PositiveSmallIntegerField()),
                        ('source', models.CharField(max_length=120)),
                        ('site', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='kitchen_rule', to='providers.site')),
                    ],
                    options={
                        'constraints': [models.CheckConstraint(condition=models.Q(('sample_grams__gte', 1), ('sample_grams__lte', 1000), ('sample_hours__gte', 1), ('sample_hours__lte', 720)), name='kitchen_rule_is_sensible')],
                        'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "weekly_kitchenruleevent" ("created_at", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sample_grams", "sample_hours", "site_id", "source") SELECT new_values."created_at", new_values."id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."sample_grams", new_values."sample_hours", new_values."site_id", new_values."source" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='a70aaae019f0258ea74e4753e12e28e58e1420d9', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_f6465', referencing='REFERENCING NEW TABLE AS new_values ', table='weekly_kitchenrule', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."sample_grams" IS DISTINCT FROM (NEW."sample_grams") OR OLD."sample_hours" IS DISTINCT FROM (NEW."sample_hours") OR OLD."site_id" IS DISTINCT FROM (NEW."site_id") OR OLD."source" IS DISTINCT FROM (NEW."source"))', func='INSERT INTO "weekly_kitchenruleevent" ("created_at", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sample_grams", "sample_hours", "site_id", "source") VALUES (NEW."created_at", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."sample_grams", NEW."sample_hours", NEW."site_id", NEW."source"); RETURN NULL;', hash='24918cc6ed18781895f624ec32d8d8a4bfaa0ffc', operation='UPDATE', pgid='pgtrigger_update_update_f11fd', table='weekly_kitchenrule', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "weekly_kitchenruleevent" ("created_at", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sample_grams", "sample_hours", "site_id", "source") VALUES (OLD."created_at", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."sample_grams", OLD."sample_hours", OLD."site_id", OLD."source"); RETURN NULL;', hash='9b05964b0716f445e427fed1f370bf26ce14ecdb', operation='DELETE', pgid='pgtrigger_delete_delete_99890', table='weekly_kitchenrule', when='AFTER'))],
                    },
                ),
                migrations.CreateModel(
                    name='MealPhoto',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('created_at', models.DateTimeField(default=shanyu.kernel.clock.now, editable=False)),
                        ('modified_at', models.DateTimeField(default=shanyu.kernel.clock.now, editable=False)),
                        ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('day', models.DateField()),
                        ('meal', models.CharField(choices=[('breakfast', '早餐'), ('morning_snack', '上午点心'), ('lunch', '午餐'), ('afternoon_snack', '下午点心'), ('dinner', '晚餐')], max_length=16)),
                        ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='meal_photos', to=settings.AUTH_USER_MODEL)),
                        ('site', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='meal_photos', to='providers.site')),
                        ('upload', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='meal_photo', to='kernel.upload')),
                    ],
                    options={
                        'ordering': ['day', 'meal', 'pk'],
                        'indexes': [models.Index(fields=['site', 'day'], name='meal_photo_of_day')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('meal__in', ['breakfast', 'morning_snack', 'lunch', 'afternoon_snack', 'dinner'])), name='meal_photo_meal')],
                    },
                ),
                migrations.CreateModel(
                    name='Menu',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('created_at', models.DateTimeField(default=shanyu.kernel.clock.now, editable=False)),
                        ('modified_at', models.DateTimeField(default=shanyu.kernel.clock.now, editable=False)),
                        ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('monday', models.DateField()),
                        ('edited_at', models.DateTimeField()),
                        ('site', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='menus', to='providers.site')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(models.F('site'), models.F('monday'), name='menu_one_a_week'), models.CheckConstraint(condition=models.Q(('monday__iso_week_day', 1)), name='menu_begins_on_monday')],
                    },
                ),
                migrations.CreateModel(
                    name='Plan',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('created_at', models.DateTimeField(default=shanyu.kernel.clock.now, editable=False)),
                        ('modified_at', models.DateTimeField(default=shanyu.kernel.clock.now, editable=False)),
                        ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('monday', models.DateField()),
                        ('edited_at', models.DateTimeField()),
                        ('care_class', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='plans', to='providers.careclass')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(models.F('care_class'), models.F('monday'), name='plan_one_a_week'), models.CheckConstraint(condition=models.Q(('monday__iso_week_day', 1)), name='plan_begins_on_monday')],
                    },
                ),
                migrations.CreateModel(
                    name='ActivityEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.BigIntegerField()),
                        ('created_at', models.DateTimeField(default=shanyu.kernel.clock.now, editable=False)),
                        ('public_id', models.UUIDField(default=uuid.uuid4, editable=False)),
                        ('retired_at', models.DateTimeField(blank=True, null=True)),
                        ('title', models.CharField(max_length=40)),
                        ('title_en', models.CharField(blank=True, max_length=80)),
                        ('area', models.CharField(choices=[('feeding', '营养与喂养'), ('sleep', '睡眠'), ('habits', '生活与卫生习惯'), ('movement', '动作'), ('language', '语言'), ('cognition', '认知'), ('feelings', '情感与社会性')], max_length=12)),
                        ('place', models.CharField(choices=[('indoors', '室内'), ('outdoors', '户外')], max_length=10)),
                        ('minutes', models.PositiveSmallIntegerField()),
                        ('bands', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('infant', '乳儿班'), ('toddler', '托小班'), ('older_toddler', '托大班'), ('mixed', '混合班'), ('home', '家庭托育'), ('kindergarten_custody', '幼儿托管班'), ('primary_custody', '小学托管班'), ('middle_custody', '初中托管班')], max_length=24), blank=True, default=list, size=None)),
                        ('operator', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='providers.operator')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='weekly.activity')),
                        ('site', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='providers.site')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='DishEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.BigIntegerField()),
                        ('created_at', models.DateTimeField(default=shanyu.kernel.clock.now, editable=False)),
                        ('public_id', models.UUIDField(default=uuid.uuid4, editable=False)),
                        ('retired_at', models.DateTimeField(blank=True, null=True)),
                        ('name', models.CharField(max_length=40)),
                        ('name_en', models.CharField(blank=True, max_length=80)),
                        ('bands', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('infant', '乳儿班'), ('toddler', '托小班'), ('older_toddler', '托大班'), ('mixed', '混合班'), ('home', '家庭托育'), ('kindergarten_custody', '幼儿托管班'), ('primary_custody', '小学托管班'), ('middle_custody', '初中托管班')], max_length=24), blank=True, default=list, size=None)),
                        ('meals', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('breakfast', '早餐'), ('morning_snack', '上午点心'), ('lunch', '午餐'), ('afternoon_snack', '下午点心'), ('dinner', '晚餐')], max_length=16), blank=True, default=list, size=None)),
                        ('allergens', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('milk', '牛奶'), ('egg', '鸡蛋'), ('peanut', '花生'), ('nut', '坚果'), ('wheat', '小麦'), ('soy', '大豆'), ('fish', '鱼'), ('shellfish', '虾蟹贝类'), ('sesame', '芝麻'), ('fruit', '水果')], max_length=16), blank=True, null=True, size=None)),
                        ('instead', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='weekly.dish')),
                        ('operator', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='providers.operator')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='weekly.dish')),
                        ('site', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='providers.site')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='Ingredient',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('position', models.PositiveSmallIntegerField()),
                        ('name', models.CharField(max_length=40)),
                        ('name_en', models.CharField(blank=True, max_length=80)),
                        ('grams', models.DecimalField(decimal_places=1, max_digits=6)),
                        ('dish', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='ingredients', to='weekly.dish')),
                    ],
                    options={
                        'ordering': ['position'],
                        'constraints': [models.UniqueConstraint(models.F('dish'), models.F('position'), name='ingredient_position_once'), models.CheckConstraint(condition=models.Q(('grams__gt', 0), ('grams__lte', 1000)), name='ingredient_has_grams')],
                    },
                ),
                migrations.CreateModel(
                    name='FoodEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.BigIntegerField()),
                        ('created_at', models.DateTimeField(default=shanyu.kernel.clock.now, editable=False)),
                        ('name', models.CharField(max_length=40)),
                        ('name_en', models.CharField(blank=True, max_length=80)),
                        ('edible', models.DecimalField(decimal_places=1, default=Decimal('100'), max_digits=4)),
                        ('energy_kcal', models.DecimalField(decimal_places=1, max_digits=5)),
                        ('protein_g', models.DecimalField(decimal_places=1, max_digits=4)),
                        ('source', models.CharField(max_length=120)),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='weekly.food')),
                        ('site', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='providers.site')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='SurveyFood',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('grams', models.PositiveIntegerField()),
                        ('food', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='surveyed', to='weekly.food')),
                        ('survey', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='foods', to='weekly.dietsurvey')),
                    ],
                    options={
                        'ordering': ['food__name'],
                        'constraints': [models.UniqueConstraint(models.F('survey'), models.F('food'), name='survey_food_once'), models.CheckConstraint(condition=models.Q(('grams__gt', 0)), name='survey_food_has_weight')],
                        'triggers': [pgtrigger.compiler.Trigger(name='foods_stay', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF EXISTS (\n        SELECT 1 FROM weekly_dietsurvey\n        WHERE finished_at IS NOT NULL\n          AND id = CASE WHEN TG_OP = 'INSERT' THEN NEW.survey_id ELSE OLD.survey_id END\n    ) THEN\n        RAISE EXCEPTION 'the foods of a finished survey stay as they are';\n    END IF;\n    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;\n    RETURN NEW;\n", hash='45abc5668948d1b0070e90f1f1f5828a22c188af', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_foods_stay_73877', table='weekly_surveyfood', when='BEFORE'))],
                    },
                ),
                migrations.CreateModel(
                    name='KitchenRuleEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.BigIntegerField()),
                        ('created_at', models.DateTimeField(default=shanyu.kernel.clock.now, editable=False)),
                        ('sample_grams', models.PositiveSmallIntegerField()),
                        ('sample_hours', models.PositiveSmallIntegerField()),
                        ('source', models.CharField(max_length=120)),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='weekly.kitchenrule')),
                        ('site', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='providers.site')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='MenuItem',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('weekday', models.PositiveSmallIntegerField()),
                        ('meal', models.CharField(choices=[('breakfast', '早餐'), ('morning_snack', '上午点心'), ('lunch', '午餐'), ('afternoon_snack', '下午点心'), ('dinner', '晚餐')], max_length=16)),
                        ('position', models.PositiveSmallIntegerField()),
                        ('dish', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='served', to='weekly.dish')),
                        ('menu', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='items', to='weekly.menu')),
                    ],
                    options={
                        'ordering': ['weekday', 'meal', 'position'],
                        'constraints': [models.UniqueConstraint(models.F('menu'), models.F('weekday'), models.F('meal'), models.F('dish'), name='menu_dish_once_a_meal'), models.CheckConstraint(condition=models.Q(('weekday__gte', 1), ('weekday__lte', 7)), name='menu_item_weekday'), models.CheckConstraint(condition=models.Q(('meal__in', ['breakfast', 'morning_snack', 'lunch', 'afternoon_snack', 'dinner'])), name='menu_item_meal')],
                    },
                ),
                migrations.CreateModel(
                    name='MenuVersion',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('number', models.PositiveSmallIntegerField()),
                        ('content', models.JSONField()),
                        ('published_at', models.DateTimeField()),
                        ('menu', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='weekly.menu')),
                        ('published_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='menus_published', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'ordering': ['-number'],
                        'constraints': [models.UniqueConstraint(models.F('menu'), models.F('number'), name='menu_version_number'), models.CheckConstraint(condition=models.Q(('number__gte', 1)), name='menu_version_from_one')],
                        'triggers': [pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='7cc320719166a96250ac0d0d202e92128be05906', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_90f98', table='weekly_menuversion', when='BEFORE'))],
                    },
                ),
                migrations.CreateModel(
                    name='PlanItem',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('weekday', models.PositiveSmallIntegerField()),
                        ('part', models.CharField(choices=[('early', '早间'), ('morning', '上午'), ('noon', '中午'), ('afternoon', '下午'), ('late', '傍晚')], max_length=10)),
                        ('position', models.PositiveSmallIntegerField()),
                        ('minutes', models.PositiveSmallIntegerField()),
                        ('activity', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='planned', to='weekly.activity')),
                        ('plan', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='items', to='weekly.plan')),
                    ],
                    options={
                        'ordering': ['weekday', 'part', 'position'],
                        'constraints': [models.UniqueConstraint(models.F('plan'), models.F('weekday'), models.F('part'), models.F('activity'), name='plan_activity_once_a_part'), models.CheckConstraint(condition=models.Q(('weekday__gte', 1), ('weekday__lte', 7)), name='plan_item_weekday'), models.CheckConstraint(condition=models.Q(('part__in', ['early', 'morning', 'noon', 'afternoon', 'late'])), name='plan_item_part'), models.CheckConstraint(condition=models.Q(('minutes__gte', 5), ('minutes__lte', 240)), name='plan_item_takes_a_while')],
                    },
                ),
                migrations.CreateModel(
                    name='PlanVersion',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('number', models.PositiveSmallIntegerField()),
                        ('content', models.JSONField()),
                        ('short_of_outdoors', models.BooleanField(default=False)),
                        ('published_at', models.DateTimeField()),
                        ('plan', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='weekly.plan')),
                        ('published_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='plans_published', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'ordering': ['-number'],
                        'constraints': [models.UniqueConstraint(models.F('plan'), models.F('number'), name='plan_version_number'), models.CheckConstraint(condition=models.Q(('number__gte', 1)), name='plan_version_from_one')],
                        'triggers': [pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='976fb09ee6bdb87d0338416a38ebb687c27fb94b', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_7c824', table='weekly_planversion', when='BEFORE'))],
                    },
                ),
            ],
        ),
    ]
