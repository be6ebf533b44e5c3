"""The roster, standing in, leaving: through the pages."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import RoleGrant, User
from accounts.roles import BUILDING_HEAD, GRID_WORKER
from communities.actions import roles
from core.exceptions import DomainError
from tests.town import Town, town

__all__ = ["town"]

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


def grant_of(town: Town, name: str) -> RoleGrant:
    return RoleGrant.objects.get(user=town.accounts[name], delegated_from__isnull=True)


PEOPLE = ["anonymous", "resident", "worker", "staff", "secretary", "street_official", "far_staff"]
PAGES = {
    #                                  anon  resid worker staff secr  street far
    ("get", "roster", ""):             (302, 404, 404, 404, 200, 200, 404),
    ("get", "appoint", ""):            (302, 404, 404, 404, 200, 200, 404),
    ("post", "appoint", ""):           (302, 404, 404, 404, 422, 422, 404),
    ("get", "dismiss", "worker"):      (302, 404, 404, 404, 200, 404, 404),
    ("post", "dismiss", "worker"):     (302, 404, 404, 404, 422, 404, 404),
    ("get", "dismiss", "secretary"):   (302, 404, 404, 404, 404, 200, 404),
    ("get", "handover", ""):           (302, 404, 200, 200, 200, 200, 200),
    ("get", "lend_role", "worker"):    (302, 404, 200, 404, 200, 404, 404),
    ("post", "lend_role", "worker"):   (302, 404, 422, 404, 422, 404, 404),
    ("get", "leave_post", "worker"):   (302, 404, 200, 404, 200, 404, 404),
    ("post", "leave_post", "worker"):  (302, 404, 422, 404, 422, 404, 404),
    ("get", "take_role_back", "lent"): (302, 405, 405, 405, 405, 405, 405),
    ("post", "take_role_back", "lent"): (302, 404, 404, 302, 302, 404, 404),
}  # fmt: skip


@pytest.mark.parametrize(("method", "page", "about"), PAGES)
def test_who_gets_what(client, town: Town, method, page, about):
    for who, expected in zip(PEOPLE, PAGES[method, page, about], strict=True):
        args = []
        if about == "lent":
            args = [lend_to_staff(town).pk]
        elif about:
            args = [grant_of(town, about).pk]
        town.enter(client, who)
        response = getattr(client, method)(reverse(f"communities:{page}", args=args))
        assert response.status_code == expected, who


def lend_to_staff(town: Town) -> RoleGrant:
    RoleGrant.objects.filter(delegated_from__isnull=False).update(revoked_at=timezone.now())
    return roles.delegate(
        grant_of(town, "secretary"),
        town.staff,
        by=town.viewer("secretary"),
        starts_on=TODAY(),
        ends_on=TODAY() + timedelta(days=3),
        reason="培训",
    )


def test_a_secretary_appoints_who_has_signed_in_once(client, town):
    town.enter(client, "secretary")
    response = client.post(
        reverse("communities:appoint"),
        {"phone": "13800000016", "role": "grid_worker", "area": town.second_grid.pk},
    )
    assert response.url == reverse("communities:roster")
    assert town.viewer("stranger").role.code == "grid_worker"
    assert "何方" in client.get(response.url).content.decode()


@pytest.mark.parametrize("change", [{"role": "system_admin"}, {"area": "sibling_grid"}])
def test_what_is_not_offered_is_not_taken(client, town, change):
    town.enter(client, "secretary")
    sent = {"phone": "13800000016", "role": "grid_worker", "area": town.grid.pk} | change
    if "area" in change:
        sent["area"] = getattr(town, change["area"]).pk
    assert client.post(reverse("communities:appoint"), sent).status_code == 422
    assert not town.viewer("stranger").is_staff


def test_a_worker_asks_a_colleague_to_stand_in_and_takes_it_back(client, town):
    town.enter(client, "worker")
    own = grant_of(town, "worker")
    response = client.post(
        reverse("communities:lend_role", args=[own.pk]),
        {
            "deputy": town.second_worker.pk,
            "starts_on": TODAY(),
            "ends_on": TODAY() + timedelta(days=5),
            "reason": "产假",
        },
    )
    assert response.url == reverse("communities:handover")
    lent = RoleGrant.objects.get(delegated_from=own)
    assert "冯丽" in client.get(response.url).content.decode()
    client.post(reverse("communities:take_role_back", args=[lent.pk]))
    assert not RoleGrant.objects.in_force().filter(pk=lent.pk).exists()


def test_only_colleagues_are_offered(client, town):
    town.enter(client, "worker")
    page = client.get(reverse("communities:lend_role", args=[grant_of(town, "worker").pk]))
    offered = set(page.context["form"].fields["deputy"].queryset)
    assert town.second_worker in offered
    assert offered.isdisjoint({town.worker, town.far_staff, town.sibling_staff, town.resident})


def test_leaving_ends_the_role(client, town):
    town.enter(client, "worker")
    response = client.post(
        reverse("communities:leave_post", args=[grant_of(town, "worker").pk]), {"reason": "调岗"}
    )
    assert not town.viewer("worker").is_staff
    assert client.get(response.url).status_code == 200  # not to the list of posts he has no more
    assert client.get(reverse("communities:handover")).status_code == 404


def test_who_leads_ten_households_sits_at_no_desk_and_follows_nobody_there(client, town):
    roles.give(BUILDING_HEAD, town.resident, [town.grid], actor=town.staff)
    town.enter(client, "staff")
    held = grant_of(town, "staff")
    page = client.get(reverse("communities:leave_post", args=[held.pk]))
    assert town.resident not in page.context["form"].fields["successor"].queryset
    with pytest.raises(DomainError):
        roles.leave_post(held, town.resident, by=town.viewer("secretary"), reason="调走")


def test_the_roster_costs_the_same_for_one_and_for_many(client, town):
    town.enter(client, "secretary")
    client.get(reverse("communities:roster"))
    counts = []
    for more in (0, 14):
        for number in range(more):
            user = User.objects.create_user(f"136000000{number:02}")
            roles.give("grid_worker", user, [town.grid], actor=None)
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("communities:roster"))
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_an_account_without_a_name_gets_no_post(town, client):
    nobody = town.account("nobody", "", "13800000999")
    town.enter(client, "secretary")
    page = client.post(
        reverse("communities:appoint"),
        {"phone": "13800000999", "role": GRID_WORKER, "area": town.second_grid.pk},
    )
    assert page.status_code == 422
    assert "还没有姓名" in page.content.decode()
    assert not nobody.grants.exists()
