"""Where allauth's views need a word of ours: refusals at sign-up, and the demo's public second factor."""

from allauth.account.views import SignupView
from allauth.mfa.base.views import AuthenticateView, ReauthenticateView
from allauth.socialaccount.internal.flows.signup import get_pending_signup
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from shanyu.domain.people.second_factor import demo_code
from shanyu.kernel.door import Refusal
from shanyu.kernel.throttle import spend

#: From one address in an hour, so that nobody can find out whose numbers are known.
MOST_SIGN_UPS = 20


class SignUp(SignupView):
    """A refusal of the verb becomes words beside the field."""

    def form_valid(self, form: Form) -> HttpResponse:
        spend(f"sign-up:{self.request.META.get('REMOTE_ADDR')}", most=MOST_SIGN_UPS, seconds=3600)
        try:
            return super().form_valid(form)
        except Refusal as refusal:
            form.add_error("username", str(refusal))
            return self.form_invalid(form)


class SecondFactor(AuthenticateView):
    def get_context_data(self, **facts: object) -> dict:
        return {**super().get_context_data(**facts), "demo_code": demo_code(self.stage.login.user)}


class SecondFactorAgain(ReauthenticateView):
    def get_context_data(self, **facts: object) -> dict:
        return {**super().get_context_data(**facts), "demo_code": demo_code(self.request.user)}


def sign_on_incomplete(request: HttpRequest) -> HttpResponse:
    """For whoever the identity provider told too little of: allauth would ask the rest, we ask nobody's e-mail."""
    if get_pending_signup(request) is None:
        return redirect("account_login")
    return render(request, "socialaccount/signup.html")


sign_up = SignUp.as_view()
second_factor = SecondFactor.as_view()
second_factor_again = SecondFactorAgain.as_view()
