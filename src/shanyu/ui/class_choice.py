"""A field in which a family or a site chooses another class in a change of care."""

from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from shanyu.domain.agreements.models import Paper
from shanyu.domain.agreements.queries import ClassChoice
from shanyu.kernel.clock import today
from shanyu.ui import words


def class_field(plan: Paper, classes: Sequence[ClassChoice]) -> forms.TypedChoiceField:
    """The class as it is, or another one with the day from which it has a place for the child."""
    stays = gettext("%(name)s（不换班）") % {"name": plan.care_class.name}
    others = [
        (
            one.care_class.pk,
            gettext("%(name)s · %(day)s起有托位")
            % {"name": one.care_class.name, "day": words.day(one.on, today())},
        )
        for one in classes
    ]
    return forms.TypedChoiceField(
        label=_("班级"), required=False, coerce=int, empty_value=None, choices=[("", stays), *others],
        initial="", widget=forms.RadioSelect,
    )  # fmt: skip
