"""Goods come onto the shelf from the storeroom or are bought; a household asks for one, its points
are held and the thing is put aside; it comes with its code, or it is given back."""

import secrets
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from charity.actions import stock
from charity.models import Lot
from communities.models import Area
from core import audit, outbox, tally
from core.exceptions import DomainError
from core.identifiers import read_digits
from core.models import last_link, link_after
from core.refusals import refusing
from points.actions import ledger
from points.actions.telling import tell
from points.models import Account, Item, Posting, Redemption, ShelfMovement
from points.models.store import KEPT

Kind = ShelfMovement.Kind
Status = Redemption.Status
RELEASED = "points.released"
MOST = 10
"""Of one thing at once."""


@transaction.atomic
def offer(community: Area, *, name: str, unit: str, points: int, actor: User | None) -> Item:
    twice = DomainError(_("同名的商品正在架上"), code="twice", field="name")
    with refusing(item_offered_once=twice):
        made = Item.objects.create(
            community=community, name=name.strip(), unit=unit.strip(), points=points
        )
    audit.record("points.item_offered", made, actor=actor, scope=community.pk)
    return made


@transaction.atomic
def fill(
    item: Item,
    *,
    quantity: int,
    lot: Lot | None = None,
    bought: str = "",
    actor: User | None,
) -> ShelfMovement:
    """Out of the storeroom in the same transaction, or bought, with the number of the bill. What
    comes out of the storeroom stands on the shelf by its own name."""
    _positive(quantity)
    if (lot is None) == (bought.strip() == ""):
        raise DomainError(_("从物资库来，还是买来的：写一样"), field="bought")
    item = lock(item)
    _require_offered(item)
    reason = bought.strip()
    if lot is not None:
        if lot.community_id != item.community_id:
            raise DomainError(_("不是这个社区的物资"), field="lot")
        if not item.is_of(lot):
            said = _("这一批是“{lot}”（{unit}），不是“{item}”：照它的品名和单位另列一样").format(
                lot=lot.name, unit=lot.unit, item=item.name
            )
            raise DomainError(said, code="other_goods", field="lot")
        reason = _("积分超市上架：{name}").format(name=item.name)
        stock.issue(lot, quantity=Decimal(quantity), reason=reason, actor=actor)
    return _move(item, Kind.FILL, quantity, lot=lot, reason=reason, actor=actor)


@transaction.atomic
def withdraw(item: Item, *, reason: str, actor: User | None) -> Item:
    """Nobody asks for it any more; what is put aside is still collected."""
    item = lock(item)
    _require_offered(item)
    if not reason.strip():
        raise DomainError(_("请写为什么下架"), field="reason")
    if (rest := _last(item)[1]) > 0:
        _move(item, Kind.REMOVE, -rest, reason=reason.strip(), actor=actor)
    item.withdrawn_on = timezone.localdate()
    item.save(update_fields=["withdrawn_on"])
    audit.record("points.item_withdrawn", item, actor=actor, scope=item.community_id)
    return item


@transaction.atomic
def redeem(
    account: Account,
    *,
    item: Item,
    quantity: int = 1,
    brought_home: bool = False,
    actor: User | None,
) -> Redemption:
    """Household before shelf, so that nobody waits in a circle."""
    _positive(quantity)
    if quantity > MOST:
        raise DomainError(_("一次最多换 {most} 份").format(most=MOST), field="quantity")
    account = ledger.lock(account)
    item = lock(item)
    _require_offered(item)
    if item.community_id != account.community_id:
        raise DomainError(_("不是这个社区的商品"), field="item")
    made = Redemption.objects.create(
        community_id=account.community_id,
        account=account,
        item=item,
        quantity=quantity,
        points=item.points * quantity,
        code=_code(account.community_id),
        brought_home=brought_home,
        collect_until=timezone.localdate() + KEPT,
    )
    _move(item, Kind.ASIDE, -quantity, redemption=made, actor=actor)
    _post(made, Posting.Kind.HOLD)
    audit.record("points.redeemed", made, actor=actor, details={"points": made.points})
    tally.add("points.redemptions", made.community_id)
    return made


@transaction.atomic
def bring_home(row: Redemption, *, actor: User | None) -> Redemption:
    """Who asked to come for it cannot: somebody rang."""
    return _way(row, True, actor)


@transaction.atomic
def keep_at_the_counter(row: Redemption, *, actor: User | None) -> Redemption:
    """They come after all, and have as long as anybody from today."""
    return _way(row, False, actor)


@transaction.atomic
def collect(row: Redemption, *, code: str, actor: User | None) -> Redemption:
    """Whoever brings the code takes the thing: now the points are used."""
    row = _lock(row)
    if not secrets.compare_digest(read_digits(code), row.code):
        raise DomainError(_("领取码不对"), code="wrong_code", field="code")
    return _end(row, Status.COLLECTED, actor)


