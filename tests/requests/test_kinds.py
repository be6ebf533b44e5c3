"""The kind decides who sees it: one tier above whom it is about, never those with an interest."""

from datetime import timedelta

import pytest
from django.core.exceptions import ObjectDoesNotExist

from communities.actions import bindings
from core import scope
from core.delivery import deliver_due
from core.exceptions import DomainError
from core.models import AuditEvent, Message
from doors.town import then
from grids.actions import appointments
from requests import interests
from requests.actions import (
    avoiding,
    calling,
    conclude,
    dispatch,
    rotation,
    triage,
    unsealing,
    work,
)
from requests.actions.dispatch import Who
from requests.models import Against, MenuItem, RequestEvent, SealedAuthor, ServiceRequest
from requests.models.parties import Lane
from requests.queries import mine, queue
from requests.queries.audience import told
from requests.search import search
from requests.tiers import Tier
from requests.triage import Verdict
from requests.workflow import Kind, Matter, OrderType, Status
from tests.requests.test_modes import on_duty

pytestmark = pytest.mark.django_db


def sees(desk, name, row):
    return ServiceRequest.objects.visible_to(desk.viewer(name)).filter(pk=row.pk).exists()


def about_the_worker(desk, **need):
    return desk.submit("网格员收了跑腿费不给票", kind=Kind.COMPLAINT, about_tier=Tier.GRID, **need)


# --- a complaint about the grid worker, at every door --------------------------------------------


@pytest.fixture
def complaint(desk, town):
    appointments.appoint_worker(town.grid, town.worker, actor=town.secretary)
    return about_the_worker(desk)


def test_its_keeper_is_of_the_tier_above(complaint, town):
    assert complaint.keeper == town.secretary


@pytest.mark.parametrize("word", ["queue", "search", "count", "panel", "admin", "case", "timeline"])
def test_the_grid_worker_meets_it_at_no_door(complaint, town, enter, word):
    client = enter("worker")
    said = {
        "queue": lambda: client.get("/desk/requests/?tab=sort"),
        "search": lambda: client.get("/desk/requests/?tab=sort&q=跑腿费"),
        "count": lambda: client.get("/desk/requests/"),
        "panel": lambda: client.get("/desk/"),
        "admin": lambda: client.get("/admin/requests/servicerequest/"),
        "case": lambda: client.get(f"/desk/requests/{complaint.pk}/"),
        "timeline": lambda: client.get(f"/desk/requests/{complaint.pk}/do/note/"),
    }[word]()
    assert "收了跑腿费" not in said.content.decode()
    assert complaint.number not in said.content.decode()
    if word in {"case", "timeline"}:
        assert said.status_code == 404


def test_he_does_not_find_it_nor_count_it(complaint, desk):
    viewer = desk.viewer("worker")
    assert search(viewer, "跑腿费") == []
    assert search(desk.viewer("secretary"), "跑腿费") != []
    assert queue.counts(viewer).tabs["sort"] == 0
    assert queue.counts(desk.viewer("secretary")).tabs["sort"] == 1


def test_no_message_about_it_reaches_him(complaint, town):
    deliver_due()
    assert not Message.objects.filter(to_user=town.worker).exists()
    assert Message.objects.filter(to_user=town.secretary).exists()


def test_a_message_says_when_it_happened_however_late_it_is_told(complaint):
    event = complaint.events.get(step="submit")
    with then.clock(event.at + timedelta(hours=3)):
        deliver_due()
    told = Message.objects.filter(dedup_key=f"requests.event:{event.pk}")
    assert {one.created_at for one in told} == {event.at}


def test_it_cannot_be_sent_to_him(complaint, desk, town):
    from requests.triage import Verdict
    from requests.workflow import Matter, OrderType

    row = triage.classify(
        complaint, Verdict(OrderType.REGULAR, Matter.MINOR), by=desk.viewer("secretary")
    )
    with pytest.raises(DomainError):
        dispatch.assign(row, Who(Lane.HOST, user=town.worker), by=desk.viewer("secretary"))
    assert dispatch.assign(row, Who(Lane.HOST, user=town.staff), by=desk.viewer("secretary"))


def test_a_ladder_tells_nobody_below_the_floor(desk, town):
    """The rung says 'secretary'; a complaint about the community is no news to the secretary."""
    row = desk.submit("社区办事员不给办", kind=Kind.COMPLAINT, about_tier=Tier.COMMUNITY)
    event = RequestEvent.objects.filter(service_request=row).first()
    assert told(row, "secretary", event) == {town.dispatcher.pk}
    assert town.secretary.pk not in told(row, "keeper", event)


