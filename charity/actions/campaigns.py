"""A campaign on the spot is recorded by its papers; gifts name it; when it is over somebody counts,
somebody else publishes. Nothing is collected here."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Count, Q, QuerySet, Sum
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from charity.actions.naming import refuse_names
from charity.models import Campaign, CampaignReport, Gift, Purpose, Recipient, Resource
from charity.models.campaigns import LONGEST, Way, raised_by
from charity.models.gifts import money
from charity.workflow import CAMPAIGN_STEPS, CampaignStatus, GiftStatus
from communities.models import Area
from core import audit, outbox, tally
from core.exceptions import DomainError
from core.refusals import refusing
from organizations.models import Organization

FILED_BEFORE = timedelta(days=10)
FILED_SINCE = date(2026, 1, 1)
"""From then on a plan is filed ten days before; after a disaster, within ten days."""
COUNTED = ("community", "raised", "cost", "text", "counted_by", "explanation")
"""What a report takes over as it was counted."""


@dataclass(frozen=True)
class Papers:
    """What stands in the plan that was filed."""

    title: str
    way: str
    certificate: str
    filing_number: str
    filed_on: date
    starts_on: date
    ends_on: date
    place: str
    purpose: str
    plan: str


@transaction.atomic
def record(
    community: Area, organization: Organization, papers: Papers, *, actor: User | None
) -> Campaign:
    """By one whose certificate to raise in public was seen."""
    made = Campaign(community=community, organization=organization, recorded_by=actor)
    _write(made, papers)
    _require_qualified(made)
    known = DomainError(_("这份方案在这一天的活动已经登记了"), code="known", field="filing_number")
    with refusing(campaign_recorded_once=known):
        made.save(force_insert=True)
    audit.record("charity.campaign_recorded", made, actor=actor)
    return made


def require_open(gift: Gift) -> None:
    """Of a gift that names a campaign: by the same charity, on its days, for what the plan says,
    and as long as nobody has counted."""
    if gift.campaign is None:
        return
    campaign = gift.campaign = _lock(gift.campaign)
    same = gift.community_id == campaign.community_id
    if not same or gift.organization_id != campaign.organization_id:
        raise DomainError(_("这场募捐不是这家受赠单位在这里办的"), field="campaign")
    if campaign.status != CampaignStatus.RUNNING:
        raise DomainError(_("这场募捐已经清点，不能再记进来"), code="moved_on", field="campaign")
    if not campaign.starts_on <= gift.offered_on <= campaign.ends_on:
        raise DomainError(_("提出日期不在这场募捐的日子里"), field="offered_on")
    if campaign.purpose not in {Purpose.ANY, gift.purpose}:
        said = _("这场募捐的方案写的是“{purpose}”").format(purpose=campaign.get_purpose_display())
        raise DomainError(said, field="purpose")


@transaction.atomic
def count(
    campaign: Campaign, *, raised: Decimal, cost: Decimal, text: str, actor: User
) -> Campaign:
    """What the charity says it raised is what the register has, to the cent."""
    campaign = _stepped(campaign, CampaignStatus.COUNTED)
    if campaign.ends_on >= timezone.localdate():
        raise DomainError(_("办完了再清点"), code="too_early")
    if n := campaign.gifts.filter(status=GiftStatus.OFFERED).count():
        said = ngettext("还有 {n} 笔没确认收到", "还有 {n} 笔没确认收到", n)
        raise DomainError(said.format(n=n), code="open")
    _require_agreement(campaign, raised)
    if cost < 0:
        raise DomainError(_("成本不会小于零"), field="cost")
    _require_words(campaign, text, "text", _("请写说明"))
    campaign.raised, campaign.cost, campaign.text = raised, cost, text.strip()
    campaign.counted_by, campaign.status = actor, CampaignStatus.COUNTED
    campaign.save()
    audit.record("charity.campaign_counted", campaign, actor=actor, details={"yuan": str(raised)})
    return campaign


@transaction.atomic
def publish(campaign: Campaign, *, checked: bool, actor: User) -> CampaignReport:
    """Read by somebody else than who counted, with his name under it."""
    campaign = _stepped(campaign, CampaignStatus.REPORTED)
    signed = actor.name.open().strip()
    if actor.pk == campaign.counted_by_id:
        raise DomainError(_("清点的人不能自己公布，请同事看过再公布"), code="self")
    if not checked:
        raise DomainError(_("请逐字看过，再确认"), field="checked")
    if not signed:
        raise DomainError(_("公布的人要有姓名：请先在“我的账号”里写上"), code="nameless")
    _require_agreement(campaign, Decimal(campaign.raised or 0))
    sums = _sums(raised_by(campaign))
    counted = {name: getattr(campaign, name) for name in COUNTED}
    made = CampaignReport.objects.create(
        **counted,
        gifts=sums["gifts"],
        worth=sums["worth"] or 0,
        campaign=campaign,
        corrects=campaign.reports.order_by("-pk").first(),
        released_by=actor,
        signed=signed,
    )
    campaign.status, campaign.explanation = CampaignStatus.REPORTED, ""
    campaign.save(update_fields=["status", "explanation"])
    audit.record("charity.campaign_published", campaign, actor=actor)
    if made.corrects_id is None:
        tally.add("charity.campaigns", campaign.community_id, dims={"way": campaign.way})
    outbox.publish(
        "charity.campaign_published",
        key=f"charity.campaign_published:{made.pk}",
        payload={"campaign_id": campaign.pk, "community_id": campaign.community_id},
    )
    return made


@transaction.atomic
def correct(campaign: Campaign, *, explanation: str, actor: User | None) -> Campaign:
    """The report that is out was wrong: it stays, and the next one names it and says why."""
    campaign = _stepped(campaign, CampaignStatus.RUNNING)
    _require_words(campaign, explanation, "explanation", _("请写更正了什么、为什么"))
    campaign.status, campaign.explanation = CampaignStatus.RUNNING, explanation.strip()
    campaign.save(update_fields=["status", "explanation"])
    audit.record("charity.campaign_corrected", campaign, actor=actor)
    return campaign


@transaction.atomic
def cancel(campaign: Campaign, *, reason: str, actor: User | None) -> Campaign:
    """It was not held; nobody gave anything for it."""
    campaign = _stepped(campaign, CampaignStatus.CANCELLED)
    standing = campaign.gifts.filter(status__in=[GiftStatus.OFFERED, GiftStatus.RECEIVED])
    if standing.exists() or campaign.reports.exists():
        raise DomainError(_("已经有人为它捐过，不能写成没有办"), code="open")
    _require_words(campaign, reason, "reason", _("请写为什么没有办"))
    campaign.status, campaign.why_not = CampaignStatus.CANCELLED, reason.strip()
    campaign.save(update_fields=["status", "why_not"])
    audit.record("charity.campaign_cancelled", campaign, actor=actor)
    return campaign


# --- inside ---------------------------------------------------------------------------------------
def _write(campaign: Campaign, papers: Papers) -> None:
    for name, said in vars(papers).items():
        setattr(campaign, name, said.strip() if isinstance(said, str) else said)
    for name, missing in (
        ("title", _("请写叫什么")),
        ("place", _("请写在哪里")),
        ("plan", _("请写募来的用在哪里")),
        ("certificate", _("请写公开募捐资格证书编号")),
        ("filing_number", _("请写募捐方案的备案编号")),
    ):
        if not getattr(campaign, name):
            raise DomainError(missing, field=name)
    if papers.way not in Way.values:
        raise DomainError(_("请选怎么募"), field="way")
    for name in ("title", "place", "plan"):
        refuse_names(getattr(campaign, name), campaign.community, field=name)
    if not papers.starts_on <= papers.ends_on <= papers.starts_on + LONGEST:
        raise DomainError(_("从开始到结束不超过半年；更久的分期备案、分期登记"), field="ends_on")
    if papers.filed_on > _filed_until(papers):
        raise DomainError(
            _("方案要在开始前十天备案；救灾来不及的，开始后十天内补"), field="filed_on"
        )


def _filed_until(papers: Papers) -> date:
    if papers.purpose == Purpose.DISASTER:
        return papers.starts_on + FILED_BEFORE
    return papers.starts_on - FILED_BEFORE if papers.starts_on >= FILED_SINCE else papers.starts_on


def _require_qualified(campaign: Campaign) -> None:
    may = Recipient.objects.valid(campaign.starts_on).filter(raises_in_public=True)
    if not may.filter(organization=campaign.organization).exists():
        said = _("{name}没有公开募捐资格，或资格已到期：不能自己募捐，只能和有资格的合作")
        raise DomainError(
            said.format(name=campaign.organization.title),
            code="not_qualified",
            field="organization",
        )


def _require_agreement(campaign: Campaign, raised: Decimal) -> None:
    known = _sums(raised_by(campaign))["yuan"] or Decimal()
    if raised != known:
        said = _("登记在这场募捐名下、已收到的钱是 {known} 元，和清点的不一样：先核对")
        raise DomainError(said.format(known=money(known)), code="differs", field="raised")


def _sums(rows: "QuerySet[Gift]") -> dict[str, Any]:
    return rows.aggregate(
        gifts=Count("pk"),
        yuan=Sum("amount", filter=Q(resource=Resource.MONEY)),
        worth=Sum("amount", filter=~Q(resource=Resource.MONEY)),
    )


def _require_words(campaign: Campaign, text: str, field: str, said: str) -> None:
    if not text.strip():
        raise DomainError(said, field=field)
    refuse_names(text, campaign.community, field=field)


def _stepped(campaign: Campaign, target: CampaignStatus) -> Campaign:
    campaign = _lock(campaign)
    if target not in CAMPAIGN_STEPS[CampaignStatus(campaign.status)]:
        said = _("这场募捐现在是“{status}”，不能这样办").format(
            status=campaign.get_status_display()
        )
        raise DomainError(said, code="moved_on")
    return campaign


def _lock(campaign: Campaign) -> Campaign:
    """A gift that names it and whoever counts go one after the other."""
    rows = Campaign.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("community", "organization").get(pk=campaign.pk)
