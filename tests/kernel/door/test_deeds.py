"""What verbs are called where people read of them."""

from django.utils import translation

from shanyu.kernel.door.deeds import deed_of


def test_a_verb_is_told_in_the_reader_s_language():
    assert deed_of("people.sign_up") == "注册账号"
    with translation.override("en"):
        assert deed_of("people.sign_up") == "Sign up"


def test_a_verb_that_is_gone_keeps_its_name():
    assert deed_of("people.no_such_verb") == "people.no_such_verb"
