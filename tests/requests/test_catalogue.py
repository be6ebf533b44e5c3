"""派单目录: the first line that fits, a draft beside what is in force, last month as a trial."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from core import scope
from core.exceptions import DomainError
from core.models import AuditEvent
from requests.actions import catalogue as actions
from requests.actions import dispatch, rule_alerts
from requests.actions.catalogue import RuleFacts
from requests.actions.dispatch import Who
from requests.dispatching import catalogue_of, order_of, rule_for
from requests.models import (
    DispatchAlert,
    DispatchCatalogue,
    MenuItem,
    ServiceRequest,
)
from requests.models.parties import Lane
from requests.queries import catalogue as queries
from requests.workflow import Kind, Matter, OrderType
from tests.races import meet_inside, together
from tests.town import enter

__all__ = ["enter"]

Status = DispatchCatalogue.Status


@pytest.fixture
def draft(desk) -> DispatchCatalogue:
    return actions.begin_draft(desk.town.community, actor=desk.town.secretary)


def put(draft: DispatchCatalogue, actor) -> DispatchCatalogue:
    return actions.put_in_force(draft, actor=actor)


def row_of(desk, **values) -> ServiceRequest:
    row = desk.submit()
    ServiceRequest.objects.filter(pk=row.pk).update(**values)
    return ServiceRequest.objects.select_related("item__category", "community").get(pk=row.pk)


# --- which line -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("values", "lead"),
    [
        ({"order_type": OrderType.REGULAR}, Lane.HOST),
        ({"order_type": OrderType.WISH}, Lane.LEAD),
        ({"order_type": OrderType.VISION}, Lane.ASSIST),
        # what accuses is the community's own, whatever else it is called
        ({"order_type": OrderType.WISH, "kind": Kind.COMPLAINT}, Lane.HOST),
    ],
)
def test_three_kinds_of_orders_have_three_leads(desk, values, lead):
    rule = rule_for(row_of(desk, **values))
    assert rule.lead_lane == lead


def test_a_rule_for_a_big_kind_holds_for_the_kinds_below_it(desk):
    item = MenuItem.objects.get(code="groceries")
    rule = rule_for(row_of(desk, item=item))
    assert rule.category_id == item.category.parent_id
    assert rule.support_lanes == [Lane.SELFHELP]


def test_the_first_line_that_fits_counts(desk, draft):
    first = actions.add_rule(
        draft, facts=RuleFacts(Lane.ASSIST, matter=Matter.MINOR), actor=desk.town.secretary
    )
    second = actions.add_rule(
        draft, facts=RuleFacts(Lane.LEAD, matter=Matter.MINOR), actor=desk.town.secretary
    )
    put(draft, desk.town.secretary)
    row = row_of(desk, matter=Matter.MINOR)
    assert rule_for(row).pk == first.pk
    first.refresh_from_db()
    second.refresh_from_db()
    assert first.position < second.position


def test_a_new_line_stands_before_the_one_that_fits_everything(desk, draft):
    actions.add_rule(draft, facts=RuleFacts(Lane.ASSIST), actor=desk.town.secretary)
    last = draft.rules.order_by("-position").first()
    assert (last.lead_lane, last.when) == (Lane.HOST, "其余的")


def test_a_place_without_its_own_has_the_one_above_and_at_last_everybodys(desk, draft):
    home, sibling = desk.town.community, desk.town.sibling
    put(draft, desk.town.secretary)
    assert catalogue_of(home).pk == draft.pk
    assert catalogue_of(sibling).area_id is None
    of_street = DispatchCatalogue.objects.create(
        area=home.parent, version=1, status=Status.IN_FORCE, in_force_at=timezone.now()
    )
    assert catalogue_of(sibling).pk == of_street.pk
    assert catalogue_of(home).pk == draft.pk


# --- writing it -----------------------------------------------------------------------------------


def test_a_draft_is_a_copy_and_changes_nothing_until_it_is_put_in_force(desk, draft):
    model = DispatchCatalogue.objects.get(area__isnull=True)
    assert draft.rules.count() == model.rules.count()
    rule = draft.rules.get(category__code="hazard")
    facts = RuleFacts(Lane.ASSIST, category=rule.category)
    actions.change_rule(rule, facts=facts, actor=desk.town.secretary)
    row = row_of(desk, item=MenuItem.objects.filter(category__parent__code="hazard").first())
    assert rule_for(row).lead_lane == Lane.HOST
    put(draft, desk.town.secretary)
    assert rule_for(row).lead_lane == Lane.ASSIST
    assert AuditEvent.objects.filter(verb="requests.catalogue_put_in_force").exists()


def test_what_is_in_force_is_never_changed_and_its_past_stays(desk, draft):
    secretary = desk.town.secretary
    put(draft, secretary)
    rule = draft.rules.first()
    for act in (
        lambda: actions.add_rule(draft, facts=RuleFacts(Lane.HOST), actor=secretary),
        lambda: actions.change_rule(rule, facts=RuleFacts(Lane.LEAD), actor=secretary),
        lambda: actions.drop_rule(rule, actor=secretary),
        lambda: actions.raise_rule(rule, actor=secretary),
        lambda: actions.discard(draft, actor=secretary),
    ):
        with pytest.raises(DomainError) as refused:
            act()
        assert refused.value.code == "not_a_draft"
    second = actions.begin_draft(desk.town.community, actor=secretary)
    assert second.version == 2
    put(second, secretary)
    draft.refresh_from_db()
    assert draft.status == Status.RETIRED
    assert draft.rules.exists()


def test_a_table_without_a_last_line_is_not_put_in_force(desk, draft):
    last = draft.rules.order_by("-position").first()
    actions.drop_rule(last, actor=desk.town.secretary)
    with pytest.raises(DomainError) as refused:
        put(draft, desk.town.secretary)
    assert refused.value.code == "no_last_rule"


def test_what_fits_everything_stays_the_last(desk, draft):
    secretary = desk.town.secretary
    last = draft.rules.order_by("-position").first()
    with pytest.raises(DomainError) as refused:
        actions.raise_rule(last, actor=secretary)
    assert refused.value.code == "last_rule"
    first = draft.rules.order_by("position").first()
    actions.change_rule(first, facts=RuleFacts(Lane.HOST), actor=secretary)
    with pytest.raises(DomainError) as refused:
        put(draft, secretary)
    assert refused.value.code == "last_rule"


def test_a_rule_keeps_to_three_that_lead_and_two_that_help(desk, draft):
    for facts in (RuleFacts(Lane.SELFHELP), RuleFacts(Lane.HOST, [Lane.ASSIST])):
        with pytest.raises(IntegrityError), transaction.atomic():
            actions.add_rule(draft, facts=facts, actor=desk.town.secretary)


def _two_begin(desk):
    with scope.entered(scope.EVERYTHING):
        area, actor = desk.town.community, desk.town.secretary
    return together(*[lambda: actions.begin_draft(area, actor=actor)] * 2)


@pytest.mark.django_db(transaction=True)
def test_two_who_begin_a_draft_at_once_get_one(desk):
    outcomes = _two_begin(desk)
    assert sorted(type(one.error).__name__ for one in outcomes) == ["DomainError", "NoneType"]


@pytest.mark.django_db(transaction=True)
def test_without_the_lock_the_second_is_only_stopped_by_the_database(desk, monkeypatch):
    """The control."""
    monkeypatch.setattr(actions, "_alone", lambda area: None)
    meeting = meet_inside(monkeypatch, actions, "catalogue_of", after=True, wait=10)
    outcomes = _two_begin(desk)
    assert meeting.happened
    assert sorted(type(one.error).__name__ for one in outcomes) == ["IntegrityError", "NoneType"]


# --- last month as a trial ------------------------------------------------------------------------


def test_the_trial_says_what_would_change_and_moves_nothing(desk, draft):
    lamp, shop = (MenuItem.objects.get(code=code) for code in ("stair-light", "groceries"))
    for item, many in ((lamp, 3), (shop, 2)):
        for _n in range(many):
            row_of(desk, item=item)
    old = row_of(desk, item=lamp)
    ServiceRequest.objects.filter(pk=old.pk).update(
        created_at=timezone.now() - timedelta(days=queries.DAYS + 1)
    )
    facts = RuleFacts(Lane.ASSIST, item=lamp)
    actions.add_rule(draft, facts=facts, actor=desk.town.secretary)
    before = list(ServiceRequest.objects.order_by("pk").values())
    found = queries.rehearse(desk.viewer("secretary"), draft)
    assert (found.total, found.changed) == (5, 3)
    change = found.changes[0]
    assert change.count == 3
    assert "主办" in change.before
    assert "帮办" in change.after
    assert change.example.item_id == lamp.pk
    assert [rule.category.code for rule in found.unused if rule.category] == [
        "hazard", "neighbours", "visit", "escort", "repairs-home",
    ]  # fmt: skip
    assert list(ServiceRequest.objects.order_by("pk").values()) == before


def test_two_lines_that_do_the_same_are_no_change(desk, draft):
    row_of(desk)
    rule = draft.rules.order_by("-position").first()
    facts = RuleFacts(rule.lead_lane, matter=Matter.MINOR)
    actions.add_rule(draft, facts=facts, actor=desk.town.secretary)
    assert queries.rehearse(desk.viewer("secretary"), draft).changed == 0


def test_the_trial_costs_the_same_for_many_as_for_few(desk, draft):
    viewer, costs = desk.viewer("secretary"), []
    for _turn in range(2):
        for code in ("stair-light", "groceries", "parcel"):
            row_of(desk, item=MenuItem.objects.get(code=code))
        with CaptureQueriesContext(connection) as seen:
            queries.rehearse(viewer, draft)
        costs.append(len(seen))
    assert costs[0] == costs[1]


# --- what leads nowhere ---------------------------------------------------------------------------


def long_in_force(draft, desk):
    put(draft, desk.town.secretary)
    begun = timezone.now() - timedelta(days=draft.dead_after_days + 1)
    DispatchCatalogue.objects.filter(pk=draft.pk).update(in_force_at=begun)


def dead() -> set[int]:
    rows = DispatchAlert.objects.standing().filter(what="dead")
    return set(rows.values_list("rule__position", flat=True))


def test_a_line_that_nothing_fits_for_long_raises_an_alert_until_something_does(desk, draft):
    long_in_force(draft, desk)
    row_of(desk, item=MenuItem.objects.get(code="groceries"))
    rule_alerts.watch()
    rule = draft.rules.get(category__code="errands")
    other = draft.rules.get(category__code="escort")
    assert rule.position not in dead()
    assert other.position in dead()
    row_of(desk, item=MenuItem.objects.get(code="escort-hospital"))
    rule_alerts.watch()
    rule_alerts.watch()
    assert other.position not in dead()
    assert DispatchAlert.objects.filter(rule=other, what="dead").count() == 1


def test_a_fresh_table_has_time_to_be_used(desk, draft):
    put(draft, desk.town.secretary)
    rule_alerts.watch()
    assert not dead()


def test_a_lane_in_which_nobody_stands_is_said_on_the_desk(desk, enter):
    rule_alerts.watch()
    here = DispatchAlert.objects.standing().filter(community=desk.town.community, what="nobody")
    lanes = set(here.values_list("lane", flat=True))
    assert Lane.HOST not in lanes
    assert lanes, "the small town has no units that came to help"
    client = enter("secretary")
    for page in ("doors:desk", "requests:catalogues"):
        assert "现在没有人" in client.get(reverse(page)).content.decode()


# --- at work --------------------------------------------------------------------------------------


def test_the_desk_reads_the_proposal_and_another_lane_takes_a_reason(desk, enter):
    row = desk.classified()
    page = enter("secretary").get(reverse("requests:case", args=[row.pk])).content.decode()
    assert "派单目录建议" in page
    assert "社区党组织主办" in page
    who = Who(Lane.LEAD, user=desk.town.worker)
    with pytest.raises(DomainError) as refused:
        dispatch.assign(row, who, by=desk.viewer("secretary"))
    assert refused.value.field == "reason"
    said = Who(Lane.LEAD, user=desk.town.worker, reason="他就住楼下")
    assert dispatch.assign(row, said, by=desk.viewer("secretary")).status == "assigned"


def test_the_form_begins_with_the_proposed_lane(desk, enter):
    row = desk.classified()
    ServiceRequest.objects.filter(pk=row.pk).update(order_type=OrderType.VISION)
    path = reverse("requests:case_act", args=[row.pk, "assign"])
    page = enter("secretary").get(path)
    assert page.context["form"].initial["lane"] == Lane.ASSIST
    assert order_of(row).order_type == OrderType.REGULAR


def test_from_a_draft_to_what_is_in_force_at_the_desk(desk, enter):
    client = enter("secretary")
    begun = client.post(reverse("requests:catalogue_begin", args=[desk.town.community.pk]))
    draft = DispatchCatalogue.objects.drafts().get()
    assert begun.url == reverse("requests:catalogue", args=[draft.pk])
    add = reverse("requests:catalogue_act", args=[draft.pk, "add"])
    said = {
        "matter": "minor", "lead_lane": "lead", "support_lanes": ["selfhelp"], "mode": "offer",
        "wave": 2, "wait_minutes": 60,
    }  # fmt: skip
    assert client.post(add, said).status_code == 302
    rule = draft.rules.get(lead_lane="lead", matter="minor")
    assert client.post(reverse("requests:raise_rule", args=[rule.pk])).status_code == 302
    change = reverse("requests:rule_act", args=[rule.pk, "change"])
    assert client.get(change).context["form"].initial["wave"] == 2
    assert client.post(change, said | {"wave": 3}).status_code == 302
    assert client.get(reverse("requests:catalogue_test", args=[draft.pk])).status_code == 200
    put_in = reverse("requests:catalogue_act", args=[draft.pk, "put-in-force"])
    assert client.post(put_in).status_code == 302
    page = client.get(reverse("requests:catalogue", args=[draft.pk])).content.decode()
    assert "一次 3 位，等 1 小时" in page
    assert client.get(put_in).status_code == 404


@pytest.mark.parametrize("name", ["staff", "worker", "resident", "sibling_staff", "volunteer"])
def test_who_does_not_decide_it_does_not_find_it(desk, enter, draft, name):
    client = enter(name)
    for path in (
        reverse("requests:catalogues"),
        reverse("requests:catalogue", args=[draft.pk]),
        reverse("requests:catalogue_act", args=[draft.pk, "put-in-force"]),
    ):
        assert client.get(path).status_code == 404
