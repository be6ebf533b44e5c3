"""Numbers written into running text: masked on the page, opened for a purpose by who may."""

import pytest
from django.apps import apps
from django.conf import settings
from django.urls import reverse

from accounts.roles import DataClass
from communities.actions import merging
from core.models import AuditEvent, KeepsNumbers
from doors import sealed
from requests.views.wishes import WISH_ACTS
from tests.routes import machines, things
from tests.town import id_number, years_ago

pytestmark = pytest.mark.django_db
PHONE, ID = "13700001234", id_number(years_ago(40), 77)
ONLY_IN_THE_ADMIN = {
    "accounts.sharingrecord": "the register of the privacy officer",
    "accounts.impactassessment": "the register of the privacy officer",
    "accounts.incident": "the register of the privacy officer",
    "requests.apitoken": "the register of the system administrator: what a machine is for",
}


def test_every_row_with_sealed_numbers_has_a_way_to_open_them():
    kinds = {m._meta.label_lower for m in apps.get_models() if issubclass(m, KeepsNumbers)}
    assert kinds - set(sealed.FINDERS) - set(ONLY_IN_THE_ADMIN) == set()


SHOWN_ON = {
    "grids.handover": ("grids/handover.html", "handover"),
    "grids.handoveritem": ("grids/handover.html", "item.row"),
    "grids.workerappointment": ("grids/grid.html", "row"),
    "grids.groupreport": ("grids/_report.html", "report"),
    "grids.tenhouseholdgroup": ("grids/group.html", "group"),
    "grids.buildinghead": ("grids/building.html", "head"),
    "requests.forward": ("requests/_forwards.html", "one.sent.forward"),
    "communities.mergerecord": ("communities/resident.html", "merge"),
    "communities.shiftswap": ("communities/_swap.html", "swap"),
    "communities.notice": ("communities/desk_notice.html", "notice"),
    "communities.roombooking": ("communities/booking.html", "page.booking"),
    "accounts.consentevent": ("communities/_consent.html", "line.row"),
    "accounts.minoraccessapproval": ("doors/privacy_desk.html", "approval"),
    "accounts.rolegrant": ("communities/roster.html", "post.grant"),
    "accounts.secondfactorreset": ("account/resets.html", "row"),
    "charity.gift": ("charity/gift.html", "it"),
    "charity.allocation": ("charity/gift.html", "row"),
    "charity.aidrecord": ("charity/aid_record.html", "aid"),
    "charity.bookline": ("charity/fund.html", "row"),
    "charity.fundending": ("charity/fund.html", "desk.ending"),
    "charity.fundproposal": ("charity/fund.html", "row"),
    "charity.fundreport": ("charity/fund_report.html", "report"),
    "charity.idleasset": ("charity/earnings.html", "row"),
    "charity.income": ("charity/earnings.html", "row"),
    "charity.potline": ("charity/earnings.html", "row"),
    "charity.sharingrule": ("charity/earnings.html", "desk.rule"),
    "charity.diner": ("charity/diner.html", "diner"),
    "charity.meal": ("charity/meal_day.html", "meal"),
    "charity.programmemonth": ("charity/programme.html", "row"),
    "charity.loan": ("charity/thing.html", "loan"),
    "charity.stockmovement": ("charity/lot.html", "move"),
    "points.record": ("points/record.html", "it"),
    "points.shelfmovement": ("points/item.html", "move"),
    "points.posting": ("points/_lines.html", "line"),
    "organizations.organization": ("organizations/organization.html", "it"),
    "organizations.socialworker": ("organizations/social_worker.html", "page.worker"),
    "organizations.stationing": ("organizations/social_worker.html", "held"),
    "organizations.membercheckin": ("organizations/member_checkin.html", "page.checkin"),
    "organizations.unitcheckin": ("organizations/unit_checkin.html", "page.checkin"),
    "volunteers.servicerecord": ("volunteers/hours_record.html", "page.record"),
    "volunteers.hourquestion": ("volunteers/hours_record.html", "question"),
    "volunteers.certificate": ("volunteers/certificate.html", "page.certificate"),
    "volunteers.volunteerteam": ("volunteers/team.html", "page.team"),
    "requests.party": ("requests/_facts.html", "party"),
    "requests.rating": ("requests/_ratings.html", "rating"),
    "requests.requestevent": ("components/_timeline.html", "event.row"),
    "requests.affairevent": ("components/_timeline.html", "event.row"),
    "requests.protectivestep": ("components/_timeline.html", "event.row"),
    "requests.inquiry": ("affairs/inquiry.html", "row"),
    "requests.affair": ("affairs/affair.html", "affair"),
    "requests.custody": ("affairs/_affair.html", "entry"),
    "requests.subtask": ("requests/_doing.html", "part.row"),
    "requests.moneyline": ("requests/_doing_money.html", "line"),
    "requests.outing": ("requests/_outing.html", "outing"),
    "requests.outingfinding": ("requests/field.html", "finding"),
    "requests.call": ("requests/_call_line.html", "line.row"),
    "requests.callback": ("requests/_call_back.html", "promised.row"),
    "requests.exclusion": ("requests/results.html", "one"),
    "requests.secondcall": ("requests/results.html", "call"),
    "requests.heartcard": ("requests/cards.html", "card"),
    "requests.webhook": ("requests/hook.html", "hook"),
    "requests.recurringorder": ("requests/recurring.html", "rule"),
    "requests.whistle": ("requests/whistle.html", "page.whistle"),
    "requests.whistlecall": ("requests/whistle.html", "line.call"),
    "requests.whistlemark": ("requests/whistle.html", "mark"),
    "requests.wish": ("requests/desk_wish.html", "wish"),
}
"""Where the masked words stand, the way to the numbers stands beside them."""

