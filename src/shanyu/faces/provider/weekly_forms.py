"""The forms of the kitchen and the week: dishes, activities, foods, samples, surveys."""

import re
from decimal import Decimal

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from shanyu.domain.providers.kinds import AgeBand
from shanyu.domain.weekly.actions.library import Part
from shanyu.domain.weekly.kinds import FOOD_CHOICES, Area, Meal, Method, Place
from shanyu.domain.weekly.models import Dish
from shanyu.faces.provider.forms import OfficeForm, day_field, text, with_blank

#: "鸡蛋 25", "Egg / 鸡蛋 25 g": a line of ingredients.
_LINE = re.compile(r"^(.*?)\s*(\d+(?:\.\d)?)\s*(?:克|g|G)?$")
NONE = "none"


def _many(label: str, choices: list, *, help_text: str = "") -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label,
        choices=choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=help_text,
    )


class LibraryForm(OfficeForm):
    """A row of a library: whoever acts for the operator may give it to all its sites."""

    def __init__(self, *args: object, operates: bool, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        if operates:
            self.fields["shared"] = forms.BooleanField(label=_("给运营方的所有机构共用"), required=False)


class DishForm(LibraryForm):
    name = text(_("菜名"), 40)
    name_en = text(_("英文菜名"), 80, required=False, lang="en")
    ingredients = text(
        _("用料"),
        1200,
        required=False,
        rows=5,
        help_text=_("一行一种，后面写每个孩子的生重克数，如：鸡蛋 25。英文名写在斜线后：鸡蛋 / Egg 25。"),
    )
    allergens = _many(
        _("含有哪些过敏原"), [*FOOD_CHOICES, (NONE, _("没有这些"))], help_text=_("没有选过的菜不能发布。")
    )
    meals = _many(_("适合哪几餐"), Meal.choices, help_text=_("从库里生成食谱时按这里安排。"))
    bands = _many(_("适合哪些班"), AgeBand.choices, help_text=_("不选就是都适合。"))
    instead = forms.ChoiceField(
        label=_("不能吃的孩子换成"), required=False, help_text=_("厨房给过敏的孩子准备这一道。")
    )

    def __init__(self, *args: object, dishes: list[Dish], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["instead"].choices = with_blank(
            [(str(one.public_id), one.name) for one in dishes], _("没有替换")
        )

    def clean_ingredients(self) -> list[Part]:
        lines = [line.strip() for line in self.cleaned_data["ingredients"].splitlines() if line.strip()]
        return [_part(line) for line in lines]

    def clean_allergens(self) -> list[str] | None:
        chosen = self.cleaned_data["allergens"]
        if NONE in chosen and len(chosen) > 1:
            raise forms.ValidationError(gettext("选了“没有这些”，就不要再选别的。"))
        return None if not chosen else [one for one in chosen if one != NONE]


def _part(line: str) -> Part:
    found = _LINE.match(line)
    if not found or not found[1]:
        raise forms.ValidationError(gettext("“%(line)s”后面请写克数，如：鸡蛋 25。") % {"line": line})
    name, _slash, english = found[1].partition("/")
    return Part(name.strip(), Decimal(found[2]), english.strip())


def written_dish(dish: Dish) -> dict:
    """A dish as the form shows it."""
    lines = [
        f"{one.name}{f' / {one.name_en}' if one.name_en else ''} {one.grams.normalize():f}"
        for one in dish.ingredients.all()
    ]
    return {
        "name": dish.name,
        "name_en": dish.name_en,
        "ingredients": "\n".join(lines),
        "allergens": [NONE] if dish.allergens == [] else dish.allergens or [],
        "meals": dish.meals,
        "bands": dish.bands,
        "instead": str(dish.instead.public_id) if dish.instead else "",
    }


class ActivityForm(LibraryForm):
    title = text(_("活动"), 40)
    title_en = text(_("英文名称"), 80, required=False, lang="en")
    area = forms.ChoiceField(label=_("领域"), choices=Area.choices)
    place = forms.ChoiceField(label=_("在哪里"), choices=Place.choices, widget=forms.RadioSelect)
    minutes = forms.IntegerField(label=_("多少分钟"), min_value=5, max_value=240)
    bands = _many(_("适合哪些班"), AgeBand.choices, help_text=_("不选就是都适合。"))


class FoodForm(OfficeForm):
    name = text(_("食物"), 40)
    name_en = text(_("英文名称"), 80, required=False, lang="en")
    edible = forms.DecimalField(label=_("可食部（%）"), initial=100, max_digits=4, decimal_places=1)
    energy_kcal = forms.DecimalField(label=_("每 100 克能量（千卡）"), max_digits=5, decimal_places=1)
    protein_g = forms.DecimalField(label=_("每 100 克蛋白质（克）"), max_digits=4, decimal_places=1)
    source = text(_("依据"), 120, help_text=_("如食物成分表的名称和版本、包装上的营养成分表。"))


class ImportForm(OfficeForm):
    file = forms.FileField(
        label=_("CSV 或 XLSX 文件"),
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx"}),
        help_text=_("第一行写列名：食物、英文名、可食部、能量、蛋白质、来源。"),
    )
    source = text(_("没有写来源的行用"), 120, required=False)


class SampleForm(OfficeForm):
    day = day_field(_("日期"))
    meal = forms.ChoiceField(label=_("餐次"), choices=Meal.choices)
    dish = text(_("菜名"), 40, list="todays-dishes")
    grams = forms.IntegerField(label=_("克数"), min_value=1, max_value=5000)


class PhotoForm(OfficeForm):
    day = day_field(_("日期"))
    meal = forms.ChoiceField(label=_("餐次"), choices=Meal.choices)
    file = forms.FileField(
        label=_("照片"),
        widget=forms.FileInput(attrs={"accept": ".jpg,.jpeg,.png,.webp"}),
        help_text=_("只拍饭菜，不要拍到孩子。拍摄地点和时间会自动去掉。"),
    )


class KitchenRuleForm(OfficeForm):
    grams = forms.IntegerField(label=_("每道菜留多少克"), min_value=1, max_value=1000)
    hours = forms.IntegerField(label=_("保留多少小时"), min_value=1, max_value=720)
    source = text(_("依据"), 120, help_text=_("如当地市场监管部门的通知和文号。"))


class SurveyForm(OfficeForm):
    method = forms.ChoiceField(label=_("方法"), choices=Method.choices, widget=forms.RadioSelect)
    first_day = day_field(_("从哪天"))
    last_day = day_field(_("到哪天"))
    person_days = forms.IntegerField(
        label=_("人日数"), min_value=1, help_text=_("这些天每天用餐的孩子人数相加。")
    )
    reference_kcal = forms.DecimalField(
        label=_("每人每天能量参考值（千卡）"), required=False, max_digits=6, decimal_places=1
    )
    reference_protein_g = forms.DecimalField(
        label=_("每人每天蛋白质参考值（克）"), required=False, max_digits=5, decimal_places=1
    )
    reference_source = text(
        _("参考值的依据"), 160, required=False, help_text=_("不填就用平台的 SAMPLE 示例值，它不是国家标准。")
    )
