"""Signs of danger: out of the queue, into the hands of one person, before the page is back."""

from datetime import timedelta

import pytest
from django.utils import timezone

from core import scope
from core.exceptions import DomainError
from core.models import Message, OutboxMessage
from requests import danger, saying
from requests.actions import protecting
from requests.models import (
    ProtectiveCase,
    ProtectiveOfficer,
    ProtectiveStep,
    RequestEvent,
    ServiceRequest,
)
from requests.queries import queue, sealed
from requests.queries.audience import told
from requests.search import search
from requests.workflow import Status

pytestmark = pytest.mark.django_db
WORDS = "楼上的孩子天天被打，昨天听见喊救命"

YES = [
    ("隔壁孩子身上好多淤青，大人说是摔的", "child"),
    ("楼上那家的孩子这几天夜里一直哭，昨天看见他胳膊上好几块淤青", "child"),
    ("三楼把娃反锁在家里，从早哭到晚", "child"),
    ("听见往死里打孩子", "child"),
    ("小女孩说培训班老师摸她的身体", "child"),
    ("奶奶几天没吃饭，孙子没人管", "child"),
    ("楼上天天打孩子，今晚又哭得厉害", "child"),
    ("隔壁在揍娃", "child"),
    ("孩子身上都是伤", "child"),
    ("我真的不想活了", "self"),
    ("他说不想活", "self"),
    ("邻居说活够了", "self"),
    ("她拿刀片割自己的手腕", "self"),
    ("妈妈喝了农药", "self"),
    ("有人站在楼顶要跳下去", "self"),
    ("爸爸喝了酒打我妈", "violence"),
    ("隔壁男的打老婆，天天晚上", "violence"),
    ("楼上女的被老公打得嘴角流血", "violence"),
    ("他掐我脖子", "violence"),
    ("老人摔倒了，叫不应", "life"),
    ("门口有人晕倒了", "life"),
    ("孩子发高烧抽搐", "life"),
    ("对门大爷好几天没见了，敲门不应", "life"),
    ("老人三天没出门，敲门没人应", "life"),
    ("他在楼顶要跳楼", "self"),
    ("她把遗书发到群里了", "self"),
    ("老公喝了酒就打我，我不敢回家", "violence"),
    ("儿子打老人，老人不敢说", "violence"),
    ("有人持刀在楼道里", "violence"),
    ("爷爷叫不醒了", "life"),
    ("独居的刘爷爷几天没出门，敲门没人应", "life"),
    ("一屋子人煤气中毒", "life"),
]
NO = [
    "楼道灯不亮了",
    "老师打孩子电话没人接，想核对号码",
    "带孩子打疫苗要带什么",
    "儿子打我电话说社保断了",
    "妈妈打他手机打不通，想请人去看看",
    "几天没见阳光了，想有人推我下楼",
    "孩子打疫苗去哪里登记",
    "想给孩子报个打球的班",
    "楼上孩子跑来跑去太吵",
    "商场跳楼价甩卖，喇叭吵得睡不着",
    "这几天不想活动，想请人帮忙买菜",
    "路口差点撞到学生，建议装减速带",
    "老人要理发，能上门吗",
    "有人在楼道里堆纸箱",
    "孩子上学的学区怎么划",
    "儿子打电话说社保断了，怎么补",
    "菜刀磨一磨，有师傅吗",
    "锁在储物间的自行车被偷了",
    "健身器材掐手，请修一下",
]


@pytest.mark.parametrize(("words", "code"), YES)
def test_the_lists_find(words, code):
    assert code in danger.signs(words)


@pytest.mark.parametrize("words", NO)
def test_the_lists_leave_alone(words):
    assert danger.signs(words) == []


def test_every_sign_has_a_number_to_call_and_words_to_say():
    for sign in danger.SIGNS:
        assert danger.first_lines([sign.code])[0].number in {"110", "120"}
        assert len(danger.call_lines([sign.code])) >= 3
        assert danger.label_of(sign.code)


@pytest.fixture
def officer(town):
    return protecting.name_officer(town.community, user=town.staff, actor=town.secretary)


@pytest.fixture
def row(desk, officer, town):
    return desk.submit(WORDS, contact_name="张桂芳", contact_phone="13900000001", address="2号楼")


