"""Members of a hub: asked, taken, left; the hub acts for them where a hub may act, and no other."""

import pytest
from django.db import models
from django.urls import reverse

from core import scope
from core.models import Message
from organizations.actions import hubs, organizations
from organizations.cultivation_workflow import Stage
from organizations.models import Cultivation, HubMembership, Organization
from organizations.queries import hubs as queries
from tests.organizations.conftest import facts
from tests.organizations.test_cultivations import at, see
from tests.organizations.test_pairings import a_school, refused
from tests.races import meet_inside, together

pytestmark = pytest.mark.django_db


@pytest.fixture
def hub(town) -> Organization:
    """The one `org_manager` speaks for."""
    Organization.objects.filter(pk=town.organization.pk).update(is_hub=True)
    return Organization.objects.get(pk=town.organization.pk)


def member(town, hub, association):
    return hubs.take(hubs.ask(association, hub=hub, actor=town.staff), actor=town.org_manager)


def test_a_social_organisation_comes_to_one_hub(town, hub, association, another):
    assert refused(hubs.ask, a_school(town), hub=hub, actor=None) == "unfit"
    assert refused(hubs.ask, hub, hub=hub, actor=None) == "unfit"
    assert refused(hubs.ask, association, hub=association, actor=None) == "hub"
    row = hubs.ask(association, hub=hub, actor=town.staff)
    told = Message.objects.get(code="organizations.hub_asked")
    assert (row.status, told.to_user) == ("asked", town.org_manager)
    other = another(town.street, "街道孵化中心", is_hub=True)
    assert refused(hubs.ask, association, hub=other, actor=None) == "hub"
    row = hubs.take(row, actor=town.org_manager)
    assert (row.status, row.until) == ("member", None)
    assert row.since is not None
    assert refused(hubs.take, row, actor=None) == "moved_on"
    assert refused(hubs.decline, row, reason="满了", actor=None) == "moved_on"
    assert refused(hubs.leave, row, reason=" ", actor=None) == "reason"
    row = hubs.leave(row, reason="换一家", actor=town.staff)
    assert refused(hubs.leave, row, reason="换一家", actor=None) == "moved_on"
    again = hubs.ask(association, hub=other, actor=town.staff)
    assert refused(hubs.decline, again, reason=" ", actor=None) == "reason"
    assert hubs.decline(again, reason="满了", actor=None).status == "declined"
    organizations.suspend(association, reason="停", actor=town.staff)
    stopped = Organization.objects.get(pk=association.pk)
    assert refused(hubs.ask, stopped, hub=other, actor=None) == "unfit"


def test_what_is_no_hub_any_more_takes_nobody(town, hub, association):
    row = hubs.ask(association, hub=hub, actor=town.staff)
    Organization.objects.filter(pk=hub.pk).update(is_hub=False)
    assert refused(hubs.take, row, actor=None) == "no_hub"
    assert refused(hubs.ask, association, hub=town.organization, actor=None) == "hub"


@pytest.mark.parametrize("how", ["no hub", "hub closed", "member closed"])
def test_it_ends_with_either_of_the_two(town, hub, association, how):
    row = member(town, hub, association)
    if how == "no hub":
        organizations.correct(hub, is_hub=False, actor=town.staff)
    else:
        gone = hub if how == "hub closed" else association
        organizations.close(gone, reason="注销", actor=town.staff)
    row.refresh_from_db()
    assert (row.status, bool(row.reason)) == ("left", True)


def test_the_other_side_hears_that_it_is_over(enter, town, hub, association):
    hubs.leave(hubs.ask(association, hub=hub, actor=town.staff), reason="再想想", actor=town.staff)
    told = Message.objects.filter(code="organizations.hub_left")
    assert not told.exists(), "it had not been answered"
    hubs.leave(member(town, hub, association), reason="换一家", actor=town.org_manager)
    assert not told.exists(), "whoever ended it knows"
    hubs.leave(member(town, hub, association), reason="换一家", actor=town.staff)
    assert [one.to_user for one in told] == [town.org_manager]
    assert enter("org_manager").get(told.get().link).status_code == 200
    member(town, hub, association)
    organizations.close(association, reason="注销", actor=town.staff)
    assert told.all().count() == 2


