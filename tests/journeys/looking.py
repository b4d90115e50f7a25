"""Looking at a page: with axe and without scrolling sideways, at three sizes, in both languages."""

from collections.abc import Callable

from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from playwright.sync_api import Page

from tests.journeys.conftest import SIZES

LANGUAGES = ("zh-hans", "en")
RULES = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    },
    "resultTypes": ["violations"],
    "preload": False,
}
_INTO_THE_PAGE = Axe().axe_script
_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
#: Only what was found comes back: the rest of a result is long.
_LOOK = """
async rules => (await axe.run(document, rules)).violations
  .map(one => `${one.id} at ${one.nodes[0].target} (${one.nodes.length})`)
"""


def speak(page: Page, language: str) -> None:
    """From the next page on, this window is in this language."""
    url = "/".join(page.url.split("/")[:3])
    page.context.add_cookies([{"name": settings.LANGUAGE_COOKIE_NAME, "value": language, "url": url}])


def faults(page: Page, again: Callable[[], object]) -> list[str]:
    """What is wrong with the page on which the window stands; `again` comes to it once more, in English.

    Every size is looked at in Chinese by axe and by its width; in English, where only words differ, by its width
    at every size, and by axe on the phone, where words have the least room.
    """
    found = _at(page, "zh-hans", dict.fromkeys(SIZES, True))
    speak(page, "en")
    again()
    found += _at(page, "en", {size: size == "phone" for size in SIZES})
    speak(page, "zh-hans")
    return found


def _at(page: Page, language: str, sizes: dict[str, bool]) -> list[str]:
    """What is wrong at these sizes, by axe too where they say so."""
    spoken = page.evaluate("document.documentElement.lang")
    assert spoken.lower() == language, (page.url, spoken)
    page.evaluate(_INTO_THE_PAGE)
    found = []
    for size, closely in sizes.items():
        width, height = SIZES[size]
        page.set_viewport_size({"width": width, "height": height})
        if (wide := page.evaluate(_WIDE)) > 0:
            found.append(f"{language} {size}: {wide} px too wide")
        if closely:
            found += [f"{language} {size}: {one}" for one in page.evaluate(_LOOK, RULES)]
    return found
