"""Who may do what with the week ahead: heads write and publish, carers add pictures and samples, families read."""

from shanyu.domain.providers.policy import HEADS, public_sites
from shanyu.domain.weekly.reach import EATERS, STAFF, at, own_child
from shanyu.kernel.door import Role, Row, policy

# Libraries: dishes, activities, the food table.
policy(
    Row("weekly.dishes", HEADS),
    Row("weekly.save_dish", HEADS),
    Row("weekly.retire_dish", HEADS),
    Row("weekly.activities", HEADS),
    Row("weekly.save_activity", HEADS),
    Row("weekly.retire_activity", HEADS),
    Row("weekly.foods", HEADS),
    Row("weekly.save_food", HEADS),
    Row("weekly.import_foods", HEADS),
)

# The week's menu and plans.
policy(
    Row("weekly.menu", HEADS),
    Row("weekly.save_menu", HEADS),
    Row("weekly.fill_menu", HEADS),
    Row("weekly.copy_menu_day", HEADS),
    Row("weekly.publish_menu", HEADS),
    Row("weekly.menu_paper", HEADS),
    Row("weekly.plan", at(HEADS, "site")),
    Row("weekly.save_plan", at(HEADS, "site")),
    Row("weekly.fill_plan", at(HEADS, "site")),
    Row("weekly.copy_plan_day", at(HEADS, "site")),
    Row("weekly.publish_plan", at(HEADS, "site")),
    Row("weekly.plan_paper", at(HEADS, "site")),
)

# Reading what is published: whoever works there, families whose child has a place there, everybody.
policy(
    Row("weekly.table", STAFF),
    Row("weekly.week_of_child", {Role.GUARDIAN: own_child}),
    Row("weekly.meal_photo", at(EATERS, "site")),
    Row("weekly.site_menu", {Role.PUBLIC: public_sites}),
)

# What the kitchen records.
policy(
    Row("weekly.add_meal_photo", STAFF),
    Row("weekly.remove_meal_photo", at(STAFF, "site")),
    Row("weekly.samples", STAFF),
    Row("weekly.keep_sample", STAFF),
    Row("weekly.discard_sample", at(STAFF, "site")),
    Row("weekly.set_kitchen_rule", HEADS),
    Row("weekly.surveys", HEADS),
    Row("weekly.survey", at(HEADS, "site")),
    Row("weekly.save_survey", HEADS),
    Row("weekly.set_survey_food", at(HEADS, "site")),
    Row("weekly.finish_survey", at(HEADS, "site")),
)
