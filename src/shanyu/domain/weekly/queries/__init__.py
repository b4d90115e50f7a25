"""The verbs that ask about the week ahead, and what rooms behind this one may ask without a verb."""

from shanyu.domain.weekly.queries.kitchen import (
    Picture,
    Samples,
    Surveys,
    SurveyView,
    meal_photo,
    samples,
    survey,
    surveys,
)
from shanyu.domain.weekly.queries.library import activities, dishes, foods
from shanyu.domain.weekly.queries.menus import (
    ChildWeek,
    MenuDesk,
    Table,
    menu,
    menu_of_day,
    menu_paper,
    site_menu,
    table,
    week_of_child,
)
from shanyu.domain.weekly.queries.plans import PlanDesk, plan, plan_of_day, plan_paper
from shanyu.domain.weekly.queries.views import ActivityView, Cell, Day, DishView, Warned, Week

__all__ = [
    "ActivityView",
    "Cell",
    "ChildWeek",
    "Day",
    "DishView",
    "MenuDesk",
    "Picture",
    "PlanDesk",
    "Samples",
    "SurveyView",
    "Surveys",
    "Table",
    "Warned",
    "Week",
    "activities",
    "dishes",
    "foods",
    "meal_photo",
    "menu",
    "menu_of_day",
    "menu_paper",
    "plan",
    "plan_of_day",
    "plan_paper",
    "samples",
    "site_menu",
    "survey",
    "surveys",
    "table",
    "week_of_child",
]
