"""The kitchen's records: samples, pictures of real meals, the food table, the diet survey of a quarter."""

from decimal import Decimal
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from shanyu.domain.providers.queries import office_site
from shanyu.domain.weekly.actions import (
    FoodLine,
    add_meal_photo,
    discard_sample,
    finish_survey,
    import_foods,
    keep_sample,
    remove_meal_photo,
    save_food,
    save_survey,
    set_kitchen_rule,
    set_survey_food,
)
from shanyu.domain.weekly.actions.surveys import SurveyFacts
from shanyu.domain.weekly.queries import SurveyView, samples, survey, surveys, table
from shanyu.domain.weekly.queries import foods as foods_at
from shanyu.domain.weekly.queries import meal_photo as photo_of
from shanyu.domain.weekly.rules import quarter_end
from shanyu.faces.provider.frame import address, shown
from shanyu.faces.provider.weekly_forms import (
    FoodForm,
    ImportForm,
    KitchenRuleForm,
    PhotoForm,
    SampleForm,
    SurveyForm,
)
from shanyu.kernel.clock import today
from shanyu.kernel.door import OutOfReach
from shanyu.kernel.tables import Table as Sheet
from shanyu.ui.downloads import download, kind_of
from shanyu.ui.files import answered
from shanyu.ui.handling import accepted, done, number, tried
from shanyu.ui.pages import page


@page("GET", "POST", verb="weekly.samples", changes="weekly.keep_sample")
def kitchen(request: HttpRequest, site_id: UUID) -> HttpResponse:
    """Today's table with its pictures; what is kept, what must be thrown away, what is written down now."""
    log, actor = samples(request.actor, site_id), request.actor
    site, doing = log.site, request.POST.get("do", "")
    here = address("samples", site)
    if doing == "discard":
        return tried(request, lambda: discard_sample(actor, _key(request)), _("已登记销毁。"), here)
    if doing == "remove_photo":
        return tried(request, lambda: remove_meal_photo(actor, _key(request)), _("照片已删去。"), here)
    kept = {"grams": log.kept.grams, "hours": log.kept.hours}
    forms = {
        "sample": SampleForm(
            request.POST if doing == "sample" else None,
            initial={"day": today(), "grams": log.kept.grams},
            auto_id="sample-%s",
        ),
        "photo": PhotoForm(
            *((request.POST, request.FILES) if doing == "photo" else ()),
            initial={"day": today(), "meal": "lunch"},
            auto_id="photo-%s",
        ),
        "rule": KitchenRuleForm(
            request.POST if doing == "rule" else None,
            initial=kept | ({"source": log.kept.source} if log.kept.confirmed else {}),
            auto_id="rule-%s",
        ),
    }
    acts = {
        "sample": (lambda data: keep_sample(actor, site, **data), _("留样已登记。")),
        "photo": (
            lambda data: add_meal_photo(
                actor,
                site,
                day=data["day"],
                meal=data["meal"],
                file=data["file"],
                file_name=data["file"].name,
            ),
            _("照片已上传，在托孩子的家长能看到。"),
        ),
        "rule": (lambda data: set_kitchen_rule(actor, site, **data), _("已保存，从下一份留样起使用。")),
    }
    if doing in acts:
        act, words = acts[doing]
        if accepted(forms[doing], act):
            return done(request, words, here)
    context = {"log": log, "forms": forms, "table": table(actor, site, day=today()), "doing": doing}
    status = 422 if doing in acts else 200
    return shown(request, "provider/weekly/samples.html", context, site=site, tab="samples", status=status)


def _key(request: HttpRequest) -> UUID:
    try:
        return UUID(request.POST.get("key", ""))
    except ValueError:
        raise OutOfReach from None


@page("GET", verb="weekly.meal_photo")
def meal_photo(request: HttpRequest, photo_id: UUID) -> FileResponse:
    return answered(photo_of(request.actor, photo_id))


@page("GET", "POST", verb="weekly.foods", changes="weekly.save_food")
def foods(request: HttpRequest, site_id: UUID) -> HttpResponse:
    """The food table: searched, written line by line, or imported as a sheet with what is wrong with which row."""
    rows = foods_at(request.actor, site_id, text=request.GET.get("q", ""))
    site = office_site(request.actor, site_id).site
    here, doing, imported = address("foods", site), request.POST.get("do", ""), None
    line = FoodForm(request.POST if doing == "line" else None, auto_id="line-%s")
    sheet = ImportForm(*((request.POST, request.FILES) if doing == "import" else ()), auto_id="sheet-%s")
    if doing == "line" and accepted(line, lambda data: save_food(request.actor, site, FoodLine(**data))):
        return done(request, _("食物已保存。"), here)
    if doing == "import":
        found = []

        def read(data: dict) -> None:
            found.append(import_foods(request.actor, site, data=data["file"].read(), source=data["source"]))

        if accepted(sheet, read):
            [imported] = found
            if not imported.problems:
                words = _("已导入：新增 %(new)s 种，更新 %(changed)s 种。")
                messages.success(request, words % {"new": imported.new, "changed": imported.changed})
                return done(request, _("接下来可以在膳食调查里选用。"), here)
            rows = foods_at(request.actor, site_id)
    context = {
        "foods": rows,
        "line": line,
        "sheet": sheet,
        "imported": imported,
        "q": request.GET.get("q", ""),
    }
    status = 422 if doing and imported is None else 200
    return shown(
        request,
        "provider/weekly/foods.html",
        context,
        site=site,
        tab="survey",
        here=_("食物成分表"),
        status=status,
    )