@transaction.atomic
def cancel(row: Redemption, *, actor: User | None) -> Redemption:
    """The household does not want it, or nobody came for it."""
    return _give_back(row, "redemption_back", "", actor)


@transaction.atomic
def call_off(row: Redemption, *, reason: str, actor: User | None) -> Redemption:
    """The community cannot hand it out: the household hears why."""
    words = reason.strip()
    if not words:
        raise DomainError(_("请写为什么取消，这一户看得到"), field="reason")
    return _give_back(row, "redemption_called_off", words, actor)


def cancel_due() -> int:
    """Every night: what nobody came for goes back."""
    rows = list(Redemption.objects.lapsing())
    for row in rows:
        cancel(row, actor=None)
    return len(rows)


def lock(item: Item) -> Item:
    """One at a time at each kind of goods."""
    return Item.objects.select_for_update(of=("self",), no_key=True).get(pk=item.pk)


# --- inside ---------------------------------------------------------------------------------------
def _way(row: Redemption, home: bool, actor: User | None) -> Redemption:
    row = _lock(row)
    if row.brought_home == home:
        raise DomainError(_("已经是这样了"), code="moved_on")
    row.brought_home, row.collect_until = home, timezone.localdate() + KEPT
    row.save(update_fields=["brought_home", "collect_until"])
    audit.record("points.redemption_way", row, actor=actor, details={"brought_home": home})
    return row


def _lock(row: Redemption) -> Redemption:
    """With its household first, as everywhere."""
    account = ledger.lock(row.account)
    rows = Redemption.objects.select_for_update(of=("self",), no_key=True).select_related("item")
    fresh = rows.get(pk=row.pk)
    fresh.account = account
    if not fresh.is_held:
        raise DomainError(_("已经领过或取消了"), code="moved_on")
    return fresh


def _give_back(row: Redemption, code: str, words: str, actor: User | None) -> Redemption:
    """The points are the household's again, the thing stands on the shelf again."""
    ended = _end(_lock(row), Status.CANCELLED, actor, words)
    outbox.publish(
        RELEASED,
        key=f"{RELEASED}:{ended.pk}",
        payload={"account_id": ended.account_id, "community_id": ended.community_id},
    )
    item = lock(ended.item)
    _move(item, Kind.BACK, ended.quantity, redemption=ended, reason=words, actor=actor)
    said = {"what": str(ended), "points": str(ended.points)}
    tell(
        ended.account,
        code,
        said=said | {"reason": words} if words else said,
        key=f"redemption_back:{ended.pk}",
        link="/points/store/",
        but=actor,
    )
    return ended


def _end(row: Redemption, status: str, actor: User | None, words: str = "") -> Redemption:
    collected = status == Status.COLLECTED
    _post(row, Posting.Kind.SETTLE if collected else Posting.Kind.RELEASE, words)
    row.status, row.ended_at, row.ended_by = status, timezone.now(), actor
    row.save(update_fields=["status", "ended_at", "ended_by"])
    details = {"reason": words} if words else None
    audit.record(f"points.redemption_{status}", row, actor=actor, details=details)
    return row


def _post(row: Redemption, kind: str, words: str = "") -> None:
    source, what = ("redemption", str(row.pk)), str(row)
    reason = _("{what}，{why}").format(what=what, why=words) if words else what
    ledger.post(row.account, kind, row.points, source=source, reason=reason)


def _last(item: Item) -> tuple[int, int]:
    return last_link(item.movements)


def _move(
    item: Item,
    kind: str,
    quantity: int,
    *,
    lot: Lot | None = None,
    redemption: Redemption | None = None,
    reason: str = "",
    actor: User | None,
) -> ShelfMovement:
    """The next link of a locked shelf."""
    link = link_after(_last(item), quantity)
    if link["after"] < 0:
        raise DomainError(_("架上不够了"), code="sold_out", field="quantity")
    made = ShelfMovement(
        community_id=item.community_id,
        item=item,
        kind=kind,
        quantity=quantity,
        lot=lot,
        redemption=redemption,
        reason=reason,
        actor=actor,
        **link,
    )
    busy = DomainError(_("刚有人换了同一样，请再试一次"), code="busy")
    with refusing(shelf_one_link_after_another=busy, shelf_link_to_hold_on_to=busy):
        made.save(force_insert=True)
    return made


def _require_offered(item: Item) -> None:
    if item.withdrawn_on is not None:
        raise DomainError(_("这样商品已经下架"), code="moved_on")


def _positive(quantity: int) -> None:
    if quantity <= 0:
        raise DomainError(_("数量要大于零"), field="quantity")


def _code(community: int) -> str:
    """Six figures that nobody else in the community waits with."""
    taken = set(
        Redemption.objects.held().filter(community=community).values_list("code", flat=True)
    )
    while (code := f"{secrets.randbelow(10**6):06d}") in taken:
        pass
    return code
