"""The books: everything that moves a point comes through here."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from core import audit, tally
from core.exceptions import DomainError
from core.models import last_link, link_after
from core.refusals import refusing
from points.models import Account, Entry, Posting, Rule, Side
from points.models.ledger import HOUSEHOLDS

Kind = Posting.Kind

MOVES: dict[str, tuple[str, str]] = {
    Kind.EARN: (Side.ISSUED, Side.OWN),
    Kind.DEDUCT: (Side.OWN, Side.ISSUED),
    Kind.HOLD: (Side.OWN, Side.HELD),
    Kind.SETTLE: (Side.HELD, Side.SPENT),
    Kind.RELEASE: (Side.HELD, Side.OWN),
    Kind.LAPSE: (Side.OWN, Side.LAPSED),
}
"""From where to where."""


@transaction.atomic
def post(
    account: Account,
    kind: str,
    points: int,
    *,
    source: tuple[str, str],
    rule: Rule | None = None,
    happened_on: date | None = None,
    reason: str = "",
    recorded_by: User | None = None,
    approved_by: User | None = None,
) -> Posting:
    """Of a locked account. The same source twice is refused as `already`."""
    if points <= 0:
        raise DomainError(_("分数要大于零"), code="nothing", field="points")
    made = Posting(
        community_id=account.community_id,
        account=account,
        kind=kind,
        points=points,
        rule=rule,
        source_kind=source[0],
        source_reference=source[1],
        happened_on=happened_on or timezone.localdate(),
        reason=reason,
        recorded_by=recorded_by,
        approved_by=approved_by,
    )
    taken, given = MOVES[kind]
    return _write(made, [(taken, -points), (given, points)])


@transaction.atomic
def reverse(posting: Posting, *, reason: str, actor: User | None) -> Posting:
    """A correction is a row of its own: the same sides the other way round."""
    account = lock(posting.account)
    if posting.kind not in {Kind.EARN, Kind.DEDUCT}:
        raise DomainError(_("只有加分和扣分可以冲回"), code="kind")
    if not reason.strip():
        raise DomainError(_("请写为什么冲回"), field="reason")
    if Posting.objects.filter(reverses=posting).exists():
        raise DomainError(_("这一笔已经冲回过了"), code="moved_on")
    made = Posting(
        community_id=account.community_id,
        account=account,
        kind=Kind.REVERSE,
        points=posting.points,
        source_kind="reverse",
        source_reference=str(posting.pk),
        happened_on=timezone.localdate(),
        reason=reason.strip(),
        reverses=posting,
        recorded_by=actor,
    )
    sides = posting.entries.values_list("side", "amount")
    return _write(made, [(side, -amount) for side, amount in sides])


def lock(account: Account) -> Account:
    """One at a time at each household."""
    rows = Account.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("household").get(pk=account.pk)


def last(account: Account, side: str) -> tuple[int, int]:
    """How many links the chain has, and what there is."""
    return last_link(Entry.objects.filter(account=account, side=side))


# --- inside ---------------------------------------------------------------------------------------
def _write(made: Posting, moves: Iterable[tuple[str, int]]) -> Posting:
    """The posting and its sides."""
    busy = DomainError(_("刚有人动了这一户的积分，请再试一次"), code="busy")
    already = DomainError(_("这件事已经记过了"), code="already")
    with refusing(
        posting_once_per_source=already,
        entry_one_link_after_another=busy,
        entry_link_to_hold_on_to=busy,
    ):
        made.save(force_insert=True)
        for side, amount in moves:
            _entry(made, side, amount).save(force_insert=True)
    details = {"points": made.points, "source": made.source_kind}
    audit.record(f"points.{made.kind}", made.account, actor=made.recorded_by, details=details)
    tally.add("points.moved", made.community_id, dims={"kind": made.kind}, delta=made.points)
    return made


def _entry(made: Posting, side: str, amount: int) -> Entry:
    link = link_after(last(made.account, side), amount) if side in HOUSEHOLDS else {}
    if link and link["after"] < 0:
        there = link["before"]
        raise DomainError(_("只有 {there} 分，不够").format(there=there), code="too_few")
    return Entry(
        community_id=made.community_id,
        posting=made,
        account=made.account,
        side=side,
        amount=amount,
        **link,
    )
