"""What each audited verb of the week ahead is called in the audit trail."""

from django.utils.translation import gettext_lazy as _

from shanyu.kernel.door.deeds import deeds

deeds(
    {
        "weekly.activities": _("查看活动库"),
        "weekly.add_meal_photo": _("上传餐食照片"),
        "weekly.copy_menu_day": _("复制一天的食谱"),
        "weekly.copy_plan_day": _("复制一天的计划"),
        "weekly.discard_sample": _("登记留样销毁"),
        "weekly.dishes": _("查看菜品库"),
        "weekly.fill_menu": _("生成一周食谱"),
        "weekly.fill_plan": _("生成一周计划"),
        "weekly.finish_survey": _("完成膳食调查"),
        "weekly.foods": _("查看食物成分表"),
        "weekly.import_foods": _("导入食物成分表"),
        "weekly.keep_sample": _("登记食品留样"),
        "weekly.meal_photo": _("查看餐食照片"),
        "weekly.menu": _("查看一周食谱和过敏提示"),
        "weekly.menu_paper": _("打印一周食谱"),
        "weekly.plan": _("查看班级的一周计划"),
        "weekly.plan_paper": _("打印一周计划"),
        "weekly.publish_menu": _("发布一周食谱"),
        "weekly.publish_plan": _("发布一周计划"),
        "weekly.remove_meal_photo": _("删去餐食照片"),
        "weekly.retire_activity": _("停用一项活动"),
        "weekly.retire_dish": _("停用一道菜品"),
        "weekly.samples": _("查看食品留样"),
        "weekly.save_activity": _("保存活动"),
        "weekly.save_dish": _("保存菜品"),
        "weekly.save_food": _("保存一种食物"),
        "weekly.save_menu": _("修改一周食谱"),
        "weekly.save_plan": _("修改一周计划"),
        "weekly.save_survey": _("保存膳食调查"),
        "weekly.set_kitchen_rule": _("设置留样的量和时间"),
        "weekly.set_survey_food": _("登记膳食调查的食物"),
        "weekly.survey": _("查看一次膳食调查"),
        "weekly.surveys": _("查看膳食调查"),
        "weekly.table": _("查看当天的餐食和过敏提示"),
        "weekly.week_of_child": _("查看孩子的一周食谱和计划"),
    }
)
