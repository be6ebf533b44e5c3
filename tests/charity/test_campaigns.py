"""A campaign on the spot: by whose papers, what came, what was told of it, and never online."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, models, transaction
from django.urls import reverse
from django.utils import timezone

from charity.actions import allocations, campaigns, gifts
from charity.actions.facts import DonorFacts, facts_of
from charity.models import Campaign, CampaignReport, Gift, Recipient
from charity.panels import todo
from charity.queries import campaigns as queries
from charity.search import search
from charity.workflow import CAMPAIGN_STEPS, CampaignStatus
from core import outbox
from core.exceptions import DomainError
from core.models import TallyDelta
from organizations.actions import organizations
from organizations.actions.facts import Facts
from tests.charity.campaigning import a_campaign, ago, count, for_it, papers, published
from tests.charity.conftest import HER, admit, give, goods, money
from tests.charity.test_sheets import rows_of
from tests.races import meet_inside, together

pytestmark = pytest.mark.django_db
LOCK_OFF = pytest.mark.parametrize("locked", [True, False], ids=["locked", "lock-off"])


@pytest.fixture
def campaign(town, recipient):
    return a_campaign(town)


def refused(act, *args, **said):
    with pytest.raises(DomainError) as caught:
        act(*args, **said)
    return caught.value


# --- by its papers --------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"title": " "}, "title"),
        ({"place": ""}, "place"),
        ({"plan": ""}, "plan"),
        ({"certificate": " "}, "certificate"),
        ({"filing_number": ""}, "filing_number"),
        ({"way": "online"}, "way"),
        ({"title": "找13900007001"}, "title"),
        ({"ends_on": ago(21)}, "ends_on"),
        ({"ends_on": ago(20) + timedelta(days=184)}, "ends_on"),
        ({"filed_on": ago(29)}, "filed_on"),
        ({"purpose": "disaster", "filed_on": ago(9)}, "filed_on"),
    ],
)
def test_what_the_papers_must_say(town, recipient, said, field):
    assert refused(a_campaign, town, **said).field == field


def test_nobody_is_named_in_what_everybody_reads(town, recipient):
    who = town.people["resident"].name.open()
    for name in ("title", "place", "plan"):
        assert refused(a_campaign, town, **{name: f"给{who}"}).field == name


def test_after_a_disaster_it_is_filed_within_ten_days(town, recipient):
    assert a_campaign(town, purpose="disaster", filed_on=ago(10)).number


def test_before_the_rule_it_was_filed_until_it_began(town, recipient):
    began = date(2025, 12, 31)
    said = {"starts_on": began, "ends_on": began, "filing_number": "旧1"}
    assert a_campaign(town, filed_on=began, **said).number
    late = {**said, "filing_number": "旧2", "filed_on": began + timedelta(days=1)}
    assert refused(a_campaign, town, **late).field == "filed_on"


@pytest.mark.parametrize("how", ["not in public", "ended", "run out", "not on the list"])
def test_only_who_may_raise_in_public(town, recipient, how):
    row = Recipient.objects.filter(pk=recipient.pk)
    values = {"raises_in_public": True}
    if how == "not in public":
        values = {"raises_in_public": False}
    elif how == "ended":
        values |= {"ended_on": ago(30)}
    elif how == "run out":
        values |= {"valid_until": ago(21)}
    row.update(**values)
    if how == "not on the list":
        row.delete()
    error = refused(campaigns.record, town.community, town.organization, papers(), actor=town.staff)
    assert (error.code, error.field) == ("not_qualified", "organization")


def test_one_plan_on_one_day_is_recorded_once(town, campaign):
    assert refused(a_campaign, town).code == "known"
    assert a_campaign(town, start=19).pk


# --- gifts name it --------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"offered_on": ago(21)}, "offered_on"),
        ({"offered_on": ago(19)}, "offered_on"),
        ({"purpose": "students"}, "purpose"),
    ],
)
def test_a_gift_is_of_its_days_and_for_what_the_plan_says(town, campaign, said, field):
    assert refused(for_it, town, campaign, **said).field == field


def test_a_plan_for_anything_takes_any_purpose(town, recipient):
    row = a_campaign(town, purpose="any")
    assert for_it(town, row, purpose="students").campaign == row


def test_a_gift_is_given_to_who_called_for_it(town, campaign):
    Campaign.objects.filter(pk=campaign.pk).update(community=town.sibling)
    assert refused(for_it, town, campaign).field == "campaign"


def test_a_gift_to_another_organisation_is_not_of_it(town, campaign):
    school = organizations.register(
        town.community, Facts(kind="school", name="善校", registration="none"), actor=town.staff
    )
    Campaign.objects.filter(pk=campaign.pk).update(organization=school)
    assert refused(for_it, town, campaign).field == "campaign"


def test_it_may_be_named_later_as_long_as_nobody_confirmed(town, campaign):
    gift = give(town, money(300, purpose="elders", offered_on=campaign.starts_on))
    said = {**facts_of(gift), "campaign": campaign}
    assert gifts.correct(gift, actor=town.staff, **said).campaign == campaign
    wrong = {**said, "purpose": "students"}
    assert refused(gifts.correct, gift, actor=town.staff, **wrong).field == "purpose"


# --- counted and published ------------------------------------------------------------------------
def test_what_is_counted_is_what_the_register_has(town, campaign):
    for_it(town, campaign, donor=HER)
    waiting = for_it(town, campaign, 200, here=False)
    assert refused(count, town, campaign).code == "open"
    gifts.receive(waiting, actor=town.secretary)
    for raised in (300, Decimal("500.01")):
        error = refused(count, town, campaign, raised)
        assert (error.code, error.field) == ("differs", "raised")
    assert refused(count, town, campaign, 500, cost=-1).field == "cost"
    assert refused(count, town, campaign, 500, text=" ").field == "text"
    assert refused(count, town, campaign, 500, text="谢谢柯善").field == "text"
    row = count(town, campaign, 500)
    assert (row.status, row.raised, row.counted_by) == ("counted", 500, town.staff)
    error = refused(for_it, town, campaign)
    assert (error.code, error.field) == ("moved_on", "campaign")


def test_nobody_counts_before_it_is_over(town, recipient):
    assert refused(count, town, a_campaign(town, start=0), 0).code == "too_early"


def test_another_one_publishes_with_his_name(town, campaign):
    for_it(town, campaign)
    for_it(town, campaign, donor=HER, resource="goods", what="米", amount=80, quantity=2, unit="袋")
    count(town, campaign, cost=Decimal(40))
    assert refused(campaigns.publish, campaign, checked=True, actor=town.staff).code == "self"
    error = refused(campaigns.publish, campaign, checked=False, actor=town.secretary)
    assert error.field == "checked"
    row = campaigns.publish(campaign, checked=True, actor=town.secretary)
    row.refresh_from_db()
    assert (row.raised, row.gifts, row.worth, row.cost) == (300, 2, 80, 40)
    assert row.signed.open() == town.secretary.name.open()
    told = TallyDelta.objects.filter(measure="charity.campaigns")
    assert [(each.delta, each.dims) for each in told] == [(1, {"way": "sale"})]
    again = refused(campaigns.publish, campaign, checked=True, actor=town.secretary)
    assert again.code == "moved_on"


def test_who_has_no_name_publishes_nothing(town, campaign):
    count(town, campaign, 0)
    town.secretary.name = ""
    error = refused(campaigns.publish, campaign, checked=True, actor=town.secretary)
    assert error.code == "nameless"


def test_what_went_back_meanwhile_is_counted_again(town, campaign):
    gift = for_it(town, campaign)
    count(town, campaign)
    gifts.give_back(gift, reason="假币", actor=town.staff)
    error = refused(campaigns.publish, campaign, checked=True, actor=town.secretary)
    assert error.code == "differs"
    count(town, campaign, 0)
    assert campaigns.publish(campaign, checked=True, actor=town.secretary).raised == 0


def test_a_report_that_was_wrong_stays_and_the_next_says_why(town, campaign):
    for_it(town, campaign, donor=HER)
    first = published(town, campaign)
    assert refused(campaigns.correct, campaign, explanation="", actor=None).field == "explanation"
    error = refused(campaigns.correct, campaign, explanation="柯善的", actor=None)
    assert error.field == "explanation"
    campaigns.correct(campaign, explanation="漏了一个募捐箱", actor=town.staff)
    assert refused(campaigns.cancel, campaign, reason="x", actor=town.staff).code == "open"
    for_it(town, campaign, 200)
    second = published(town, campaign, 500)
    assert (second.corrects, second.explanation) == (first, "漏了一个募捐箱")
    first.refresh_from_db()
    assert first.raised == 300
    assert TallyDelta.objects.filter(measure="charity.campaigns").count() == 1


def test_what_was_not_held_says_why(town, campaign):
    assert refused(campaigns.cancel, campaign, reason=" ", actor=town.staff).field == "reason"
    gift = for_it(town, campaign, here=False)
    assert refused(campaigns.cancel, campaign, reason="下雨", actor=town.staff).code == "open"
    gifts.withdraw(gift, reason="没办", actor=town.staff)
    row = campaigns.cancel(campaign, reason="下雨", actor=town.staff)
    assert (row.status, row.stands) == ("cancelled", "没有办")


def test_the_steps_are_those_of_the_table(town, campaign):
    acts = {
        CampaignStatus.COUNTED: lambda: count(town, campaign, 0),
        CampaignStatus.REPORTED: lambda: campaigns.publish(
            campaign, checked=True, actor=town.secretary
        ),
        CampaignStatus.RUNNING: lambda: campaigns.correct(
            campaign, explanation="错了", actor=town.staff
        ),
        CampaignStatus.CANCELLED: lambda: campaigns.cancel(
            campaign, reason="下雨", actor=town.staff
        ),
    }
    filled = {"raised": 0, "cost": 0, "text": "说明", "counted_by": town.staff}
    for state, targets in CAMPAIGN_STEPS.items():
        for target, act in acts.items():
            over = state == CampaignStatus.CANCELLED
            Campaign.objects.filter(pk=campaign.pk).update(
                status=state, why_not="下雨" if over else "", **filled
            )
            with transaction.atomic():
                if target in targets:
                    act()
                else:
                    assert refused(act).code == "moved_on", (state, target)
                transaction.set_rollback(True)


def test_the_database_holds_its_word(town, campaign):
    row = Campaign.objects.filter(pk=campaign.pk)
    counted = {"raised": 0, "cost": 0, "text": "说明", "counted_by": town.staff}
    for name, values in (
        ("campaign_status_known", {"status": "online", **counted}),
        ("campaign_has_its_papers", {"filing_number": ""}),
        ("campaign_ends_after_it_began", {"ends_on": ago(21)}),
        ("campaign_ends_after_it_began", {"ends_on": ago(20) + timedelta(days=184)}),
        ("campaign_counted_by_somebody", {"status": "counted"}),
        ("campaign_not_held_for_a_reason", {"status": "cancelled"}),
    ):
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            row.update(**values)
    report = published(town, campaign, 0)
    said = {"raised": 0, "gifts": 0, "worth": 0, "cost": 0, "text": "x", "signed": "周"}
    said |= {"counted_by": town.staff, "released_by": town.staff, "explanation": "x"}
    seen = pytest.raises(IntegrityError, match="campaign_report_seen_by_another")
    with seen, transaction.atomic():
        CampaignReport.objects.create(
            community=town.community, campaign=campaign, corrects=report, **said
        )


# --- read -----------------------------------------------------------------------------------------
def test_everybody_reads_each_by_itself(enter, town, campaign):
    gift = for_it(town, campaign, donor=HER)
    said = {"quantity": Decimal(120), "what": "扶手", "actor": town.staff}
    done = allocations.allocate(gift, recipient="章桂英", **said)
    allocations.allocate(gift, **said)
    published(town, campaign, cost=Decimal(40))
    allocations.undo(done, what="没装", actor=town.staff)
    a_campaign(town, start=5, title="没办成的", filing_number="慈募备002")
    campaigns.cancel(Campaign.objects.get(title="没办成的"), reason="下雨", actor=town.staff)
    page = enter("anonymous").get(reverse("charity:campaigns_public", args=[town.community.pk]))
    text = page.content.decode()
    for words in ("重阳义卖", "募资01", "慈募备001", "小广场", "给独居老人装扶手", "钱 300 元",
                  "募捐成本 40 元", "120 元", "180 元", "网上不募捐"):  # fmt: skip
        assert words in text, words
    assert f"公布人 {town.secretary.name.open()}" in text
    for words in ("柯善", "章桂英", "没办成的"):
        assert words not in text, words
    [entry] = queries.account(town.community.pk).entries
    assert (entry.yuan, entry.rest, entry.used) == (300, 180, [("直接使用", Decimal(120))])
    away = enter("anonymous").get(reverse("charity:campaigns_public", args=[town.sibling.pk]))
    assert "这里还没有办过" in away.content.decode()
    assert enter("anonymous").get("/campaigns/0/").status_code == 404


def test_what_is_missing_stands_there(enter, town, recipient):
    a_campaign(town, start=120)
    text = (
        enter("anonymous")
        .get(reverse("charity:campaigns_public", args=[town.community.pk]))
        .content.decode()
    )
    assert f"缺：报告本该在 {ago(30)} 前公布" in text
    titles = [line["title"] for line in todo(town.viewer("staff"))]
    assert "1 场募捐过了三个月还没公布" in titles


def test_a_report_that_waits_is_on_the_list_of_another(town, campaign):
    count(town, campaign, 0)
    titles = {name: [line["title"] for line in todo(town.viewer(name))]
              for name in ("staff", "secretary")}  # fmt: skip
    assert "1 场募捐清点过，等公布" in titles["secretary"]
    assert "1 场募捐清点过，等公布" not in titles["staff"]


def test_the_desk_records_counts_and_publishes(enter, town, recipient):
    Recipient.objects.update(raises_in_public=True)
    form = {**vars(papers()), "community": town.community.pk, "organization": town.organization.pk}
    staff = enter("staff")
    made = staff.post(reverse("charity:new_campaign"), form)
    row = Campaign.objects.get()
    assert made.headers["Location"] == reverse("charity:campaign", args=[row.pk])
    gift = staff.get(reverse("charity:new_gift")).content.decode()
    assert str(row) in gift
    for_it(town, row)
    act = lambda slug: reverse("charity:campaign_act", args=[row.pk, slug])  # noqa: E731
    said = {"raised": "300", "cost": "0", "text": "都卖完了"}
    assert staff.post(act("count"), said).status_code == 302
    assert staff.get(act("publish")).status_code == 404
    assert "请另一位同事看过" in staff.get(made.headers["Location"]).content.decode()
    boss = enter("secretary")
    assert boss.post(act("publish"), {"checked": "on"}).status_code == 302
    text = boss.get(made.headers["Location"]).content.decode()
    assert "公布的报告" in text
    assert "助学金" in text
    assert "重阳义卖" in boss.get(reverse("charity:campaigns")).content.decode()
    bad = {**form, "filed_on": ago(1), "filing_number": "慈募备009"}
    assert boss.post(reverse("charity:new_campaign"), bad).status_code == 422


def test_only_the_staff_keeps_the_register(enter, town, campaign):
    for name in ("resident", "worker", "org_manager"):
        client = enter(name)
        for page in ("charity:campaigns", "charity:new_campaign"):
            assert client.get(reverse(page)).status_code == 404, (name, page)
        assert client.get(reverse("charity:campaign", args=[campaign.pk])).status_code == 404
    away = enter("sibling_staff")
    assert away.get(reverse("charity:campaign", args=[campaign.pk])).status_code == 404
    assert "重阳义卖" not in away.get(reverse("charity:campaigns")).content.decode()


def test_it_is_found_and_goes_home_as_a_table(town, campaign):
    for_it(town, campaign)
    published(town, campaign)
    viewer = town.viewer("staff")
    for said in (campaign.number, campaign.number.lower(), "重阳义卖", "慈募备001"):
        assert [hit["title"] for hit in search(viewer, said)] == [str(campaign)], said
    for said in ("M99999", "M²", "慈募备00"):
        assert search(viewer, said) == []
    assert search(town.viewer("resident"), campaign.number) == []
    [line] = rows_of(town, "charity.campaigns")
    assert line[:2] == [campaign.number, "重阳义卖"]
    assert line[-3:] == ["300.00", "0.00", str(timezone.localdate())]


def test_the_donor_reads_where_he_gave(enter, town, campaign):
    gift = for_it(town, campaign, donor=DonorFacts(name="周明", phone="13800000001"))
    desk = enter("staff").get(reverse("charity:gift", args=[gift.pk])).content.decode()
    assert "重阳义卖" in desk
    his = enter("secretary").get(reverse("charity:mine")).content.decode()
    assert "在“重阳义卖”上捐的" in his


# --- at once --------------------------------------------------------------------------------------
@LOCK_OFF
@pytest.mark.django_db(transaction=True)
def test_no_gift_slips_in_while_somebody_counts(town, monkeypatch, locked):
    admit(town)
    row = a_campaign(town)
    if not locked:
        monkeypatch.setattr(models.QuerySet, "select_for_update", lambda self, **options: self)
    monkeypatch.setattr(outbox, "nudge", lambda: True)
    # each has read all it decides by: who counts has the gifts, who gives the campaign
    meeting = meet_inside(monkeypatch, campaigns, "_require_agreement", after=True, wait=3)
    meet_inside(monkeypatch, campaigns, "require_open", after=True, meeting=meeting)
    outcomes = together(lambda: count(town, row, 0), lambda: for_it(town, row, here=False))
    refusals = [each.error.code for each in outcomes if each.error]
    both = Campaign.objects.get().status == "counted" and Gift.objects.count() == 1
    assert meeting.happened is not locked
    assert both is not locked
    assert len(refusals) == (1 if locked else 0)


def test_goods_are_named_too(town, campaign):
    facts = goods(purpose="elders", offered_on=campaign.starts_on, campaign=campaign)
    assert give(town, facts).campaign == campaign
