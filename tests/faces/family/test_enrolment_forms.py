"""What a family reads about care and its price before it applies or asks for a change."""

from datetime import time

from shanyu.domain.providers.models import ServiceOffer
from shanyu.faces.family.enrolment_forms import offered_forms, offers_for


def offer(form: str, band: str, fee_fen: int) -> ServiceOffer:
    facts = {"opens": time(7, 30), "closes": time(17, 30), "fee_unit": "month"}
    return ServiceOffer(pk=fee_fen, form=form, band=band, fee_fen=fee_fen, **facts)


OFFERS = [
    offer("half_day", "older_toddler", 131_000),
    offer("half_day", "infant", 149_000),
    offer("full_day", "", 219_000),
    offer("full_day", "infant", 249_000),
]


def test_a_form_of_care_costs_what_the_class_of_the_child_costs():
    assert offered_forms(OFFERS, ["infant"]) == [
        ("full_day", "全日托 07:30–17:30 ¥2,490/月"),
        ("half_day", "半日托 07:30–17:30 ¥1,490/月"),
    ]


def test_the_price_for_all_ages_counts_where_the_class_has_none_of_its_own():
    assert offered_forms(OFFERS, ["older_toddler"])[0] == ("full_day", "全日托 07:30–17:30 ¥2,190/月")


def test_where_it_depends_on_the_class_the_lowest_price_is_said_as_the_lowest():
    assert offered_forms(OFFERS, {"infant", "older_toddler"})[0] == (
        "full_day",
        "全日托 07:30–17:30 ¥2,190/月起",
    )


def test_a_form_published_for_other_ages_only_is_still_shown():
    assert [one.band for one in offers_for(OFFERS, ["toddler"])["half_day"]] == ["older_toddler", "infant"]
