"""What a family sees of incidents and illness of its own children: nothing of any other child."""

from datetime import timedelta
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shanyu.domain.care.kinds import Symptom
from shanyu.domain.protection.actions import acknowledge_incident, hand_in_proof, note_illness
from shanyu.domain.protection.kinds import ILL, Disease, ProofState
from shanyu.domain.protection.queries import (
    health_of_children,
    incidents_of_child,
    own_incident,
    read_proof,
)
from shanyu.domain.protection.queries.illness import ChildHealth
from shanyu.domain.providers.naming import said
from shanyu.faces.family.frame import shown
from shanyu.kernel.clock import today
from shanyu.kernel.door import OutOfReach
from shanyu.ui.files import answered
from shanyu.ui.handling import accepted, done, tried
from shanyu.ui.pages import page


class IllForm(forms.Form):
    """What a family tells of an illness."""

    use_required_attribute = False
    site = forms.TypedChoiceField(label=gettext_lazy("告诉哪家机构"), coerce=UUID)
    symptoms = forms.MultipleChoiceField(
        label=gettext_lazy("症状"),
        choices=Symptom.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    disease = forms.ChoiceField(
        label=gettext_lazy("疾病"), choices=[("", gettext_lazy("还不清楚")), *Disease.choices], required=False
    )
    confirmed = forms.BooleanField(label=gettext_lazy("医院已经确诊"), required=False)
    onset_on = forms.DateField(
        label=gettext_lazy("从哪天开始"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    words = forms.CharField(
        label=gettext_lazy("说明"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: object, one: ChildHealth, **kwargs: object) -> None:
        super().__init__(*args, initial={"onset_on": today()}, **kwargs)
        self.fields["site"].choices = [(str(site.public_id), said(site, "name")) for site in one.sites]


@page("GET", verb="protection.health_of_children")
def protection(request: HttpRequest) -> HttpResponse:
    """Every child of one's own: incidents, illnesses, whether it may come, and closed classes."""
    return _shown(request)


@page("POST", verb="protection.note_illness")
def ill(request: HttpRequest, child_id: UUID) -> HttpResponse:
    """Tell the site that a child is ill."""
    found = next((one for one in health_of_children(request.actor) if one.child.public_id == child_id), None)
    if found is None:
        raise OutOfReach
    form = IllForm(request.POST, prefix=str(found.child.pk), one=found)
    if accepted(form, lambda data: note_illness(request.actor, child_id, **data)):
        return done(request, _("已告诉机构。请照顾好孩子，需要时就医。"), reverse("family:protection"))
    return _shown(request, {found.child.pk: form}, status=422)


@page("GET", "POST", verb="protection.own_incident", changes="protection.acknowledge_incident")
def incident(request: HttpRequest, incident_id: UUID) -> HttpResponse:
    """What happened to one's own child, what was done, and that one has read it."""
    if request.method == "POST":
        acknowledge_incident(request.actor, incident_id)
        messages.success(request, _("已记下您看过了。"))
        return redirect("family:incident", incident_id)
    return shown(request, "family/incident.html", {"view": own_incident(request.actor, incident_id)})


@page("POST", verb="protection.hand_in_proof")
def proof(request: HttpRequest, illness_id: UUID) -> HttpResponseRedirect:
    """Hand in the doctor's paper with which a child comes back."""
    file = request.FILES.get("file")
    return tried(
        request,
        lambda: hand_in_proof(request.actor, illness_id, file=file, name=file.name if file else ""),
        _("已上传，机构看过后会告诉您从哪天起可以返园。"),
        reverse("family:protection"),
    )


@page("GET", verb="protection.read_proof")
def paper(request: HttpRequest, proof_id: UUID) -> FileResponse:
    """The paper that was handed in."""
    return answered(read_proof(request.actor, proof_id))


def _shown(request: HttpRequest, given: dict[int, IllForm] | None = None, status: int = 200) -> HttpResponse:
    found = health_of_children(request.actor)
    children = [
        {
            "one": one,
            "incidents": incidents_of_child(request.actor, one.child),
            "form": (given or {}).get(one.child.pk) or IllForm(prefix=str(one.child.pk), one=one),
            "closed": [
                {"row": row, "last": row.during.upper - timedelta(days=1), "site": said(row.site, "name")}
                for row in one.closed
            ],
            "ill": [_illness(line) for line in one.lines],
        }
        for one in found
    ]
    return shown(request, "family/protection.html", {"children": children}, status=status)


def _illness(line: object) -> dict:
    waiting = line.proof is not None and line.proof.state == ProofState.WAITING
    return {
        "line": line,
        "now": line.illness.state in ILL,
        "waiting": waiting,
        "site": said(line.illness.site, "name"),
    }
