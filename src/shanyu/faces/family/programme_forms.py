"""Forms of programmes: ranked wishes, a claim with its paper, a contest."""

from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from shanyu.domain.programmes.kinds import AT_A_SITE, Group, Siblings
from shanyu.domain.programmes.queries import EntryForm
from shanyu.domain.providers.models import Site
from shanyu.domain.providers.naming import said
from shanyu.ui.programmes import ClassLine, class_line

SCANS = "image/jpeg,image/png,image/webp,application/pdf"


class WishesForm(forms.Form):
    """Wishes as `wish`, the most wanted first: one choice for each rank, which a script makes a list to order."""

    together = forms.ChoiceField(
        label=_("家里几个孩子一起报，怎样安排"),
        required=False,
        choices=[("", _("各算各的，谁录取谁去")), *Siblings.choices],
        widget=forms.RadioSelect,
        help_text=_("选“否则都不要”时，本来能录取一个的，也可能一个都没有。"),
    )

    def __init__(self, *args: object, asked: EntryForm, **kwargs: object) -> None:
        super().__init__(*args, initial={"together": asked.together}, **kwargs)
        self.asked = asked
        self.known = {str(one.public_id): class_line(one, seats=False) for one in asked.fitting}
        if not asked.siblings:
            del self.fields["together"]

    @property
    def sent(self) -> list[str]:
        if self.is_bound:
            return [one for one in self.data.getlist("wish") if one in self.known]
        return [str(one) for one in self.asked.chosen if str(one) in self.known]

    def slots(self) -> list[tuple[int, str]]:
        """The ranks with what is chosen: as many as may be wished."""
        chosen = self.sent
        number = max(min(self.asked.most, len(self.known)), len(chosen))
        return [(rank, chosen[rank - 1] if rank <= len(chosen) else "") for rank in range(1, number + 1)]

    def lines(self) -> list[tuple[str, ClassLine]]:
        return list(self.known.items())

    def classes(self) -> list[UUID]:
        return [UUID(one) for one in self.sent]


class ClaimForm(forms.Form):
    """A group, where it holds if at one site, what shows it, and the paper."""

    group = forms.ChoiceField(label=_("哪一种情形"), choices=Group.choices, widget=forms.RadioSelect)
    site = forms.ChoiceField(
        label=_("在哪个机构"), required=False, help_text=_("只有“兄弟姐妹在此”和“住在附近”要选。")
    )
    details = forms.CharField(
        label=_("凭什么证明"), max_length=500, widget=forms.Textarea({"rows": 3}),
        help_text=_("例如：低保证号、居住证、姐姐的名字和班级。"),
    )  # fmt: skip
    file = forms.FileField(
        label=_("材料"), required=False, widget=forms.FileInput({"accept": SCANS}),
        help_text=_("拍照或扫描都可以，PDF、JPEG、PNG 或 WebP，不超过 8 MB。照片里的拍摄地点会自动去掉。"),
    )  # fmt: skip

    def __init__(self, *args: object, sites: tuple[Site, ...], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        named = [(str(site.public_id), said(site, "name")) for site in sites]
        self.fields["site"].choices = [("", _("请选择")), *named]

    def clean(self) -> dict:
        data = super().clean()
        if data.get("group") in AT_A_SITE and not data.get("site"):
            self.add_error("site", _("请选择在哪个机构。"))
        return data

    def claim(self) -> dict:
        data = self.cleaned_data
        at_site = data["group"] in AT_A_SITE
        file = data["file"]
        return {
            "group": data["group"],
            "details": data["details"],
            "site": UUID(data["site"]) if at_site else None,
            "file": file,
            "file_name": file.name if file else "",
        }


class ContestForm(forms.Form):
    words = forms.CharField(
        label=_("您觉得哪里不对"), max_length=1000, widget=forms.Textarea({"rows": 4}),
        help_text=_("由没有参与这次计算的人看。不用写证明材料，他们会联系您。"),
    )  # fmt: skip
