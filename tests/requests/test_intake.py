"""收: what the menu promises is held to, and what is shown before anything is sent."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from core import scope
from core.exceptions import DomainError
from requests.actions import joining, triage
from requests.forms.lines import LinesForm
from requests.guide_defaults.questions import QUESTIONS
from requests.models import (
    Attachment,
    CommonQuestion,
    MenuItem,
    MenuQuestion,
    ServiceRequest,
)
from requests.queries import tracking
from requests.queries.guides import asked_often


@pytest.fixture
def manhole(db) -> MenuItem:
    return MenuItem.objects.get(code="manhole-road")


@pytest.fixture
def haircut(db) -> MenuItem:
    return MenuItem.objects.get(code="haircut-home")


def entered(town, name) -> Client:
    client = Client()
    town.enter(client, name)
    return client


# --- who may order, and how many ------------------------------------------------------------------


def test_what_is_for_those_who_need_care_is_kept_for_them(desk, town, haircut):
    with pytest.raises(DomainError) as error:
        desk.submit("剪头发", item=haircut, resident=town.people["resident"])
    assert error.value.code == "not_for_you"
    assert desk.submit("剪头发", item=haircut, resident=town.people["elder"]).item == haircut
    said = {"contact_name": "王", "consent_note": "同意"}
    assert desk.submit("剪头发", by="staff", item=haircut, **said).item == haircut


def test_what_is_for_residents_asks_for_one(desk, town, haircut):
    haircut.audience = MenuItem.Audience.RESIDENTS
    haircut.save()
    with pytest.raises(DomainError):
        desk.submit("剪头发", item=haircut)
    assert desk.submit("剪头发", item=haircut, resident=town.people["resident"])


def test_the_day_is_full_when_the_menu_says_so_and_what_fell_away_makes_room(desk, manhole):
    manhole.daily_quota = 2
    manhole.save()
    rows = [desk.submit(item=manhole) for _n in range(2)]
    with pytest.raises(DomainError) as error:
        desk.submit(item=manhole)
    assert error.value.code == "full"
    triage.refuse(rows[0], reason="not_ours", reply="归市政", by=desk.viewer("secretary"))
    assert desk.submit(item=manhole)


# --- one event, many reporters --------------------------------------------------------------------


def joined(desk, row, names):
    for name in names:
        joining.join(row, by=desk.viewer(name))
    row.refresh_from_db()
    return row


def test_enough_reporters_raise_it_one_level_once_and_the_menu_says_how_many(desk, manhole):
    manhole.raises_at = 3
    manhole.save()
    row = desk.submit("井盖没了", item=manhole)
    assert joined(desk, row, ["neighbour"]).level == 1
    assert joined(desk, row, ["outsider"]).level == 2
    assert joined(desk, row, ["volunteer"]).level == 2
    assert row.affected_count == 4


def test_merging_raises_as_joining_does_and_says_so_once(desk, manhole):
    manhole.raises_at = 3
    manhole.save()
    kept, twin, third = (desk.submit(f"井盖没了 {n}", item=manhole) for n in range(3))
    joined(desk, twin, ["neighbour", "outsider"])  # past the mark in one stride
    merged = triage.merge(twin, kept, by=desk.viewer("secretary"))
    kept.refresh_from_db()
    assert (kept.affected_count, kept.level) == (4, 2)
    assert merged.events.get(step="merge").data["raised_to"] == 2
    merged = triage.merge(third, kept, by=desk.viewer("secretary"))
    kept.refresh_from_db()
    assert (kept.affected_count, kept.level) == (5, 2)
    assert "raised_to" not in merged.events.get(step="merge").data


@pytest.mark.parametrize(
    "way",
    ["就近站点", "窗口", "巡查", "入户走访", "电话", "连心卡", "微信群", "议事会", "12345 转来"],
)
def test_staff_may_say_by_which_way_a_need_came_in(town, way):
    page = entered(town, "staff").get(reverse("requests:enter")).content.decode()
    assert f">{way}<" in page or f"{way}\n" in page


def test_who_is_touched_follows_it_and_reads_nothing_the_other_wrote(desk, town, manhole):
    row = desk.submit("井盖没了，我是三楼老李", item=manhole)
    assert tracking.my_affected(desk.viewer("neighbour")) == []
    joined(desk, row, ["neighbour"])
    mine = tracking.my_affected(desk.viewer("neighbour"))
    assert [one.public_id for one in mine] == [row.public_id]
    triage.classify(
        row,
        triage.Verdict(row.order_type, row.matter, item=manhole, note="老李说的"),
        by=desk.viewer("secretary"),
    )
    page = entered(town, "neighbour").get(reverse("requests:track", args=[row.public_id]))
    text = page.content.decode()
    assert page.status_code == 200
    assert "社区受理了" in text
    assert "老李" not in text
    stranger = entered(town, "outsider").get(reverse("requests:track", args=[row.public_id]))
    assert stranger.status_code == 404


# --- before it is sent ----------------------------------------------------------------------------


def test_while_somebody_types_he_is_told_what_it_may_be_and_where_it_is_done(town):
    client = entered(town, "resident")
    answer = client.post(reverse("requests:look_up"), {"words": "楼道里的感应灯不亮了"})
    assert "楼道" in answer.content.decode()
    assert "感应灯" in answer.content.decode()
    assert client.post(reverse("requests:look_up"), {"words": "灯"}).content == b""


def test_while_somebody_types_he_finds_the_guide_that_answers_it(town):
    client = entered(town, "resident")
    page = client.post(reverse("requests:look_up"), {"words": "我妈的养老金要停发了，认证怎么弄"})
    assert reverse("affairs:guide", args=["pension-alive"]) in page.content.decode()
    other = client.post(reverse("requests:look_up"), {"words": "楼道里的感应灯不亮了"})
    assert "/guides/" not in other.content.decode()


def test_while_somebody_types_what_is_asked_often_is_answered(town):
    client = entered(town, "resident")
    page = client.post(reverse("requests:look_up"), {"words": "上次修的又坏了，不满意"})
    assert "一个工作日内有人联系您" in page.content.decode()
    other = client.post(reverse("requests:look_up"), {"words": "楼道里的感应灯不亮了"})
    assert "常见问题" not in other.content.decode()


def test_a_place_answers_its_own_questions_and_no_other_does(town):
    said = {"keywords": "班车", "answer": "八点十分在东门。", "name": "班车几点"}
    CommonQuestion.objects.create(community=town.community, **said)
    CommonQuestion.objects.create(community=town.sibling, **said | {"answer": "九点在西门。"})
    CommonQuestion.objects.create(**said | {"answer": "没有班车。", "is_active": False})
    client = entered(town, "resident")
    page = client.post(reverse("requests:look_up"), {"words": "请问班车几点"}).content.decode()
    assert "八点十分在东门" in page
    assert "九点在西门" not in page
    assert "没有班车" not in page
    guides = client.get(reverse("affairs:guides")).content.decode()
    assert "八点十分在东门" in guides, "without a script they are read beside the guides"


def test_each_question_is_answered_in_both_languages_and_found_by_its_own_words(db):
    rows = CommonQuestion.objects.filter(community=None)
    assert rows.count() == len(QUESTIONS) >= 12
    for row in rows:
        assert all((row.name_en, row.answer, row.answer_en))
        for word in row.keywords.split():
            if not word.isascii():
                assert row in asked_often(f"想问一下{word}", None)


def test_the_resident_sees_what_would_be_public_before_he_sends(town):
    page = entered(town, "resident").get(reverse("requests:order_item", args=["manhole-road"]))
    assert "社区公示栏会这样写" in page.content.decode()
    other = entered(town, "resident").get(reverse("requests:order_item", args=["tap-toilet"]))
    assert "社区公示栏会这样写" not in other.content.decode()
    sentence = entered(town, "resident").get(reverse("requests:order"))
    assert "受理后社区公示栏只写种类、网格、日期和进度" in sentence.content.decode()


def test_a_question_for_a_photo_takes_a_photo(town, manhole):
    question = MenuQuestion.objects.create(item=manhole, kind="photo", label="远一点拍一张")
    picture = io.BytesIO()
    Image.new("RGB", (4, 4)).save(picture, "PNG")
    others = {
        f"q{one.pk}": one.options.splitlines()[0] if one.options else "东门口"
        for one in manhole.questions.exclude(pk=question.pk)
    }
    upload = SimpleUploadedFile("a.png", picture.getvalue(), content_type="image/png")
    client = entered(town, "resident")
    page = reverse("requests:order_item", args=["manhole-road"])
    sent = client.post(page, {"words": "井盖没了", f"q{question.pk}": upload, **others})
    assert sent.status_code == 302, sent.content.decode()
    with scope.entered(scope.EVERYTHING):
        row = ServiceRequest.objects.get()
        assert Attachment.objects.filter(service_request=row).count() == 1
        assert str(question.pk) not in row.answers


def test_a_photo_that_is_refused_takes_the_order_back_and_is_named(town, manhole):
    """A refusal commits: what the person is told is not done must not stand in the table."""
    answers = {
        f"q{one.pk}": one.options.splitlines()[0] if one.options else "东门口"
        for one in manhole.questions.all()
    }
    good = io.BytesIO()
    Image.new("RGB", (4, 4)).save(good, "PNG")
    photos = [
        SimpleUploadedFile("好的.png", good.getvalue(), content_type="image/png"),
        SimpleUploadedFile("坏的.jpg", b"<script>", content_type="image/jpeg"),
    ]
    page = reverse("requests:order_item", args=["manhole-road"])
    sent = entered(town, "resident").post(page, {"words": "井盖没了", "photos": photos, **answers})
    assert sent.status_code == 422
    assert sent.context["form"].errors["photos"][0].startswith("坏的.jpg：")
    with scope.entered(scope.EVERYTHING):
        assert not ServiceRequest.objects.exists()
        assert not Attachment.objects.exists()


# --- several at once ------------------------------------------------------------------------------


def test_a_note_of_a_chat_group_becomes_an_order_per_line(town):
    said = {
        "channel": "chat",
        "source": "东区 3 号楼群",
        "lines": "- 楼道里感应灯不亮\n\n- 有件说不清的事",
        "agreed": "on",
    }
    answer = entered(town, "staff").post(reverse("requests:lines"), said)
    assert answer.status_code == 302, answer.content.decode()
    with scope.entered(scope.EVERYTHING):
        rows = list(ServiceRequest.objects.order_by("pk"))
        assert [row.title for row in rows] == ["楼道里感应灯不亮", "有件说不清的事"]
        assert [row.item.code if row.item else "" for row in rows] == ["stair-light", ""]
        assert {row.channel for row in rows} == {"chat"}
        assert not any(row.contact_name for row in rows)  # a group is nobody's name
        assert all(said["source"] in row.consent_note for row in rows)


def test_a_line_that_is_refused_takes_the_others_back(town):
    """They stand in the form still, and are sent again."""
    MenuItem.objects.filter(code="stair-light").update(daily_quota=1)
    said = {
        "channel": "chat",
        "source": "群",
        "lines": "楼道里感应灯不亮\n楼道灯也不亮",
        "agreed": "on",
    }
    assert entered(town, "staff").post(reverse("requests:lines"), said).status_code == 422
    with scope.entered(scope.EVERYTHING):
        assert not ServiceRequest.objects.exists()


def test_more_than_twenty_lines_are_for_two_times(desk):
    data = {"channel": "chat", "source": "群", "lines": "灯\n" * 21, "agreed": "on"}
    form = LinesForm(data, viewer=desk.viewer("staff"))
    assert not form.is_valid()
    assert "lines" in form.errors


def test_where_is_said_with_each_of_whom_one_orders_for(town):
    """The neighbour orders for himself or for the elder; each lives behind a door of his own."""
    page = entered(town, "neighbour").get(reverse("requests:order_item", args=["tap-toilet"]))
    text = page.content.decode()
    assert "地点：" not in text
    for name in ("neighbour", "elder"):
        person = town.people[name]
        assert f"{person.name.open()} · {person.household.dwelling}" in text
    alone = entered(town, "resident").get(reverse("requests:order_item", args=["tap-toilet"]))
    assert f"地点：{town.people['resident'].household.dwelling}" in alone.content.decode()
