"""Take the README's pictures from the running demo: `make pictures`."""

import shutil
from pathlib import Path

from benchmarks._served import served
from playwright.sync_api import Page, sync_playwright

OUT = Path(__file__).resolve().parent.parent / "docs" / "pictures"
PHONE, DESK = (360, 780), (1440, 900)
#: A browser without a graphics card takes its time to put the last tiles on the canvas.
DRAWING_MS = 8_000
#: Pictures with a map in them.
DRAWN = ("find-desk", "authority-desk")
#: The first page of a fresh district reads its walking network; a busy machine takes its time.
PATIENCE_MS = 120_000
NEAR = "near=120.1330,30.3235"


def sign_in(page: Page, url: str, username: str) -> None:
    page.goto(f"{url}/account/login/")
    page.locator(f"form:has(input[value={username}]) button").first.click()
    if page.locator("[data-demo-code]").count():
        code = page.locator("[data-demo-code]").first.inner_text().strip()
        page.locator("input[name=code]").fill(code)
        page.locator("form:has(input[name=code]) button.sy-btn-primary").first.click()


def shots() -> list[tuple[str, tuple[int, int], str, str]]:
    """File name, window, person and path of every picture."""
    return [
        ("find-desk", DESK, "", f"/find/?{NEAR}"),
        ("find-phone", PHONE, "", f"/find/?{NEAR}"),
        ("site-phone", PHONE, "", "first site"),
        ("family-phone", PHONE, "chen", "/family/"),
        ("office-desk", DESK, "fang", "/office/"),
        ("authority-desk", DESK, "gu", "/authority/"),
    ]


def main() -> None:
    OUT.mkdir(parents=True, exist_ok=True)
    with served("district") as url, sync_playwright() as play:
        browser = play.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for name, (width, height), person, path in shots():
            page = browser.new_page(
                viewport={"width": width, "height": height}, locale="zh-CN", device_scale_factor=1
            )
            page.set_default_timeout(PATIENCE_MS)
            if person:
                sign_in(page, url, person)
            if path == "first site":
                page.goto(f"{url}/find/?{NEAR}")
                path = page.locator("a[href^='/sites/']").first.get_attribute("href")
            page.goto(url + path)
            page.wait_for_load_state("networkidle")
            if name == "find-desk":
                page.locator("[data-reach=drawn]:not([data-pins='0'])").wait_for()
            if name in DRAWN:
                page.wait_for_timeout(DRAWING_MS)
            page.screenshot(path=OUT / f"{name}.png")
            page.close()
        browser.close()


if __name__ == "__main__":
    main()
