"""Takes the pictures of README.md from a running demo: python docs/images/take.py [URL]"""

import sys
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from config.launch import browser as debian

PHONE, SCREEN = {"width": 390, "height": 844}, {"width": 1280, "height": 800}
PICTURES = {
    "home": ("林晚", PHONE, "/"),
    "desk": ("顾明", SCREEN, "/desk/"),
    "admin": ("顾明", SCREEN, "/admin/communities/resident/"),
    "insights": ("崔远", SCREEN, "/insights/"),
}


def take(browser: Browser, site: str, name: str) -> None:
    person, size, path = PICTURES[name]
    page = browser.new_context(base_url=site, viewport=size, locale="zh-CN").new_page()
    page.goto("/demo/")
    page.locator("li.entry", has_text=person).first.get_by_role("button").click()
    page.goto(path)
    page.wait_for_load_state("networkidle")
    page.screenshot(path=Path(__file__).with_name(f"{name}.png"))


def main(site: str = "http://127.0.0.1:8000") -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=debian.find(), args=["--no-sandbox"])
        for name in PICTURES:
            take(browser, site, name)


if __name__ == "__main__":
    main(*sys.argv[1:])
