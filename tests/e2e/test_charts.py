"""Charts in a real browser: drawn again where one may point at them, and whole without that."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from core import scope
from insights.models import Figure
from tests.e2e.journeys import DESK, PHONE, looks_right

pytestmark = pytest.mark.django_db(transaction=True)
LOOP = reverse("insights:loop")
INK = """canvas => {
  const {data} = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  const seen = new Set();
  for (let at = 0; at < data.length; at += 4)
    if (data[at + 3]) seen.add((data[at] << 16) + (data[at + 1] << 8) + data[at + 2]);
  return seen.size;
}"""
"""How many colours lie on it: nothing drawn is none."""


def count(town, measure: str, month: date, parts: dict[tuple[str, str], int]) -> None:
    for place in (town.street, town.community):
        for (by, of), value in parts.items():
            for span in ("day", "month"):
                Figure.objects.create(
                    measure=measure, area_id=place.pk, span=span, starts_on=month,
                    by=by, of=of, value=value,
                )  # fmt: skip


@pytest.fixture
def figures(town):
    """Half a year of a street, so that there is something to draw."""
    month = timezone.localdate().replace(day=1)
    with scope.entered(scope.EVERYTHING):
        for n in range(6):
            late = {("out·reached", "·in_time"): 20 - n, ("out·reached", "·late"): n}
            count(town, "requests.closed", month, {("", ""): 20, ("out", ""): 20, **late})
            count(town, "requests.orders", month, {("", ""): 20, ("item", ""): 20})
            month = (month - timedelta(days=1)).replace(day=1)


def pictures(page: Page):
    return page.locator("figure.plate svg.chart")


def drawings(page: Page):
    return page.locator("figure.plate canvas")


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_charts_are_drawn_again_and_paper_has_the_servers(town, enter, figures, size, scheme):
    page = enter("street_official", LOOP, viewport=size, color_scheme=scheme)
    expect(drawings(page).first).to_be_visible()
    expect(page.locator("figure.is-live")).to_have_count(2)  # the course, and what about
    for canvas in drawings(page).all():
        assert canvas.evaluate(INK) > 3
    for picture in page.locator("figure.is-live svg.chart").all():
        expect(picture).to_be_hidden()
    looks_right(page)
    live = page.locator(".chart-live").first
    assert live.get_attribute("role") == "img"
    assert live.get_attribute("aria-label")
    # A tip is drawn too, no element with a style of its own.
    before = drawings(page).first.evaluate(INK)
    drawings(page).first.hover()
    page.wait_for_function(f"({INK})(document.querySelector('figure canvas')) !== {before}")

    page.emulate_media(media="print")
    for picture in pictures(page).all():
        expect(picture).to_be_visible()
    for canvas in drawings(page).all():
        expect(canvas).to_be_hidden()


def test_a_drawing_takes_the_room_it_is_given(town, enter, figures):
    page = enter("street_official", LOOP, viewport=DESK)
    expect(drawings(page).first).to_be_visible()
    page.set_viewport_size(PHONE)
    page.wait_for_function(
        "document.querySelector('figure canvas').clientWidth"
        " <= document.querySelector('figure').clientWidth"
    )
    looks_right(page)


def test_where_there_is_nothing_to_draw_the_servers_picture_says_so(town, enter):
    page = enter("street_official", LOOP)
    expect(pictures(page).first).to_be_visible()
    assert drawings(page).count() == 0


def test_without_scripts_the_servers_pictures_stand(town, enter, figures):
    page = enter("street_official", LOOP, viewport=PHONE, java_script_enabled=False)
    expect(pictures(page).first).to_be_visible()
    assert drawings(page).count() == 0
    for live in page.locator(".chart-live").all():
        expect(live).to_be_hidden()


@pytest.mark.parametrize("program", ["", "window.echarts = {init() { throw Error('no canvas') }}"])
def test_where_the_program_fails_the_servers_pictures_stand(town, enter, figures, program):
    page = enter("street_official", "/livez")
    page.context.route(
        "**/echarts*.js", lambda route: route.fulfill(content_type="text/javascript", body=program)
    )
    page.goto(LOOP)
    expect(pictures(page).first).to_be_visible()
    assert drawings(page).count() == 0


def test_a_breach_of_the_policy_is_heard(visit, complaints):
    page = visit("/")
    page.evaluate("document.body.setAttribute('style', 'color: red')")
    page.wait_for_function("true")
    assert any("the policy forbids style-src" in said for said in complaints)
    complaints.clear()
