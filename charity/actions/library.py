"""Things are put on the shelf, lent, given back; who is late is reminded, once a week."""

from datetime import date, timedelta
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from charity.actions import allocations, stock
from charity.actions.called import residents_called
from charity.actions.naming import refuse_names
from charity.models import Allocation, Gift, Loan, Lot, SharedThing
from communities.models import Area
from core import audit, messaging, tally
from core.exceptions import DomainError
from core.identifiers import read_phone
from core.refusals import refusing

WEEK = 7
ONE = Decimal(1)
Kind = Allocation.Kind


@transaction.atomic
def add(
    community: Area,
    *,
    name: str,
    place: str = "",
    days: int = 7,
    gift: Gift | None = None,
    lot: Lot | None = None,
    consent: str = "",
    actor: User | None,
) -> SharedThing:
    """One that was given takes its share of the gift: its donor reads that it is lent here."""
    if not name.strip():
        raise DomainError(_("请写是什么东西"), field="name")
    if not 1 <= days <= 90:
        raise DomainError(_("一次借 1 到 90 天"), field="days")
    made = SharedThing.objects.create(
        community=community, name=name.strip(), place=place.strip(), days=days, gift=gift
    )
    if gift is not None:
        _take_its_share(made, gift, lot, consent, actor)
    audit.record("charity.thing_added", made, actor=actor)
    return made


@transaction.atomic
def lend(
    thing: SharedThing, *, name: str, phone: str, due_on: date | None = None, actor: User | None
) -> Loan:
    """To one, with a number to call; whoever comes next is told until when it is out."""
    thing = _lock(thing)
    if thing.ended_on is not None:
        raise DomainError(_("这件不再外借"), code="moved_on")
    if (out := _out(thing)) is not None:
        raise lent(out)
    called, number = "".join(name.split()), read_phone(phone.strip())
    if not called:
        raise DomainError(_("请写借用人的姓名"), field="name")
    if not number:
        raise DomainError(_("请写手机号，或带区号的座机"), field="phone")
    today = timezone.localdate()
    until = due_on or today + timedelta(days=thing.days)
    if not today <= until <= today + timedelta(days=90):
        raise DomainError(_("归还日期在今天和 90 天之间"), field="due_on")
    made = Loan(
        community=thing.community,
        thing=thing,
        resident=residents_called(thing.community, {called}).get(called),
        name=called,
        phone=number,
        due_on=until,
        lent_by=actor,
    )
    with refusing(loan_one_at_a_time=DomainError(_("刚有同事把它借出去了"), code="busy")):
        made.save(force_insert=True)
    audit.record("charity.thing_lent", thing, actor=actor, details={"due": until.isoformat()})
    tally.add("charity.loans", thing.community_id)
    return made


@transaction.atomic
def take_back(thing: SharedThing, *, condition: str = "", actor: User | None) -> Loan:
    thing = _lock(thing)
    out = _out(thing)
    if out is None:
        raise DomainError(_("它没有借出去"), code="moved_on")
    out.returned_on, out.condition = timezone.localdate(), condition.strip()
    out.save(update_fields=["returned_on", "condition"])
    audit.record("charity.thing_back", thing, actor=actor, details={"condition": out.condition})
    return out


@transaction.atomic
def end(thing: SharedThing, *, actor: User | None) -> SharedThing:
    """Broken, lost, given on: nobody borrows it any more. What nobody ever borrowed was not used:
    its share of the gift is free again."""
    thing = _lock(thing)
    if (out := _out(thing)) is not None:
        raise lent(out)
    thing.ended_on = timezone.localdate()
    thing.save(update_fields=["ended_on"])
    if thing.gift_id is not None and not thing.loans.exists():
        _give_back(thing, actor)
    audit.record("charity.thing_ended", thing, actor=actor)
    return thing


@transaction.atomic
def remind(today: date | None = None) -> int:
    """Whoever is late and reads messages here, on the first day and each week after; the desk
    calls the others."""
    day = today or timezone.localdate()
    late = list(Loan.objects.overdue(day).select_related("thing"))
    numbers = {loan.phone_index for loan in late} - {""}
    rows = User.objects.filter(phone_index__in=numbers, is_active=True)
    readers = {user.phone_index: user for user in rows}
    return sum(
        _remind(loan, readers[loan.phone_index], day)
        for loan in late
        if loan.phone_index in readers
    )


def lent(out: Loan) -> DomainError:
    said = _("借出去了，{day} 前还").format(day=out.due_on.isoformat())
    return DomainError(said, code="lent")


# --- inside ---------------------------------------------------------------------------------------
def _remind(loan: Loan, user: User, day: date) -> int:
    weeks = ((day - loan.due_on).days - 1) // WEEK
    return messaging.send_many(
        "charity.loan_overdue",
        to_users=[user.pk],
        scope=loan.community_id,
        context={"thing": loan.thing.name, "day": loan.due_on.isoformat()},
        dedup_key=f"charity.loan_overdue:{loan.pk}:{loan.due_on.isoformat()}:{weeks}",
    )


def _take_its_share(
    thing: SharedThing, gift: Gift, lot: Lot | None, consent: str, actor: User | None
) -> None:
    """Out of the storeroom where it lies there, else straight from the gift."""
    if gift.community_id != thing.community_id or (lot is not None and lot.gift_id != gift.pk):
        raise DomainError(_("请选一笔本社区已收到的捐赠"), field="source")
    refuse_names(thing.name, thing.community, field="name")
    what = _("放进共享物品，谁要用来借：{name}").format(name=thing.name)
    said = {"kind": Kind.SHARED, "reference": thing.pk, "consent": consent}
    if lot is not None:
        stock.issue(lot, quantity=ONE, reason=what, actor=actor, **said)
    else:
        allocations.allocate(gift, quantity=ONE, what=what, actor=actor, **said)


def _give_back(thing: SharedThing, actor: User | None) -> None:
    rows = Allocation.objects.standing().filter(kind=Kind.SHARED, reference=thing.pk)
    taken = rows.select_related("gift", "movement__lot").first()
    if taken is None:
        return
    said = _("没有人借过，从共享物品里拿下来：{name}").format(name=thing.name)
    if taken.movement is None:
        allocations.undo(taken, what=said, actor=actor)
    elif stock.still_out(taken.movement.lot) >= ONE:
        stock.bring_back(taken.movement.lot, quantity=ONE, reason=said, actor=actor)


def _lock(thing: SharedThing) -> SharedThing:
    """One at a time at each thing."""
    rows = SharedThing.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("community").get(pk=thing.pk)


def _out(thing: SharedThing) -> Loan | None:
    return Loan.objects.out().filter(thing=thing).first()
