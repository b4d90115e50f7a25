"""Whether a document on paper is genuine, by the code printed on it. Nobody signs in; nothing personal is told."""

import hashlib

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from shanyu.faces.public.frame import shown
from shanyu.kernel import verifying
from shanyu.kernel.codes import BadCode, clean_code, said_code
from shanyu.kernel.door import Invalid
from shanyu.ui.pages import page


class CodeForm(forms.Form):
    """The code as somebody types it from paper."""

    code = forms.CharField(
        label=_("核验码"),
        max_length=40,
        help_text=_("印在文件末尾和页脚，共 10 位，例如 7KQ2M-X9WDR。大小写和短横线都可以。"),
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )


@page("GET", "POST", verb="platform.verify_document")
def verify(request: HttpRequest, code: str = "") -> HttpResponse:
    """The form; by a code in the address what it says; by POST a file held against it, which is not kept."""
    if "code" in request.GET and not code:
        return _asked(request)
    form, verdict = CodeForm(initial={"code": code}), None
    if code:
        try:
            verdict = verifying.verify(request.actor, code=code, sha256=_hash(request))
        except Invalid as invalid:
            form = CodeForm({"code": code})
            for field, words in invalid.errors.items():
                form.add_error(field, str(words))
    return _shown(request, form, verdict)


def _asked(request: HttpRequest) -> HttpResponse:
    """To the page of the code, so that its address can be sent on."""
    form = CodeForm(request.GET)
    if not form.is_valid():
        return _shown(request, form, None)
    typed = form.cleaned_data["code"].replace("/", "")
    try:
        typed = said_code(clean_code(typed))
    except BadCode:
        typed = typed.strip() or "-"
    return redirect("public:verify_code", typed)


def _hash(request: HttpRequest) -> str:
    file = request.FILES.get("file")
    if file is None:
        return ""
    digest = hashlib.sha256()
    for part in file.chunks():
        digest.update(part)
    return digest.hexdigest()


def _shown(request: HttpRequest, form: CodeForm, verdict: verifying.Verdict | None) -> HttpResponse:
    context = {"form": form, "verdict": verdict}
    status = 422 if form.errors else 200
    answer = shown(request, "public/verify.html", context, "verify", status=status)
    if verdict is not None:
        answer["X-Robots-Tag"] = "noindex"
        answer["Cache-Control"] = "private, no-store"
    return answer