def test_a_complaint_is_no_public_matter_whatever_the_menu_says(desk):
    from requests.models import MenuItem

    item = MenuItem.objects.filter(is_public=True, answer="order").first()
    row = desk.submit("他不管", item=item, kind=Kind.COMPLAINT, about_tier=Tier.GRID)
    assert row.is_public is False


# --- naming whom it is about ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "kind", "floor"),
    [
        ("我要投诉网格员，上门不打招呼", Kind.COMPLAINT, Tier.COMMUNITY),
        ("网格员上门态度很差，说不归他管", Kind.COMPLAINT, Tier.COMMUNITY),
        ("窗口的主任乱收费", Kind.COMPLAINT, Tier.STREET),
        ("举报楼下烧煤", Kind.REPORT, Tier.COMMUNITY),
        ("投诉街道的人推诿", Kind.COMPLAINT, Tier.DISTRICT),
        ("社区里的人骂人", Kind.COMPLAINT, Tier.STREET),
        ("网格员态度很好，谢谢他", Kind.HELP, Tier.GRID),
        ("物业说楼道灯下周换", Kind.HELP, Tier.GRID),
    ],
)
def test_a_free_sentence_against_somebody_does_not_reach_him(desk, town, words, kind, floor):
    """He opened no menu; he only wrote a sentence at home."""
    appointments.appoint_worker(town.grid, town.worker, actor=town.secretary)
    row = desk.submit(words, item=None)
    assert (row.kind, row.floor) == (kind, floor)
    assert sees(desk, "worker", row) is (kind == Kind.HELP)


def test_who_writes_a_complaint_down_for_somebody_says_whom_it_is_about(desk, enter):
    """Against the community's own people: the community does not read it, whoever typed it."""
    said = {
        "words": "窗口的人不理人", "channel": "counter", "contact_name": "王", "kind": "complaint",
        "consent_note": "当面同意",
    }  # fmt: skip
    client = enter("staff")
    refused = client.post("/desk/requests/new/", said)
    assert refused.status_code == 422
    assert "由他的上一级来看" in refused.content.decode()
    sent = client.post("/desk/requests/new/", said | {"about_tier": "2"})
    assert (sent.status_code, sent["Location"]) == (302, "/desk/requests/")
    with scope.entered(scope.EVERYTHING):
        row = ServiceRequest.objects.get()
        assert (row.kind, row.floor) == (Kind.COMPLAINT, Tier.STREET)
        assert not sees(desk, "secretary", row)


def test_what_a_colleague_put_on_a_shelf_stays_there(desk):
    said = {"kind": Kind.HELP, "consent_note": "电话里同意", "contact_name": "王"}
    row = desk.submit("投诉楼上拖桌子", by="staff", **said)
    assert row.kind == Kind.HELP


@pytest.mark.parametrize("step", ["classify", "reclassify"])
def test_a_category_of_complaints_is_no_way_past_the_tier_above(desk, step):
    row = desk.submit() if step == "classify" else desk.classified()
    said = Verdict(OrderType.REGULAR, Matter.MINOR, item=MenuItem.objects.get(code="complaint"))
    with pytest.raises(DomainError, match="说的是我们的人"):
        getattr(triage, step)(row, said, by=desk.viewer("secretary"))


def test_a_complaint_put_into_a_public_category_stays_out_of_the_board(desk):
    row = desk.submit("物业不修路灯", kind=Kind.COMPLAINT, about_tier=Tier.GRID)
    lamp = Verdict(OrderType.REGULAR, Matter.MINOR, item=MenuItem.objects.get(code="stair-light"))
    row = triage.classify(row, lamp, by=desk.viewer("secretary"))
    assert (row.kind, row.is_public) == (Kind.COMPLAINT, False)


def test_what_was_only_a_sentence_is_of_the_kind_of_its_category(desk):
    row = desk.submit("医保怎么报")
    asked = Verdict(OrderType.REGULAR, Matter.MINOR, item=MenuItem.objects.get(code="ask-medical"))
    assert triage.classify(row, asked, by=desk.viewer("secretary")).kind == Kind.INQUIRY


