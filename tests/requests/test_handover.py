"""Who leaves his post leaves no request without somebody."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.actions import grants
from accounts.models import RoleGrant
from accounts.roles import COMMUNITY_STAFF, GRID_WORKER
from communities.actions import roles
from communities.models import Area, AreaScope
from core.exceptions import DomainError
from requests.models import CallBack, Recusal, ServiceRequest

pytestmark = pytest.mark.django_db


def leave(town, grant, to):
    roles.leave_post(grant, to, by=town.viewer("secretary"), reason="调走")


def kept_by(row, user):
    ServiceRequest.objects.filter(pk=row.pk).update(keeper=user)


@pytest.fixture
def grant(town):
    return RoleGrant.objects.get(user=town.staff, role=COMMUNITY_STAFF)


def test_what_he_keeps_is_named_and_goes_to_the_successor(town, desk, grant):
    row, over = desk.submit(), desk.closed()
    for one in (row, over):
        kept_by(one, town.staff)
    with pytest.raises(DomainError, match="管着的诉求 1"):
        leave(town, grant, None)
    leave(town, grant, town.secretary)
    row.refresh_from_db()
    over.refresh_from_db()
    assert (row.keeper, over.keeper) == (town.secretary, town.staff)


def test_what_he_works_on_goes_on_in_the_same_part(town, desk):
    row = desk.in_progress()
    grant = RoleGrant.objects.get(user=town.worker, role=GRID_WORKER)
    with pytest.raises(DomainError, match="派到名下的诉求 1"):
        leave(town, grant, None)
    leave(town, grant, town.second_worker)
    before, lead = row.parties.leads().order_by("pk")
    assert (before.user, before.why_ended) == (town.worker, "handover")
    assert (lead.user, lead.lane, lead.signed_at) == (
        town.second_worker,
        before.lane,
        before.signed_at,
    )


def test_with_his_grid_he_gives_up_what_he_has_there_whatever_else_he_does_here(town, desk):
    row = desk.in_progress()
    kept_by(row, town.worker)
    grants.grant_role(COMMUNITY_STAFF, town.worker, actor=town.secretary, reason="也坐班")
    other = RoleGrant.objects.get(user=town.worker, role=COMMUNITY_STAFF)
    AreaScope.objects.create(grant=other, area=town.community)
    leave(town, RoleGrant.objects.get(user=town.worker, role=GRID_WORKER), town.second_worker)
    row.refresh_from_db()
    assert row.keeper == town.second_worker
    assert row.parties.standing().leads().get().user == town.second_worker


def test_a_successor_with_an_interest_gets_everything_but_this(town, desk, grant):
    row = desk.submit()
    kept_by(row, town.staff)
    Recusal.objects.create(
        community=row.community, service_request=row, user=town.secretary, reason="亲戚"
    )
    leave(town, grant, town.secretary)
    row.refresh_from_db()
    assert row.keeper not in {town.secretary, town.staff}


def test_a_call_he_promised_is_made_by_the_successor(town, desk, grant):
    row = desk.submit()
    kept_by(row, town.secretary)
    promised = CallBack.objects.create(
        community=row.community,
        service_request=row,
        about="回电",
        due_at=timezone.now() + timedelta(hours=1),
        asked_by=town.staff,
    )
    leave(town, grant, town.secretary)
    promised.refresh_from_db()
    assert promised.asked_by == town.secretary


def test_who_goes_on_working_there_keeps_what_he_holds(town, desk, grant):
    row = desk.submit()
    kept_by(row, town.staff)
    place = Area.objects.get(pk=town.community.pk)
    roles.give(COMMUNITY_STAFF, town.staff, [place], actor=town.secretary, reason="续任")
    leave(town, grant, None)
    row.refresh_from_db()
    assert row.keeper == town.staff
