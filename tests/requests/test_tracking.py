"""Whoever waits sees where it stands: his own order, or a neighbour's that touches him as well."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from core import delivery
from core.exceptions import DomainError
from core.models import Message
from requests.actions import conclude, contesting, dispatch, joining, releasing, triage, work
from requests.actions.dispatch import Who
from requests.models import MenuCategory, MenuItem, RequestEvent, SlaPolicy
from requests.models.parties import Lane
from requests.queries import mine, tracking
from requests.triage import Verdict
from requests.workflow import Matter, OrderType, Status

pytestmark = pytest.mark.django_db
SECRET = "三楼老王家漏水流到我床上了"


@pytest.fixture
def lamp():
    big = MenuCategory.objects.create(code="t-big", name="隐患")
    small = MenuCategory.objects.create(code="t-small", name="公共", parent=big)
    return MenuItem.objects.create(
        code="t-lamp", name="楼道灯不亮", category=small, is_public=True, priority=3
    )


@pytest.fixture
def shared(desk, lamp):
    """Brought by the resident, closed, and the neighbour said that it touches him as well."""

    def make(stage="closed"):
        row = desk.submit(SECRET, item=lamp)
        joining.join(row, by=desk.viewer("neighbour"))
        row.refresh_from_db()
        if stage == "submitted":
            return row
        from_here = triage.classify(row, _verdict(lamp), by=desk.viewer("secretary"))
        return _on(desk, from_here)

    return make


def _verdict(item):
    return Verdict(OrderType.REGULAR, Matter.MINOR, item=item)


def _on(desk, row):
    who = Who(Lane.HOST, user=desk.town.worker)
    row = dispatch.assign(row, who, by=desk.viewer("secretary"))
    row = dispatch.sign(row, by=desk.viewer("worker"))
    row = work.complete(row, result="换了灯泡", by=desk.viewer("worker"))
    return conclude.rate(row, grade=5, by=desk.viewer("resident"))


# --- my own ----------------------------------------------------------------------------------


def test_each_seal_that_was_reached_has_its_day(desk):
    row = desk.in_progress()
    page = mine.page_of(desk.viewer("resident"), row)
    assert [seal["state"] for seal in page.five] == ["done", "done", "now", "todo", "todo"]
    assert all(seal["note"] for seal in page.five[:3])
    assert not any(seal["note"] for seal in page.five[3:])


def test_what_was_said_to_and_fro_is_read_as_a_talk(desk):
    row = desk.in_progress()
    work.message(row, note="明天九点来", by=desk.viewer("worker"))
    work.reply(row, note="好，我在家", by=desk.viewer("resident"))
    page = mine.page_of(desk.viewer("resident"), row)
    assert [(word.mine, word.text) for word in page.talk] == [
        (False, "明天九点来"),
        (True, "好，我在家"),
    ]
    assert not any("明天九点来" in line["note"] for line in page.timeline)


def test_who_rated_reads_what_he_said(client, desk, town):
    row = conclude.rate(desk.completed(), grade=4, words="手脚麻利", by=desk.viewer("resident"))
    town.enter(client, "resident")
    page = client.get(reverse("requests:mine_one", args=[row.public_id])).content.decode()
    assert "怎么评的" in page
    assert "“手脚麻利”" in page


def test_how_often_one_may_urge_is_a_rule_kept_as_data(desk):
    SlaPolicy.objects.update(urges_most=2, urge_every_hours=6)
    row, by = desk.in_progress(), desk.viewer("resident")
    work.urge(row, by=by)
    with pytest.raises(DomainError) as refused:
        work.urge(row, by=by)
    assert refused.value.code == "urged_lately"
    SlaPolicy.objects.update(urge_every_hours=0)
    work.urge(row, by=by)
    with pytest.raises(DomainError) as refused:
        work.urge(row, by=by)
    assert refused.value.code == "urged_out"


def test_the_page_says_when_one_may_urge_again(client, desk, town):
    row = desk.in_progress()
    work.urge(row, by=desk.viewer("resident"))
    page = town.enter(client, "resident").get(reverse("requests:mine_one", args=[row.public_id]))
    assert "催过了" in page.content.decode()
    assert reverse("requests:mine_act", args=[row.public_id, "urge"]) not in page.content.decode()


def test_what_others_wait_for_is_not_taken_back(desk, shared):
    row = shared("submitted")
    with pytest.raises(DomainError) as refused:
        conclude.withdraw(row, by=desk.viewer("resident"))
    assert refused.value.code == "others_wait"


def test_who_presses_it_in_a_post_is_told_to_change_back(desk, lamp):
    row = desk.submit(SECRET, item=lamp)
    with pytest.raises(DomainError) as refused:
        joining.join(row, by=desk.viewer("worker"))
    assert refused.value.code == "in_a_role"


# --- a neighbour's ---------------------------------------------------------------------------


def test_a_neighbour_tracks_it_without_the_words_of_who_brought_it(client, town, desk, shared):
    row = shared()
    answer = town.enter(client, "neighbour").get(reverse("requests:track", args=[row.public_id]))
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "楼道灯不亮" in page
    assert SECRET[:6] not in page
    assert "换了灯泡" not in page
    own = client.get(reverse("requests:mine_one", args=[row.public_id]))
    assert own.status_code == 404
    assert row.public_id.hex not in client.get(reverse("requests:mine")).content.decode()
    assert str(row.public_id) in client.get(reverse("requests:mine")).content.decode()


@pytest.mark.parametrize("name", ["stranger", "outsider", "resident", "secretary"])
def test_who_never_joined_has_no_such_page(client, town, shared, name):
    row = shared()
    answer = town.enter(client, name).get(reverse("requests:track", args=[row.public_id]))
    assert answer.status_code == 404


def test_a_neighbour_hears_in_words_of_his_own(desk, town, shared):
    shared()
    while delivery.deliver_due():
        pass
    heard = Message.objects.filter(to_user=town.neighbour, code__startswith="requests.")
    assert {message.code for message in heard} == {"requests.done_near"}
    for message in heard:
        assert SECRET[:6] not in message.context.open()
        assert "楼道灯不亮" in message.context.open()
        assert "/track/" in message.link


def test_a_neighbour_may_say_that_a_closed_matter_is_not_done_once(desk, shared):
    row = shared()
    by = desk.viewer("neighbour")
    row = contesting.contest(row, reason="我家门口还是黑的", by=by)
    assert (row.status, row.close_kind, row.closed_at) == (Status.DISPUTED, "", None)
    assert row.due_at is not None
    row = work.contact(row, how="door", by=desk.viewer("staff"))
    row = conclude.explain(row, explanation="线路在墙里，下月一起换", by=desk.viewer("staff"))
    page = tracking.tracked_page(by, row)
    assert "线路在墙里，下月一起换" in [line["note"] for line in page.timeline]
    with pytest.raises(DomainError) as refused:
        contesting.contest(row, reason="还是黑的", by=by)
    assert refused.value.code == "contested_once"


def test_the_answer_is_for_who_contested_and_not_for_the_other_neighbours(desk, shared):
    row = contesting.contest(shared(), reason="还是黑的", by=desk.viewer("neighbour"))
    row = work.contact(row, how="door", by=desk.viewer("staff"))
    row = conclude.explain(row, explanation="线路在墙里", by=desk.viewer("staff"))
    lines = tracking.neutral_timeline(RequestEvent.objects.filter(service_request=row))
    assert not any(line["note"] for line in lines)


def test_after_a_month_it_is_a_new_matter(desk, shared):
    row = shared()
    type(row).objects.filter(pk=row.pk).update(closed_at=timezone.now() - timedelta(days=31))
    with pytest.raises(DomainError) as refused:
        contesting.contest(row, reason="还是黑的", by=desk.viewer("neighbour"))
    assert refused.value.code == "too_late"


@pytest.mark.parametrize("name", ["stranger", "outsider", "worker", "secretary"])
def test_only_who_is_touched_contests(desk, shared, name):
    with pytest.raises(DomainError):
        contesting.contest(shared(), reason="还是黑的", by=desk.viewer(name))


# --- what the desk releases -------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "请打13912345678",
        "3号楼的灯",
        "二单元的灯在换",
        "三楼老王家漏水流到我床上了，正在修",
        "",
    ],
)
def test_no_trace_of_a_person_is_released(desk, lamp, text):
    row = desk.submit(SECRET, item=lamp, contact_name="李小满")
    row = triage.classify(row, _verdict(lamp), by=desk.viewer("secretary"))
    with pytest.raises(DomainError):
        releasing.release_public_text(row, text=text, by=desk.viewer("secretary"))


def test_no_name_is_released(desk, lamp):
    row = desk.submit(SECRET, item=lamp, contact_name="李小满")
    row = triage.classify(row, _verdict(lamp), by=desk.viewer("secretary"))
    for text in ("李小满反映的灯在修", "小满说的灯在修"):
        with pytest.raises(DomainError):
            releasing.release_public_text(row, text=text, by=desk.viewer("secretary"))


def test_a_private_matter_has_nothing_to_release(desk):
    with pytest.raises(DomainError):
        releasing.release_public_text(desk.classified(), text="在修", by=desk.viewer("secretary"))


def test_who_signs_in_first_finds_the_same_tap_again_also_in_no_register(client, town, shared):
    row = shared("submitted")
    url = reverse("requests:join", args=[row.public_id])
    assert client.get(url)["Location"] == f"{reverse('account_login')}?next={url}"
    client = town.enter(client, "stranger")
    page = client.get(url).content.decode()
    assert "我也受影响" in page
    assert SECRET[:6] not in page
    assert client.post(url)["Location"] == reverse("requests:track", args=[row.public_id])
    assert client.get(reverse("requests:track", args=[row.public_id])).status_code == 200


def test_whose_word_it_was_that_it_is_not_done_stands_on_nobodys_page(desk, shared):
    """The reporter may have been content; what he rated is not for a neighbour."""
    row = contesting.contest(shared(), reason="我家门口还有", by=desk.viewer("neighbour"))
    assert "评价" not in mine.page_of(desk.viewer("resident"), row).card.now
    shown = tracking.tracked_page(desk.viewer("neighbour"), row)
    assert "评价不满意" not in str(shown.five)


def test_one_later_addition_and_then_no_button_for_another(desk):
    row, by = desk.closed(), desk.viewer("resident")
    assert "add_rating" in [step.name for step in mine.page_of(by, row).steps]
    row = conclude.add_rating(row, grade=4, words="后来又不亮", by=by)
    assert "add_rating" not in [step.name for step in mine.page_of(by, row).steps]
