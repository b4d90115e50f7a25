"""Typed refusals: what a person is told when a verb says no, with the next step."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = str | Promise


class Refusal(Exception):
    """A verb's kind and complete no.

    A subclass sets `says` (what happened and what it means) and `next_step` (what to do now), as messages
    with named placeholders that `facts` fill. `status` is the HTTP status every face answers with.
    """

    status = 409
    says: Words = _("现在还不能这样做。")
    next_step: Words = ""

    def __init__(self, **facts: object) -> None:
        self.facts = facts
        super().__init__(type(self).__name__)

    @property
    def code(self) -> str:
        return type(self).__name__

    def sentence(self) -> str:
        return str(self.says) % self.facts if self.facts else str(self.says)

    def step(self) -> str:
        return str(self.next_step) % self.facts if self.facts else str(self.next_step)

    def __str__(self) -> str:
        return f"{self.sentence()} {self.step()}".strip()


class SignInNeeded(Refusal):
    status = 401
    says = _("这一步需要先登录。")
    next_step = _("请登录后再试，已填写的内容不会丢失。")


class StepUpNeeded(Refusal):
    status = 403
    says = _("这一角色能看到许多孩子的信息，需要再验证一次身份。")
    next_step = _("请用动态口令或通行密钥验证。")


class OutOfReach(Refusal):
    """The row or the verb does not exist for this actor. Faces answer 404, never 403."""

    status = 404
    says = _("没有找到这一页，或者它不在您的范围内。")
    next_step = _("请从首页重新进入。")


class Invalid(Refusal):
    """Something given is wrong: field names with what is wrong and what to do."""

    status = 422
    says = _("有内容需要修改。")

    def __init__(self, errors: Mapping[str, Words], **facts: object) -> None:
        super().__init__(**facts)
        self.errors = dict(errors)

    def step(self) -> str:
        return " ".join(str(words) for words in self.errors.values())


class TooOften(Refusal):
    status = 429
    says = _("请求太频繁了。")
    next_step = _("请在 %(seconds)s 秒后再试。")


class NoPolicy(LookupError):
    """A verb without a row in the policy table: a mistake of ours, so nothing may pass."""