def test_it_is_in_the_hands_of_the_named_one_before_anything_is_delivered(row, town):
    case = ProtectiveCase.objects.get(service_request=row)
    assert case.officer == town.staff
    assert case.backup is not None
    assert case.backup != town.staff
    assert row.keeper == town.staff
    assert case.words.open() == WORDS
    assert OutboxMessage.objects.exists()  # nobody has delivered anything yet
    inbox = Message.objects.filter(to_user=town.staff, code="requests.protective")
    assert inbox.count() == 1


def test_the_request_keeps_no_word_of_it(row):
    fresh = ServiceRequest.objects.get(pk=row.pk)
    assert (fresh.title, fresh.body, fresh.answers) == (protecting.TITLE, "", {})
    assert not any((fresh.contact_name, fresh.contact_phone, fresh.address))
    assert not RequestEvent.objects.filter(service_request=row).exclude(note="").exists()


@pytest.mark.parametrize(
    "name", ["worker", "secretary", "second_worker", "dispatcher", "street_official"]
)
def test_it_is_in_no_queue_no_search_and_no_count(row, desk, name):
    viewer = desk.viewer(name)
    rows = ServiceRequest.objects.filter(pk=row.pk)
    assert not rows.manageable_by(viewer).exists()
    assert search(viewer, protecting.TITLE) == []
    assert sum(queue.counts(viewer).tabs.values()) == 0


def test_the_wall_lets_two_people_through_and_nobody_else(row, desk, town):
    case = ProtectiveCase.objects.get(service_request=row)
    for name in (
        "secretary",
        "staff",
        "worker",
        "dispatcher",
        "privacy_officer",
        "street_official",
    ):
        viewer = town.viewer(name)
        with scope.entered(viewer.community_ids, user_id=viewer.user_id):
            seen = ProtectiveCase.objects.exists()
        assert seen is (viewer.user_id in {case.officer_id, case.backup_id}), name


def test_its_ladder_tells_the_two_and_nobody_else(row, town):
    event = RequestEvent.objects.filter(service_request=row).first()
    case = ProtectiveCase.objects.get(service_request=row)
    for to in ("keeper", "secretary", "street", "lead"):
        assert told(row, to, event) == {case.officer_id, case.backup_id}


def test_who_brought_it_reads_at_once_whom_to_call(row, enter):
    page = enter("resident").get(f"/requests/{row.public_id}/").content.decode()
    assert 'href="tel:110"' in page
    assert "直接到了专人手里" in page


def test_those_who_act_for_him_do_not_find_it(desk, town, officer):
    """The one with a power to act may be the one it is about."""
    row = desk.submit(WORDS, resident=town.people["elder"])
    viewer = desk.viewer("neighbour")  # acts for the elder
    assert not ServiceRequest.objects.visible_to(viewer).filter(pk=row.pk).exists()


def test_who_typed_it_reads_what_to_say_and_not_the_case(desk, enter, officer):
    row = desk.submit(WORDS, by="worker", contact_name="莫奶奶", consent_note="电话里同意")
    page = enter("worker").get(f"/desk/requests/{row.pk}/")
    assert page.status_code == 200
    assert "电话别挂" in page.content.decode()
    assert WORDS not in page.content.decode()
    assert enter("second_worker").get(f"/desk/requests/{row.pk}/").status_code == 404


def test_nobody_named_whoever_is_responsible_gets_it(desk, town):
    row = desk.submit(WORDS)
    assert ProtectiveCase.objects.get(service_request=row).officer == town.secretary


def test_an_officer_who_brought_it_himself_is_passed_over(desk, town, officer):
    protecting.name_officer(town.community, user=town.secretary, actor=town.street_official)
    row = desk.submit(WORDS, by="secretary", contact_name="他", consent_note="当面")
    assert ProtectiveCase.objects.get(service_request=row).officer == town.secretary
    from communities.actions import bindings

    person = town.person("周小家", town.households["resident"])
    bindings.bind_at_the_desk(person, town.secretary, actor=town.staff)
    row = desk.submit(WORDS, resident=town.people["resident"])
    assert ProtectiveCase.objects.get(service_request=row).officer != town.secretary


def test_the_desk_sees_what_the_lists_did_not(desk, town, officer):
    row = desk.submit("楼上夜里总有响动，小的那个老戴帽子")
    row = protecting.protect(row, by=desk.viewer("secretary"))
    assert row.title == protecting.TITLE
    assert "戴帽子" in ProtectiveCase.objects.get(service_request=row).words.open()
    assert not ServiceRequest.objects.manageable_by(desk.viewer("secretary")).exists()


