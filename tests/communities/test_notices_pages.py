import io
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation
from PIL import Image

from accounts.roles import Door
from communities import notice_audience, notice_panels, notice_urls
from communities.actions import notices
from communities.actions.notices import NoticeFacts
from communities.models import Notice, NoticeCategory
from core import outbox
from core.exceptions import DomainError
from core.models import StoredFile

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_broker(monkeypatch):
    monkeypatch.setattr(outbox, "nudge", lambda: True)


def facts(**values):
    category = NoticeCategory.objects.get(code="notice")
    return NoticeFacts(
        **{"category": category, "title": "停水通知", "body": "明早九点停水。", **values}
    )


def picture(name="告示.png"):
    content = io.BytesIO()
    Image.new("RGB", (8, 8), "white").save(content, "PNG")
    return SimpleUploadedFile(name, content.getvalue(), "image/png")


@pytest.fixture
def notice(town):
    return notices.draft_notice(town.community, facts(), actor=town.staff)


@pytest.fixture
def published(town):
    def make(**values):
        fresh = notices.draft_notice(town.community, facts(**values), actor=town.staff)
        notices.submit_notice(fresh, actor=town.staff)
        notices.check_notice(fresh, revision=1, actor=town.secretary)
        return notices.publish_notice(fresh, actor=town.secretary)

    return make


PEOPLE = ["anonymous", "resident", "worker", "staff", "secretary", "sibling_staff", "auditor"]
PAGES = {
    # (method, page): what each of PEOPLE gets for a submitted notice of the staff's
    ("get", "list"): [200, 200, 200, 200, 200, 200, 200],
    ("get", "archive"): [200, 200, 200, 200, 200, 200, 200],
    ("get", "file"): [404, 404, 200, 200, 200, 404, 404],
    ("get", "notice"): [404, 404, 404, 404, 404, 404, 404],
    ("get", "desk"): [302, 404, 200, 200, 200, 200, 404],
    ("get", "new"): [302, 404, 200, 200, 200, 200, 404],
    ("get", "desk_notice"): [302, 404, 200, 200, 200, 404, 404],
    ("get", "edit"): [302, 404, 404, 404, 404, 404, 404],
    ("post", "attach"): [302, 404, 404, 404, 404, 404, 404],
    ("post", "detach"): [302, 404, 404, 404, 404, 404, 404],
    ("get", "act"): [302, 404, 404, 200, 200, 404, 404],
    ("post", "check"): [302, 404, 404, 302, 302, 404, 404],
    ("post", "act"): [302, 404, 404, 302, 302, 404, 404],
}


def test_every_page_is_in_the_table():
    assert {pattern.name for pattern in notice_urls.urlpatterns} == {page for _, page in PAGES}


@pytest.mark.parametrize("who", PEOPLE)
def test_who_gets_which_page(town, enter, notice, who):
    """Pages first, acts last: the table is in this order."""
    attached = notices.attach_file(notice, picture(), actor=town.staff)
    notices.submit_notice(notice, actor=town.staff)
    paths = {
        "file": f"/notices/{notice.pk}/files/{attached.file.public_id}/",
        "attach": f"/desk/notices/{notice.pk}/files/",
        "detach": f"/desk/notices/{notice.pk}/files/{attached.pk}/remove/",
        "list": "/notices/",
        "archive": "/notices/archive/",
        "notice": f"/notices/{notice.pk}/",
        "desk": "/desk/notices/",
        "new": "/desk/notices/new/",
        "desk_notice": f"/desk/notices/{notice.pk}/",
        "edit": f"/desk/notices/{notice.pk}/edit/",
        "check": f"/desk/notices/{notice.pk}/check/",
        "act": f"/desk/notices/{notice.pk}/do/send_back/",
    }
    client = enter(who)
    for (method, page), expected in PAGES.items():
        response = (
            client.get(paths[page])
            if method == "get"
            else client.post(paths[page], {"revision": "2", "reason": "再看看"})
        )
        assert response.status_code == expected[PEOPLE.index(who)], (method, page)


