"""The register of gifts: who sees it, what it offers, how one is written down."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from charity import personal_data
from charity.actions import gifts
from charity.models import Donor, Gift, Recipient
from charity.panels import todo
from charity.queries import gifts as queries
from charity.search import search
from core import scope
from core.models import AuditEvent
from tests.charity.conftest import give, goods, money

pytestmark = pytest.mark.django_db


def seeing(town, rows, pk):
    names = {"anonymous", *town.accounts}
    return {n for n in names if rows.visible_to(town.viewer(n)).filter(pk=pk).exists()}


def test_the_staff_and_the_manager_of_who_accepts_see_a_gift_and_nobody_else(town, offered):
    assert seeing(town, Gift.objects.all(), offered.pk) == {"staff", "secretary", "org_manager"}
    assert seeing(town, Donor.objects.all(), offered.donor_id) == {
        "staff", "secretary", "org_manager",
    }  # fmt: skip


@pytest.mark.parametrize("name", ["sibling_staff", "far_staff", "worker", "resident", "dispatcher"])
def test_to_strangers_it_is_not_there(enter, offered, name):
    client = enter(name)
    for page in ("charity:gifts", "charity:new_gift"):
        if not name.endswith("_staff"):
            assert client.get(reverse(page)).status_code == 404
    assert client.get(reverse("charity:gift", args=[offered.pk])).status_code == 404
    act = reverse("charity:gift_act", args=[offered.pk, "receive"])
    assert client.post(act).status_code == 404


def test_the_second_wall_holds_too(town, offered):
    for places, organizations, seen in (
        ([town.community.pk], [], 1),
        ([town.sibling.pk], [], 0),
        ([], [town.organization.pk], 1),
    ):
        with scope.entered(places, organizations=organizations):
            assert Gift.objects.count() == seen
            assert Donor.objects.count() == seen


def test_a_gift_is_written_down_and_another_confirms_it(enter, town, recipient):
    staff = enter("staff")
    page = staff.get(reverse("charity:new_gift"))
    assert page.context["form"].fields["community"].initial == town.community.pk
    said = {
        "community": town.community.pk, "organization": town.organization.pk,
        "unit_name": "柳岸小学", "donor_name": "范老师", "phone": "13900007002",
        "resource": "goods", "what": "旧书", "quantity": "120", "unit": "本", "purpose": "children",
        "offered_on": "2026-01-05", "idempotency_key": "gift-0001",
    }  # fmt: skip
    answer = staff.post(reverse("charity:new_gift"), said)
    gift = Gift.objects.get()
    assert answer.url == reverse("charity:gift", args=[gift.pk])
    mine = staff.get(answer.url)
    assert "请另一位同事" in mine.content.decode()
    assert "确认收到" not in [act["label"] for act in mine.context["buttons"]]
    theirs = enter("org_manager")
    assert "确认收到" in [str(a["label"]) for a in theirs.get(answer.url).context["buttons"]]
    theirs.post(
        reverse("charity:gift_act", args=[gift.pk, "receive"]),
        {"received_on": "2026-01-06", "receipt_number": "P-7", "idempotency_key": "gift-0002"},
    )
    gift.refresh_from_db()
    assert (gift.status, gift.receipt_number, gift.quantity) == ("received", "P-7", Decimal(120))


def test_a_refusal_stands_at_its_field(enter, town, recipient):
    said = {
        "community": town.community.pk, "organization": town.organization.pk,
        "resource": "money", "what": "助学", "purpose": "any", "offered_on": "2026-01-05",
        "idempotency_key": "gift-0003",
    }  # fmt: skip
    answer = enter("staff").post(reverse("charity:new_gift"), said)
    assert answer.status_code == 422
    assert answer.context["form"].errors["amount"] == ["资金要写金额"]


def test_looking_at_whom_to_call_is_written_down(enter, offered):
    page = enter("secretary").get(reverse("charity:gift", args=[offered.pk]))
    assert "13900007001" in page.content.decode()
    [event] = AuditEvent.objects.filter(verb="charity.donor.read")
    assert event.details["fields"] == ["name", "phone"]
    listed = enter("secretary").get(reverse("charity:gifts")).content.decode()
    assert "柯善" in listed
    assert "13900007001" not in listed


def test_the_register_is_searched_and_filtered(town, offered, another):
    gifts.receive(offered, actor=town.secretary)
    paid = another(money())
    staff = town.viewer("staff")

    def found(**said):
        return queries.register(staff, queries.Filters(**said)).rows

    assert found() == [paid, offered]
    assert found(status="offered") == [paid]
    assert found(status=queries.NO_RECEIPT) == [offered]
    assert found(status=queries.OVER) == []
    assert found(resource="money") == [paid]
    assert found(q="大米") == [offered]
    assert found(q="13900007001") == [paid, offered]
    assert found(q=paid.number) == [paid]
    assert [hit["title"] for hit in search(staff, "助学")] == [str(paid)]
    assert search(town.viewer("worker"), "助学") == []


def test_a_list_goes_on_and_its_sentence_counts_what_came(town, offered, another, monkeypatch):
    monkeypatch.setattr(queries, "PAGE", 2)
    gifts.receive(another(money(300)), actor=town.secretary)
    gifts.receive(another(goods(amount=Decimal(80))), actor=town.secretary)
    staff = town.viewer("staff")
    first = queries.register(staff, queries.Filters())
    assert len(first.rows) == 2
    second = queries.register(staff, queries.Filters(before=first.next_before))
    assert second.rows == [offered]
    assert second.next_before is None
    assert (first.totals.gifts, first.totals.money, first.totals.worth) == (2, 300, 80)


def test_the_morning_says_what_waits_and_not_to_who_wrote_it_down(town, offered):
    assert todo(town.viewer("staff")) == []
    [line] = todo(town.viewer("secretary"))
    assert line["title"] == "1 笔捐赠等确认收到"
    gifts.receive(offered, actor=town.secretary)
    [line] = todo(town.viewer("staff"))
    assert line["title"] == "1 笔捐赠还没开票据"


def test_who_keeps_the_place_lists_who_may_accept(enter, town):
    staff = enter("staff")
    page = staff.get(reverse("charity:new_recipient"))
    assert town.organization in page.context["form"].fields["organization"].queryset
    said = {
        "organization": town.organization.pk, "ground": "public_benefit", "certificate": "公益01",
        "idempotency_key": "gift-0004",
    }  # fmt: skip
    staff.post(reverse("charity:new_recipient"), said)
    row = Recipient.objects.get()
    end = reverse("charity:recipient_act", args=[row.pk, "end"])
    for name in ("org_manager", "sibling_staff", "street_official"):
        expected = 200 if name == "street_official" else 404
        assert enter(name).get(end).status_code == expected
    assert enter("sibling_staff").get(reverse("charity:recipients")).context["rows"] == []
    enter("staff").post(end, {"idempotency_key": "gift-0005"})
    row.refresh_from_db()
    assert row.ended_on is not None


def test_a_person_may_ask_what_is_kept_of_him(town, offered):
    donor = Donor.objects.get()
    donor.phone = "13900000001"
    donor.save()
    assert donor.phone_index
    told = personal_data.export_person(town.resident.subject)
    assert [row["what"] for row in told["gifts"]] == ["大米"]
    assert personal_data.erase_person(town.resident.subject) == {
        "donors": 1,
        "brought": 0,
        "handouts": 0,
        "aid": 0,
        "loans": 0,
        "diners": 0,
    }
    donor.refresh_from_db()
    assert (donor.name.open(), donor.phone.open(), donor.phone_index) == ("已注销", "", "")


def test_a_receipt_keeps_its_name_for_ten_years(town, offered):
    donor = offered.donor
    donor.phone = "13900000001"
    donor.save()
    gifts.receive(offered, receipt_number="P-1", actor=town.secretary)
    assert personal_data.erase_person(town.resident.subject) == {
        "donors": 0,
        "brought": 0,
        "handouts": 0,
        "aid": 0,
        "loans": 0,
        "diners": 0,
    }
    today = offered.offered_on
    assert personal_data.expire(today)["donors"] == 0
    assert personal_data.expire(date(today.year + 11, 1, 1))["donors"] == 1


def test_a_gift_of_the_neighbours_is_not_in_the_sentence(town, offered):
    gifts.receive(offered, actor=town.secretary)
    page = queries.register(town.viewer("sibling_staff"), queries.Filters())
    assert (page.rows, page.totals.gifts) == ([], 0)
    assert give(town).pk
