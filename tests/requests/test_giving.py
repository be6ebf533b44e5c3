"""A gift is used on an order or an activity: the donor follows it there, and reads a surname."""

from decimal import Decimal

import pytest
from django.urls import reverse

from activities.actions import activities
from charity.actions import gifts, stock, uses
from charity.actions.facts import DonorFacts
from charity.actions.uses import Deed
from charity.models import Allocation
from charity.queries import traces
from core import scope
from core.exceptions import DomainError
from requests.models import ServiceRequest
from tests.activities.conftest import facts as activity_facts
from tests.charity.conftest import admit, give, goods, money

pytestmark = pytest.mark.django_db
HIS = DonorFacts(name="何方", phone="13800000016")
"""`stranger` has signed in with this number and lives in no register."""


@pytest.fixture
def paid(town):
    admit(town)
    return gifts.receive(give(town, money(500), donor=HIS), actor=town.secretary)


@pytest.fixture
def order(desk, town):
    """Somebody needs a handrail, and the grid worker is at it."""
    return desk.in_progress(words="卫生间装个扶手", resident=town.people["resident"])


def said(gift, **more):
    values = {"source": f"g{gift.pk}", "quantity": "120", "what": "买扶手和安装"}
    return values | {"idempotency_key": "give-0001"} | more


def test_the_page_of_an_order_takes_it_from_a_gift_and_its_donor_reads_where_it_went(
    town, order, paid, enter
):
    url = reverse("requests:case_gifts", args=[order.pk])
    assert url in enter("staff").get(reverse("requests:case", args=[order.pk])).content.decode()
    assert enter("staff").post(url, said(paid)).url == url
    row = Allocation.objects.get()
    assert (row.kind, row.reference, row.quantity) == ("order", order.pk, 120)
    name = town.people["resident"].name.open()
    assert row.recipient == f"{name[0]}**"[: len(row.recipient)]
    assert name not in row.recipient
    [trace] = traces.mine(town.viewer("stranger"))
    assert trace.used == 120
    assert "买扶手和安装，受益人" in trace.lines[0].words
    assert name not in trace.lines[0].words
    page = enter("stranger").get(reverse("charity:mine")).content.decode()
    assert "买扶手和安装" in page
    assert name not in page
    assert "买扶手和安装" in enter("staff").get(url).content.decode()


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"quantity": "500.01"}, "quantity"),
        ({"what": "给张桂芳装扶手"}, "what"),
        ({"what": "打 13900001234"}, "what"),
    ],
)
def test_what_the_donor_reads_names_nobody_and_is_no_more_than_he_gave(
    town, order, paid, enter, more, field
):
    url = reverse("requests:case_gifts", args=[order.pk])
    answer = enter("staff").post(url, said(paid, **more))
    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert not Allocation.objects.exists()


def test_goods_leave_the_storeroom_and_money_of_elsewhere_stays_there(town, order, paid):
    rice = gifts.receive(give(town, goods()), actor=town.secretary)
    lot = stock.take_in(rice, quantity=Decimal(200), actor=None)
    deed = Deed(Allocation.Kind.ORDER, order.pk, town.community)
    with pytest.raises(DomainError) as refused:
        uses.use_for(deed, gift=rice, quantity=Decimal(1), what="米", actor=None)
    assert refused.value.field == "source"
    other = gifts.receive(give(town, goods(what="面")), actor=town.secretary)
    with pytest.raises(DomainError) as refused:
        uses.use_for(deed, gift=other, lot=lot, quantity=Decimal(1), what="面", actor=None)
    assert refused.value.field == "source"
    uses.use_for(deed, gift=rice, lot=lot, quantity=Decimal(2), what="米", actor=town.staff)
    assert Allocation.objects.get().movement.quantity == -2
    away = Deed(Allocation.Kind.ORDER, order.pk, town.sibling)
    with pytest.raises(DomainError) as refused:
        uses.use_for(away, gift=paid, quantity=Decimal(1), what="米", actor=None)
    assert refused.value.field == "source"


