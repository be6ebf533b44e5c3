"""The roster in a real browser: planned, published, asked on a phone, printed for the door."""

import pytest

from communities.models import DutyShift
from core import scope
from tests.communities.duty_help import DAY, next_month, post
from tests.e2e.journeys import DESK, PHONE, let_in, looks_right

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def night(town):
    with scope.entered(scope.EVERYTHING):
        return post(town.community, telephone="0858-2200110", place="一楼值班室")


def test_who_is_on_duty_on_sunday_at_eight_and_the_sheet_prints(town, night, visit, live_server):
    page = visit("/", viewport=DESK, locale="zh-CN")
    let_in(page, town, "secretary", live_server.url)
    page.goto("/desk/duty/")
    looks_right(page)
    page.get_by_role("link", name="排一个月").click()
    page.get_by_label("哪个月").fill(f"{next_month():%Y-%m}")
    page.get_by_label("夜间值班").check(force=True)
    for name in ("吴静", "郑强", "冯丽"):
        page.get_by_label(name).check(force=True)
    looks_right(page)
    page.get_by_role("button", name="排一个月").click()
    page.get_by_role("link", name="公布这个月").click()
    page.get_by_role("button", name="公布这个月").click()
    looks_right(page)
    page.get_by_role("link", name="门上贴的表").click()
    looks_right(page)
    pdf = page.pdf(format="A4", prefer_css_page_size=True)
    assert pdf.count(b"/Type /Page\n") + pdf.count(b"/Type /Page ") == 1

    sunday = next(day for n in range(7) if (day := next_month() + n * DAY).weekday() == 6)
    with scope.entered(scope.EVERYTHING):
        shift = DutyShift.objects.filter(period__startswith__date=sunday).select_related("person")
        name = shift.get().person.name.open()
    phone = visit("/", viewport=PHONE, locale="zh-CN")
    let_in(phone, town, "worker", live_server.url)
    phone.goto("/desk/duty/")
    phone.get_by_label("问一问").fill(f"{sunday}")
    phone.get_by_label("几点").fill("20:00")
    phone.get_by_role("button", name="谁值班").click()
    assert name in phone.locator("h1").inner_text()
    looks_right(phone)
