"""Two years of the points store: what was asked for, collected, given back, put on the shelf."""

from datetime import datetime, timedelta
from random import Random

from accounts.models import User
from communities.models import Area
from doors.town.bulk import known, number, write
from doors.town.past import Event, remember, step
from doors.town.point_list import FROM_STORE, GOODS
from points.actions import ledger, store
from points.models import Account, Item, Redemption, ShelfMovement
from points.models.store import KEPT
from points.queries.store import lots_to_shelve

_BOUGHT = 40
_NEVER_COME = 0.08


class Shelves:
    """Each household asks in its own time; the shelf sees them in the order of the clock."""

    def __init__(self, home: Area, clerk: User) -> None:
        self.home, self.clerk = home, clerk
        self.rows: list[Redemption] = []
        self.items = [
            Item(community=home, name=plan.name, unit=plan.unit, points=plan.points)
            for plan in GOODS
        ]
        number(self.items)
        write(self.items)

    def ask(
        self, account: Account, there: int, dice: Random, at: datetime
    ) -> tuple[Redemption, str] | None:
        """What it takes, and how that ended."""
        within = [item for item in self.items if item.points <= there]
        if not within:
            return None
        item = dice.choice(within)
        collected = dice.random() >= _NEVER_COME
        made = Redemption(
            community=self.home,
            account=account,
            item=item,
            quantity=1,
            points=item.points,
            code=f"{dice.randrange(10**6):06d}",
            status="collected" if collected else "cancelled",
            asked_at=at,
            collect_until=at.date() + KEPT,
            ended_at=at + timedelta(hours=2),
            ended_by=self.clerk,
        )
        self.rows.append(made)
        return made, "settle" if collected else "release"

    def write_redemptions(self) -> None:
        number(self.rows)
        write(self.rows)

    def write_shelves(self) -> None:
        steps = [(row.asked_at, -1, "aside", row) for row in self.rows]
        steps += [
            (known(row.ended_at), 1, "back", row) for row in self.rows if row.status == "cancelled"
        ]
        moves: dict[int, list[ShelfMovement]] = {item.pk: [] for item in self.items}
        for at, quantity, kind, row in sorted(steps, key=lambda one: (one[0], one[3].pk)):
            chain = moves[row.item_id]
            if quantity < 0 and (not chain or chain[-1].after == 0):
                said = f"购物小票 {at:%m%d}{row.item_id:03d}，利民超市"
                self._move(chain, row.item, "fill", _BOUGHT, at - timedelta(hours=3), said)
            self._move(chain, row.item, kind, quantity, at, "", row)
        written = [move for chain in moves.values() for move in chain]
        number(written)
        write(written)
        home = self.home.pk
        remember(
            Event("points.redeemed", row, None, row.asked_at, home, {"points": row.points})
            for row in self.rows
        )
        remember(
            Event(f"points.redemption_{row.status}", row, self.clerk, known(row.ended_at), home)
            for row in self.rows
        )
        write(step("points.redemptions", home, row.asked_at, 1) for row in self.rows)

    def _move(
        self,
        chain: list[ShelfMovement],
        item: Item,
        kind: str,
        quantity: int,
        at: datetime,
        said: str,
        row: Redemption | None = None,
    ) -> None:
        before = chain[-1].after if chain else 0
        chain.append(
            ShelfMovement(
                community=self.home,
                item=item,
                seq=len(chain) + 1,
                previous=len(chain) or None,
                kind=kind,
                before=before,
                quantity=quantity,
                after=before + quantity,
                redemption=row,
                reason=said,
                actor=None if kind == "aside" else self.clerk,
                at=at,
            )
        )


def tell_today(home: Area, accounts: list[Account], clerk: User) -> None:
    """Through the actions: something out of the storeroom, and three who wait for
    theirs, one of them at home."""
    lot = known(lots_to_shelve(home.pk).first())
    fresh = store.offer(home, name=lot.name, unit=lot.unit, points=FROM_STORE, actor=clerk)
    store.fill(fresh, quantity=min(int(lot.balance), 3), lot=lot, actor=clerk)
    rich = [each for each in accounts if ledger.last(each, "own")[1] >= FROM_STORE]
    for account in rich[:2]:
        store.redeem(account, item=fresh, brought_home=account == rich[1], actor=None)
    soap = [item for item in Item.objects.with_left().filter(community=home) if item.left > 5]  # type: ignore[attr-defined]
    store.redeem(rich[2], item=soap[0], actor=None)
