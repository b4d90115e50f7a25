"""Every error of the API in one shape: problem details (RFC 9457), as `application/problem+json`."""

import json
from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from ninja import Field, Schema
from ninja.errors import HttpError, ValidationError

from shanyu.kernel.door import Invalid, Refusal, StepUpNeeded, TooOften

CONTENT_TYPE = "application/problem+json"


class KeyWithoutRoles(Refusal):
    """What a key is told where a person would be asked for the second factor."""

    status = 403
    says = gettext_lazy("这个密钥不带职业身份：建它的那次登录没有验证第二重身份。")
    next_step = gettext_lazy("请验证身份后新建一个密钥，再停用这一个。")


class Problem(Schema):
    """What went wrong, for a person (`title`, `detail`) and for a program (`code`, `errors`)."""

    type: str = Field("about:blank", description="about:blank: the status tells the kind of problem")
    title: str = Field(..., description="What happened, in the language asked for")
    status: int = Field(..., ge=400, le=599)
    code: str = Field(..., description="A stable name of the problem")
    detail: str = Field("", description="What to do next")
    errors: dict[str, str] = Field({}, description="By parameter, what is wrong with it")


def problem(
    status: int,
    code: str,
    title: str,
    detail: str = "",
    errors: Mapping[str, str] | None = None,
    headers: Mapping[str, str] | None = None,
) -> HttpResponse:
    body = {
        "type": "about:blank",
        "title": title,
        "status": status,
        "code": code,
        "detail": detail,
        "errors": dict(errors or {}),
    }
    text = json.dumps(body, ensure_ascii=False)
    return HttpResponse(text, status=status, content_type=CONTENT_TYPE, headers=dict(headers or {}))


def refused(refusal: Refusal) -> HttpResponse:
    """A refusal of the door or of a verb, with the headers that its status calls for."""
    if isinstance(refusal, StepUpNeeded):
        refusal = KeyWithoutRoles()
    errors = (
        {name: str(words) for name, words in refusal.errors.items()} if isinstance(refusal, Invalid) else {}
    )
    headers = {}
    if refusal.status == 401:
        headers["WWW-Authenticate"] = "Bearer"
    if isinstance(refusal, TooOften):
        headers["Retry-After"] = str(refusal.facts["seconds"])
    return problem(refusal.status, refusal.code, refusal.sentence(), refusal.step(), errors, headers)


def on_refusal(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    return refused(refusal)


def on_wrong_parameters(request: HttpRequest, wrong: ValidationError) -> HttpResponse:
    errors = {str(error["loc"][-1]): error["msg"] for error in wrong.errors if error.get("loc")}
    return problem(422, "Invalid", _("有参数不对。"), _("请按接口说明修改参数。"), errors)


def on_http_error(request: HttpRequest, error: HttpError) -> HttpResponse:
    return problem(error.status_code, "BadRequest", str(error))
