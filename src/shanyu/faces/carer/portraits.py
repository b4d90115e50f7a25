"""What carers do beside the floor: answer requests for medicine, take pictures, write a child's month."""

from datetime import date, timedelta
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shanyu.domain.care.actions import (
    NewPhoto,
    add_photo,
    answer_medication,
    remove_photo,
    save_portrait,
    share_portrait,
)
from shanyu.domain.care.actions.portraits import MOST_WORDS
from shanyu.domain.care.agreeing import FINDINGS, PHOTOS
from shanyu.domain.care.queries import (
    classes,
    draft_portrait,
    medication_asked,
    medication_due,
    months,
    photo_floor,
    read_label,
    read_photo,
)
from shanyu.faces.carer.frame import shown
from shanyu.kernel.clock import today
from shanyu.kernel.months import month_after
from shanyu.ui import handling
from shanyu.ui.files import answered
from shanyu.ui.pages import page


class AnswerForm(forms.Form):
    accept = forms.BooleanField(required=False)
    answer = forms.CharField(required=False, max_length=300)


class PortraitForm(forms.Form):
    words = forms.CharField(
        label=gettext_lazy("小结"), max_length=MOST_WORDS, widget=forms.Textarea({"rows": 18}),
        help_text=gettext_lazy("下面已按记录写好草稿，请改成您自己的话。"),
    )  # fmt: skip


class PhotoForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("照片"),
        widget=forms.FileInput({"accept": "image/jpeg,image/png,image/webp", "capture": "environment"}),
        help_text=gettext_lazy("拍摄地点、时间和手机型号会自动去掉。"),
    )
    small = forms.FileField(required=False, widget=forms.FileInput({"hidden": True, "tabindex": "-1"}))
    children = forms.TypedMultipleChoiceField(
        label=gettext_lazy("照片里有谁"), coerce=UUID, widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("入镜的都要勾上。没有同意拍照的孩子不在这里，请不要拍到。"),
    )  # fmt: skip
    finding = forms.BooleanField(
        label=gettext_lazy("这是检查发现的异常（只给这个孩子的家长看，不进相册）"), required=False
    )


@page("GET", verb="care.medication_asked")
def medication(request: HttpRequest) -> HttpResponse:
    """What waits for an answer, and what is to be given today."""
    due = [(one, medication_due(request.actor, one.pk)) for one in classes(request.actor)]
    context = {"asked": medication_asked(request.actor), "due": [pair for pair in due if pair[1]]}
    return shown(request, "carer/medication.html", context, "floor")


@page("POST", verb="care.medication_asked", changes="care.answer_medication")
def answer(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Take a request, or say why not."""
    form = AnswerForm(request.POST)
    data = form.cleaned_data if form.is_valid() else {"accept": False, "answer": ""}
    return handling.tried(
        request,
        lambda: answer_medication(request.actor, request_id, **data),
        _("已答复，家长马上收到。"),
        reverse("carer:medication"),
    )


@page("GET", verb="care.read_label")
def label(request: HttpRequest, request_id: UUID) -> HttpResponse:
    return answered(read_label(request.actor, request_id))


@page("GET", verb="care.classes")
def portraits(request: HttpRequest) -> HttpResponse:
    """The children of one's classes with entries in a month, the unwritten first."""
    month = _month(request)
    rows = [(one, months(request.actor, one.pk, month=month)) for one in classes(request.actor)]
    after = month_after(month)
    context = {
        "rows": rows, "month": month, "before": (month - timedelta(days=1)).replace(day=1),
        "after": after if after <= today() else None,
    }  # fmt: skip
    return shown(request, "carer/portraits.html", context, "floor")


@page("GET", "POST", verb="care.draft_portrait", changes="care.save_portrait")
def portrait(request: HttpRequest, child_id: UUID) -> HttpResponse:
    """A child's month: what was recorded, the words to edit, and sharing them."""
    month, actor = _month(request), request.actor
    found = draft_portrait(actor, child_id, month=month)
    form = PortraitForm(request.POST or None, initial={"words": found.words or found.draft})
    if request.method == "POST" and handling.accepted(
        form, lambda data: _kept(request, child_id, month, data["words"])
    ):
        sent = "share" in request.POST
        there = f"{reverse('carer:portraits')}?month={month:%Y-%m}"
        return handling.done(request, _("已发给家长。") if sent else _("已存为草稿。"), there)
    context = {"found": found, "form": form, "month": month}
    return shown(request, "carer/portrait.html", context, "floor", status=422 if form.errors else 200)


@page("GET", "POST", verb="care.photo_floor", changes="care.add_photo")
def photos(request: HttpRequest, class_id: int) -> HttpResponse:
    """Today's pictures of a class, and one more."""
    floor = photo_floor(request.actor, class_id)
    form = PhotoForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    agreed = [
        (str(child.public_id), name) for child, name, words in floor.children if words & {PHOTOS, FINDINGS}
    ]
    form.fields["children"].choices = agreed
    if request.method == "POST" and handling.accepted(form, lambda data: _added(request, class_id, data)):
        here = reverse("carer:photos", args=[class_id])
        return handling.done(request, _("照片已放进相册。"), here)
    without = [name for _child, name, words in floor.children if PHOTOS not in words]
    context = {"form": form, "floor": floor, "agreed": agreed, "without": without}
    return shown(request, "carer/photos.html", context, "floor", status=422 if form.errors else 200)


@page("GET", verb="care.read_photo")
def photo(request: HttpRequest, photo_id: UUID) -> HttpResponse:
    return answered(read_photo(request.actor, photo_id, small="small" in request.GET))


@page("POST", verb="care.read_photo", changes="care.remove_photo")
def remove(request: HttpRequest, photo_id: UUID) -> HttpResponse:
    """Take a picture away again."""
    remove_photo(request.actor, photo_id)
    there = request.POST.get("class", "")
    back = reverse("carer:photos", args=[handling.number(there)]) if there else reverse("carer:floor")
    return handling.done(request, _("照片已移除，家长看不到了。"), back)


def _kept(request: HttpRequest, child_id: UUID, month: date, words: str) -> None:
    made = save_portrait(request.actor, child_id, month=month, words=words)
    if "share" in request.POST:
        share_portrait(request.actor, made.pk)


def _added(request: HttpRequest, class_id: int, data: dict) -> None:
    file = data["file"]
    new = NewPhoto(file, file.name, data["small"])
    add_photo(request.actor, class_id, photo=new, children=data["children"], finding=data["finding"])


def _month(request: HttpRequest) -> date:
    """The month of `?month=2026-11`; this one where there is none, or none that has come."""
    try:
        asked = date.fromisoformat(f"{request.GET.get('month', '')}-01")
    except ValueError:
        asked = today()
    return min(asked, today()).replace(day=1)


PAGES = [
    path("medication/", medication, name="medication"),
    path("medication/<uuid:request_id>/answer/", answer, name="answer_medication"),
    path("medication/<uuid:request_id>/label/", label, name="label"),
    path("portraits/", portraits, name="portraits"),
    path("portraits/<uuid:child_id>/", portrait, name="portrait"),
    path("classes/<int:class_id>/photos/", photos, name="photos"),
    path("photos/<uuid:photo_id>/", photo, name="photo"),
    path("photos/<uuid:photo_id>/remove/", remove, name="remove_photo"),
]
