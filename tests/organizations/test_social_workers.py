"""Social workers: proposed by an organisation, or the community's own; stationed, certified."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from accounts import roles
from accounts.actions import grants
from accounts.models import RoleGrant
from communities.models import AreaScope
from core.exceptions import DomainError
from core.models import Message, TallyDelta
from core.tasks import deliver_outbox
from grids.actions import appointments
from organizations.actions import certificates, social_workers, stationings
from organizations.actions.social_workers import WorkerFacts
from organizations.models import SocialWorker, Stationing
from organizations.queries import social_workers as queries
from organizations.tasks import remind_of_certificates
from organizations.worker_workflow import WORKER_STEPS, WorkerStatus

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


def facts(**said):
    return WorkerFacts(**{"name": "柳青", "phone": "13900001111", "specialities": "儿童", **said})


@pytest.fixture
def proposed(town):
    return social_workers.propose_social_worker(
        town.organization, town.community, facts(), actor=town.org_manager, station="金秋社工站",
        user=town.stranger,
    )  # fmt: skip


@pytest.fixture
def active(town, proposed):
    stationings.confirm(proposed.stationings.get(), actor=town.secretary)
    proposed.refresh_from_db()
    return proposed


def role_of(user):
    return RoleGrant.objects.in_force().filter(user=user, role=roles.SOCIAL_WORKER)


# --- the table ------------------------------------------------------------------------------------
def test_the_table_read_aloud():
    assert [(s.name, sorted(s.sources), s.target) for s in WORKER_STEPS] == [
        ("accept", ["proposed"], "active"),
        ("refuse", ["proposed"], "left"),
        ("leave", ["active"], "left"),
    ]


@pytest.mark.parametrize("state", WorkerStatus.values)
@pytest.mark.parametrize("step", WORKER_STEPS, ids=lambda step: step.name)
def test_each_step_leads_where_the_table_says_and_nowhere_else(town, proposed, state, step):
    held = proposed.stationings.get()
    if state != "proposed":
        stationings.confirm(held, actor=town.secretary)
    if state == "left":
        social_workers.leave(proposed, reason="调走了", actor=town.secretary)
    do = {
        "accept": lambda: stationings.confirm(held, actor=town.secretary),
        "refuse": lambda: stationings.decline(held, reason="名额满了", actor=town.secretary),
        "leave": lambda: social_workers.leave(proposed, reason="调走了", actor=town.secretary),
    }[step.name]
    if state in step.sources:
        do()
        proposed.refresh_from_db()
        assert proposed.status == step.target
    else:
        with pytest.raises(DomainError) as refused:
            do()
        assert refused.value.code == "moved_on"
        proposed.refresh_from_db()
        assert proposed.status == state


# --- coming ---------------------------------------------------------------------------------------
def test_a_proposed_one_reaches_nothing_until_the_community_says_yes(town, proposed):
    assert proposed.status == "proposed"
    assert not role_of(town.stranger).exists()
    stationings.confirm(proposed.stationings.get(), actor=town.secretary)
    grant = role_of(town.stranger).get()
    assert AreaScope.objects.get(grant=grant).area == town.community
    assert town.viewer("stranger").community_ids == (town.community.pk,)
    assert (
        Message.objects.get(code="organizations.stationing_confirmed").to_user == town.org_manager
    )
    counted = TallyDelta.objects.filter(measure="organizations.social_workers")
    assert [step.delta for step in counted] == [1, 1]  # the town's own, and he


def test_declined_he_never_was_and_the_organisation_reads_why(town, proposed):
    with pytest.raises(DomainError, match="原因"):
        stationings.decline(proposed.stationings.get(), reason="", actor=town.secretary)
    stationings.decline(proposed.stationings.get(), reason="名额满了", actor=town.secretary)
    proposed.refresh_from_db()
    assert (proposed.status, proposed.leave_reason) == ("left", "名额满了")
    assert not role_of(town.stranger).exists()
    assert TallyDelta.objects.filter(measure="organizations.social_workers").count() == 1


def test_the_community_registers_its_own_at_once(town):
    worker = social_workers.register_social_worker(
        town.community, facts(), actor=town.secretary, user=town.staff, station="社工室"
    )
    assert (worker.status, worker.engagement) == ("active", "community")
    assert role_of(town.staff).exists()
    assert queries.stations_of(town.community) == ["社工室", "金秋社工站"]


def test_without_an_account_he_works_all_the_same_and_the_role_comes_later(town):
    worker = social_workers.register_social_worker(
        town.community, facts(), actor=town.secretary, organization=town.organization
    )
    assert worker.user is None
    assert Stationing.objects.on().get(worker=worker).grant is None
    social_workers.link_account(worker, user=town.stranger, actor=town.secretary)
    assert role_of(town.stranger).count() == 1
    with pytest.raises(DomainError) as refused:
        social_workers.link_account(worker, user=town.resident, actor=town.secretary)
    assert refused.value.code == "linked"


def test_one_account_is_one_social_worker(town, proposed):
    with pytest.raises(DomainError) as refused:
        social_workers.register_social_worker(
            town.community, facts(), actor=town.secretary, user=town.stranger
        )
    assert refused.value.code == "account_taken"


def test_the_same_certificate_is_not_two_peoples(town):
    paper = {"level": "assistant", "certificate_number": "2026-A-001"}
    social_workers.register_social_worker(town.community, facts(**paper), actor=town.secretary)
    with pytest.raises(DomainError) as refused:
        social_workers.register_social_worker(
            town.sibling, facts(**paper), actor=town.sibling_staff
        )
    assert (refused.value.code, refused.value.field) == ("certificate_taken", "certificate_number")
    row = SocialWorker.objects.get(level="assistant")
    assert "2026-A-001" not in str(row.certificate_number)
    assert row.certificate_number.open() == "2026-A-001"


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"name": ""}, "name"),
        ({"phone": "123"}, "phone"),
        ({"level": "great"}, "level"),
        ({"level": "senior"}, "certificate_number"),
        ({"certificate_number": "X-1"}, "level"),
    ],
)
def test_what_does_not_fit_is_asked_back(town, said, field):
    with pytest.raises(DomainError) as refused:
        social_workers.register_social_worker(town.community, facts(**said), actor=town.secretary)
    assert refused.value.field == field


# --- in several communities -----------------------------------------------------------------------
def test_stationed_in_two_communities_with_a_role_for_each(town, active):
    second = stationings.propose(active, town.sibling, actor=town.org_manager)
    assert role_of(town.stranger).count() == 1
    stationings.confirm(second, actor=town.sibling_staff)
    assert role_of(town.stranger).count() == 2
    with pytest.raises(DomainError) as refused:
        stationings.propose(active, town.sibling, actor=town.org_manager)
    assert refused.value.code == "already_there"
    stationings.end(second, reason="合同到期", actor=town.sibling_staff)
    tomorrow = TODAY() + timedelta(days=1)
    left = RoleGrant.objects.in_force(tomorrow).get(user=town.stranger)
    assert left.area_scopes.get().area == town.community
    active.refresh_from_db()
    assert active.status == "active"


def test_a_second_community_that_says_no_changes_nothing_in_the_first(town, active):
    second = stationings.propose(active, town.sibling, actor=town.org_manager)
    stationings.decline(second, reason="名额满了", actor=town.sibling_staff)
    active.refresh_from_db()
    assert (active.status, role_of(town.stranger).count()) == ("active", 1)


def test_who_leaves_loses_every_station_and_every_role(town, active):
    second = stationings.propose(active, town.sibling, actor=town.org_manager)
    stationings.confirm(second, actor=town.sibling_staff)
    social_workers.leave(active, reason="考到别处", actor=town.secretary)
    active.refresh_from_db()
    assert (active.status, active.left_on) == ("left", TODAY())
    tomorrow = TODAY() + timedelta(days=1)
    assert not Stationing.objects.on(tomorrow).filter(worker=active).exists()
    assert not RoleGrant.objects.in_force(tomorrow).filter(user=town.stranger).exists()
    deltas = TallyDelta.objects.filter(measure="organizations.social_workers")
    assert sum(step.delta for step in deltas) == 1  # the town's own stays


def test_a_role_taken_back_elsewhere_ends_the_station(town, active):
    grants.revoke_role(role_of(town.stranger).get(), actor=town.security_admin, reason="违规")
    deliver_outbox()
    assert active.stationings.get().last_day == TODAY()
    assert not Stationing.objects.on(TODAY() + timedelta(days=1)).filter(worker=active).exists()


# --- certificates ---------------------------------------------------------------------------------
def certified(town, active, days, level="intermediate"):
    return social_workers.certify_social_worker(
        active, level=level, certificate_number="2026-B-7",
        valid_until=TODAY() + timedelta(days=days), actor=town.secretary,
    )  # fmt: skip


def test_a_lapsing_certificate_reminds_its_owner_three_times(town, active):
    certified(town, active, 181)
    told = Message.objects.filter(code="organizations.certificate_expiring")
    for ahead, heard in ((181, 0), (180, 1), (91, 1), (90, 2), (31, 2), (30, 3), (0, 3), (-1, 3)):
        day = TODAY() + timedelta(days=181 - ahead)
        for worker in queries.due_for_a_reminder(day):
            certificates.remind(worker, day)
            certificates.remind(worker, day)
        assert told.count() == heard
    assert set(told.values_list("to_user", flat=True)) == {town.stranger.pk}


def test_a_renewed_certificate_is_talked_about_anew_and_a_lapsed_one_no_more(town, active):
    told = Message.objects.filter(code="organizations.certificate_expiring")
    for days, heard in ((20, 1), (20, 1), (170, 2), (-1, 2), (400, 2)):
        certified(town, active, days)
        remind_of_certificates()
        assert told.count() == heard


def test_the_desk_hears_of_it_while_it_can_be_renewed(town, active):
    certified(town, active, 100)
    assert list(queries.expiring_for(town.viewer("secretary"))) == []
    certified(town, active, 30)
    assert list(queries.expiring_for(town.viewer("secretary"))) == [active]


def test_his_own_desk_says_where_he_is_and_when_his_certificate_runs_out(client, town):
    desk = reverse("doors:desk")
    mine = SocialWorker.objects.get(user=town.social_worker)
    page = town.enter(client, "social_worker").get(desk).content.decode()
    assert "金秋社工站" in page
    assert reverse("organizations:social_worker", args=[mine.pk]) in page
    assert "证书快到期" not in page
    SocialWorker.objects.filter(pk=mine.pk).update(valid_until=TODAY() + timedelta(days=20))
    assert "您的社会工作师证书快到期" in client.get(desk).content.decode()
    assert "您的社会工作师证书" not in town.enter(client, "org_manager").get(desk).content.decode()


def test_the_admin_tells_his_history_in_words(client, town):
    mine = SocialWorker.objects.get(user=town.social_worker)
    queries.worker_page(
        town.viewer("secretary"), queries.get_worker(town.viewer("secretary"), mine.pk)
    )
    page = town.enter(client, "secretary").get(
        reverse("admin:organizations_socialworker_history", args=[mine.pk])
    )
    words = [pair for _row, lines in page.context["lines"] for pair in lines]
    assert ("聘用方式", "驻站社工") in words
    assert ("所属机构", town.organization.title) in words
    assert ("哪几项", "证书编号") in words
    assert ("目的", "核对社工证书") in words


def test_the_share_of_certified_grid_workers(town):
    for grid, worker in ((town.grid, town.worker), (town.second_grid, town.second_worker)):
        appointments.appoint_worker(grid, worker, actor=town.secretary)
    assert queries.certified_grid_workers(town.viewer("secretary")).share == 0
    worker = social_workers.register_social_worker(
        town.community,
        facts(level="assistant", certificate_number="2026-C-1"),
        actor=town.secretary,
        user=town.worker,
    )
    ratio = queries.certified_grid_workers(town.viewer("secretary"))
    assert (ratio.certified, ratio.everybody, ratio.share) == (1, 2, 50)
    assert SocialWorker.objects.with_grid_work().get(pk=worker.pk).is_grid_worker
    SocialWorker.objects.filter(pk=worker.pk).update(valid_until=TODAY() - timedelta(days=1))
    assert queries.certified_grid_workers(town.viewer("secretary")).certified == 0


def test_who_has_no_certificate_is_no_part_of_the_certified(town, active):
    mine = SocialWorker.objects.filter(pk=active.pk)
    assert not mine.certified().exists()
    certified(town, active, 400)
    assert mine.certified().exists()
    assert not mine.certified(TODAY() + timedelta(days=401)).exists()


# --- what the database holds ----------------------------------------------------------------------
@pytest.mark.parametrize(
    "broken",
    [
        {"status": "lost"},
        {"level": "great"},
        {"engagement": "community"},
        {"organization": None},
        {"status": "left"},
        {"left_on": "2026-01-01"},
        {"valid_until": "2030-01-01"},
    ],
)
def test_the_database_keeps_the_facts_together(active, broken):
    with pytest.raises(IntegrityError), transaction.atomic():
        SocialWorker.objects.filter(pk=active.pk).update(**broken)


def test_the_database_knows_no_two_stations_of_one_in_one_place(town, active):
    held = active.stationings.get()
    held.pk, held.grant = None, None
    with pytest.raises(IntegrityError), transaction.atomic():
        held.save(force_insert=True)