@page("GET", "POST", verb="weekly.surveys", changes="weekly.save_survey")
def all_surveys(request: HttpRequest, site_id: UUID) -> HttpResponse:
    """The surveys of a site; this quarter's is begun here."""
    found = surveys(request.actor, site_id)
    site, quarter = found.site, found.quarter
    filled = {"method": "bookkeeping", "first_day": quarter, "last_day": min(today(), quarter_end(quarter))}
    form = SurveyForm(request.POST if request.method == "POST" else None, initial=filled)
    made = []
    if form.is_bound and accepted(
        form,
        lambda data: made.append(
            save_survey(request.actor, site, quarter=quarter, facts=SurveyFacts(**data))
        ),
    ):
        return done(request, _("已保存。接下来登记用了哪些食物。"), address_of(made[0]))
    begun = any(one.survey.quarter == quarter for one in found.rows)
    context = {"found": found, "form": form, "begun": begun}
    status = 422 if form.is_bound else 200
    return shown(request, "provider/weekly/surveys.html", context, site=site, tab="survey", status=status)


def address_of(row: object) -> str:
    return reverse("provider:survey_of", args=[row.public_id])


@page("GET", "POST", verb="weekly.survey", changes="weekly.set_survey_food")
def one_survey(request: HttpRequest, survey_id: UUID) -> HttpResponse:
    """One survey: its foods, what it comes to by which formula, and finishing it."""
    view, actor = survey(request.actor, survey_id), request.actor
    row, doing = view.survey, request.POST.get("do", "")
    here = address_of(row)
    if request.GET.get("as"):
        return download(survey_sheet(view), kind_of(request))
    if doing == "finish":
        return tried(request, lambda: finish_survey(actor, row), _("调查已完成，结果不再改变。"), here)
    if doing == "facts":
        form = SurveyForm(request.POST)
        if accepted(
            form, lambda data: save_survey(actor, row.site, quarter=row.quarter, facts=SurveyFacts(**data))
        ):
            return done(request, _("已保存，结果同时更新。"), here)
        return _survey_shown(request, view, form, 422)
    if request.method == "POST":
        food, grams = number(request.POST.get("food")), number(request.POST.get("grams"))
        return tried(
            request,
            lambda: set_survey_food(actor, row, food=food, grams=grams),
            _("已登记，结果同时更新。"),
            here,
        )
    return _survey_shown(request, view)


def _survey_shown(
    request: HttpRequest, view: SurveyView, form: SurveyForm | None = None, status: int = 200
) -> HttpResponse:
    row = view.survey
    filled = {name: getattr(row, name) for name in SurveyForm.base_fields}
    if view.sample_reference:
        filled |= {"reference_kcal": None, "reference_protein_g": None, "reference_source": ""}
    context = {
        "view": view,
        "row": row,
        "form": form or SurveyForm(initial=filled),
        "lines": list(row.foods.select_related("food")),
        "foods": foods_at(request.actor, row.site) if row.finished_at is None else [],
        "quarter_end": quarter_end(row.quarter),
    }
    return shown(
        request, "provider/weekly/survey.html", context, site=row.site, tab="survey", here=_("一次调查"),
        status=status,
    )  # fmt: skip


def survey_sheet(view: SurveyView) -> Sheet:
    """A survey as a table: what was used, and below it what that comes to and by which formula."""
    row, result = view.survey, view.result
    used = result["foods"] if result else []
    notes = [
        _("%(method)s，%(first)s 至 %(last)s，%(days)s 人日")
        % {
            "method": row.get_method_display(),
            "first": row.first_day,
            "last": row.last_day,
            "days": row.person_days,
        },
        _("每人每天 = Σ 用量 × 可食部 × 每 100 克含量 ÷ 100 ÷ 人日数"),
    ]
    if result:
        notes += [
            _("能量 %(kcal)s 千卡，占参考值 %(share)s%%")
            % {"kcal": result["kcal"], "share": result["energy_share"]},
            _("蛋白质 %(grams)s 克，占参考值 %(share)s%%")
            % {"grams": result["protein_g"], "share": result["protein_share"]},
            _("目标：不低于参考值的 %(percent)s%%。%(source)s")
            % {"percent": result["percent"], "source": view.target.citation},
            _("参考值的依据：%(source)s") % {"source": row.reference_source},
        ]
    return Sheet(
        name=_("膳食调查"),
        headings=[
            _("食物"),
            _("用量（克）"),
            _("可食部（%）"),
            _("每 100 克能量（千卡）"),
            _("每 100 克蛋白质（克）"),
        ],
        rows=[
            [
                one["name"],
                one["grams"],
                Decimal(one["edible"]),
                Decimal(one["energy_kcal"]),
                Decimal(one["protein_g"]),
            ]
            for one in used
        ],
        notes=notes,
    )
