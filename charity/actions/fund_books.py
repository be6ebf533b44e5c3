"""The mirror is written from the host's vouchers, corrected by further lines, compared with the
host's own list. No money moves here."""

import re
from datetime import date
from decimal import Decimal, InvalidOperation

from django.db import transaction
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from charity.actions import allocations, funds
from charity.actions.naming import refuse_names
from charity.models import (
    BookLine,
    CommunityFund,
    FundProposal,
    Gift,
    Reconciliation,
    Resource,
)
from charity.models.gifts import money
from charity.workflow import GiftStatus, ProposalStatus
from core import audit, outbox, tally
from core.exceptions import DomainError
from core.models import last_link, link_after
from core.refusals import refusing

Kind = BookLine.Kind
PARTING = re.compile(r"[\s，;；]+")  # data: how people part a number from an amount
OUT = frozenset({Kind.USE, Kind.COST})
OF_THEIR_OWN = frozenset({Kind.CORRECTION, Kind.CLOSING})
"""Written by their own steps only: of a line that was wrong, and of the end."""


@transaction.atomic
def book(
    fund: CommunityFund,
    *,
    kind: str,
    voucher: str,
    amount: Decimal,
    what: str,
    booked_on: date | None = None,
    proposal: FundProposal | None = None,
    gift: Gift | None = None,
    actor: User | None,
) -> BookLine:
    """One voucher of the host. `amount` without a sign: the kind says which way it went."""
    fund = funds.lock(fund)
    if amount <= 0:
        raise DomainError(_("金额要大于零"), field="amount")
    if kind not in Kind.values or kind in OF_THEIR_OWN:
        raise DomainError(_("更正要从记错的那一笔办，终止划转要从终止办"), field="kind")
    if kind == Kind.USE:
        _require_resolved(fund, proposal, amount)
    elif proposal is not None:
        raise DomainError(_("只有项目支出写议案"), field="proposal")
    if gift is not None:
        _require_gift(fund, gift, kind, amount)
    line = BookLine(
        kind=kind,
        voucher=voucher,
        booked_on=booked_on or timezone.localdate(),
        amount=-amount if kind in OUT else amount,
        what=what,
        proposal=proposal,
        gift=gift,
        actor=actor,
    )
    if gift is not None and kind == Kind.USE:
        said = {"purpose": proposal.purpose if proposal else "", "used_on": line.booked_on}
        line.allocation = allocations.allocate(
            gift, quantity=amount, what=what, actor=actor, **said
        )
    return _write(fund, line)


@transaction.atomic
def correct(line: BookLine, *, voucher: str, what: str, actor: User | None) -> BookLine:
    """The whole of it is taken back, with the voucher that says so and why; both lines stay."""
    fund = funds.lock(line.fund)
    if line.kind == Kind.CORRECTION or BookLine.objects.filter(corrects=line).exists():
        raise DomainError(_("这一笔已经更正过"), code="moved_on")
    refuse_names(what, fund.community, field="what")
    if line.allocation is not None:
        allocations.undo(line.allocation, what=what, actor=actor)
    back = BookLine(
        kind=Kind.CORRECTION,
        voucher=voucher,
        booked_on=timezone.localdate(),
        amount=-line.amount,
        what=what,
        proposal=line.proposal,
        gift=line.gift,
        corrects=line,
        actor=actor,
    )
    return _write(fund, back)


@transaction.atomic
def reconcile(
    fund: CommunityFund,
    *,
    since: date,
    until: date,
    theirs: Decimal,
    listed: str,
    actor: User | None,
) -> Reconciliation:
    """The host's list, one voucher and its signed amount in each line, beside ours."""
    if not since <= until <= timezone.localdate():
        raise DomainError(_("日期要先后对，而且不在今天以后"), field="until")
    said = read_list(listed)
    rows = fund.lines.filter(booked_on__range=(since, until))
    mine = dict(rows.values_list("voucher", "amount"))
    upto = fund.lines.filter(booked_on__lte=until).aggregate(sum=Sum("amount"))["sum"]
    differences = [
        [voucher, _text(said.get(voucher)), _text(mine.get(voucher))]
        for voucher in sorted({*said, *mine})
        if said.get(voucher) != mine.get(voucher)
    ]
    made = Reconciliation.objects.create(
        community=fund.community,
        fund=fund,
        since=since,
        until=until,
        theirs=theirs,
        ours=upto or Decimal(),
        differences=differences,
        actor=actor,
    )
    found = {"differences": len(made.in_words)}
    audit.record("charity.fund_reconciled", fund, actor=actor, details=found)
    return made


