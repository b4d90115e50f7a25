"""Today's table for whoever serves it: who may not eat what, a picture of the real meal, samples that are kept."""

from uuid import UUID

from django import forms
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shanyu.domain.providers.naming import said
from shanyu.domain.weekly.actions import add_meal_photo, discard_sample, keep_sample
from shanyu.domain.weekly.kinds import Meal
from shanyu.domain.weekly.queries import meal_photo as photo_of
from shanyu.domain.weekly.queries import samples
from shanyu.domain.weekly.queries import table as table_of
from shanyu.kernel.clock import today
from shanyu.kernel.door import OutOfReach
from shanyu.ui.files import answered
from shanyu.ui.handling import accepted, done, tried
from shanyu.ui.pages import page


class PhotoForm(forms.Form):
    use_required_attribute = False
    meal = forms.ChoiceField(label=gettext_lazy("餐次"), choices=Meal.choices, initial="lunch")
    file = forms.FileField(
        label=gettext_lazy("照片"),
        widget=forms.FileInput(attrs={"accept": "image/*", "capture": "environment"}),
        help_text=gettext_lazy("只拍饭菜，不要拍到孩子。拍摄地点和时间会自动去掉。"),
    )


class SampleForm(forms.Form):
    use_required_attribute = False
    meal = forms.ChoiceField(label=gettext_lazy("餐次"), choices=Meal.choices, initial="lunch")
    dish = forms.CharField(
        label=gettext_lazy("菜名"), max_length=40, widget=forms.TextInput(attrs={"list": "todays-dishes"})
    )
    grams = forms.IntegerField(label=gettext_lazy("克数"), min_value=1, max_value=5000)


@page("GET", "POST", verb="weekly.table", changes="weekly.keep_sample")
def table(request: HttpRequest, site_id: UUID) -> HttpResponse:
    """What is served today at a site where one works, and what is written down about it."""
    shown, actor = table_of(request.actor, site_id, day=today()), request.actor
    log, doing = samples(actor, site_id), request.POST.get("do", "")
    here = reverse("carer:table", args=[site_id])
    if doing == "discard":
        return tried(request, lambda: discard_sample(actor, _key(request)), _("已登记销毁。"), here)
    photo = PhotoForm(*((request.POST, request.FILES) if doing == "photo" else ()), auto_id="photo-%s")
    sample = SampleForm(
        request.POST if doing == "sample" else None, initial={"grams": log.kept.grams}, auto_id="sample-%s"
    )
    if doing == "photo" and accepted(
        photo,
        lambda data: add_meal_photo(
            actor, site_id, day=today(), meal=data["meal"], file=data["file"], file_name=data["file"].name
        ),
    ):
        return done(request, _("照片已上传，在托孩子的家长能看到。"), here)
    if doing == "sample" and accepted(sample, lambda data: keep_sample(actor, site_id, day=today(), **data)):
        return done(request, _("留样已登记。"), here)
    context = {
        "site_name": said(shown.site, "name"),
        "table": shown,
        "log": log,
        "photo": photo,
        "sample": sample,
    }
    return render(request, "carer/table.html", context, status=422 if doing else 200)


def _key(request: HttpRequest) -> UUID:
    try:
        return UUID(request.POST.get("key", ""))
    except ValueError:
        raise OutOfReach from None


@page("GET", verb="weekly.meal_photo")
def meal_photo(request: HttpRequest, photo_id: UUID) -> FileResponse:
    return answered(photo_of(request.actor, photo_id))
