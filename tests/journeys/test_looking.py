"""The eyes of the journeys see what is wrong at one size or in one language only."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Route

from tests.journeys.looking import Eyes, Memory

WELL = "<h1>善育</h1><p>一句话。</p>"
STYLE = """
body { color: #222; background: #fff } .far { display: none } .pale { color: #bbb }
.over { position: absolute; left: 0; top: 9rem } a, button { display: block; width: 30px; height: 30px }
"""
AT_TABLET, AT_DESK = "@media (min-width: 800px)", "@media (min-width: 1400px)"


@pytest.fixture
def see(browser: Browser) -> Iterator[Callable[..., list[str]]]:
    """Looks at a page of this body and these more styles; `english` is what it says in English instead."""
    with browser.new_context() as context:
        page = context.new_page()
        eyes = Eyes(page, Memory())

        def look(body: str, style: str = "", english: str = "") -> list[str]:
            def answer(route: Route) -> None:
                spoken = "django_language=en" in route.request.all_headers().get("cookie", "")
                inner = english if spoken and english else body
                head = f"<title>育</title><style>{STYLE}{style}</style>"
                html = f'<html lang="{"en" if spoken else "zh-hans"}"><head>{head}</head>'
                route.fulfill(
                    content_type="text/html; charset=utf-8", body=f"<!doctype html>{html}<main>{inner}</main>"
                )

            page.unroute_all()
            page.route("http://localhost/**", answer)
            page.set_viewport_size({"width": 360, "height": 780})
            page.goto("http://localhost/")
            return eyes.faults(page.reload)

        yield look


def test_a_good_page_has_no_faults(see):
    assert see(WELL) == []


def test_text_that_only_the_desk_shows_is_measured_there(see):
    pale = '<p class="far pale">颜色太淡</p>'
    assert see(WELL + pale, AT_DESK + "{.far {display: block}}") == [
        "zh-hans desk: color-contrast at .far (1)"
    ]


def test_a_ground_that_pales_on_the_tablet_is_seen(see):
    found = see(WELL, AT_TABLET + "{body {background: #333}}")
    assert found == [f"zh-hans {size}: color-contrast at h1 (2)" for size in ("tablet", "desk")]


def test_colours_that_are_not_enough_are_told_of_wherever_they_are_seen(see):
    everywhere = [
        f"{look}: color-contrast at .pale (1)"
        for look in ("zh-hans phone", "zh-hans tablet", "zh-hans desk", "en phone")
    ]
    assert see(f'{WELL}<p class="pale">颜色太淡</p>') == everywhere
    assert see(f'{WELL}<p class="pale">颜色太淡</p>') == everywhere


def test_what_has_no_name_and_is_shown_at_the_desk_only_is_seen(see):
    found = see(WELL + '<button class="far"></button>', AT_DESK + "{.far {display: block}}")
    assert found == ["zh-hans desk: button-name at button (1)"]


def test_what_lies_over_the_page_is_measured_at_every_size(see):
    found = see(WELL + '<p class="over pale">颜色太淡</p>')
    assert [line.split(":")[0] for line in found] == [
        "zh-hans phone",
        "zh-hans tablet",
        "zh-hans desk",
        "en phone",
    ]


def test_targets_that_are_small_on_the_desk_only_are_seen(see):
    close = WELL + "<button>一</button><button>二</button>"
    found = see(close, AT_DESK + "{button {height: 14px; padding: 0}}")
    assert found == ["zh-hans desk: target-size at button:nth-child(3) (2)"]


def test_what_has_no_name_in_english_only_is_seen(see):
    found = see(WELL + "<button>好</button>", english="<h1>Yu</h1><button></button>")
    assert found == ["en phone: button-name at button (1)"]


def test_a_page_that_is_too_wide_in_english_is_seen_at_every_size(see):
    found = see(WELL, english='<h1>Yu</h1><p style="width: 2000px">wide</p>')
    assert found == ["en desk: 568 px too wide", "en tablet: 1188 px too wide", "en phone: 1648 px too wide"]
