"""The pages of check-ins and social workers, through the site."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from core.idempotency import new_key
from organizations.actions import checkins, social_workers
from organizations.actions.social_workers import WorkerFacts
from organizations.models import MemberCheckin, PostClass, SocialWorker, UnitCheckin
from tests.organizations.test_checkins import facts

pytestmark = pytest.mark.django_db


def said(town, **changes):
    values = {
        "community": town.community.pk,
        "name": "张桂芳",
        "home_unit": "第一小学",
        "posts": [p.pk for p in PostClass.objects.filter(code__in=["health", "legal"])],
        "times": ["day_off"],
        "agrees": "on",
    }
    return {**values, **changes}


# --- on the phone ---------------------------------------------------------------------------------
def test_a_guest_is_led_to_sign_in(client, town):
    answer = client.get(reverse("organizations:checkin"))
    assert answer.status_code == 302
    assert "login" in answer.url


def test_few_fields_and_he_holds_his_receipt(town, enter):
    client, url = enter("resident"), reverse("organizations:checkin")
    page = client.get(url).content.decode()
    assert "您住在哪个社区" in page
    answer = client.post(url, said(town))
    made = MemberCheckin.objects.get()
    assert answer.url == reverse("organizations:checkin_slip", args=[made.pk])
    slip = client.get(answer.url).content.decode()
    for words in ("张桂芳", "第一小学", "休息日白天", "等社区确认", town.community.name):
        assert words in slip
    assert made.community == town.community


def test_without_the_consent_nothing_is_kept(town, enter):
    values = said(town)
    del values["agrees"]
    answer = enter("resident").post(reverse("organizations:checkin"), values)
    assert answer.status_code == 422
    assert not MemberCheckin.objects.exists()


def test_the_same_form_twice_is_one(town, enter):
    client, url = enter("resident"), reverse("organizations:checkin")
    values = said(town, idempotency_key=new_key())
    first, second = client.post(url, values), client.post(url, values)
    assert first.url == second["Location"]
    third = client.post(url, said(town, idempotency_key=new_key()))
    assert third.url == first.url
    assert MemberCheckin.objects.count() == 1


def test_he_rests_comes_back_and_stops(town, enter):
    made = checkins.register_member(town.community, town.resident, facts(), actor=town.resident)
    checkins.confirm_member(made, actor=town.staff, grid=town.grid)
    client = enter("resident")

    def act(slug, **values):
        return client.post(
            reverse("organizations:own_checkin_act", args=[made.pk, slug]), values
        ).status_code

    until = timezone.localdate() + timedelta(days=10)
    assert act("resume") == 404
    assert act("pause", until=until.isoformat()) == 302
    assert "歇到" in client.get(reverse("doors:home")).content.decode()
    assert act("pause", until=until.isoformat()) == 404
    assert act("resume") == 302
    assert act("correct", **said(town, skills="急救")) == 302
    made.refresh_from_db()
    assert made.skills == "急救"
    assert act("withdraw") == 302
    assert act("withdraw") == 404


def test_the_home_shows_him_his_own_and_nobody_elses(town, enter):
    made = checkins.register_member(town.community, town.resident, facts(), actor=town.resident)
    slip = reverse("organizations:checkin_slip", args=[made.pk])
    assert slip in enter("resident").get(reverse("doors:home")).content.decode()
    assert slip not in enter("neighbour").get(reverse("doors:home")).content.decode()
    assert enter("neighbour").get(slip).status_code == 404


def test_once_he_serves_his_slip_leads_to_the_wishes_he_may_take(town, enter):
    made = checkins.register_member(town.community, town.resident, facts(), actor=town.resident)
    slip = reverse("organizations:checkin_slip", args=[made.pk])
    wall = reverse("requests:wall", args=[town.community.pk])
    client = enter("resident")
    assert f'href="{wall}"' not in client.get(slip).content.decode()
    checkins.confirm_member(made, actor=town.secretary, grid=town.grid)
    assert f'href="{wall}"' in client.get(slip).content.decode()
    assert client.get(wall).status_code == 200


# --- at the desk ----------------------------------------------------------------------------------
@pytest.fixture
def waiting(town):
    people = ((town.resident, "张桂芳"), (town.neighbour, "王建国"), (town.stranger, "何方"))
    return [
        checkins.register_member(town.community, user, facts(name=name), actor=user)
        for user, name in people
    ]


def test_the_queue_is_confirmed_in_one_go(town, enter, waiting):
    client = enter("staff")
    assert "3 位党员等您确认报到" in client.get(reverse("doors:desk")).content.decode()
    page = client.get(reverse("organizations:checkins")).content.decode()
    assert "3 位党员等您确认" in page
    chosen = [row.pk for row in waiting[:2]]
    client.post(reverse("organizations:confirm_members"), {"chosen": chosen})
    for row in waiting:
        row.refresh_from_db()
    assert [row.status for row in waiting] == ["active", "active", "registered"]
    assert "已确认 2 位" in client.get(reverse("organizations:checkins")).content.decode()


def test_nothing_ticked_is_asked_for(town, enter, waiting):
    client = enter("staff")
    client.post(reverse("organizations:confirm_members"))
    assert "请先勾选" in client.get(reverse("organizations:checkins")).content.decode()


def test_another_communitys_people_cannot_be_ticked(town, enter, waiting):
    enter("sibling_staff").post(
        reverse("organizations:confirm_members"), {"chosen": [waiting[0].pk]}
    )
    waiting[0].refresh_from_db()
    assert waiting[0].status == "registered"


def test_the_desk_answers_one_by_one(town, enter, waiting):
    client = enter("staff")
    first, second, _third = waiting

    def act(row, slug, **values):
        return client.post(reverse("organizations:member_act", args=[row.pk, slug]), values)

    assert act(first, "decline", reason="").status_code == 422
    assert act(first, "decline", reason="先忙完换届").status_code == 302
    assert act(second, "confirm", grid=town.second_grid.pk).status_code == 302
    assert act(second, "confirm").status_code == 404
    assert act(second, "place", grid=town.sibling_grid.pk).status_code == 422
    assert act(second, "end", reason="搬走了").status_code == 302
    page = enter("resident").get(reverse("organizations:checkin")).content.decode()
    assert "先忙完换届" in page


def test_filters_of_the_list(town, enter, waiting):
    checkins.confirm_members(waiting[:2], actor=town.staff)
    client, url = enter("staff"), reverse("organizations:checkins")

    def names(**query):
        rows = client.get(url, query).context["board"].rows
        return [str(row.name) for row in rows]

    assert names() == ["王建国", "张桂芳"]
    assert names(grid=town.grid.pk) == ["张桂芳"]
    assert names(q="wjg") == ["王建国"]
    assert names(post=PostClass.objects.get(code="legal").pk) == []
    assert names(status="registered") == ["何方"]
    assert names(status="nonsense") == ["王建国", "张桂芳"]


def test_a_grid_worker_reads_who_serves_on_his_grid(town, enter, waiting):
    checkins.confirm_members(waiting[:2], actor=town.staff)
    client = enter("worker")
    page = client.get(reverse("organizations:checkins"))
    assert [str(row.name) for row in page.context["board"].rows] == ["张桂芳"]
    assert page.context["board"].waiting == []
    mine = reverse("organizations:member_checkin", args=[waiting[0].pk])
    assert client.get(mine).status_code == 200
    assert "第一小学" not in client.get(mine).content.decode()
    act = reverse("organizations:member_act", args=[waiting[0].pk, "end"])
    assert client.post(act, {"reason": "x"}).status_code == 404


def test_at_the_counter_somebody_is_registered(town, enter):
    client, url = enter("staff"), reverse("organizations:new_member_checkin")
    values = said(town, phone="13800000016", evidence="窗口当面，签了表", name="何方")
    assert client.post(url, values | {"phone": "13600009999"}).status_code == 422
    assert client.post(url, values).status_code == 302
    assert MemberCheckin.objects.get().user == town.stranger


def test_at_the_counter_an_elder_without_a_phone_is_registered(town, enter):
    client, url = enter("staff"), reverse("organizations:new_member_checkin")
    values = said(town, name="老书记", evidence="到家里当面")
    assert client.post(url, values | {"id_number": "123"}).status_code == 422
    assert client.post(url, values | {"contact_phone": "123"}).status_code == 422
    elder = town.people["elder"]
    made_at = client.post(url, values | {"id_number": elder.id_number.open()})
    made = MemberCheckin.objects.get()
    assert (made.user, made.subject) == (None, elder.subject)
    page = client.get(made_at.url).content.decode()
    assert "没有，上门找他" in page
    stop = reverse("organizations:member_act", args=[made.pk, "withdraw"])
    assert stop in page
    client.post(stop, {"key": new_key()})
    made.refresh_from_db()
    assert made.status == "ended"


# --- units ----------------------------------------------------------------------------------------
def test_a_manager_checks_his_unit_in_and_the_community_answers(town, enter):
    client = enter("org_manager")
    url = reverse("organizations:new_unit_checkin")
    values = {
        "organization": town.organization.pk,
        "community": town.community.pk,
        "brings": "每周一个社工小组",
        "posts": [PostClass.objects.get(code="hardship").pk],
        "contact_name": "施行",
        "contact_phone": "13800000018",
        "starts_on": timezone.localdate().isoformat(),
    }
    assert client.post(url, values).status_code == 302
    made = UnitCheckin.objects.get()
    page = reverse("organizations:unit_checkin", args=[made.pk])
    confirm = reverse("organizations:unit_act", args=[made.pk, "confirm"])
    assert client.post(confirm).status_code == 404
    desk = enter("secretary")
    assert "金秋社会工作服务中心来报到" in desk.get(reverse("doors:desk")).content.decode()
    assert "13800000018" in desk.get(page).content.decode()
    assert desk.post(confirm).status_code == 302
    assert desk.post(reverse("organizations:unit_act", args=[made.pk, "place"])).status_code == 302
    made.refresh_from_db()
    assert made.status == "active"
    own = enter("org_manager")
    correct = reverse("organizations:unit_act", args=[made.pk, "correct"])
    masked = {**values, "contact_phone": "138****0018", "brings": "每周两个小组"}
    assert own.post(correct, masked).status_code == 302
    made.refresh_from_db()
    assert (made.brings, made.contact_phone.open()) == ("每周两个小组", "13800000018")
    withdraw = reverse("organizations:unit_act", args=[made.pk, "withdraw"])
    assert own.post(withdraw).status_code == 302


# --- social workers -------------------------------------------------------------------------------
def test_an_organisation_proposes_and_the_secretary_says_yes(town, enter):
    url = reverse("organizations:new_social_worker")
    values = {
        "organization": town.organization.pk,
        "community": town.community.pk,
        "name": "柳青",
        "phone": "13900001111",
        "account": "13800000016",
        "starts_on": timezone.localdate().isoformat(),
        "level": "none",
    }
    assert enter("staff").get(url).status_code == 404
    manager = enter("org_manager")
    assert manager.post(url, values).status_code == 302
    made = SocialWorker.objects.get(name="柳青")
    assert made.status == "proposed"
    page = reverse("organizations:social_worker", args=[made.pk])
    held = made.stationings.get()
    confirm = reverse("organizations:stationing_act", args=[held.pk, "confirm"])
    assert manager.get(page).status_code == 200
    assert manager.post(confirm).status_code == 404
    assert enter("staff").post(confirm).status_code == 404
    desk = enter("secretary")
    assert "想派一位社工来" in desk.get(reverse("doors:desk")).content.decode()
    assert confirm in desk.get(reverse("organizations:social_workers")).content.decode()
    assert desk.post(confirm).status_code == 302
    made.refresh_from_db()
    assert made.status == "active"
    assert enter("stranger").get(reverse("doors:desk")).status_code == 200


def test_the_secretary_registers_certifies_and_lets_go(town, enter):
    client = enter("secretary")
    values = {
        "community": town.community.pk,
        "name": "吴静",
        "starts_on": timezone.localdate().isoformat(),
        "level": "none",
        "account": "13800000002",
    }
    assert client.post(reverse("organizations:new_social_worker"), values).status_code == 302
    made = SocialWorker.objects.get(name="吴静")

    def act(slug, **said):
        return client.post(
            reverse("organizations:social_worker_act", args=[made.pk, slug]), said
        ).status_code

    assert act("certify", level="senior") == 422
    paper = {"level": "senior", "certificate_number": "2026-S-1", "valid_until": "2031-01-01"}
    assert act("certify", **paper) == 302
    page = client.get(reverse("organizations:social_worker", args=[made.pk])).content.decode()
    assert "2026-S-1" in page
    assert act("correct", name="吴静", phone="", specialities="老年人") == 302
    assert act("leave", reason="转岗", last_day=timezone.localdate().isoformat()) == 302
    assert act("leave", reason="转岗") == 404


def test_the_number_of_the_certificate_is_for_who_keeps_the_record(town, enter):
    row = SocialWorker.objects.get(user=town.social_worker)
    page = reverse("organizations:social_worker", args=[row.pk])
    for name, reads in (("staff", True), ("org_manager", True), ("social_worker", True),
                        ("worker", False), ("dispatcher", False)):  # fmt: skip
        assert ("2024-SW-0019" in enter(name).get(page).content.decode()) is reads, name


def test_about_names_the_station_and_the_way_to_check_in(town, client):
    page = client.get(
        reverse("communities:about_community", args=[town.community.pk])
    ).content.decode()
    assert "金秋社工站" in page
    assert reverse("organizations:checkin") in page


def test_the_list_says_how_many_grid_workers_are_certified(town, enter):
    social_workers.register_social_worker(
        town.community,
        WorkerFacts("郑强", level="assistant", certificate_number="2026-Z"),
        actor=town.secretary,
        user=town.worker,
    )
    page = enter("secretary").get(reverse("organizations:social_workers")).content.decode()
    assert "2 位社工" in page
