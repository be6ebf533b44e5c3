"""A fund is founded with a charity that keeps its books; its seats are taken and given up; its
committee resolves what the money is for."""

from datetime import date
from decimal import Decimal

from django.db import transaction
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from charity.actions.naming import refuse_names
from charity.fund_reckoning import lacking
from charity.grounds import Ground
from charity.models import CommunityFund, FundMember, FundProposal, Purpose, Recipient
from charity.models.gifts import money
from charity.workflow import PROPOSAL_STEPS, ProposalStatus
from communities.models import Area
from core import audit, tally
from core.exceptions import DomainError
from core.refusals import refusing
from organizations.models import Organization

Seat = FundMember.Seat


@transaction.atomic
def found(
    community: Area, *, host: Organization, founded_on: date, actor: User | None
) -> CommunityFund:
    """Its name says whose it is: the charity's in full, then the community's."""
    if not Recipient.objects.valid().filter(organization=host, ground=Ground.CHARITY).exists():
        raise DomainError(_("基金要托管在一家有效的慈善组织里"), field="host")
    if founded_on > timezone.localdate():
        raise DomainError(_("设立日期在今天以后"), field="founded_on")
    name = f"{host.name}{community.name}慈善基金"  # data: the law prescribes this name
    made = CommunityFund(community=community, host=host, name=name, founded_on=founded_on)
    known = DomainError(_("这个社区已经有一个基金；不设子基金"), code="known", field="community")
    with refusing(fund_one_in_a_community=known):
        made.save(force_insert=True)
    audit.record("charity.fund_founded", made, actor=actor)
    return made


@transaction.atomic
def seat(
    fund: CommunityFund,
    *,
    seat: str,
    side: str,
    name: str,
    since: date | None = None,
    actor: User | None,
) -> FundMember:
    require_standing(lock(fund))
    called = "".join(name.split())
    if not called:
        raise DomainError(_("请写姓名"), field="name")
    made = FundMember(
        community=fund.community,
        fund=fund,
        seat=seat,
        side=side,
        name=called,
        since=since or timezone.localdate(),
    )
    if made.since > timezone.localdate():
        raise DomainError(_("日期在今天以后"), field="since")
    known = DomainError(_("他已经在名单里；监督人不兼管委会"), code="known", field="name")
    with refusing(fund_member_sits_once=known):
        made.save(force_insert=True)
    audit.record("charity.fund_seated", fund, actor=actor, details={"seat": seat, "side": side})
    return made


@transaction.atomic
def unseat(member: FundMember, *, actor: User | None) -> FundMember:
    rows = FundMember.objects.select_for_update(of=("self",), no_key=True)
    member = rows.select_related("fund").get(pk=member.pk)
    if member.left_on is not None:
        raise DomainError(_("他已经离任"), code="moved_on")
    member.left_on = timezone.localdate()
    member.save(update_fields=["left_on"])
    said = {"seat": member.seat, "side": member.side}
    audit.record("charity.fund_unseated", member.fund, actor=actor, details=said)
    return member


@transaction.atomic
def propose(
    fund: CommunityFund, *, what: str, purpose: str, amount: Decimal, actor: User | None
) -> FundProposal:
    fund = lock(fund)
    require_standing(fund)
    if fund.endings.standing().exists():
        raise DomainError(_("管委会决议终止这个基金，不再提议案"), code="ending")
    if not what.strip():
        raise DomainError(_("请写做什么"), field="what")
    if amount <= 0:
        raise DomainError(_("金额要大于零"), field="amount")
    refuse_names(what, fund.community, field="what")
    made = FundProposal.objects.create(
        community=fund.community,
        fund=fund,
        what=what.strip(),
        purpose=Purpose(purpose),
        amount=amount,
        proposed_by=actor,
    )
    audit.record("charity.fund_proposed", made, actor=actor, details={"amount": str(amount)})
    return made


