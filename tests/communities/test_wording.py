"""Words of the place: the nearest wins, what is missing falls back, nobody reads another's."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from communities.models import LocalWording
from communities.queries.wording import wording
from core.memo import reading
from core.models import AuditEvent

pytestmark = pytest.mark.django_db
ROLE = "society.volunteer.role"


def say(area, text, text_en="", code=ROLE):
    return LocalWording.objects.create(area=area, code=code, text=text, text_en=text_en)


def test_the_shipped_words_stand_where_nobody_said_anything_else(town):
    assert wording(ROLE, town.community) == "志愿者为补充"
    assert wording(ROLE) == "志愿者为补充"
    with translation.override("en"):
        assert wording(ROLE, town.community) == "the helping hands"


def test_the_nearest_place_wins(town):
    say(None, "志愿者为辅助")
    say(town.district, "志愿者为依托")
    say(town.community, "志愿者为骨干")
    assert wording(ROLE, town.grid) == "志愿者为骨干"
    assert wording(ROLE, town.sibling) == "志愿者为依托"
    assert wording(ROLE, town.far_community) == "志愿者为辅助"
    assert wording(ROLE) == "志愿者为辅助"


def test_another_districts_words_are_not_shown(town):
    say(town.far_district, "别区的写法")
    assert wording(ROLE, town.community) == "志愿者为补充"


def test_in_english_a_place_without_english_words_says_its_own(town):
    say(town.community, "志愿者为骨干", "the core")
    say(town.community, "红马甲", code="society.volunteer.name")
    with translation.override("en"):
        assert wording(ROLE, town.community) == "the core"
        assert wording("society.volunteer.name", town.community) == "红马甲"


def test_within_a_request_each_place_is_read_once(town):
    with CaptureQueriesContext(connection) as queries, reading():
        for code in (ROLE, "platform.promise", "step.rate.name"):
            wording(code, town.community)
    assert len(queries) == 1


def test_an_unknown_code_is_a_mistake(town):
    with pytest.raises(KeyError):
        wording("society.moon.role", town.community)


# --- the pages -----------------------------------------------------------------------------------
def test_everybody_reads_who_is_who_in_the_words_of_the_place(town, client):
    say(town.community, "志愿者为骨干")
    say(town.far_community, "远山的写法")
    here = client.get(reverse("communities:about_community", args=[town.community.pk]))
    page = here.content.decode()
    for words in ("志愿者为骨干", "社区为平台", "社会组织为纽带", "社工为支撑", "慈善资源为保障"):
        assert words in page
    for words in ("收到", "分办", "大事", "私事", "需求清单"):
        assert words in page
    assert "远山的写法" not in page
    assert "志愿者为补充" in client.get(reverse("communities:about")).content.decode()
    assert (
        client.get(reverse("communities:about_community", args=[town.grid.pk])).status_code == 404
    )


def test_a_resident_sees_his_own_community_first(town, enter):
    say(town.community, "志愿者为骨干")
    assert "志愿者为骨干" in enter("resident").get(reverse("communities:about")).content.decode()


def test_the_contacts_of_the_community_stand_there(town, client):
    profile = town.community.profile
    profile.telephone = "0858-2200000"
    profile.save()
    page = client.get(reverse("communities:about_community", args=[town.community.pk]))
    assert "tel:0858-2200000" in page.content.decode()


def test_the_sign_in_page_makes_the_promise_of_the_place(town, client):
    say(None, "有呼必应。", code="platform.promise")
    assert "有呼必应。" in client.get(reverse("account_login")).content.decode()


# --- the register --------------------------------------------------------------------------------
def url(page="changelist", *args):
    return reverse(f"admin:communities_localwording_{page}", args=args)


def test_staff_word_it_for_their_own_community(town, enter):
    client = enter("secretary")
    data = {"code": ROLE, "area": town.community.pk, "text": "志愿者为骨干", "text_en": ""}
    assert client.post(url("add"), data).status_code == 302
    row = LocalWording.objects.get()
    assert (row.area, row.updated_by) == (town.community, town.secretary)
    assert client.post(url("change", row.pk), {**data, "text": "志愿者为主力"}).status_code == 302
    events = AuditEvent.objects.filter(object_type="communities.localwording")
    assert events.latest("id").details["text"] == ["志愿者为骨干", "志愿者为主力"]


@pytest.mark.parametrize("place", ["far_community", "sibling", "district", None])
def test_nobody_words_it_for_others(town, enter, place):
    area = getattr(town, place).pk if place else ""
    data = {"code": ROLE, "area": area, "text": "改了", "text_en": ""}
    assert enter("secretary").post(url("add"), data).status_code == 200
    assert not LocalWording.objects.exists()


def test_what_stands_above_is_read_and_not_changed(town, enter):
    above, far = say(town.district, "区里的"), say(town.far_district, "别区的")
    client = enter("secretary")
    page = client.get(url()).content.decode()
    assert "区里的" in page
    assert "别区的" not in page
    data = {"code": ROLE, "area": town.community.pk, "text": "改了", "text_en": ""}
    client.post(url("change", above.pk), data)
    client.post(url("change", far.pk), data)
    assert set(LocalWording.objects.values_list("text", flat=True)) == {"区里的", "别区的"}


def test_the_system_administrator_words_it_for_everybody(town, enter):
    data = {"code": ROLE, "area": "", "text": "志愿者为辅助", "text_en": "the helpers"}
    assert enter("system_admin").post(url("add"), data).status_code == 302
    assert wording(ROLE, town.far_community) == "志愿者为辅助"
    again = enter("system_admin").post(url("add"), data)
    assert again.status_code == 200
    assert LocalWording.objects.count() == 1
