"""The registers and the import in a real browser: no complaint, nothing cut off, all Chinese."""

import re

import pytest
from django.conf import settings
from django.core.management import call_command

from tests.communities.sheets import one

pytestmark = pytest.mark.django_db(transaction=True)
SIZES = {"phone": {"width": 390, "height": 844}, "desk": {"width": 1440, "height": 900}}


@pytest.fixture
def town(town, live_server):
    call_command("compile_translations", verbosity=0)
    return town


@pytest.fixture
def enter(enter, live_server):
    def open_as(name, path, size="desk"):
        page = enter(name, path, viewport=SIZES[size])
        assert page.url == live_server.url + path
        return page

    return open_as


def picture(page, name):
    """Kept only where somebody made the folder, to look at."""
    folder = settings.BASE_DIR / ".data" / "shots"
    if folder.exists():
        page.screenshot(path=folder / f"{name}.png", full_page=True)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("staff", "/admin/"),
        ("staff", "/admin/communities/resident/"),
        ("staff", "/admin/communities/resident/add/"),
        ("staff", "/admin/communities/building/"),
        ("staff", "/desk/import/"),
        ("secretary", "/desk/setup/"),
        ("system_admin", "/admin/"),
        ("system_admin", "/admin/core/outboxmessage/"),
        ("system_admin", "/admin/communities/area/"),
        ("security_admin", "/admin/accounts/rolegrant/add/"),
        ("auditor", "/admin/core/auditevent/"),
    ],
)
def test_a_page_of_the_registers_is_quiet_wide_enough_and_chinese(enter, name, path, size):
    page = enter(name, path, size)
    page.wait_for_load_state("networkidle")
    picture(page, f"{size}-{name}{path.replace('/', '-')}")
    wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert wide <= 0, f"{wide}px too wide"
    words = page.locator("body").inner_text()
    icons = page.locator(".material-symbols-outlined").all_inner_texts()
    english = set(re.findall(r"\b[A-Za-z]{4,}\b", words)) - set("\n".join(icons).split())
    allowed = {"xlsx", "WGS"}
    assert {word for word in english if "_" not in word} - allowed == set() or path.endswith(
        ("outboxmessage/", "auditevent/")
    ), english


def test_a_list_is_imported_with_the_mouse(enter, town, tmp_path):
    home = town.households["resident"]
    file = tmp_path / "名册.xlsx"
    file.write_bytes(one(["户号", "姓名", "手机"], [home.number, "张大宝", "13912340001"]))
    page = enter("staff", "/desk/import/")
    page.set_input_files('input[type="file"]', str(file))
    page.get_by_label("居民", exact=True).check()
    page.get_by_role("button", name="上传并核对").click()
    page.wait_for_url(re.compile(r"/desk/import/\d+/"))
    picture(page, "import-checked")
    page.get_by_role("button", name=re.compile("写入")).click()
    page.get_by_text("已导入：新增 1").wait_for()
    picture(page, "import-done")


def test_a_list_with_mistakes_shows_them_on_a_phone(enter, town, tmp_path):
    file = tmp_path / "名册.xlsx"
    rows = [["", "张大宝", "139"], ["00001", "李四", "123"], ["00001", "", ""]]
    file.write_bytes(one(["户号", "姓名", "手机"], *rows))
    page = enter("staff", "/desk/import/", "phone")
    page.set_input_files('input[type="file"]', str(file))
    page.get_by_label("居民", exact=True).check()
    page.get_by_role("button", name="上传并核对").click()
    page.get_by_role("heading", name=re.compile("须改")).wait_for()
    picture(page, "import-mistakes")
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
