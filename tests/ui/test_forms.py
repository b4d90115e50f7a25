"""The words of forms, ours and those of the libraries, and the tabs around an account's pages."""

import pytest
from django import forms
from django.test import Client
from django.utils import translation

EMPTY = {"zh-hans": "这一项要填写。", "en": "Please fill this in."}


class Question(forms.Form):
    words = forms.CharField()
    day = forms.DateField()
    kind = forms.ChoiceField(choices=[("", "-"), ("a", "A")])
    several = forms.MultipleChoiceField(choices=[("a", "A")])
    agrees = forms.BooleanField()
    file = forms.FileField()


@pytest.mark.parametrize("language", EMPTY)
def test_whatever_is_left_empty_is_asked_for_in_the_same_words(language):
    with translation.override(language):
        errors = Question({}).errors
        assert {name: list(words) for name, words in errors.items()} == {
            name: [EMPTY[language]] for name in Question.base_fields
        }


@pytest.mark.parametrize("language", EMPTY)
@pytest.mark.parametrize("path", ["/account/login/", "/account/signup/"])
def test_signing_in_and_up_ask_in_these_words_too(db, language, path):
    page = Client().post(f"{path}?lang={language}", {}).content.decode()
    assert EMPTY[language] in page
    assert "This field is required" not in page
    assert "必填" not in page


@pytest.mark.parametrize("who", ["father", "stranger"])
def test_an_account_s_pages_keep_the_tabs_of_a_family(signed_in, who):
    page = signed_in(who).get("/account/me/").content.decode()
    assert "sy-tabs-bottom" in page
    assert '<a href="/family/me/" aria-current="page">' in page


@pytest.mark.parametrize("who", ["head", "officer"])
def test_an_account_s_pages_have_no_tabs_of_a_family_for_others(signed_in, who):
    assert "sy-tabs-bottom" not in signed_in(who).get("/account/me/").content.decode()
