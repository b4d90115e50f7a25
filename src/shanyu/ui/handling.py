"""A form handed in: run the verb, and put what it refuses where the person can mend it. Nothing typed is lost."""

from collections.abc import Callable

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponseRedirect

from shanyu.kernel.door import Invalid, OutOfReach, Refusal, SignInNeeded, StepUpNeeded

#: These are not about what was typed: they stay the page's answer.
_NOT_ABOUT_THE_FORM = (OutOfReach, SignInNeeded, StepUpNeeded)


def accepted(form: Form, act: Callable[[dict], object]) -> bool:
    """Whether the form was right and the verb was content; otherwise the form says what to mend."""
    if not form.is_valid():
        return False
    try:
        act(form.cleaned_data)
    except _NOT_ABOUT_THE_FORM:
        raise
    except Invalid as refusal:
        for name, words in refusal.errors.items():
            form.add_error(name if name in form.fields else None, str(words))
    except Refusal as refusal:
        form.add_error(None, str(refusal))
    return not form.errors


def tried(request: HttpRequest, act: Callable[[], object], words: str, url: str) -> HttpResponseRedirect:
    """Run a verb behind a single button, and say at the top of the page that follows how it went."""

    def told() -> None:
        act()
        messages.success(request, words)

    return said(request, told, url)


def said(request: HttpRequest, act: Callable[[], object], url: str) -> HttpResponseRedirect:
    """Like `tried`, where what is said depends on how it went: `act` says it; a refusal is said here."""
    try:
        act()
    except _NOT_ABOUT_THE_FORM:
        raise
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return HttpResponseRedirect(url)


def done(request: HttpRequest, words: str, url: str) -> HttpResponseRedirect:
    """Say what was done and what comes next, on the page that follows."""
    messages.success(request, words)
    return HttpResponseRedirect(url)


def number(text: str | None) -> int:
    """A whole number from a query or a hidden field; 0, which is nobody's key, for anything else."""
    return int(text) if text and text.isdecimal() and len(text) < 19 else 0
