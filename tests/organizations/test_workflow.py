"""The table of an organisation's life: every pair of state and step."""

import pytest

from core.exceptions import DomainError
from core.models import AuditEvent, TallyDelta
from organizations import workflow
from organizations.actions import organizations
from organizations.models import Organization
from organizations.workflow import STEPS, Status

pytestmark = pytest.mark.django_db
ACTIONS = {
    "confirmed": organizations.confirm,
    "declined": organizations.decline,
    "suspended": organizations.suspend,
    "resumed": organizations.resume,
    "closed": organizations.close,
}


def at(organization, status):
    reason = "先前的原因" if status in {Status.SUSPENDED, Status.CLOSED} else ""
    Organization.objects.filter(pk=organization.pk).update(status=status, reason=reason)
    return Organization.objects.get(pk=organization.pk)


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.name)
@pytest.mark.parametrize("status", list(Status))
def test_every_step_from_every_state(town, association, status, step):
    here = at(association, status)
    reason = {"reason": "场地没了"} if step.reason_required else {}
    if status in step.sources:
        moved = ACTIONS[step.name](here, actor=town.secretary, **reason)
        assert moved.status == step.target
        assert moved.reason == reason.get("reason", "")
        event = AuditEvent.objects.filter(object_id=str(here.pk)).latest("pk")
        assert event.verb == f"organizations.organization_{step.name}"
    else:
        with pytest.raises(DomainError) as refused:
            ACTIONS[step.name](here, actor=town.secretary, **reason)
        assert refused.value.code == "moved_on"
        assert Organization.objects.get(pk=here.pk).status == status


@pytest.mark.parametrize("step", [s for s in STEPS if s.reason_required], ids=lambda s: s.name)
def test_stopping_asks_for_a_reason(town, association, step):
    here = at(association, next(iter(step.sources)))
    with pytest.raises(DomainError) as refused:
        ACTIONS[step.name](here, actor=town.secretary, reason="  ")
    assert refused.value.field == "reason"


def test_every_step_has_its_action_and_nothing_leads_back_from_closed():
    assert set(ACTIONS) == {step.name for step in STEPS}
    assert workflow.open_from(Status.CLOSED) == ()


def test_nobody_confirms_what_he_proposed_himself(town, proposed):
    with pytest.raises(DomainError) as refused:
        organizations.confirm(proposed, actor=town.worker)
    assert refused.value.code == "oneself"
    assert organizations.confirm(proposed, actor=town.staff).status == Status.ACTIVE


def test_the_tally_follows_what_is_active(town, proposed):
    def counted():
        steps = TallyDelta.objects.filter(measure="organizations.active", scope=town.community.pk)
        return sum(step.delta for step in steps if step.dims["kind"] == proposed.kind)

    assert counted() == 0
    organizations.confirm(proposed, actor=town.staff)
    assert counted() == 1
    organizations.suspend(proposed, reason="人手不够", actor=town.staff)
    assert counted() == 0
    organizations.resume(proposed, actor=town.staff)
    organizations.close(proposed, reason="解散", actor=town.staff)
    assert counted() == 0


def test_a_number_in_a_reason_is_masked_and_kept_sealed(town, association):
    moved = organizations.suspend(association, reason="问会长 13911112222", actor=town.secretary)
    moved.refresh_from_db()
    assert moved.reason == "问会长 139****2222"
    assert moved.numbers.open() == "13911112222"
