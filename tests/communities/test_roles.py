"""Who appoints whom where, who stands in, and how somebody leaves."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.utils import timezone

from accounts import handover, roles
from accounts.models import RoleGrant
from communities.actions import roles as actions
from communities.models import AreaScope
from core.exceptions import DomainError
from tests.town import Town, town

__all__ = ["town"]

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate
DAY = timedelta(days=1)


def grant_of(town: Town, name: str) -> RoleGrant:
    return RoleGrant.objects.get(user=town.accounts[name], delegated_from__isnull=True)


def appoint(town, by, role, place, person="stranger"):
    area = getattr(town, place) if place else None
    return actions.appoint(role, town.accounts[person], area, by=town.viewer(by))


# --- who may appoint ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("by", "role", "place"),
    [
        ("secretary", roles.GRID_WORKER, "second_grid"),
        ("secretary", roles.BUILDING_HEAD, "grid"),
        ("secretary", roles.COMMUNITY_STAFF, "community"),
        ("street_official", roles.COMMUNITY_SECRETARY, "sibling"),
        ("street_official", roles.DISPATCHER, "street"),
        ("district_official", roles.STREET_OFFICIAL, "street"),
        ("security_admin", roles.DISTRICT_OFFICIAL, "far_district"),
        ("security_admin", roles.COMMUNITY_SECRETARY, "far_community"),
    ],
)
def test_who_may_appoint_appoints_inside_his_places(town, by, role, place):
    grant = appoint(town, by, role, place)
    assert grant.granted_by == town.accounts[by]
    assert actions.places_of(grant) == [getattr(town, place)]
    assert town.viewer("stranger").role.code == role


@pytest.mark.parametrize(
    ("by", "role", "place"),
    [
        ("secretary", roles.GRID_WORKER, "sibling_grid"),
        ("secretary", roles.COMMUNITY_SECRETARY, "community"),
        ("secretary", roles.SYSTEM_ADMIN, None),
        ("staff", roles.GRID_WORKER, "grid"),
        ("worker", roles.BUILDING_HEAD, "grid"),
        ("resident", roles.BUILDING_HEAD, "grid"),
        ("street_official", roles.COMMUNITY_SECRETARY, "far_community"),
        ("street_official", roles.STREET_OFFICIAL, "street"),
        ("district_official", roles.COMMUNITY_STAFF, "community"),
        ("far_official", roles.STREET_OFFICIAL, "street"),
        ("security_admin", roles.COMMUNITY_STAFF, "community"),
        ("security_admin", roles.SYSTEM_ADMIN, None),
        ("system_admin", roles.COMMUNITY_SECRETARY, "community"),
        ("auditor", roles.DISTRICT_OFFICIAL, "district"),
    ],
)
def test_nobody_appoints_beyond_his_right_or_his_places(town, by, role, place):
    with pytest.raises(DomainError) as refused:
        appoint(town, by, role, place)
    assert refused.value.code == "not_allowed"
    assert not RoleGrant.objects.filter(user=town.stranger).exists()


def test_nobody_appoints_himself(town):
    with pytest.raises(DomainError, match="自己"):
        appoint(town, "secretary", roles.COMMUNITY_STAFF, "community", person="secretary")


def test_a_sleeping_official_appoints_nobody(town):
    sleeping = town.viewer("street_official").__class__(
        **(vars(town.viewer("street_official")) | {"sleeping": True})
    )
    with pytest.raises(DomainError):
        actions.appoint(roles.COMMUNITY_SECRETARY, town.stranger, town.community, by=sleeping)


@pytest.mark.parametrize(
    ("role", "place"),
    [(roles.GRID_WORKER, "community"), (roles.COMMUNITY_STAFF, "grid")],
)
def test_a_role_is_given_on_its_own_level(town, role, place):
    with pytest.raises(DomainError, match="不能管这一级"):
        appoint(town, "secretary", role, place)


def test_dismissal_works_at_once_and_only_from_above(town):
    grant = grant_of(town, "worker")
    for by in ("staff", "far_staff", "worker"):
        with pytest.raises(DomainError):
            actions.dismiss(grant, by=town.viewer(by), reason="违纪")
    actions.dismiss(grant, by=town.viewer("secretary"), reason="违纪")
    assert not town.viewer("worker").is_staff


# --- standing in ----------------------------------------------------------------------------------


def lend(town, name, deputy, by=None, areas=None, days=9):
    return actions.delegate(
        grant_of(town, name),
        town.accounts[deputy],
        by=town.viewer(by or name),
        starts_on=TODAY(),
        ends_on=TODAY() + days * DAY,
        reason="外出培训",
        areas=areas,
    )


def test_a_deputy_gets_the_same_places(town):
    lent = lend(town, "secretary", "staff")
    assert set(actions.places_of(lent)) == {town.community}


def test_a_superior_may_arrange_it_for_somebody_who_fell_ill(town):
    assert lend(town, "worker", "second_worker", by="secretary")
    with pytest.raises(DomainError):
        lend(town, "worker", "second_worker", by="staff")


def test_a_deputy_may_get_less_but_never_more(town):
    assert lend(town, "secretary", "staff", areas=[town.grid])
    for areas in ([town.sibling], [town.street], []):
        with pytest.raises(DomainError, match="自己管的地方"):
            lend(town, "secretary", "staff", areas=areas, days=3)


@pytest.mark.parametrize("deputy", ["org_manager", "liaison", "far_staff"])
def test_a_deputy_works_in_the_same_place(town, deputy):
    """The head of an organisation would read the register of the grid he stands in for."""
    with pytest.raises(DomainError, match="同一个地方"):
        lend(town, "worker", deputy)


def test_a_loan_comes_back_early(town):
    lent = lend(town, "secretary", "staff")
    with pytest.raises(DomainError):
        actions.take_back(lent, by=town.viewer("worker"))
    actions.take_back(lent, by=town.viewer("secretary"))
    assert len(town.viewer("staff").grants) == 1
    with pytest.raises(DomainError, match="不是代理"):
        actions.take_back(grant_of(town, "staff"), by=town.viewer("staff"))


def test_an_official_deputy_sleeps_like_his_principal(town):
    """What is lent needs the same second factor."""
    lend(town, "street_official", "dispatcher")
    lent = RoleGrant.objects.get(user=town.dispatcher, delegated_from__isnull=False)
    assert lent.definition.needs_mfa


# --- leaving --------------------------------------------------------------------------------------


@pytest.fixture
def keys(monkeypatch):
    """A room's open things: two bunches of keys, in the worker's hands."""
    hands = SimpleNamespace(holder=None, count=2, stubborn=False)

    class Keys:
        @staticmethod
        def count(grant):
            return hands.count if grant.user_id == hands.holder else 0

        @staticmethod
        def move(grant, *, to, actor):
            if not hands.stubborn:
                hands.holder = to.pk

    monkeypatch.setattr(handover, "_registered", {})
    handover.handover("tests.keys", title="钥匙")(Keys)
    return hands


def leave(town, name, successor=None, by=None):
    actions.leave_post(
        grant_of(town, name),
        town.accounts[successor] if successor else None,
        by=town.viewer(by or name),
        reason="调岗",
    )


def test_nobody_leaves_with_something_in_his_hands(town, keys):
    keys.holder = town.worker.pk
    with pytest.raises(DomainError, match="钥匙 2") as refused:
        leave(town, "worker")
    assert refused.value.code == "open_duties"
    assert town.viewer("worker").is_staff


def test_with_a_successor_everything_moves_and_the_role_ends(town, keys):
    keys.holder = town.worker.pk
    leave(town, "worker", "second_worker")
    assert keys.holder == town.second_worker.pk
    assert not town.viewer("worker").is_staff


def test_what_did_not_move_keeps_everything_as_it_was(town, keys):
    keys.holder, keys.stubborn = town.worker.pk, True
    with pytest.raises(DomainError, match="没能全部交出"):
        leave(town, "worker", "second_worker")
    assert town.viewer("worker").is_staff


@pytest.mark.parametrize("successor", ["far_staff", "resident", "worker", "org_manager"])
def test_a_successor_works_in_the_same_place_and_is_somebody_else(town, keys, successor):
    keys.holder = town.worker.pk
    with pytest.raises(DomainError):
        leave(town, "worker", successor)


def test_with_nothing_open_one_just_goes_and_the_superior_may_see_to_it(town, keys):
    leave(town, "worker")
    assert not town.viewer("worker").is_staff
    leave(town, "head", by="secretary")
    assert not town.viewer("head").is_staff
    with pytest.raises(DomainError):
        leave(town, "second_worker", by="staff")


def test_a_duty_has_one_name(keys):
    with pytest.raises(RuntimeError):
        handover.handover("tests.keys", title="钥匙")(
            SimpleNamespace(count=lambda grant: 0, move=lambda grant, to, actor: None)
        )


def test_a_grant_without_places_reaches_nothing(town):
    AreaScope.objects.filter(grant=grant_of(town, "secretary")).delete()
    with pytest.raises(DomainError):
        appoint(town, "secretary", roles.COMMUNITY_STAFF, "community")
