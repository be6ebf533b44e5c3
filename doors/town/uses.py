"""What became of the gifts: as the actions would have left it, with the days of then."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from accounts.models import User
from charity.actions.allocations import cents_of
from charity.models import AidRecord, Allocation, Gift, Resource, StockMovement
from charity.workflow import AidStatus
from core.models import TallyDelta
from core.tally import noon
from doors.town.bulk import known, number, write
from doors.town.gift_list import UsePlan
from doors.town.past import Event, remember, step
from doors.town.register import morning

_NOT_HANDED_OVER_YET = timedelta(days=7)


def _kind(quantity: Decimal, aid: AidRecord | None) -> str:
    if quantity < 0:
        return Allocation.Kind.BACK
    return Allocation.Kind.AID if aid else Allocation.Kind.USE


@dataclass
class Uses:
    """The chains of many gifts, told at once."""

    told_on: date
    actor: User
    decides: User | None = None
    aid: list[AidRecord] = field(default_factory=list)
    _behind: list[tuple[AidRecord, Allocation]] = field(default_factory=list)
    rows: list[Allocation] = field(default_factory=list)
    _last: dict[int, Allocation] = field(default_factory=dict)

    def plan(self, gift: Gift, planned: Iterable[UsePlan]) -> None:
        for each in planned:
            day = min(known(gift.received_on) + timedelta(days=each.after), self.told_on)
            aid = self._decide(gift, each, day) if each.to else None
            self._add(gift, Decimal(each.quantity), each.what, day, consent=each.consent, aid=aid)

    def move(self, move: StockMovement) -> None:
        """Out of the storeroom, and back into it."""
        if move.kind in {StockMovement.Kind.ISSUE, StockMovement.Kind.BACK}:
            day = move.at.date()
            self._add(move.lot.gift, -move.quantity, move.reason, day, movement=move)

    def tell(self) -> None:
        number(self.aid)
        write(self.aid)
        for aid, row in self._behind:
            row.reference = aid.pk
        remember(event for aid in self.aid for event in self._decided(aid))
        write(
            step("charity.aid", aid.community_id, morning(aid.given_on), 1, kind=aid.kind)
            for aid in self.aid
            if aid.given_on
        )
        number(self.rows)
        write(self.rows)
        remember(self._event(row) for row in self.rows)
        write(step for row in self.rows for step in self._count(row))

    def _add(
        self,
        gift: Gift,
        quantity: Decimal,
        what: str,
        day: date,
        *,
        consent: str = "",
        movement: StockMovement | None = None,
        aid: AidRecord | None = None,
    ) -> None:
        last = self._last.get(gift.pk)
        before = last.after if last else Decimal()
        row = Allocation(
            community_id=gift.community_id,
            gift=gift,
            seq=(last.seq if last else 0) + 1,
            previous=last.seq if last else None,
            kind=_kind(quantity, aid),
            purpose=aid.kind if aid else gift.purpose,
            before=before,
            quantity=quantity,
            after=before + quantity,
            of=known(gift.amount if gift.resource == Resource.MONEY else gift.quantity),
            used_on=day,
            what=what,
            recipient=str(aid.name) if aid else "",
            consent=consent,
            movement=movement,
            actor=self.actor,
            at=morning(day) + timedelta(hours=2),
        )
        self._last[gift.pk] = row
        self.rows.append(row)
        if aid is not None:
            self._behind.append((aid, row))

    def _decide(self, gift: Gift, each: UsePlan, day: date) -> AidRecord:
        """The last one is still to be handed over."""
        fresh = day > self.told_on - _NOT_HANDED_OVER_YET
        aid = AidRecord(
            community_id=gift.community_id,
            gift=gift,
            kind=each.kind or gift.purpose,
            name=each.to,
            quantity=Decimal(each.quantity),
            ground=each.what,
            status=AidStatus.APPROVED if fresh else AidStatus.GIVEN,
            proposed_on=day - timedelta(days=2),
            proposed_by=self.actor,
            decision="居委会会议，五人一致",
            decided_on=day,
            decided_by=self.decides,
            given_on=None if fresh else day + timedelta(days=1),
            signed="" if fresh else "本人签收",
        )
        self.aid.append(aid)
        return aid

    def _decided(self, aid: AidRecord) -> Iterable[Event]:
        said = {"quantity": str(aid.quantity), "kind": aid.kind}
        asked, decided = morning(aid.proposed_on), morning(known(aid.decided_on))
        by, home = aid.proposed_by, aid.community_id
        yield Event("charity.aid_proposed", aid, by, asked, home, {"kind": aid.kind})
        yield Event("charity.aid_approved", aid, aid.decided_by, decided, home, said)
        if aid.given_on:
            yield Event("charity.aid_given", aid, by, morning(aid.given_on), home, said)

    def _event(self, row: Allocation) -> Event:
        said = {"quantity": str(row.quantity), "what": row.what, "kind": row.kind}
        return Event("charity.gift_used", row.gift, row.actor, row.at, row.community_id, said)

    def _count(self, row: Allocation) -> Iterable[TallyDelta]:
        yield step("charity.allocations", row.community_id, row.at, 1, kind=row.kind)
        if cents := cents_of(row):
            yield step(
                "charity.used_cents", row.community_id, noon(row.used_on), cents,
                kind=row.kind, resource=row.gift.resource,
            )  # fmt: skip
