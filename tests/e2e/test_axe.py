"""Nobody is kept out: axe-core, which knows the rules of accessibility, finds nothing to say.

It looks at pages as they are drawn, so that a colour, a name hidden by a style or a jump in the
headings is found where no template shows it.
"""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page

from config.launch import assets
from tests.e2e.conftest import SLOWEST
from tests.e2e.journeys import DESK, PHONE, let_in

LOOKS = "axe.run(document, {resultTypes: ['violations']})"
FRONT = ("/", "/notices/", "/activities/", "/order/", "/certificates/", "/account/login/")
PAGES = {
    "anonymous": FRONT,
    "resident": (*FRONT, "/requests/", "/inbox/", "/points/", "/me/children/", "/me/data/"),
    "volunteer": ("/", "/volunteer/", "/volunteer/hours/", "/volunteer/shifts/"),
    "worker": ("/desk/", "/desk/requests/"),
    "secretary": (
        "/desk/", "/desk/requests/", "/desk/organizations/", "/desk/activities/", "/desk/gifts/",
        "/desk/volunteers/", "/desk/facilities/", "/desk/points/rules/", "/desk/import/",
        "/insights/",
    ),
    "district_official": ("/insights/", "/desk/facilities/"),
}  # fmt: skip


@pytest.fixture(scope="session")
def axe() -> str:
    return assets.axe()


@pytest.fixture
def open_as(chromium, town, live_server) -> Iterator[Callable[..., Page]]:
    """axe tries colours on the page, which our policy forbids to whoever comes: here it may."""
    contexts = []

    def opened(name: str, size: dict[str, int] = DESK) -> Page:
        context = chromium.new_context(
            base_url=live_server.url, viewport=size, locale="zh-CN", bypass_csp=True
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(SLOWEST)
        if name != "anonymous":
            let_in(page, town, name, live_server.url)
        return page

    yield opened
    for context in contexts:
        context.close()


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("name", PAGES)
def test_nothing_keeps_anybody_out(open_as, axe, name, size):
    page, found = open_as(name, size), []
    for path in PAGES[name]:
        assert page.goto(path).status == 200, path
        page.evaluate(axe)
        found += [
            (path, fault["id"], [node["html"][:120] for node in fault["nodes"]])
            for fault in page.evaluate(LOOKS)["violations"]
        ]
    assert found == []


def test_it_would_be_seen(open_as, axe):
    page = open_as("anonymous")
    page.goto("/")
    page.evaluate("document.querySelector('h1').outerHTML = '<img src=\"/x.png\">'")
    page.evaluate(axe)
    assert "image-alt" in [fault["id"] for fault in page.evaluate(LOOKS)["violations"]]
