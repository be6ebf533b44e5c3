"""The network goes between tap and answer, twice; the phone loads the page anew and sends again."""

import io
import re

import pytest
from django.urls import reverse
from PIL import Image
from playwright.sync_api import Page, Route, expect

from core import scope
from requests.models import RequestEvent, ServiceRequest
from tests.e2e.journeys import PHONE, let_in
from tests.requests.conftest import Desk
from tests.requests.test_tasks import pooled

pytestmark = pytest.mark.django_db(transaction=True)
CUTS = 2


def picture() -> bytes:
    data = io.BytesIO()
    Image.new("RGB", (64, 48), "navy").save(data, "JPEG")
    return data.getvalue()


def cut(page: Page, press: str, path: str) -> None:
    """What was sent arrives and is done; its answer does not come back."""
    arrived = []

    def swallow(route: Route) -> None:
        if route.request.method != "POST":
            return route.continue_()
        arrived.append(route.fetch(max_redirects=0).status)
        return route.abort("connectionreset")

    page.route("**" + path, swallow)
    page.get_by_role("button", name=press).first.click()
    page.wait_for_timeout(300)
    page.unroute("**" + path)
    assert arrived == [302], "the deed was done, and the phone does not know"


@pytest.mark.parametrize("script", [True, False], ids=["script", "plain"])
def test_two_cuts_between_tap_and_answer_leave_one_event_and_one_photo(
    town, live_server, visit, script
):
    row = pooled(Desk(town))
    page = visit("/livez", locale="zh-CN", viewport=PHONE, java_script_enabled=script)
    let_in(page, town, "volunteer", live_server.url)
    board, claim = reverse("requests:tasks"), reverse("requests:claim", args=[row.public_id])
    tabs = [page, page.context.new_page()]
    for tab in tabs:  # both loaded before anybody took it
        tab.goto(board)
    for tab in tabs:
        cut(tab, "我来", claim)
    page.goto(board)
    expect(page.locator("main")).to_contain_text("我接下的")

    act = reverse("requests:task_act", args=[row.public_id, "photo"])
    for n in range(CUTS + 1):
        page.goto(act)  # a page loaded anew, with a key of its own
        page.get_by_label(re.compile("办之前")).check()
        file = {"name": f"IMG_{n}.jpg", "mimeType": "image/jpeg", "buffer": picture()}
        page.set_input_files("input[type=file]", files=[file])
        if n < CUTS:
            cut(page, "放照片", act)
        else:
            page.get_by_role("button", name="放照片").click()
            expect(page.locator("main")).to_contain_text("办理中")

    with scope.entered(scope.EVERYTHING):
        steps = RequestEvent.objects.filter(service_request=row).values_list("step", flat=True)
        assert [list(steps).count(step) for step in ("claim", "photo")] == [1, 1]
        assert ServiceRequest.objects.get(pk=row.pk).attachments.count() == 1
    expect(page.locator("figure.thumb")).to_have_count(1)