def test_a_notice_from_the_form_to_the_wall(town, enter, client):
    form = {
        "community": town.community.pk,
        "category": NoticeCategory.objects.get(code="safety").pk,
        "title": "天冷防煤气",
        "title_en": "Beware of gas",
        "body": "睡前开一条窗缝。",
        "audience": "grids",
        "grids": [town.grid.pk],
    }
    enter("staff").post("/desk/notices/new/", form)
    notice = Notice.objects.get()
    here = f"/desk/notices/{notice.pk}/"
    enter("staff").post(f"{here}edit/", {**form, "title": "天冷了，防煤气"})
    enter("staff").post(f"{here}do/submit/")
    page = enter("staff").get(here).content.decode()
    assert "请另一位同事核对" in page
    assert "核对过，可以发" not in page
    enter("staff").post(f"{here}check/", {"revision": "2"})
    notice.refresh_from_db()
    assert notice.status == "submitted"
    page = enter("secretary").get(here).content.decode()
    assert "核对过，可以发" in page
    assert "第一网格" in page
    enter("secretary").post(f"{here}check/", {"revision": "2"})
    enter("secretary").post(f"{here}do/publish/")
    town.enter(client, "anonymous")
    assert "天冷了，防煤气" in client.get("/notices/").content.decode()
    page = client.get(f"/notices/{notice.pk}/", headers={"accept-language": "en"})
    assert "Beware of gas" in page.content.decode()
    enter("secretary").post(f"{here}do/withdraw/", {"reason": "日期不对"})
    town.enter(client, "anonymous")
    gone = client.get(f"/notices/{notice.pk}/")
    assert gone.status_code == 410
    assert "这条通知撤回了" in gone.content.decode()
    assert "天冷了" not in gone.content.decode()
    Notice.objects.filter(pk=notice.pk).update(audience="groups")
    assert client.get(f"/notices/{notice.pk}/").status_code == 404, "it was never told to everybody"


def test_the_form_says_what_is_missing_where_it_is_missing(town, enter):
    form = {
        "community": town.community.pk,
        "category": NoticeCategory.objects.get(code="safety").pk,
        "title": "标题",
        "body": "身份证 11010519491231002X",
        "audience": "grids",
        "publish_at": "2020-01-01T08:00",
    }
    client = enter("staff")
    page = client.post("/desk/notices/new/", form)
    assert page.status_code == 422
    assert "这个时间已经过了" in page.content.decode()
    page = client.post("/desk/notices/new/", {**form, "publish_at": ""})
    assert "不能有身份证号" in page.content.decode()
    page = client.post("/desk/notices/new/", {**form, "publish_at": "", "body": "好"})
    assert "哪些网格或十联户" in page.content.decode()
    assert not Notice.objects.exists()


def test_the_same_form_twice_is_one_draft(town, enter):
    form = {
        "community": town.community.pk,
        "category": NoticeCategory.objects.get(code="safety").pk,
        "title": "标题",
        "body": "内容",
        "audience": "all",
        "idempotency_key": "abcdefgh12345678",
    }
    client = enter("staff")
    first, second = (client.post("/desk/notices/new/", form) for _ in range(2))
    assert first["Location"] == second["Location"]
    assert Notice.objects.count() == 1


def test_groups_are_offered_once_a_room_knows_them(town, enter, monkeypatch):
    assert "十联户" not in enter("staff").get("/desk/notices/new/").content.decode()
    monkeypatch.setattr(notice_audience, "_groups", [])
    notice_audience.groups_from(lambda community_id: [(7, "一组")])
    assert "一组" in enter("staff").get("/desk/notices/new/").content.decode()


def test_a_file_hangs_beside_the_text_for_everybody_and_moves_along(town, enter, client):
    notice = notices.draft_notice(town.community, facts(), actor=town.staff)
    here = f"/desk/notices/{notice.pk}/"
    enter("staff").post(f"{here}files/", {"file": picture()})
    enter("staff").post(f"{here}files/", {"file": picture("多余.png")})
    enter("staff").post(f"{here}files/", {})
    script = SimpleUploadedFile("a.png", b"<script>alert(1)</script>", "image/png")
    enter("staff").post(f"{here}files/", {"file": script})
    first, extra = notice.attachments.all()
    enter("staff").post(f"{here}files/{extra.pk}/remove/")
    assert StoredFile.objects.count() == 1
    notice.refresh_from_db()
    assert (notice.revision, notice.edited_by) == (4, town.staff)
    notices.submit_notice(notice, actor=town.staff)
    notices.check_notice(notice, revision=4, actor=town.secretary)
    notices.publish_notice(notice, actor=town.secretary)
    address = f"/notices/{notice.pk}/files/{first.file.public_id}/"
    town.enter(client, "anonymous")
    assert address in client.get(f"/notices/{notice.pk}/").content.decode()
    response = client.get(address)
    assert response.status_code == 200
    assert "attachment" in response["Content-Disposition"]
    b"".join(response.streaming_content)
    fresh = notices.draft_correction(notice, actor=town.staff)
    notices.detach_file(fresh.attachments.get(), actor=town.staff)
    assert StoredFile.objects.count() == 1, "the old notice still shows it"


