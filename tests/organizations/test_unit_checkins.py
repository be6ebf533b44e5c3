"""Units bring something: registered by themselves or at the counter, answered by the community."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from core.exceptions import DomainError
from core.models import Message, TallyDelta
from organizations.actions import unit_checkins
from organizations.actions.unit_checkins import UnitFacts
from organizations.checkin_workflow import UNIT_STEPS, CheckinStatus
from organizations.models import PostClass, UnitCheckin
from tests.days import day

pytestmark = pytest.mark.django_db
S = CheckinStatus


def facts(**said):
    values = {
        "brings": "每月一次义诊，两名医生",
        "posts": PostClass.objects.filter(code="health"),
        "contact_name": "施行",
        "contact_phone": "13800000018",
        "starts_on": timezone.localdate(),
    }
    return UnitFacts(**{**values, **said})


@pytest.fixture
def checkin(town):
    return unit_checkins.register_unit(
        town.organization, town.community, facts(), actor=town.org_manager
    )


@pytest.mark.parametrize("state", [s for s in S.values if s != "transferred"])
@pytest.mark.parametrize("step", UNIT_STEPS, ids=lambda step: step.name)
def test_each_step_leads_where_the_table_says_and_nowhere_else(town, checkin, state, step):
    acts = {
        "confirm": lambda: unit_checkins.confirm_unit(checkin, actor=town.staff),
        "decline": lambda: unit_checkins.decline_unit(
            checkin, reason="岗位已有单位", actor=town.staff
        ),
        "place": lambda: unit_checkins.start_unit(checkin, actor=town.staff),
        "end": lambda: unit_checkins.end_unit(checkin, reason="协议到期", actor=town.staff),
        "withdraw": lambda: unit_checkins.withdraw_unit(checkin, actor=town.org_manager),
    }
    way = {
        S.CONFIRMED: ["confirm"],
        S.ACTIVE: ["confirm", "place"],
        S.ENDED: ["confirm", "end"],
        S.DECLINED: ["decline"],
    }
    for name in way.get(state, []):
        acts[name]()
    if state in step.sources:
        assert acts[step.name]().status == step.target
    else:
        with pytest.raises(DomainError) as refused:
            acts[step.name]()
        assert refused.value.code == "moved_on"


def test_the_manager_hears_the_answer_and_figures_count_it(town, checkin):
    unit_checkins.confirm_unit(checkin, actor=town.staff)
    assert Message.objects.get(code="organizations.unit_checkin_confirmed").to_user == (
        town.org_manager
    )
    unit_checkins.end_unit(checkin, reason="协议到期", actor=town.staff)
    steps = TallyDelta.objects.filter(measure="organizations.unit_checkins").order_by("pk")
    assert [step.delta for step in steps] == [1, -1]


def test_one_stands_per_unit_and_community(town, checkin):
    with pytest.raises(DomainError) as refused:
        unit_checkins.register_unit(
            town.organization, town.community, facts(), actor=town.org_manager
        )
    assert refused.value.code == "already_here"
    elsewhere = unit_checkins.register_unit(
        town.organization, town.sibling, facts(), actor=town.org_manager
    )
    assert elsewhere.status == S.REGISTERED


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"brings": " "}, "brings"),
        ({"posts": []}, "posts"),
        ({"contact_name": ""}, "contact_name"),
        ({"contact_phone": "1"}, "contact_phone"),
        ({"ends_on": day(-1)}, "ends_on"),
    ],
)
def test_what_is_missing_is_asked_for_by_name(town, said, field):
    with pytest.raises(DomainError) as refused:
        unit_checkins.register_unit(
            town.organization, town.community, facts(**said), actor=town.org_manager
        )
    assert refused.value.field == field


def test_the_contact_shows_a_mask(checkin):
    checkin.refresh_from_db()
    assert (str(checkin.contact_name), str(checkin.contact_phone)) == ("施*", "138****0018")


@pytest.mark.parametrize(
    "broken",
    [
        {"status": "transferred"},
        {"status": "active"},
        {"status": "ended"},
        {"ends_on": "2020-01-01"},
    ],
)
def test_the_database_keeps_the_states_apart(checkin, broken):
    with pytest.raises(IntegrityError), transaction.atomic():
        UnitCheckin.objects.filter(pk=checkin.pk).update(**broken)


def test_the_units_manager_sees_on_his_desk_where_it_checked_in(client, town, checkin):
    way = reverse("organizations:unit_checkin", args=[checkin.pk])
    desk = town.enter(client, "org_manager").get(reverse("doors:desk")).content.decode()
    assert way in desk
    assert "在金秋社区报到" in desk
    assert client.get(way).status_code == 200
    unit_checkins.withdraw_unit(checkin, actor=town.org_manager)
    assert way not in client.get(reverse("doors:desk")).content.decode()


def test_the_units_manager_reads_in_the_history_that_the_community_confirmed(client, town, checkin):
    """The line was written by the community, in its own books."""
    act = reverse("organizations:unit_act", args=[checkin.pk, "confirm"])
    assert town.enter(client, "staff").post(act).status_code == 302
    page = reverse("organizations:unit_checkin", args=[checkin.pk])
    past = town.enter(client, "org_manager").get(page).context["page"].history
    assert ["确认单位报到" in past[0].text, "单位报到" in past[-1].text] == [True, True]
    assert len(past) == 2
