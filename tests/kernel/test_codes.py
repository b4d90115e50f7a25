import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shanyu.kernel.codes import LENGTH, BadCode, check_of, clean_code, new_code, said_code

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
codes = st.text(ALPHABET, min_size=LENGTH - 1, max_size=LENGTH - 1).map(lambda drawn: drawn + check_of(drawn))


def test_a_new_code_is_right_and_never_the_same():
    made = {new_code() for _time in range(200)}
    assert len(made) == 200
    assert {clean_code(said_code(code)) for code in made} == made


def test_the_way_a_code_is_written_does_not_matter():
    code = "00000-0001" + check_of("000000001")
    assert clean_code(f" {code.lower().replace('0', 'o').replace('1', 'l')} ") == code.replace("-", "")


@pytest.mark.parametrize(
    ("typed", "reason"),
    [("7K2", "length"), ("7KQ2M-X9WDU", "character"), ("七七七七七七七七七七", "character")],
)
def test_what_cannot_be_a_code_says_why(typed, reason):
    with pytest.raises(BadCode) as bad:
        clean_code(typed)
    assert bad.value.reason == reason


@settings(max_examples=60, deadline=None)
@given(code=codes, place=st.integers(0, LENGTH - 1), other=st.sampled_from(ALPHABET))
def test_one_wrong_character_is_always_found(code, place, other):
    typed = code[:place] + other + code[place + 1 :]
    if typed == code:
        assert clean_code(typed) == code
    else:
        with pytest.raises(BadCode, match="check"):
            clean_code(typed)


@settings(max_examples=60, deadline=None)
@given(code=codes, one=st.integers(0, LENGTH - 1), other=st.integers(0, LENGTH - 1))
def test_two_characters_that_changed_places_are_always_found(code, one, other):
    typed = list(code)
    typed[one], typed[other] = typed[other], typed[one]
    if "".join(typed) == code:
        assert clean_code("".join(typed)) == code
    else:
        with pytest.raises(BadCode, match="check"):
            clean_code("".join(typed))
