"""Changing a duty with a colleague: he agrees, then the secretary; neither decides for himself."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from communities import history
from communities.actions import duty, duty_telling
from communities.models import DutyShift, ShiftSwap
from communities.workflow import (
    AGREE_SWAP,
    APPROVE_SWAP,
    ASKER,
    DECIDER,
    DECLINE_SWAP,
    LAPSE_SWAP,
    OTHER,
    REFUSE_SWAP,
    WITHDRAW_SWAP,
    SwapStep,
)
from core.exceptions import DomainError
from core.refusals import refusing


@transaction.atomic
def ask_swap(
    shift: DutyShift,
    *,
    asked_of: User,
    actor: User,
    wanted: DutyShift | None = None,
    note: str = "",
) -> ShiftSwap:
    """My shift for one of yours; or just: please take mine."""
    shifts = duty.lock_shifts(shift, *([wanted] if wanted else []))
    shift, theirs = shifts[0], shifts[1:]
    if shift.person_id != actor.pk:
        raise DomainError(_("只能换自己的班"), code="not_yours")
    if asked_of.pk == actor.pk:
        raise DomainError(_("不用和自己换"), field="asked_of")
    if any(each.person_id != asked_of.pk for each in theirs):
        raise DomainError(_("这个班不是对方的，请重选"), field="wanted")
    if any((each.post_id, each.period) == (shift.post_id, shift.period) for each in theirs):
        raise DomainError(_("您和对方在同一个班上，换了也一样"), field="wanted")
    _require_swappable(shift, *theirs)
    duty.require_serves(
        asked_of, shift.community, timezone.localdate(shift.period.lower), field="asked_of"
    )
    duty.require_fit(asked_of, shift, but=theirs)
    for each in theirs:
        duty.require_fit(actor, each, but=[shift])
    with refusing(
        swap_one_open_per_shift=DomainError(_("这个班已经在换了，等那边有结果"), code="asked")
    ):
        swap = ShiftSwap.objects.create(
            community_id=shift.community_id,
            shift=shift,
            wanted=theirs[0] if theirs else None,
            asked_by=actor,
            asked_of=asked_of,
            note=note.strip(),
        )
    history.note("communities.swap_ask", swap, actor=actor, details=_facts(swap))
    duty_telling.tell_swap("communities.swap_asked", swap, asked_of.pk)
    return swap


@transaction.atomic
def agree(swap: ShiftSwap, *, actor: User) -> ShiftSwap:
    swap = _step(swap, AGREE_SWAP, actor)
    duty_telling.tell_swap("communities.swap_agreed", swap, *_secretaries(swap))
    return swap


@transaction.atomic
def refuse(swap: ShiftSwap, *, reason: str, actor: User) -> ShiftSwap:
    swap = _step(swap, REFUSE_SWAP, actor, reason)
    duty_telling.tell_swap("communities.swap_refused", swap, swap.asked_by_id)
    return swap


@transaction.atomic
def withdraw(swap: ShiftSwap, *, actor: User) -> ShiftSwap:
    return _step(swap, WITHDRAW_SWAP, actor)


@transaction.atomic
def decline(swap: ShiftSwap, *, reason: str, actor: User) -> ShiftSwap:
    swap = _step(swap, DECLINE_SWAP, actor, reason)
    duty_telling.tell_swap("communities.swap_refused", swap, swap.asked_by_id, swap.asked_of_id)
    return swap


@transaction.atomic
def approve(swap: ShiftSwap, *, actor: User) -> ShiftSwap:
    """The two seats change hands in one transaction; whoever comes second finds it done."""
    swap = _step(swap, APPROVE_SWAP, actor)
    shift, wanted = swap.shift, swap.wanted
    both = [shift, *([wanted] if wanted else [])]
    duty.require_fit(swap.asked_of, shift, but=both)
    if wanted is not None:
        duty.require_fit(swap.asked_by, wanted, but=both)
    # Two shifts at the same hour may change hands: the first seat is left before the second
    # is taken.
    _put(shift, None)
    if wanted is not None:
        _put(wanted, swap.asked_by)
    _put(shift, swap.asked_of)
    for each in both:
        history.note("communities.duty_swapped", each, actor=actor, details=duty.facts(each))
    duty.lapse_swaps_of(*both)
    duty_telling.tell_swap("communities.swap_approved", swap, swap.asked_by_id, swap.asked_of_id)
    return swap


def lapse_due(now: datetime | None = None) -> int:
    """What nobody decided before the shift began."""
    moment = now or timezone.now()
    due = ShiftSwap.objects.open().filter(shift__period__startswith__lte=moment)
    due |= ShiftSwap.objects.open().filter(wanted__period__startswith__lte=moment)
    lapsed = 0
    for swap in due.order_by("pk"):
        with transaction.atomic():
            row = ShiftSwap.objects.select_for_update(of=("self",)).get(pk=swap.pk)
            if row.status in LAPSE_SWAP.sources:
                _move(row, LAPSE_SWAP, None, "")
                lapsed += 1
    return lapsed


def may(step: SwapStep, swap: ShiftSwap, user_id: int | None, *, keeps: bool) -> bool:
    """Whether the table lets this person take the step; the same rule for buttons and actions.
    The swap comes with its secretaries."""
    if swap.status not in step.sources or user_id is None:
        return False
    parties = {ASKER: swap.asked_by_id, OTHER: swap.asked_of_id}
    if step.party in parties:
        return parties[step.party] == user_id
    return step.party == DECIDER and keeps and _decides(swap, user_id)


# --- inside --------------------------------------------------------------------------------------
def _step(swap: ShiftSwap, step: SwapStep, actor: User, reason: str = "") -> ShiftSwap:
    """The months, the shifts, then the swap: always in this order."""
    seen = ShiftSwap.objects.select_related("shift", "wanted").get(pk=swap.pk)
    shifts = duty.lock_shifts(seen.shift, *([seen.wanted] if seen.wanted else []))
    locked = (
        ShiftSwap.objects.with_secretaries()
        .select_for_update(of=("self",))
        .select_related("asked_by", "asked_of")
        .get(pk=swap.pk)
    )
    locked.shift, locked.wanted = shifts[0], (shifts[1] if len(shifts) > 1 else None)
    if locked.status not in step.sources:
        raise DomainError(
            _("这次换班现在是“{status}”，不能再这样办").format(status=locked.get_status_display()),
            code="moved_on",
        )
    if not may(step, locked, actor.pk, keeps=step.party == DECIDER):
        raise DomainError(_("这一步不归您办"), code="not_allowed")
    if step in {AGREE_SWAP, APPROVE_SWAP}:
        _require_unchanged(locked)
        _require_swappable(*shifts)
    _move(locked, step, actor, reason)
    return locked


def _move(swap: ShiftSwap, step: SwapStep, actor: User | None, reason: str) -> None:
    if step.reason_required and not reason.strip():
        raise DomainError(_("请写一句原因"), field="reason")
    swap.status, swap.changed_at = step.target, timezone.now()
    swap.reason = reason.strip()
    if step.party == DECIDER:
        swap.decided_by = actor
    swap.save(update_fields=["status", "changed_at", "reason", "decided_by"])
    history.note(f"communities.swap_{step.name}", swap, actor=actor, details=_facts(swap))


def _decides(swap: ShiftSwap, user_id: int) -> bool:
    """The secretary; where he is one of the two, a colleague who is neither."""
    if user_id in {swap.asked_by_id, swap.asked_of_id}:
        return False
    secretaries = _secretaries(swap)
    return user_id in secretaries or not secretaries


def _secretaries(swap: ShiftSwap) -> list[int]:
    return swap.secretary_ids  # type: ignore[attr-defined,no-any-return]


def _require_unchanged(swap: ShiftSwap) -> None:
    moved = swap.shift.person_id != swap.asked_by_id or (
        swap.wanted is not None and swap.wanted.person_id != swap.asked_of_id
    )
    if moved:
        raise DomainError(_("这两个班已经换过人了，请重新提"), code="changed")


def _require_swappable(*shifts: DutyShift) -> None:
    for shift in shifts:
        if not shift.plan.is_published:
            raise DomainError(_("还没公布的班，请书记直接改"), code="draft")
        if shift.has_begun:
            raise DomainError(_("已经开始的班不能换"), code="begun")


def _put(shift: DutyShift, person: User | None) -> None:
    shift.person = person
    busy = DomainError(_("他那个时间已经有班了"), code="busy", field="person")
    with refusing(duty_person_in_one_place=busy):
        shift.save(update_fields=["person"])


def _facts(swap: ShiftSwap) -> dict[str, int | str | None]:
    return {
        "shift": swap.shift_id,
        "wanted": swap.wanted_id,
        "asked_by": swap.asked_by_id,
        "asked_of": swap.asked_of_id,
    }