def test_the_hub_hands_in_for_its_members_and_sees_no_other(enter, town, hub, another):
    team = at(town, Stage.TEAM)
    see(town, team)
    other = at(town, Stage.TEAM, name="别家的队")
    page = reverse("organizations:cultivation", args=[team.pk])
    act = reverse("organizations:cultivation_act", args=[team.pk, "hand-in"])
    assert enter("org_manager").get(page).status_code == 404
    row = hubs.ask(team.organization, hub=hub, actor=town.staff)
    assert enter("org_manager").get(page).status_code == 404
    row = hubs.take(row, actor=town.org_manager)
    seen = Cultivation.objects.visible_to(town.viewer("org_manager"))
    assert set(seen) == {team}
    shown = enter("org_manager").get(page)
    assert [str(one["label"]) for one in shown.context["buttons"]] == ["递交街道备案"]
    assert shown.context["page"].history
    assert enter("org_manager").post(act, {"idempotency_key": "hub-00001"}).status_code == 302
    team.refresh_from_db()
    assert (team.stage, team.handed_in_by) == ("handed_in", town.org_manager)
    assert other not in seen
    hubs.leave(row, reason="换一家", actor=town.staff)
    assert enter("org_manager").get(page).status_code == 404


def labels(client, organization):
    page = client.get(reverse("organizations:organization", args=[organization.pk]))
    return [str(one["label"]) for _row, acts in page.context["hubs"] for one in acts]


def test_the_page_of_the_hub_lists_its_members(enter, client, town, hub, association):
    act = reverse("organizations:organization_act", args=[association.pk, "join-hub"])
    said = {"hub": hub.pk, "idempotency_key": "hub-00002"}
    assert enter("worker").get(act).status_code == 404
    assert enter("staff").post(act, said).status_code == 302
    row = HubMembership.objects.get()
    assert labels(enter("org_manager"), hub) == ["接收", "不接"]
    assert labels(enter("staff"), association) == ["接收", "不接", "不加入了"], "speaks for both"
    public = reverse("organizations:public", args=[hub.pk])
    assert association.title not in client.get(public).content.decode()
    assert queries.memberships(town.viewer("far_staff"), hub) == []
    take = reverse("organizations:hub_membership_act", args=[row.pk, "take"])
    for name in ("far_staff", "worker", "resident"):
        assert enter(name).get(take).status_code == 404, name
    assert enter("org_manager").post(take, {"idempotency_key": "hub-00003"}).status_code == 302
    assert labels(enter("org_manager"), hub) == ["结束成员关系"]
    assert labels(enter("staff"), association) == ["退出枢纽"]
    page = enter("staff").get(reverse("organizations:organization", args=[association.pk]))
    assert hub.title in page.content.decode()
    assert "加入枢纽" not in [str(one["label"]) for one in page.context["buttons"]]
    client.logout()
    assert association.title in client.get(public).content.decode()
    own = client.get(reverse("organizations:public", args=[association.pk]))
    assert [each.hub for each in own.context["page"].hubs] == [hub]
    organizations.suspend(association, reason="停", actor=town.staff)
    assert association.title not in client.get(public).content.decode()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("locked", [True, False], ids=["locked", "lock-off"])
def test_taken_and_declined_at_once_one_of_them_holds(town, monkeypatch, locked):
    with scope.entered(scope.EVERYTHING):
        Organization.objects.filter(pk=town.organization.pk).update(is_hub=True)
        hub = Organization.objects.get(pk=town.organization.pk)
        team = organizations.register(town.community, facts("合唱团"), actor=None)
        row = hubs.ask(team, hub=hub, actor=None)
    if not locked:
        monkeypatch.setattr(models.QuerySet, "select_for_update", lambda self, **options: self)
    meeting = meet_inside(monkeypatch, hubs, "_move")
    outcomes = together(
        lambda: hubs.take(row, actor=None),
        lambda: hubs.decline(row, reason="满了", actor=None),
    )
    assert meeting.happened is not locked
    assert [one.error.code for one in outcomes if one.error] == (["moved_on"] if locked else [])
