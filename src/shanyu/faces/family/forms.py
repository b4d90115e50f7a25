"""Forms of the family face: what is asked and how; what is right, the verbs decide."""

from django import forms
from django.utils.translation import gettext_lazy as _

from shanyu.domain.regions.geocoding import Place

SEXES = [("f", _("女孩")), ("m", _("男孩"))]
RELATIONS = [
    ("", _("请选择")),
    ("mother", _("母亲")),
    ("father", _("父亲")),
    ("grandparent", _("祖辈")),
    ("other", _("其他监护人")),
]


class ChildForm(forms.Form):
    """Registering a child."""

    name = forms.CharField(label=_("孩子姓名"), max_length=60)
    sex = forms.ChoiceField(label=_("性别"), choices=SEXES, widget=forms.RadioSelect)
    born = forms.DateField(label=_("出生日期"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))
    relation = forms.ChoiceField(label=_("您是孩子的"), choices=RELATIONS)
    identity = forms.CharField(
        label=_("身份证号"),
        required=False,
        max_length=24,
        help_text=_("还没有身份证号的宝宝，填下面的出生医学证明编号。"),
        widget=forms.TextInput({"autocomplete": "off", "inputmode": "text"}),
    )
    birth_certificate = forms.CharField(
        label=_("出生医学证明编号"),
        required=False,
        max_length=16,
        help_text=_("一个字母加九位数字，在证明的右上角。"),
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    agrees = forms.BooleanField(label=_("我已阅读并同意"), required=False)


class ChildEditForm(forms.Form):
    """Correcting what is known of a child. What is left empty stays."""

    name = forms.CharField(label=_("孩子姓名"), max_length=60, required=False, help_text=_("不改就留空。"))
    sex = forms.ChoiceField(label=_("性别"), choices=SEXES, widget=forms.RadioSelect)
    born = forms.DateField(label=_("出生日期"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))
    identity = forms.CharField(
        label=_("身份证号"),
        required=False,
        max_length=24,
        help_text=_("不改就留空。"),
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    birth_certificate = forms.CharField(
        label=_("出生医学证明编号"),
        required=False,
        max_length=16,
        help_text=_("不改就留空。"),
        widget=forms.TextInput({"autocomplete": "off"}),
    )


class InvitationForm(forms.Form):
    relation = forms.ChoiceField(label=_("对方是孩子的"), choices=RELATIONS)
    household = forms.UUIDField(widget=forms.HiddenInput)


class PlaceSearchForm(forms.Form):
    """Looking an address up among the places that are known."""

    kind = forms.ChoiceField(label=_("这是"), choices=[("home", _("家")), ("work", _("工作地点"))])
    address = forms.CharField(
        label=_("地址、小区或路名"), max_length=60, widget=forms.TextInput({"autocomplete": "street-address"})
    )


class PlaceForm(forms.Form):
    """One of the places found, chosen by its number."""

    kind = forms.CharField(max_length=8)
    place = forms.TypedChoiceField(coerce=int)
    agrees = forms.BooleanField(required=False)

    def __init__(self, *args: object, found: list[Place], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.found = found
        self.fields["place"].choices = [(number, one.name) for number, one in enumerate(found)]

    def facts(self) -> dict:
        """What `people.keep_place` takes."""
        data = self.cleaned_data
        place = self.found[data["place"]]
        address = f"{place.detail} {place.name}".strip()
        return {
            "kind": data["kind"], "agrees": data["agrees"], "address": address, "lon": place.lon, "lat": place.lat,
        }  # fmt: skip
