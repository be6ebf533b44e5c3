"""Journeys in a real browser: Debian's chromium, driven by Playwright.

def test_someone_does_something(visit):
    page = visit("/")          # follows the site of this test, with its own database
"""

import os
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect, sync_playwright

from config.launch import browser as debian
from core.messaging import templates
from tests.e2e.journeys import Enter, let_in
from volunteers.models import Volunteer

# Playwright runs an event loop in this thread; our tests are not async for that.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

Visit = Callable[..., Page]
SLOWEST = 60_000
"""Milliseconds. No figure: a busy machine draws a page late, and not wrong."""
REFUSED = "status of 422"
"""A form sent back with what is to be mended; the browser calls that an error, we do not."""


TELL_REFUSED = """addEventListener("securitypolicyviolation", (event) => console.error(
  `the policy forbids ${event.violatedDirective}: ${event.blockedURI} ${event.sample}`))"""

expect.set_options(timeout=SLOWEST)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "e2e" in item.path.parts:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    path = debian.find()
    if path is None:
        pytest.skip(f"no chromium: {debian.HOW_TO}")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def complaints() -> Iterator[list[str]]:
    """What the browser complained about, which fails the test."""
    found: list[str] = []
    yield found
    assert found == []


@pytest.fixture
def visit(chromium: Browser, live_server, complaints) -> Iterator[Visit]:
    """Open a page as a new visitor; what the browser complains about fails the test: an error, a
    breach of the content policy, a request that leaves the house.

    Keywords go to the browser's context: `viewport`, `java_script_enabled`, `locale` …
    """
    contexts = []

    def open_page(path: str = "/", **settings: object) -> Page:
        context = chromium.new_context(base_url=live_server.url, **settings)
        contexts.append(context)
        context.add_init_script(TELL_REFUSED)
        page = context.new_page()
        page.set_default_timeout(SLOWEST)
        page.on("pageerror", lambda error: complaints.append(f"{page.url}: {error}"))
        page.on(
            "console",
            lambda message: (
                message.type == "error"
                and REFUSED not in message.text
                and complaints.append(f"{page.url}: {message.text}")
            ),
        )
        page.on(
            "request",
            lambda request: (
                request.url.startswith((live_server.url, "data:", "blob:"))
                or complaints.append(f"{page.url}: leaves the house for {request.url}")
            ),
        )
        page.goto(path)
        return page

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture
def town(town, live_server):
    """As it stands after migrate, at whatever hour: no volunteer is quiet just now."""
    templates.ensure_defaults()
    begins, ends = [(timezone.localtime() + timedelta(hours=h)).time() for h in (6, 7)]
    Volunteer.objects.update(quiet_from=begins, quiet_until=ends)
    return town


@pytest.fixture
def enter(town, visit, live_server) -> Enter:
    """A page as somebody of the town sees it; "anonymous" is nobody."""

    def open_as(name: str, path: str, **settings: object) -> Page:
        page = visit("/livez", locale="zh-CN", **settings)
        if name != "anonymous":
            let_in(page, town, name, live_server.url)
        page.goto(path)
        return page

    return open_as
