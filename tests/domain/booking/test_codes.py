"""The short code of a booking: always the same, and forgiving of how it is said."""

from uuid import UUID

from shanyu.domain.booking import codes
from shanyu.domain.booking.models import Booking

ONE = Booking(public_id=UUID("11111111-1111-4111-8111-111111111111"))
TWO = Booking(public_id=UUID("22222222-2222-4222-8222-222222222222"))


def test_a_code_has_six_characters_and_stays_the_same():
    assert len(codes.code_of(ONE)) == 6
    assert codes.code_of(ONE) == codes.code_for(ONE.public_id)
    assert codes.code_of(ONE) != codes.code_of(TWO)


def test_a_code_is_found_however_it_is_typed():
    code = codes.code_of(TWO)
    assert codes.find([ONE, TWO], f" {code[:3].lower()}-{code[3:]} ") is TWO
    assert codes.find([ONE], code) is None


def test_letters_that_look_like_figures_are_read_as_figures():
    assert codes.tidy("oil o") == "0110"
