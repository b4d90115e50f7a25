
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0004_more_strong_scopes'),
    ]

    operations = [
        migrations.AlterField(
            model_name='rolegrant',
            name='role',
            field=models.CharField(choices=[('public', '所有人'), ('member', '已登录的人'), ('guardian', '监护人'), ('carer', '保育人员'), ('health_worker', '保健人员'), ('head', '机构负责人'), ('operator', '运营方'), ('station_keeper', '驿站管理员'), ('neighbour_carer', '邻里照护员'), ('partner', '课程伙伴'), ('expert', '儿童保健专家'), ('inspector', '检查人员'), ('district_officer', '区级工作人员'), ('city_officer', '市级工作人员'), ('auditor', '审计员'), ('administrator', '系统管理员'), ('administrator_on_duty', '履职中的系统管理员'), ('system', '平台')], max_length=24),
        ),
    ]
