"""One writes it down, another approves; a deduction is announced, may be objected to, and counts
only when the time for that is over."""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from core import audit
from core.exceptions import DomainError
from core.workcalendar import add_workdays
from points.actions import earning, ledger
from points.actions.telling import tell
from points.models import Account, Posting, Record, Rule
from points.workflow import RecordStatus

WORKDAYS_TO_OBJECT = 5
"""For whom something is to be taken."""
DAYS_TO_OBJECT = 15
"""For whom something was given: perhaps too little."""


@transaction.atomic
def record(
    account: Account,
    *,
    rule: Rule,
    happened_on: date,
    evidence: str,
    times: int = 1,
    actor: User | None,
) -> Record:
    account = ledger.lock(account)
    if not account.takes_part:
        raise DomainError(_("这一户没有参加积分"), code="not_taking_part")
    if rule.community_id != account.community_id:
        raise DomainError(_("不是这个社区的规则"), field="rule")
    if happened_on > timezone.localdate():
        raise DomainError(_("事情还没发生"), field="happened_on")
    if not Rule.objects.in_force(happened_on).filter(pk=rule.pk).exists():
        raise DomainError(_("那天这条规则不在用"), field="rule")
    if not evidence.strip():
        raise DomainError(_("请写做了什么，凭什么记"), field="evidence")
    made = Record.objects.create(
        community_id=account.community_id,
        account=account,
        rule=rule,
        is_deduction=rule.is_deduction,
        happened_on=happened_on,
        times=times,
        evidence=evidence.strip(),
        recorded_by=actor,
    )
    audit.record("points.recorded", made, actor=actor, details={"points": made.signed})
    return made


@transaction.atomic
def approve(row: Record, *, actor: User | None) -> Record:
    """An addition counts at once; a deduction is announced first."""
    row = lock(row)
    _require(row, RecordStatus.PENDING)
    _another(row, actor)
    today = timezone.localdate()
    row.decided_by = actor
    if row.is_deduction:
        row.status = RecordStatus.NOTICED
        row.object_until = add_workdays(today, WORKDAYS_TO_OBJECT)
    else:
        row.status = RecordStatus.POSTED
        row.object_until = today + timedelta(days=DAYS_TO_OBJECT)
        row.posting = _give(row)
    row.save(update_fields=["status", "decided_by", "object_until", "posting"])
    audit.record("points.approved", row, actor=actor)
    if row.is_deduction:
        _announce(row)
    return row


@transaction.atomic
def reject(row: Record, *, reason: str, actor: User | None) -> Record:
    row = lock(row)
    _require(row, RecordStatus.PENDING)
    _another(row, actor)
    if not reason.strip():
        raise DomainError(_("请写为什么不通过"), field="reason")
    row.status, row.decided_by, row.decision = RecordStatus.REJECTED, actor, reason.strip()
    row.save(update_fields=["status", "decided_by", "decision"])
    audit.record("points.rejected", row, actor=actor)
    return row


@transaction.atomic
def take(row: Record) -> Record:
    """The time to object is over: as much as was announced, never below nothing."""
    row = lock(row)
    if not Record.objects.due().filter(pk=row.pk).exists():
        raise DomainError(_("申诉期没过，或申诉还没答复"), code="not_due")
    account = ledger.lock(row.account)
    there = ledger.last(account, "own")[1]
    points = min(row.planned, there)
    if points == 0:
        row.status = RecordStatus.DROPPED
        row.decision = _("没有可扣的分")
        row.save(update_fields=["status", "decision"])
        audit.record("points.nothing_to_deduct", row, actor=None)
        return row
    row.status = RecordStatus.POSTED
    row.posting = ledger.post(
        account,
        Posting.Kind.DEDUCT,
        points,
        source=("record", str(row.pk)),
        rule=row.rule,
        happened_on=row.happened_on,
        reason=row.evidence[:120],
        recorded_by=row.recorded_by,
        approved_by=row.decided_by,
    )
    row.save(update_fields=["status", "posting"])
    return row


def take_due() -> int:
    """Every hour. Runs twice as well as once."""
    rows = list(Record.objects.due().order_by("pk"))
    for row in rows:
        take(row)
    return len(rows)


@transaction.atomic
def appeal(row: Record, *, appeal: str, actor: User | None) -> Record:
    """The household says why not."""
    row = lock(row)
    if not row.may_be_appealed:
        raise DomainError(_("已经申诉过，或申诉期已过"), code="too_late")
    if not appeal.strip():
        raise DomainError(_("请写为什么不对"), field="appeal")
    row.appeal, row.appealed_at = appeal.strip(), timezone.now()
    row.save(update_fields=["appeal", "appealed_at"])
    audit.record("points.appealed", row, actor=actor)
    return row