SHOWN_OTHERWISE = {
    "accounts.platformcomplaint": "answered in the admin: PlatformComplaintAdmin.numbers_in_it",
    "requests.servicerequest": "case_contact opens them with the address and the telephone",
    "requests.recusal": "its words stand on no page: nobody is asked why he stepped aside",
}


def test_every_kind_has_a_page_that_leads_to_its_numbers():
    assert set(SHOWN_ON) | set(SHOWN_OTHERWISE) == set(sealed.FINDERS)
    missing = [
        kind
        for kind, (page, row) in SHOWN_ON.items()
        if f"{{% numbers_behind {row} %}}"
        not in (settings.BASE_DIR / "templates" / page).read_text(encoding="utf-8")
    ]
    assert missing == []


PAGES = {
    "communities.roombooking": (things.booking, "communities:booking", "reason"),
    "communities.notice": (things.notice, "notices:desk_notice", "reason"),
    "grids.tenhouseholdgroup": (things.group, "grids:group", "leader_consent_note"),
    "requests.whistle": (things.whistle_pk, "requests:whistle", "body"),
    "requests.recurringorder": (things.recurring_order, "requests:recurring", "words"),
    "requests.wish": (things.wish_pk, "requests:desk_wish_act", "text"),
    "requests.inquiry": (machines.inquiry, "affairs:inquiry", "words"),
    "requests.affair": (machines.affair_pk, "affairs:affair", "words"),
    "requests.callback": (things.promised_call, "requests:phone", "about"),
}


@pytest.mark.parametrize("kind", PAGES)
def test_the_way_stands_on_the_page(client, town, kind):
    make, view, field = PAGES[kind]
    model = apps.get_model(kind)
    made = make(things.Things(town), "own")
    row = model.objects.get(pk=getattr(made, "pk", made))
    setattr(row, field, f"请打 {PHONE}")
    row.save()
    town.enter(client, "secretary")
    arguments = {"requests:phone": [], "requests:recurring": []}.get(view, [row.pk])
    if view == "requests:desk_wish_act":
        arguments = [row.pk, next(iter(WISH_ACTS))]
    answer = client.get(reverse(view, args=arguments))
    assert answer.status_code == 200
    page = answer.content.decode()
    assert PHONE not in page
    assert address(row) in page


@pytest.fixture
def merged(town):
    twin = town.person("李大山", town.household(town.grid), born_on=years_ago(81))
    return merging.merge_residents(
        town.people["elder"],
        twin,
        reason=f"女儿 {PHONE} 来说是同一个人，证件 {ID}",
        actor=town.staff,
    )


def address(row):
    return reverse("doors:numbers", args=[row._meta.label_lower, row.pk])


def test_the_page_shows_masks_and_the_way_behind_them(client, town, merged):
    town.enter(client, "staff")
    page = client.get(reverse("communities:resident", args=[merged.kept_id])).content.decode()
    assert PHONE not in page
    assert address(merged) in page
    asked = client.get(address(merged)).content.decode()
    assert PHONE not in asked
    shown = client.post(address(merged), {"purpose": "verify"}).content.decode()
    assert PHONE in shown
    assert ID in shown
    assert PHONE not in client.get(address(merged)).content.decode()


def test_each_look_is_written_down_with_its_purpose(client, town, merged):
    town.enter(client, "staff")
    assert client.post(address(merged), {}).status_code == 422
    assert not AuditEvent.objects.filter(verb="communities.mergerecord.read").exists()
    client.post(address(merged), {"purpose": "verify"})
    event = AuditEvent.objects.get(verb="communities.mergerecord.read")
    assert (event.details["fields"], event.details["purpose"]) == (["numbers"], "核对证件")
    assert PHONE not in str(event.details)


def test_only_so_many_an_hour(client, town, merged, settings):
    settings.REVEALS_PER_HOUR = 1
    town.enter(client, "staff")
    assert PHONE in client.post(address(merged), {"purpose": "verify"}).content.decode()
    second = client.post(address(merged), {"purpose": "verify"})
    assert second.status_code == 422
    assert PHONE not in second.content.decode()


@pytest.mark.parametrize("who", ["resident", "worker", "sibling_staff", "street_official", "head"])
def test_a_stranger_to_the_row_learns_nothing(client, town, merged, who):
    town.enter(client, who)
    assert client.get(address(merged)).status_code == 404
    assert client.post(address(merged), {"purpose": "verify"}).status_code == 404


def test_nothing_sealed_is_no_page(client, town):
    twin = town.person("李大山", town.household(town.grid), born_on=years_ago(81))
    plain = merging.merge_residents(town.people["elder"], twin, reason="同一个人", actor=town.staff)
    town.enter(client, "staff")
    assert client.get(address(plain)).status_code == 404
    page = client.get(reverse("communities:resident", args=[plain.kept_id])).content.decode()
    assert address(plain) not in page
    assert client.get(reverse("doors:numbers", args=["accounts.user", 1])).status_code == 404


def test_who_may_not_read_id_numbers_gets_the_telephone_only(town, merged):
    worker = town.viewer("worker")
    assert not worker.sees(DataClass.SENSITIVE)
    seen = sealed.reveal(worker, merged, "联系")
    assert PHONE in seen
    assert ID not in seen