def close(
    fund: CommunityFund, *, voucher: str, what: str, booked_on: date, actor: User | None
) -> BookLine:
    """All that a locked fund has left goes out, as the host booked it."""
    line = BookLine(
        kind=Kind.CLOSING,
        voucher=voucher,
        booked_on=booked_on,
        amount=-fund.balance,
        what=what,
        actor=actor,
    )
    return _write(fund, line)


def read_list(text: str) -> dict[str, Decimal]:
    """A voucher number, a space or a tab, an amount: as it is copied from a table."""
    found: dict[str, Decimal] = {}
    for number, row in enumerate(text.strip().splitlines(), start=1):
        parts = PARTING.split(row.strip())
        try:
            voucher, amount = parts
            value = Decimal(amount.replace(",", "").replace("−", "-")).quantize(Decimal("0.01"))
        except (ValueError, InvalidOperation):
            said = _("第 {n} 行看不懂：一行写凭证号和金额，支出写负数").format(n=number)
            raise DomainError(said, field="listed") from None
        if voucher in found:
            said = _("凭证号 {voucher} 写了两次").format(voucher=voucher)
            raise DomainError(said, field="listed")
        found[voucher] = value
    return found


# --- inside ---------------------------------------------------------------------------------------
def _text(amount: Decimal | None) -> str | None:
    return None if amount is None else f"{amount:.2f}"


def _require_resolved(fund: CommunityFund, proposal: FundProposal | None, amount: Decimal) -> None:
    """Never more than the committee resolved."""
    if proposal is None or proposal.fund_id != fund.pk:
        raise DomainError(_("项目支出要写是哪个议案"), field="proposal")
    if FundProposal.objects.get(pk=proposal.pk).status != ProposalStatus.PASSED:
        raise DomainError(_("这个议案没有通过，或已经办完"), field="proposal")
    rest = proposal.amount - funds.spent(proposal)
    if amount > rest:
        said = _("这个议案只剩 {rest} 元").format(rest=money(rest))
        raise DomainError(said, code="too_few", field="amount")


def _require_gift(fund: CommunityFund, gift: Gift, kind: str, amount: Decimal) -> None:
    """Money the host received for this community, and not more of it than came."""
    here = gift.status == GiftStatus.RECEIVED and gift.resource == Resource.MONEY
    of_host = gift.organization_id == fund.host_id and gift.community_id == fund.community_id
    if kind not in {Kind.DONATION, Kind.USE} or not here or not of_host:
        raise DomainError(_("请选一笔托管单位收到的捐款"), field="gift")
    rows = gift.fund_lines.filter(fund=fund)
    came = rows.filter(amount__gt=0, corrects__isnull=True, corrected__isnull=True)
    before = came.aggregate(sum=Sum("amount"))["sum"] or Decimal()
    if kind == Kind.DONATION and before + amount > gift.measure:
        said = _("这笔捐赠一共 {all} 元，已经记了 {before} 元").format(
            all=money(gift.measure), before=money(before)
        )
        raise DomainError(said, code="too_many", field="amount")


def _write(fund: CommunityFund, line: BookLine) -> BookLine:
    """The next link of a locked fund."""
    funds.require_standing(fund)
    line.voucher, line.what = line.voucher.strip(), line.what.strip()
    if not line.voucher:
        raise DomainError(_("请写托管单位账上的凭证号"), field="voucher")
    if not line.what:
        raise DomainError(_("请写摘要"), field="what")
    if not fund.founded_on <= line.booked_on <= timezone.localdate():
        raise DomainError(_("记账日期在基金设立以后、今天以前"), field="booked_on")
    link = link_after(last_link(fund.lines), line.amount)
    if link["after"] < 0:
        said = _("账上只有 {left} 元").format(left=money(link["before"]))
        raise DomainError(said, code="too_few", field="amount")
    line.community, line.fund = fund.community, fund
    for name, value in link.items():
        setattr(line, name, value)
    busy = DomainError(_("刚有同事记了一笔，请再试一次"), code="busy")
    known = DomainError(_("这个凭证号已经记过"), code="voucher_known", field="voucher")
    with refusing(
        book_one_link_after_another=busy, book_link_to_hold_on_to=busy, book_voucher_once=known
    ):
        line.save(force_insert=True)
    details = {"voucher": line.voucher, "amount": line.signed, "kind": line.kind}
    audit.record("charity.fund_booked", fund, actor=line.actor, details=details)
    tally.add("charity.fund_lines", fund.community_id, dims={"kind": line.kind})
    outbox.publish(
        "charity.fund_booked",
        key=f"charity.fund_booked:{line.pk}",
        payload={"fund_id": fund.pk, "line_id": line.pk, "community_id": fund.community_id},
    )
    return line