@transaction.atomic
def answer(
    row: Record, *, upheld: bool, body: str, heard_on: date, words: str, actor: User | None
) -> Record:
    """What the residents' meeting found after it was asked, written down by somebody else than who
    recorded it. Who approved it may write: he tells what others found."""
    row = lock(row)
    if not row.awaits_answer:
        raise DomainError(_("没有等答复的申诉"), code="moved_on")
    _another(row, actor)
    for field, said in (("body", body), ("words", words)):
        if not said.strip():
            raise DomainError(_("请写由谁评议、怎么答复"), field=field)
    if not _asked_on(row) <= heard_on <= timezone.localdate():
        raise DomainError(_("评议的日子在申诉以后、今天以前"), field="heard_on")
    row.appeal_body = f"{body.strip()} {heard_on:%Y-%m-%d}"
    row.appeal_upheld, row.appeal_answer = upheld, words.strip()
    row.appeal_decided_by, row.appeal_decided_at = actor, timezone.now()
    if upheld and row.status == RecordStatus.NOTICED:
        row.status = RecordStatus.DROPPED
    elif upheld and row.posting is not None and is_used(row):
        _leave(row, _("申诉成立；分已经用掉，不追回"), actor)
    elif upheld and row.posting is not None:
        ledger.reverse(row.posting, reason=_("申诉成立"), actor=actor)
        row.status = RecordStatus.REVERSED
    row.save()
    audit.record("points.appeal_answered", row, actor=actor, details={"upheld": upheld})
    tell(
        row.account,
        "appeal_answered",
        said={"rule": row.rule.name},
        key=f"appeal_answered:{row.pk}",
        link="/points/",
    )
    return row


@transaction.atomic
def reverse(row: Record, *, reason: str, actor: User | None) -> Record:
    """Recorded by mistake."""
    row = lock(row)
    _require(row, RecordStatus.POSTED)
    _another(row, actor)
    if is_used(row):
        said = _("分已经用掉，冲不回来，也不倒欠：点“记错了，分已用掉”，留一句说明")
        raise DomainError(said, code="used")
    if row.posting is not None:
        ledger.reverse(row.posting, reason=reason, actor=actor)
    row.status = RecordStatus.REVERSED
    row.save(update_fields=["status"])
    audit.record("points.reversed", row, actor=actor)
    return row


@transaction.atomic
def leave_as_used(row: Record, *, reason: str, actor: User | None) -> Record:
    """Recorded by mistake, and the household has used it in good faith: nobody owes points. It
    stays in the books, with a word why."""
    row = lock(row)
    _require(row, RecordStatus.POSTED)
    _another(row, actor)
    if not is_used(row) or row.decision:
        raise DomainError(_("分还在：点“冲回”"), code="there")
    if not reason.strip():
        raise DomainError(_("请写错在哪里"), field="reason")
    _leave(row, reason.strip(), actor)
    row.save(update_fields=["decision"])
    return row


def is_used(row: Record) -> bool:
    """What was given is no longer there to be taken back."""
    made = row.posting
    if made is None or made.kind != Posting.Kind.EARN:
        return False
    return ledger.last(row.account, "own")[1] < made.points


def lock(row: Record) -> Record:
    rows = Record.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("rule", "account__household", "posting").get(pk=row.pk)


# --- inside ---------------------------------------------------------------------------------------
def _require(row: Record, status: str) -> None:
    if row.status != status:
        raise DomainError(_("这张记分单已经往前走了，请刷新再看"), code="moved_on")


def _another(row: Record, actor: User | None) -> None:
    if actor is None or actor.pk == row.recorded_by_id:
        raise DomainError(_("登记的人不能自己办，请另一位同事来"), code="own_record")


def _leave(row: Record, words: str, actor: User | None) -> None:
    row.decision = words
    audit.record("points.left_as_used", row, actor=actor)


def _asked_on(row: Record) -> date:
    asked = row.appealed_at
    return timezone.localdate(asked) if asked is not None else timezone.localdate()


def _give(row: Record) -> Posting:
    made = earning.earn(
        row.account.household,
        row.rule,
        source_kind="record",
        source_reference=str(row.pk),
        happened_on=row.happened_on,
        times=row.times,
        reason=row.evidence[:120],
        recorded_by=row.recorded_by,
        approved_by=row.decided_by,
    )
    if made is None:
        raise DomainError(_("不能加分：到了封顶，或还在停止加分期，或已退出"), code="no_room")
    return made


def _announce(row: Record) -> None:
    until = row.object_until.isoformat() if row.object_until else ""
    tell(
        row.account,
        "deduction_noticed",
        said={"points": str(row.planned), "rule": row.rule.name, "until": until},
        key=f"deduction:{row.pk}",
        link="/points/",
    )
