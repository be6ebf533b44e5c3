"""A fund ends: its committee resolves it, the host says where that goes which is left, and the
mirror stops at nothing. Its reports go on until the last quarter is out."""

from datetime import date
from decimal import Decimal

from django.db import transaction
from django.db.models import DateField, F, Value
from django.db.models.functions import Greatest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from charity.actions import fund_books, funds
from charity.actions.naming import refuse_names
from charity.models import CommunityFund, FundEnding, FundMember
from charity.models.gifts import money
from charity.workflow import ENDING_STEPS, EndingStatus, ProposalStatus
from core import audit, outbox, tally
from core.exceptions import DomainError
from core.models import last_link

OPEN = (ProposalStatus.PROPOSED, ProposalStatus.PASSED)


@transaction.atomic
def resolve(
    fund: CommunityFund,
    *,
    why: str,
    held_on: date,
    present: int,
    in_favour: int,
    supervisor: FundMember,
    resolution: str,
    actor: User | None,
) -> FundEnding:
    """Nothing is promised any more before anybody votes on the end."""
    fund = funds.lock(fund)
    funds.require_standing(fund)
    if fund.endings.standing().exists():
        raise DomainError(_("已经决议终止，等托管单位结清"), code="moved_on")
    if n := fund.proposals.filter(status__in=OPEN).count():
        said = ngettext(
            "还有 {n} 个议案没了结：先办完或撤回", "还有 {n} 个议案没了结：先办完或撤回", n
        )
        raise DomainError(said.format(n=n), code="open")
    if not fund.founded_on <= held_on <= timezone.localdate():
        raise DomainError(_("会议在基金设立以后、今天以前"), field="held_on")
    _require_words(fund, why, "why", _("请写为什么终止"))
    _require_words(fund, resolution, "resolution", _("请写决议的要点"))
    votes = {"present": present, "in_favour": in_favour}
    seats = funds.require_votes(fund, supervisor=supervisor, **votes)
    carried = 2 * in_favour > seats
    made = FundEnding.objects.create(
        community=fund.community,
        fund=fund,
        status=EndingStatus.RESOLVED if carried else EndingStatus.FAILED,
        why=why.strip(),
        held_on=held_on,
        seats=seats,
        supervisor=supervisor,
        resolution=resolution.strip(),
        recorded_by=actor,
        **votes,
    )
    verb = "ending_resolved" if carried else "ending_failed"
    audit.record(f"charity.fund_{verb}", fund, actor=actor, details={**votes, "seats": seats})
    tally.add("charity.fund_resolutions", fund.community_id, dims={"status": f"end_{made.status}"})
    return made


@transaction.atomic
def withdraw(fund: CommunityFund, *, actor: User | None) -> FundEnding:
    """The committee thought better of it before anything went out."""
    fund = funds.lock(fund)
    ending = _stepped(fund, EndingStatus.WITHDRAWN)
    ending.status = EndingStatus.WITHDRAWN
    ending.save(update_fields=["status"])
    audit.record("charity.fund_ending_withdrawn", fund, actor=actor)
    return ending


@transaction.atomic
def settle(
    fund: CommunityFund,
    *,
    ended_on: date,
    rest: Decimal,
    goes: str = "",
    goes_to: str = "",
    paper: str = "",
    voucher: str = "",
    actor: User | None,
) -> FundEnding:
    """The host's last word: how much is left, and by which paper it goes where. Over, for good."""
    fund = funds.lock(fund)
    ending = _stepped(fund, EndingStatus.ENDED)
    last = fund.lines.order_by("-seq").values_list("booked_on", flat=True).first()
    if not max(ending.held_on, last or ending.held_on) <= ended_on <= timezone.localdate():
        said = _("终止在决议和最后一笔账以后、今天以前")
        raise DomainError(said, field="ended_on")
    if rest != (left := Decimal(fund.balance)):
        said = _("镜像里还有 {left} 元，和托管单位说的不一样：先对账").format(left=money(left))
        raise DomainError(said, field="rest")
    if left:
        _require_way(fund, goes, goes_to, paper)
        what = _("基金终止，按 {paper} 划转").format(paper=paper.strip())
        fund_books.close(fund, voucher=voucher, what=what, booked_on=ended_on, actor=actor)
        ending.goes, ending.goes_to, ending.paper = goes, goes_to.strip(), paper.strip()
    elif goes or goes_to.strip():
        raise DomainError(_("没有剩下的钱，不用写去向"), field="goes_to")
    ending.rest, ending.status = rest, EndingStatus.ENDED
    ending.last_seq, ending.last_after = last_link(fund.lines) if last or left else (None, None)
    ending.save()
    fund.ended_on = ended_on
    fund.save(update_fields=["ended_on"])
    until = Greatest(F("since"), Value(ended_on, output_field=DateField()))
    fund.members.filter(left_on__isnull=True).update(left_on=until)
    audit.record("charity.fund_ended", fund, actor=actor, details={"rest": str(rest)})
    tally.add("charity.funds_ended", fund.community_id)
    outbox.publish(
        "charity.fund_ended",
        key=f"charity.fund_ended:{fund.pk}",
        payload={"fund_id": fund.pk, "community_id": fund.community_id},
    )
    return ending


# --- inside ---------------------------------------------------------------------------------------
def _stepped(fund: CommunityFund, target: EndingStatus) -> FundEnding:
    ending: FundEnding | None = fund.endings.standing().first()
    if ending is None or target not in ENDING_STEPS[EndingStatus(ending.status)]:
        raise DomainError(_("现在没有等着结清的终止决议"), code="moved_on")
    return ending


def _require_way(fund: CommunityFund, goes: str, goes_to: str, paper: str) -> None:
    if goes not in FundEnding.Goes.values:
        raise DomainError(_("请选剩下的怎么办"), field="goes")
    _require_words(fund, goes_to, "goes_to", _("请写转到哪里"))
    if not paper.strip():
        raise DomainError(_("请写托管单位处置剩余的文号"), field="paper")


def _require_words(fund: CommunityFund, text: str, field: str, said: str) -> None:
    if not text.strip():
        raise DomainError(said, field=field)
    refuse_names(text, fund.community, field=field)