@transaction.atomic
def resolve(
    proposal: FundProposal,
    *,
    held_on: date,
    present: int,
    in_favour: int,
    supervisor: FundMember,
    resolution: str,
    actor: User | None,
) -> FundProposal:
    """What the committee said: most of all its seats carry it, and never more than the fund has
    beside what it promised before."""
    fund = lock(proposal.fund)
    proposal = _stepped(proposal, ProposalStatus.PASSED)
    if not proposal.proposed_on <= held_on <= timezone.localdate():
        raise DomainError(_("会议在提出以后、今天以前"), field="held_on")
    if not resolution.strip():
        raise DomainError(_("请写决议的要点"), field="resolution")
    refuse_names(resolution, fund.community, field="resolution")
    seats = require_votes(fund, present=present, in_favour=in_favour, supervisor=supervisor)
    passed = 2 * in_favour > seats
    if passed and proposal.amount > (free := free_of(fund)):
        said = _("基金没有安排的只剩 {free} 元").format(free=money(free))
        raise DomainError(said, code="too_few", field="resolution")
    proposal.status = ProposalStatus.PASSED if passed else ProposalStatus.FAILED
    proposal.held_on, proposal.seats = held_on, seats
    proposal.present, proposal.in_favour = present, in_favour
    proposal.supervisor, proposal.resolution = supervisor, resolution.strip()
    proposal.save()
    votes = {"present": present, "in_favour": in_favour, "seats": seats}
    audit.record(f"charity.fund_{proposal.status}", proposal, actor=actor, details=votes)
    tally.add("charity.fund_resolutions", fund.community_id, dims={"status": proposal.status})
    return proposal


@transaction.atomic
def withdraw(proposal: FundProposal, *, actor: User | None) -> FundProposal:
    return _step(proposal, ProposalStatus.WITHDRAWN, actor)


@transaction.atomic
def finish(proposal: FundProposal, *, actor: User | None) -> FundProposal:
    """Done: what it did not need is free for others."""
    return _step(proposal, ProposalStatus.DONE, actor)


# --- the arithmetic -------------------------------------------------------------------------------
def lock(fund: CommunityFund) -> CommunityFund:
    """One at a time at each fund's money."""
    rows = CommunityFund.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("community", "host").get(pk=fund.pk)


def spent(proposal: FundProposal) -> Decimal:
    """Corrections name the proposal, too."""
    return -(proposal.lines.aggregate(sum=Sum("amount"))["sum"] or Decimal())


def free_of(fund: CommunityFund) -> Decimal:
    """What is there and promised to nobody."""
    promised = list(fund.proposals.promised())
    return fund.balance - sum((each.amount - spent(each) for each in promised), Decimal())


def require_lawful(fund: CommunityFund) -> int:
    """How many sit on the committee, where the province's rule is kept."""
    sits = list(fund.members.filter(left_on__isnull=True).values_list("seat", flat=True))
    if said := lacking(fund, sits):
        raise DomainError(said, code="unlawful")
    return sits.count(Seat.COMMITTEE)


def require_standing(fund: CommunityFund) -> None:
    if fund.ended_on is not None:
        raise DomainError(_("这个基金已经终止"), code="ended")


def require_votes(
    fund: CommunityFund, *, present: int, in_favour: int, supervisor: FundMember
) -> int:
    """Of a lawful committee, most of whom were there, and somebody who sat by. How many sit."""
    seats = require_lawful(fund)
    if supervisor.fund_id != fund.pk or supervisor.seat != Seat.SUPERVISOR or supervisor.left_on:
        raise DomainError(_("要有本基金的一位监督人到会"), field="supervisor")
    if not seats < 2 * present <= 2 * seats:
        said = _("管委会 {seats} 人，要过半数到会").format(seats=seats)
        raise DomainError(said, field="present")
    if not 0 <= in_favour <= present:
        raise DomainError(_("赞成的不会比到会的多"), field="in_favour")
    return seats


# --- inside ---------------------------------------------------------------------------------------
def _step(proposal: FundProposal, target: ProposalStatus, actor: User | None) -> FundProposal:
    lock(proposal.fund)
    proposal = _stepped(proposal, target)
    proposal.status = target
    proposal.save(update_fields=["status"])
    audit.record(f"charity.fund_{target}", proposal, actor=actor)
    return proposal


def _stepped(proposal: FundProposal, target: ProposalStatus) -> FundProposal:
    """Locked, and on its way to the target."""
    rows = FundProposal.objects.select_for_update(of=("self",), no_key=True)
    proposal = rows.select_related("community").get(pk=proposal.pk)
    if target not in PROPOSAL_STEPS[ProposalStatus(proposal.status)]:
        said = _("这个议案现在是“{status}”").format(status=proposal.get_status_display())
        raise DomainError(said, code="moved_on")
    return proposal
