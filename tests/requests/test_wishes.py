"""心愿墙: nobody can be recognised, exactly one takes it, and every one gets an answer."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from core.exceptions import DomainError
from core.models import Message
from requests.actions import conclude, wishing, work
from requests.actions.intake import Need
from requests.models import MenuItem, Wish
from requests.queries import beside_volunteers, tasks, wishes
from requests.words import what_of
from requests.workflow import OrderType, Status
from tests.canaries import CANARY, plant, sightings
from tests.races import together
from volunteers import beside
from volunteers.models import Volunteer

pytestmark = pytest.mark.django_db
TEXT = "想有人教我用手机跟孙子视频，学得慢。"
KIND = "周末我请老师傅去家里看看，您别急，先用旧的那台。"


@pytest.fixture
def wish(desk, town):
    def make(by="resident", said="孙子在外地，想学视频", **need):
        if by == "resident":
            need.setdefault("resident", town.people["resident"])
        need = Need(town.community, said, grid=town.grid, **need)
        return wishing.make_wish(need, help="teach", by=desk.viewer(by))

    return make


@pytest.fixture
def hung(desk, wish):
    def make(**need):
        return wishing.publish(
            wish(**need), text=TEXT, who="一位奶奶", help="teach", by=desk.viewer("secretary")
        )

    return make


def page(client, town, **query):
    return client.get(reverse("requests:wall", args=[town.community.pk]), query).content.decode()


def test_a_wish_is_an_order_of_the_loop_and_its_words_stay_in_it(wish, hung, desk):
    made = hung(said="我家三楼的王老师想学视频")
    row = made.service_request
    row.refresh_from_db()
    assert row.title == "我家三楼的王老师想学视频"
    assert (row.order_type, row.channel, row.status) == (OrderType.WISH, "wish_wall", "pooled")


def test_nothing_hangs_before_somebody_wrote_it_anew(client, town, wish):
    wish(said="还没改写的心愿")
    assert "还没改写的心愿" not in page(client, town)


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("请打13912345678教我视频", "一位奶奶"),
        ("3号楼的奶奶想学视频", "一位奶奶"),
        ("甄金雀想学视频", "一位奶奶"),
        ("想学视频", "甄金雀"),
        ("莫奶奶想学视频", "一位奶奶"),  # of whom he spoke, and who stands in no field
        ("想学视频", "二单元的奶奶"),
        ("想请大家捐款买手机", "一位奶奶"),
        ("差五百元买手机", "一位奶奶"),
        ("", "一位奶奶"),
        ("想学视频", ""),
    ],
)
def test_what_leads_to_a_person_or_to_money_does_not_hang(desk, town, wish, text, who):
    made = wish(contact_name="甄金雀")
    with pytest.raises(DomainError):
        wishing.publish(made, text=text, who=who, help="teach", by=desk.viewer("secretary"))
    assert not Wish.objects.published().exists()


def test_nothing_of_the_person_can_be_found_on_the_wall(client, town, desk):
    canary = plant(town)
    need = Need(
        town.community,
        f"我是{CANARY['name']}，住{CANARY['address']}，矿井里的金丝雀，想学视频",
        grid=town.grid,
        resident=canary.person,
        contact_name=CANARY["name"],
        contact_phone=CANARY["phone"],
        address=CANARY["address"],
    )
    made = wishing.make_wish(need, help="teach", by=town.viewer("canary"))
    by = desk.viewer("secretary")
    made = wishing.publish(made, text=TEXT, who="一位奶奶", help="teach", by=by)
    for name in ("anonymous", "stranger", "neighbour", "volunteer"):
        town.enter(client, name)
        one = client.get(reverse("requests:wish", args=[made.public_id])).content.decode()
        for shown in (page(client, town), one):
            assert TEXT in shown
            assert not sightings(shown), name
            assert made.service_request.number not in shown
            assert str(made.service_request.public_id) not in shown


def test_a_polite_word_is_no_name(desk, wish):
    made = wish(contact_name="莫奶奶")
    by = desk.viewer("secretary")
    with pytest.raises(DomainError):
        wishing.publish(made, text="莫奶奶想学视频", who="一位奶奶", help="teach", by=by)
    wishing.publish(made, text="老奶奶想请班主任老师教视频", who="一位奶奶", help="teach", by=by)


def test_the_very_words_do_not_hang(desk, wish):
    """Changed in nothing but a stop, they are still his own."""
    made, by = wish(said="想学视频，想了三年"), desk.viewer("secretary")
    with pytest.raises(DomainError) as refused:
        wishing.publish(made, text="想学视频 想了三年。", who="一位奶奶", help="teach", by=by)
    assert refused.value.field == "text"
    wishing.publish(made, text="想学会手机视频。", who="一位奶奶", help="teach", by=by)


def test_past_its_day_no_list_of_helpers_offers_it(desk, town, hung):
    made, helper = hung(), desk.viewer("volunteer")
    row = made.service_request
    assert [one.public_id for one in tasks.board(helper).pool] == [row.public_id]
    Wish.objects.update(until=timezone.localdate() - timedelta(days=1))
    assert tasks.board(helper).pool == []
    Wish.objects.update(until=timezone.localdate())
    assert [one.public_id for one in tasks.board(helper).pool] == [row.public_id]


def test_who_wrote_it_down_for_somebody_does_not_write_it_anew(desk, wish):
    made = wish(by="staff", contact_name="莫奶奶", consent_note="当面同意")
    with pytest.raises(DomainError) as refused:
        wishing.publish(made, text=TEXT, who="一位奶奶", help="teach", by=desk.viewer("staff"))
    assert refused.value.code == "four_eyes"
    wishing.publish(made, text=TEXT, who="一位奶奶", help="teach", by=desk.viewer("secretary"))


def test_it_hangs_two_months_at_most(desk, wish):
    for days in (-1, 61):
        until = timezone.localdate() + timedelta(days=days)
        with pytest.raises(DomainError):
            wishing.publish(
                wish(),
                text=TEXT,
                who="一位奶奶",
                help="teach",
                until=until,
                by=desk.viewer("secretary"),
            )


# --- taken ------------------------------------------------------------------------------------


def test_a_volunteer_takes_it_and_it_comes_true_by_the_word_of_who_wished(client, town, desk, hung):
    made = hung()
    assert "我来帮忙" in page(client, town)
    row = wishing.take(made, by=desk.viewer("volunteer"))
    assert row.status == Status.IN_PROGRESS
    assert "我来帮忙" not in page(client, town)
    row = work.complete(row, result="教会了", by=desk.viewer("volunteer"))
    with pytest.raises(DomainError):
        wishing.release_thanks(made, text="谢谢", by=desk.viewer("secretary"))
    conclude.rate(row, grade=5, solved=True, words="能看见孙子了", by=desk.viewer("resident"))
    wishing.release_thanks(made, text="能看见孙子了。", by=desk.viewer("secretary"))
    shown = page(client, town, tab="fulfilled")
    assert "能看见孙子了。" in shown
    assert "一位志愿者圆愿" in shown


def test_an_organisation_takes_it_in_its_own_lane(desk, town, hung):
    row = wishing.take(hung(), by=desk.viewer("org_manager"))
    lead = row.parties.standing().leads().get()
    assert lead.organization == town.organization
    assert lead.signed_at


@pytest.mark.parametrize("name", ["resident", "stranger", "secretary", "far_staff"])
def test_who_is_no_helper_and_who_wished_take_nothing(desk, hung, name):
    with pytest.raises(DomainError):
        wishing.take(hung(), by=desk.viewer(name))


def test_who_may_not_yet_is_told_what_is_missing(client, town, hung):
    here = reverse("requests:wish", args=[hung().public_id])
    assert "登录" in client.get(here).content.decode()
    assert "登记做志愿者" in town.enter(client, "neighbour").get(here).content.decode()
    assert "我来圆这个心愿" in town.enter(client, "volunteer").get(here).content.decode()


@pytest.mark.django_db(transaction=True)
def test_many_at_once_and_exactly_one_takes_it(desk, town, hung):
    made = hung()
    hands = [desk.viewer("volunteer"), desk.viewer("team_leader"), desk.viewer("org_manager")]
    outcomes = together(*[lambda by=by: wishing.take(made, by=by) for by in hands])
    assert sum(outcome.error is None for outcome in outcomes) == 1
    others = [outcome.error for outcome in outcomes if outcome.error]
    assert all(isinstance(error, DomainError) for error in others)
    assert made.service_request.parties.standing().leads().count() == 1


# --- not come true ----------------------------------------------------------------------------


def test_past_its_day_it_is_off_the_wall_and_the_desk_owes_a_word(client, town, desk, hung):
    made = hung()
    Wish.objects.update(until=timezone.localdate() - timedelta(days=1))
    assert TEXT not in page(client, town)
    assert [one.pk for one in wishes.desk(desk.viewer("secretary")).overdue] == [made.pk]
    with pytest.raises(DomainError) as refused:
        wishing.take(made, by=desk.viewer("volunteer"))
    assert refused.value.code == "overdue"
    row = wishing.answer_kindly(made, reason="nobody_came", reply=KIND, by=desk.viewer("secretary"))
    assert row.status == Status.REFUSED
    assert not wishes.desk(desk.viewer("secretary")).overdue


def test_past_its_day_the_person_hears_a_kind_word_once_and_the_keeper_that_he_owes_a_letter(
    desk, hung
):
    made = hung()
    assert wishing.tell_overdue() == 0
    Wish.objects.filter(pk=made.pk).update(until=timezone.localdate() - timedelta(days=1))
    wishing.tell_overdue()
    wishing.tell_overdue()
    told = Message.objects.filter(dedup_key__startswith="requests.wish_overdue")
    kinds = sorted(told.values_list("code", "to_user"))
    row = made.service_request
    assert kinds == [
        ("requests.wish_owes_a_letter", row.keeper_id),
        ("requests.wish_still_waits", row.reporter_id),
    ]


def test_who_has_no_account_hears_it_by_sms(desk, hung, town):
    made = hung(
        by="staff", contact_phone="13900000077", contact_name="老李", consent_note="当面同意"
    )
    Wish.objects.filter(pk=made.pk).update(until=timezone.localdate() - timedelta(days=1))
    wishing.tell_overdue()
    told = Message.objects.get(code="requests.wish_still_waits")
    assert told.to_address.open() == "13900000077"


def test_the_answer_is_for_this_one_person(desk, wish):
    by = desk.viewer("secretary")
    with pytest.raises(DomainError):
        wishing.answer_kindly(wish(), reason="not_ours", reply="办不了", by=by)
    wishing.answer_kindly(wish(), reason="not_ours", reply=KIND, by=by)
    with pytest.raises(DomainError) as refused:
        wishing.answer_kindly(wish(), reason="not_ours", reply=KIND, by=by)
    assert refused.value.field == "reply"


def test_it_may_hang_a_while_longer(client, town, desk, hung):
    made = hung()
    Wish.objects.update(until=timezone.localdate() - timedelta(days=1))
    until = timezone.localdate() + timedelta(days=20)
    wishing.prolong(made, until=until, by=desk.viewer("secretary"))
    assert TEXT in page(client, town)


# --- pages ------------------------------------------------------------------------------------


def test_a_resident_makes_one_with_two_answers_and_a_yes(client, town):
    town.enter(client, "resident")
    here = reverse("requests:wish_new")
    values = {"words": "想借一副秒表", "help": "lend"}
    assert client.post(here, values).status_code == 422
    client.post(here, values | {"agreed": "on"})
    made = Wish.objects.get()
    assert made.service_request.reporter == town.resident
    assert made.service_request.grid == town.grid


def test_who_acts_for_an_elder_says_whose_wish_it_is(client, town):
    elder = town.people["elder"]
    said = {"words": "想去江边看一次落日", "help": "time", "agreed": "on"}
    town.enter(client, "neighbour")
    client.post(reverse("requests:wish_new"), {**said, "resident": elder.pk})
    row = Wish.objects.get().service_request
    assert (row.resident, row.contact_name.open()) == (elder, elder.name.open())
    client.post(reverse("requests:wish_new"), {**said, "words": "想学下棋"})
    row = Wish.objects.latest("pk").service_request
    assert row.resident == town.people["neighbour"]


def test_the_desk_sees_the_words_and_writes_them_anew(client, town, wish):
    made = wish(said="我想学视频聊天")
    town.enter(client, "secretary")
    assert "我想学视频聊天" in client.get(reverse("requests:desk_wishes")).content.decode()
    here = reverse("requests:desk_wish_act", args=[made.pk, "publish"])
    until = (timezone.localdate() + timedelta(days=20)).isoformat()
    values = {"text": TEXT, "who": "一位奶奶", "help": "teach", "until": until}
    assert client.post(here, values).status_code == 302
    assert TEXT in page(client, town)
    town.enter(client, "far_staff")
    assert client.get(here).status_code == 404


def test_the_shipped_menu_has_a_place_for_wishes():
    assert MenuItem.objects.filter(code=wishing.ITEM).exists()


def test_who_did_it_reads_the_released_words_and_when_a_task_is_due(town, desk, hung):
    """By the menu's word for it, never by the person's own, and not before they were released."""
    me = Volunteer.objects.get(user=town.volunteer)
    made = hung()
    row = wishing.take(made, by=desk.viewer("volunteer"))
    [task] = beside.happenings(me)
    assert task.title == what_of(row)
    assert (task.ends_at, task.where) == (row.due_at, town.grid.title)
    assert TEXT not in str(task)
    row = work.complete(row, result="教会了", by=desk.viewer("volunteer"))
    conclude.rate(row, grade=5, solved=True, words="能看见孙子了", by=desk.viewer("resident"))
    assert beside.happenings(me) == []
    assert beside.thanks_to([town.volunteer.pk]) == []
    wishing.release_thanks(made, text="能看见孙子了。", by=desk.viewer("secretary"))
    [thanks] = beside.thanks_to([town.volunteer.pk, town.team_leader.pk])
    assert (thanks.words, thanks.what) == ("能看见孙子了。", TEXT)
    assert beside.thanks_to([town.team_leader.pk]) == beside.thanks_to([]) == []
    assert beside_volunteers.due(Volunteer(user=None)) == []
