"""The forms of the book: what came, and why an entry is taken back."""

from uuid import UUID, uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from shanyu.domain.agreements.actions.paying import LONGEST_WORDS
from shanyu.domain.agreements.kinds import Method, ReversalReason
from shanyu.domain.agreements.queries import MonthLine
from shanyu.faces.provider.forms import OfficeForm, day_field, text, with_blank
from shanyu.kernel.clock import today
from shanyu.kernel.money import Money


class PaymentForm(OfficeForm):
    """What came for a month; what is open of it to begin with. Handed in twice it is one payment."""

    amount = text(_("金额（元）"), 16, inputmode="decimal", autocomplete="off")
    method = forms.ChoiceField(
        label=_("收款方式"),
        choices=Method.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("请选择收款方式。")},
    )
    received_on = day_field(_("哪天收到"))
    key = forms.UUIDField(widget=forms.HiddenInput)

    @classmethod
    def of(cls, balance: MonthLine | None) -> "PaymentForm":
        """An empty form for a month."""
        left = max(balance.open_fen, 0) if balance else 0
        amount = f"{Money(left).yuan():f}".removesuffix(".00") if left else ""
        return cls(initial={"amount": amount, "received_on": today(), "key": uuid4()})

    def clean_amount(self) -> int:
        """The amount in fen."""
        try:
            return Money.from_yuan(self.cleaned_data["amount"]).fen
        except ValueError:
            raise forms.ValidationError(_("请填金额，如 2680 或 2680.50。")) from None

    def facts(self) -> dict[str, object]:
        """What the verb takes besides the month."""
        data = self.cleaned_data
        key: UUID = data["key"]
        return {
            "amount_fen": data["amount"],
            "method": data["method"],
            "received_on": data["received_on"],
            "key": key,
        }


class ReversalForm(OfficeForm):
    """Why an entry is taken back."""

    reason = forms.ChoiceField(
        label=_("冲销原因"),
        choices=with_blank(ReversalReason.choices, _("请选择")),
        error_messages={"required": _("请选择冲销的原因。")},
    )
    words = text(
        _("补充说明"), LONGEST_WORDS, required=False, rows=2, help_text=_("选“其他”时要写明；家长会看到。")
    )