def test_a_notice_carries_only_so_many_files(town, notice, monkeypatch):
    monkeypatch.setattr(notices, "MOST_FILES", 1)
    notices.attach_file(notice, picture(), actor=town.staff)
    with pytest.raises(DomainError, match="最多 1 个"):
        notices.attach_file(notice, picture(), actor=town.staff)


def test_a_notice_that_was_corrected_leads_to_the_new_one(town, enter, published):
    old = published()
    fresh = notices.draft_correction(old, actor=town.staff)
    notices.submit_notice(fresh, actor=town.staff)
    notices.check_notice(fresh, revision=1, actor=town.secretary)
    notices.publish_notice(fresh, actor=town.secretary)
    response = enter("anonymous").get(f"/notices/{old.pk}/")
    assert (response.status_code, response.url) == (302, f"/notices/{fresh.pk}/")
    assert "更正后的一份" in enter("resident").get(response.url).content.decode()


def test_reading_is_remembered(town, enter, published):
    notice = published()
    client = enter("resident")
    assert "未读" in client.get("/notices/").content.decode()
    client.get(f"/notices/{notice.pk}/")
    client.get(f"/notices/{notice.pk}/")
    assert "未读" not in client.get("/notices/").content.decode()
    assert notice.readings.filter(read_at__isnull=False).count() == 1
    assert "1 人看过" in enter("staff").get(f"/desk/notices/{notice.pk}/").content.decode()


def test_a_notice_whose_time_is_over_says_so(town, enter, published, time_machine):
    notice = published(expires_at=timezone.now() + timedelta(hours=1))
    time_machine.move_to(timezone.now() + timedelta(hours=2), tick=False)
    notices.expire_due()
    client = enter("anonymous")
    assert notice.title not in client.get("/notices/").content.decode()
    assert notice.title in client.get("/notices/archive/").content.decode()
    assert "期已满" in client.get(f"/notices/{notice.pk}/").content.decode()


def test_a_filter_that_makes_no_sense_is_left_out(enter, published):
    notice = published()
    page = enter("anonymous").get(
        "/notices/archive/?month=x&community=999&category=y&before=z-z&q="
    )
    assert notice.title in page.content.decode()


@pytest.mark.parametrize(
    ("who", "path"),
    [("resident", "/notices/"), ("resident", "/notices/archive/"), ("staff", "/desk/notices/")],
)
def test_a_list_costs_the_same_for_one_and_for_fifteen(enter, published, who, path):
    costs = []
    for _ in range(2):
        published()
        client = enter(who)
        client.get(path)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(path).status_code == 200
        costs.append(len(queries))
        for _ in range(14):
            published()
    assert costs[0] == costs[1]


def test_the_homes_show_what_hangs_and_what_waits(town, notice, published):
    published(title="要紧的", is_important=True)
    notices.submit_notice(notice, actor=town.staff)
    (home,) = notice_panels.panels(town.viewer("resident"), Door.HOME)
    assert home["door"] == Door.HOME
    assert [n.title for n in home["context"]["notices"]] == ["要紧的"]
    (desk,) = notice_panels.panels(town.viewer("secretary"), Door.DESK)
    assert (desk["door"], desk["context"]) == (Door.DESK, {"waiting": 1})
    assert notice_panels.panels(town.viewer("staff"), Door.DESK) == []


def said_to_be_chinese(page: str) -> bool:
    """In English where the catalogue is compiled."""
    return "这份通知是中文写的" in page or "This notice is written in Chinese" in page


def test_a_notice_without_english_says_that_it_is_in_chinese(client, published, settings, request):
    request.addfinalizer(lambda: translation.activate(settings.LANGUAGE_CODE))
    shown = published()
    Notice.objects.filter(pk=shown.pk).update(title_en="", body_en="")
    url = reverse("notices:notice", args=[shown.pk])
    chinese = client.get(url).content.decode()
    assert 'id="notice-text">' in chinese
    assert not said_to_be_chinese(chinese)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    english = client.get(url).content.decode()
    assert 'id="notice-text" lang="zh-Hans">' in english
    assert said_to_be_chinese(english)
    Notice.objects.filter(pk=shown.pk).update(title_en="Water off", body_en="From nine.")
    told = client.get(url).content.decode()
    assert 'id="notice-text">' in told
    assert not said_to_be_chinese(told)
