"""Looking at a page: with axe and without scrolling sideways, at three sizes, in both languages."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from playwright.sync_api import Page

from tests.journeys.conftest import SIZES

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
_INTO_THE_PAGE = Axe().axe_script + (Path(__file__).parent / "looking.js").read_text(encoding="utf-8")
_LOOK = "facts => look(facts)"


def speak(page: Page, language: str) -> None:
    """From the next page on, this window is in this language."""
    url = "/".join(page.url.split("/")[:3])
    page.context.add_cookies([{"name": settings.LANGUAGE_COOKIE_NAME, "value": language, "url": url}])


@dataclass
class Memory:
    """What was looked at once and need not be again: colours that have contrast enough, and kinds of elements."""

    colours: list[str] = field(default_factory=list)
    kinds: list[str] = field(default_factory=list)


#: Every page of the product wears the same style: what one window has seen of it, all know.
PRODUCT = Memory()


class Eyes:
    """Somebody who looks closely at the pages of one window, from its next page on.

    Axe looks at every page on the phone: by all rules in Chinese, by those about words in English, where the
    elements are the same; the width is looked at for every size in both. On the tablet and at the desk axe looks
    where more is shown than on the phone, if no window has seen elements of that kind yet. Two of axe's rules
    measure, and cost more than all others together: contrast and the size of targets. Contrast is measured at every
    size where text has colours that nobody has had measured yet, or lies upon something that is not around it; and
    size where a target is smaller than targets should be.
    """

    def __init__(self, page: Page, memory: Memory = PRODUCT) -> None:
        self.page = page
        self._memory = memory
        page.add_init_script(_INTO_THE_PAGE)

    def faults(self, again: Callable[[], object]) -> list[str]:
        """What is wrong with the page on which the window stands; `again` comes to it once more, in English."""
        found = [fault for size in SIZES for fault in self._at("zh-hans", size)]
        speak(self.page, "en")
        again()
        found += [fault for size in reversed(SIZES) for fault in self._at("en", size)]
        speak(self.page, "zh-hans")
        return found

    def _at(self, language: str, size: str) -> list[str]:
        """What is wrong in this language at this size."""
        width, height = SIZES[size]
        if self.page.viewport_size != {"width": width, "height": height}:
            self.page.set_viewport_size({"width": width, "height": height})
        seen = self.page.evaluate(_LOOK, self._asked(language, size))
        assert seen["lang"].lower() == language, (self.page.url, seen["lang"])
        self._memory.colours += seen["colours"]
        self._memory.kinds += seen["kinds"]
        wide = [f"{seen['wide']} px too wide"] if seen["wide"] > 0 else []
        return [f"{language} {size}: {one}" for one in wide + seen["found"]]

    def _asked(self, language: str, size: str) -> dict:
        """What the page is asked for."""
        phone, chinese = size == "phone", language == "zh-hans"
        if not (phone or chinese):
            return {"closely": False}
        rules = {"tags": TAGS, "words": not chinese, "closely": True, "whole": phone}
        return {**rules, "colours": self._memory.colours, "kinds": self._memory.kinds}