def test_nobody_is_called_to_come_and_look_into_a_complaint(desk, town):
    """One is chosen for it; a button that leads to nobody is no button."""
    complaint, lamp = desk.classified(kind=Kind.COMPLAINT), desk.classified()
    steps = {
        row: {step.name for step in queue.case(desk.viewer("secretary"), row).steps}
        for row in (complaint, lamp)
    }
    assert {"pool", "call", "rotate"} <= steps[lamp]
    assert not {"pool", "call", "rotate"} & steps[complaint]
    assert "assign" in steps[complaint]


@pytest.mark.parametrize("kind", [Kind.COMPLAINT, Kind.REPORT])
@pytest.mark.parametrize(
    "send",
    [
        dispatch.open_pool,
        lambda row, by: calling.call(row, size=3, wait_minutes=30, by=by),
        rotation.rotate,
    ],
    ids=["pool", "call", "rotate"],
)
def test_by_no_way_is_a_complaint_put_before_everybody(desk, kind, send):
    """Neither at an address somebody typed nor among many that were ticked, nor by itself."""
    on_duty(desk, desk.town.staff)
    row = desk.classified(kind=kind)
    with pytest.raises(DomainError) as refused:
        send(row, by=desk.viewer("secretary"))
    assert refused.value.code == "never_so"
    row.refresh_from_db()
    assert row.status == "classified"


def test_who_is_named_loses_it_at_once_and_nobody_tells_him(desk, town):
    row = desk.in_progress()
    assert sees(desk, "worker", row)
    Message.objects.all().delete()
    row = avoiding.shield(row, about_tier=Tier.GRID, user=town.worker, by=desk.viewer("secretary"))
    assert row.status == Status.CLASSIFIED
    assert not sees(desk, "worker", row)
    deliver_due()
    assert not Message.objects.filter(to_user=town.worker).exists()


def test_about_the_community_it_goes_up_and_is_gone_for_the_one_who_sent_it(desk, town):
    row = avoiding.shield(desk.submit(), about_tier=Tier.COMMUNITY, by=desk.viewer("secretary"))
    for name in ("worker", "staff", "secretary"):
        assert not sees(desk, name, row)
    assert sees(desk, "dispatcher", row)
    assert row.keeper == town.dispatcher


def test_nobody_names_who_stands_above_himself(desk):
    with pytest.raises(DomainError):
        avoiding.shield(desk.submit(), about_tier=Tier.STREET, by=desk.viewer("secretary"))


def test_a_unit_it_is_about_is_blind_and_gets_no_part(desk, town):
    row = desk.assigned()
    Against.objects.create(
        community=town.community, service_request=row, organization=town.organization
    )
    assert interests.is_barred(row, town.org_manager.pk)
    assert interests.is_barred(row, town.social_worker.pk)
    with pytest.raises(DomainError):
        dispatch.add_helper(
            row, Who(Lane.ASSIST, organization=town.organization), by=desk.viewer("secretary")
        )


# --- one's own, one's household ------------------------------------------------------------------


def at_home_with_her(town, user, *, by):
    """Somebody of the desk lives in the household of the one who asks."""
    person = town.person("吴小家", town.households["resident"])
    bindings.bind_at_the_desk(person, user, actor=by)


def test_staff_do_not_meet_at_the_desk_what_their_own_household_asked_for(desk, town):
    at_home_with_her(town, town.staff, by=town.secretary)
    row = desk.submit(resident=town.people["resident"])
    assert not sees(desk, "staff", row)
    assert sees(desk, "secretary", row)
    with pytest.raises(DomainError):
        dispatch.assign(
            triage_of(desk, row), Who(Lane.HOST, user=town.staff), by=desk.viewer("secretary")
        )


def triage_of(desk, row):
    from requests.triage import Verdict
    from requests.workflow import Matter, OrderType

    return triage.classify(
        row, Verdict(OrderType.REGULAR, Matter.MINOR), by=desk.viewer("secretary")
    )


def test_what_the_keeper_asked_for_himself_is_kept_by_another(desk, town):
    at_home_with_her(town, town.secretary, by=town.staff)
    row = desk.submit(resident=town.people["resident"])
    assert row.keeper == town.staff


# --- recusing oneself ----------------------------------------------------------------------------


def test_who_recuses_himself_never_sees_it_again(desk, town):
    row = desk.submit()
    avoiding.recuse(row, reason="friend", by=desk.viewer("staff"))
    assert not sees(desk, "staff", row)
    assert sees(desk, "secretary", row)
    with pytest.raises(ObjectDoesNotExist):
        ServiceRequest.objects.manageable_by(desk.viewer("staff")).get(pk=row.pk)