def case_of(row):
    return ProtectiveCase.objects.get(service_request=row)


def test_opening_it_is_written_down_and_so_is_what_was_done(row, desk):
    by = desk.viewer("staff")
    protecting.see(case_of(row), by=by)
    protecting.see(case_of(row), by=by)
    protecting.note_step(case_of(row), what="police", note="20:15 报警", by=by)
    with pytest.raises(DomainError):
        protecting.note_step(case_of(row), what="note", note=" ", by=by)
    steps = ProtectiveStep.objects.filter(case=case_of(row)).values_list("what", flat=True)
    assert list(steps) == ["seen", "police"]


def test_it_ends_when_somebody_took_over_and_the_one_who_told_it_hears(row, desk):
    with pytest.raises(DomainError):
        protecting.close(case_of(row), outcome="police", note="", reply="", by=desk.viewer("staff"))
    protecting.close(
        case_of(row), outcome="police", note="派出所王警官接走", reply="", by=desk.viewer("staff")
    )
    fresh = ServiceRequest.objects.get(pk=row.pk)
    assert fresh.status == Status.REDIRECTED
    event = fresh.events.get(step="redirect")
    assert "专人接手" in event.note
    assert saying.line(event) == "请到别处办：管这类事的单位"  # no word of the program
    with pytest.raises(DomainError):
        protecting.note_step(case_of(row), what="went", by=desk.viewer("staff"))


def test_not_what_it_sounded_like_goes_back_with_its_words(row, desk, town):
    protecting.give_back(case_of(row), note="是看电视剧", by=desk.viewer("staff"))
    fresh = ServiceRequest.objects.get(pk=row.pk)
    assert (fresh.is_protective, fresh.title) == (False, WORDS)
    assert fresh.contact_phone.open() == "13900000001"
    assert ServiceRequest.objects.manageable_by(desk.viewer("secretary")).exists()


def test_handed_over_the_one_behind_answers_for_it(row, desk, town):
    first = case_of(row)
    protecting.hand_over(first, note="我在外地", by=desk.viewer("staff"))
    fresh = case_of(row)
    assert (fresh.officer_id, fresh.backup_id) == (first.backup_id, first.officer_id)
    assert ServiceRequest.objects.get(pk=row.pk).keeper_id == first.backup_id


def test_a_place_has_one_officer_and_the_one_before_stays_in_the_history(town, officer):
    protecting.name_officer(town.community, user=town.secretary, actor=town.street_official)
    assert ProtectiveOfficer.objects.filter(area=town.community).count() == 2
    standing = ProtectiveOfficer.objects.get(area=town.community, ended_at__isnull=True)
    assert standing.user == town.secretary


def test_how_long_nobody_opened_it_is_counted(row, desk):
    with scope.entered(scope.EVERYTHING):
        ProtectiveCase.objects.update(at=timezone.now() - timedelta(minutes=7))
    (line,), _mark = sealed.protective(desk.viewer("staff"), ended=False)
    assert line.unseen == "7 分钟"
    assert sealed.waiting(desk.viewer("staff")) == 1


def test_a_closed_one_can_still_be_read_by_its_officer(row, desk, enter):
    protecting.give_back(case_of(row), note="是看电视剧", by=desk.viewer("staff"))
    page = enter("staff").get(f"/desk/protective/{row.pk}/")
    assert page.status_code == 200
    assert "退回照常办" in page.content.decode()


def test_given_back_by_mistake_it_opens_again_and_both_are_told_again(row, desk):
    """A life may hang on the second look."""
    by = desk.viewer("staff")
    protecting.give_back(case_of(row), note="以为是玩笑", by=by)
    with scope.entered(scope.EVERYTHING):
        ProtectiveCase.objects.update(at=timezone.now() - timedelta(minutes=5))
    before = Message.objects.filter(code="requests.protective").count()
    again = protecting.protect(ServiceRequest.objects.get(pk=row.pk), note="真的", by=by)
    case = case_of(row)
    assert again.is_protective
    assert (case.closed_at, case.outcome, case.seen_at) == (None, "", None)
    assert case.words.open()
    assert case.steps.filter(what="closed").exists()
    assert Message.objects.filter(code="requests.protective").count() > before