def test_the_donor_reads_what_everybody_may_know_it_was_used_on(town, paid):
    deed = Deed(Allocation.Kind.ACTIVITY, 7, town.community, called="四点半课堂 · 2026-11-17")
    uses.use_for(deed, gift=paid, quantity=Decimal(5), what="本子" * 100, actor=town.staff)
    line = traces.traces_of([paid])[0].lines[0]
    assert line.words.startswith("四点半课堂 · 2026-11-17 · 本子")


def test_goods_that_are_in_no_storeroom_are_used_straight_away(town, order, paid, enter):
    rice = gifts.receive(give(town, goods(), donor=HIS), actor=town.secretary)
    stock.take_in(rice, quantity=Decimal(150), actor=None)
    url = reverse("requests:case_gifts", args=[order.pk])
    form = enter("staff").get(url).context["form"]
    labels = dict(form.fields["source"].choices)
    assert "没入库的 50 袋" in labels[f"g{rice.pk}"]
    more = {"source": f"g{rice.pk}", "what": "过冬的米"}
    answer = enter("staff").post(url, said(rice, **more, quantity="51"))
    assert answer.status_code == 422
    assert "quantity" in answer.context["form"].errors
    more["idempotency_key"] = "give-0002"
    assert enter("staff").post(url, said(rice, **more, quantity="50")).url == url
    row = Allocation.objects.get()
    assert (row.kind, row.reference, row.movement, row.quantity) == ("order", order.pk, None, 50)
    assert "过冬的米" in [line.words.split("，")[0] for line in traces.traces_of([rice])[0].lines]
    left = dict(enter("staff").get(url).context["form"].fields["source"].choices)
    assert f"g{rice.pk}" not in left, "the rest lies in the storeroom"


def test_goods_of_elsewhere_or_not_here_yet_are_not_offered(town, order, paid, enter):
    rice = give(town, goods())
    url = reverse("requests:case_gifts", args=[order.pk])
    offered = dict(enter("staff").get(url).context["form"].fields["source"].choices)
    assert f"g{rice.pk}" not in offered
    assert f"g{paid.pk}" in offered


@pytest.mark.parametrize("case", ["not looked at", "confidential", "report"])
def test_what_is_sealed_or_not_taken_up_uses_no_gift(town, desk, paid, enter, case):
    row = desk.submit("扶手") if case == "not looked at" else desk.in_progress(words="扶手")
    if case == "confidential":
        ServiceRequest.objects.update(is_confidential=True)
    elif case == "report":
        ServiceRequest.objects.update(kind="report")
    url = reverse("requests:case_gifts", args=[row.pk])
    assert enter("staff").get(url).status_code == 404


def test_only_the_community_s_staff_use_gifts(town, order, paid, enter):
    url = reverse("requests:case_gifts", args=[order.pk])
    assert enter("staff").get(url).status_code == 200
    for who in ("worker", "sibling_staff", "resident"):
        assert enter(who).get(url).status_code == 404, who


def test_an_activity_uses_gifts_from_when_it_is_announced(town, paid, enter):

    planned = activities.plan(town.community, activity_facts(title="重阳节"), actor=town.staff)
    url = reverse("activities:activity_gifts", args=[planned.pk])
    assert enter("staff").get(url).status_code == 404
    activities.publish(planned, actor=town.secretary)
    assert enter("staff").post(url, said(paid, what="重阳糕")).url == url
    row = Allocation.objects.get()
    assert (row.kind, row.reference, row.recipient) == ("activity", planned.pk, "")
    page = enter("staff").get(reverse("activities:desk_activity", args=[planned.pk]))
    assert url in page.content.decode()
    with scope.entered(scope.EVERYTHING):
        assert traces.traces_of([paid])[0].used == 120


def test_an_activity_uses_goods_that_were_never_stored(town, paid, enter):
    cakes = gifts.receive(
        give(town, goods(what="重阳糕", quantity=Decimal(60), unit="份")), actor=town.secretary
    )
    planned = activities.plan(town.community, activity_facts(title="重阳节"), actor=town.staff)
    activities.publish(planned, actor=town.secretary)
    url = reverse("activities:activity_gifts", args=[planned.pk])
    more = {"source": f"g{cakes.pk}", "quantity": "48", "what": "分给来的老人"}
    assert enter("staff").post(url, said(cakes, **more)).url == url
    row = Allocation.objects.get()
    assert (row.kind, row.movement, row.share) == ("activity", None, "48 份")