def test_a_keeper_who_recuses_himself_has_a_successor(desk, town):
    row = desk.submit()
    assert row.keeper == town.secretary
    row = avoiding.recuse(row, reason="family", by=desk.viewer("secretary"))
    assert row.keeper == town.staff


def test_a_lead_who_recuses_himself_gives_it_back_and_nothing_lies_with_nobody(desk, town):
    row = avoiding.recuse(desk.in_progress(), reason="money", by=desk.viewer("worker"))
    assert row.status == Status.CLASSIFIED
    assert not row.parties.standing().working().exists()
    assert not sees(desk, "worker", row)
    with pytest.raises(DomainError):
        dispatch.assign(row, Who(Lane.HOST, user=town.worker), by=desk.viewer("secretary"))


def test_a_reason_of_the_list_is_asked(desk):
    with pytest.raises(DomainError):
        avoiding.recuse(desk.submit(), reason="bored", by=desk.viewer("staff"))


# --- a report (举报): who wrote it ----------------------------------------------------------------


@pytest.fixture
def report(desk, town):
    return desk.submit(
        "楼下商铺把消防通道改成仓库，反映过没人管",
        kind=Kind.REPORT,
        about_tier=Tier.GRID,
        resident=town.people["resident"],
        contact_name="张桂芳",
        contact_phone="13900000001",
        address="1号楼",
    )


def test_no_row_the_desk_reads_leads_to_who_wrote_it(report, town):
    fresh = ServiceRequest.objects.get(pk=report.pk)
    assert (fresh.reporter_id, fresh.resident_id, fresh.building_id, fresh.grid_id) == (
        None, None, None, None,
    )  # fmt: skip
    assert not any((fresh.contact_name, fresh.contact_phone, fresh.address))
    assert not fresh.parties.filter(user=town.resident).exists()
    assert not RequestEvent.objects.filter(service_request=fresh, actor=town.resident).exists()


def test_the_wall_hides_the_author_from_every_desk(report, town):
    for name in ("secretary", "staff", "dispatcher", "privacy_officer"):
        viewer = town.viewer(name)
        with scope.entered(viewer.community_ids, user_id=viewer.user_id):
            assert not SealedAuthor.objects.exists()
    with scope.entered((town.community.pk,), user_id=town.resident.pk):
        assert SealedAuthor.objects.count() == 1


def test_he_follows_it_himself_and_what_he_says_stays_nameless(report, desk, town):
    viewer = desk.viewer("resident")
    assert mine.get_mine(viewer, report.public_id) == report
    scope.declare(scope.EVERYTHING)
    work.reply(report, note="又堆了两车", by=viewer)
    assert not RequestEvent.objects.filter(actor=town.resident).exists()
    deliver_due()


def test_he_is_told_how_it_goes(report, desk, town):
    triage_of(desk, report)
    deliver_due()
    assert Message.objects.filter(to_user=town.resident, code="requests.accepted").exists()


def test_his_rating_does_not_name_him(report, desk, town):
    row = triage_of(desk, report)
    row = dispatch.assign(row, Who(Lane.HOST, user=town.staff), by=desk.viewer("secretary"))
    row = work.complete(
        dispatch.sign(row, by=desk.viewer("staff")), result="清走了", by=desk.viewer("staff")
    )
    row = conclude.rate(row, grade=5, by=desk.viewer("resident"))
    assert row.ratings.get().by is None


def test_few_open_it_for_a_reason_on_the_record_and_he_hears_of_it(report, desk, town):
    for name in ("secretary", "staff", "dispatcher", "street_official", "system_admin"):
        with pytest.raises(DomainError):
            unsealing.open_author(report, purpose="区里要核实举报内容", by=desk.viewer(name))
    officer = desk.viewer("privacy_officer")
    with pytest.raises(DomainError):
        unsealing.open_author(report, purpose="看看", by=officer)
    author = unsealing.open_author(report, purpose="区纪委要核实举报内容", by=officer)
    assert (author.name, author.phone) == ("张桂芳", "13900000001")
    assert AuditEvent.objects.filter(
        verb="requests.servicerequest.read", actor_id=town.privacy_officer.pk
    ).exists()
    assert Message.objects.filter(to_user=town.resident, code="requests.author_opened").exists()


def test_who_opens_the_name_does_not_read_the_words(report, desk):
    assert not sees(desk, "privacy_officer", report)
