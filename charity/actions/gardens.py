"""A garden has plots; somebody tends each; what is gathered becomes a gift in kind, confirmed by
somebody else, and goes into the canteen's storeroom."""

from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from charity.actions import gifts, programmes, stock
from charity.actions.facts import DonorFacts, GiftFacts
from charity.actions.naming import has_numbers
from charity.models import Harvest, Lot, Plot, Programme, Resource, Tending
from charity.programme_workflow import ProgrammeKind
from charity.workflow import GiftStatus
from communities.models import Resident
from core import audit
from core.exceptions import DomainError
from core.refusals import refusing
from organizations.models import Organization


@transaction.atomic
def lay_out(programme: Programme, *, name: str, size: Decimal, actor: User | None) -> Plot:
    programme = programmes.lock(programme)
    if programme.kind != ProgrammeKind.GARDEN or not programme.runs:
        raise DomainError(_("只有在办的菜园有菜地"), code="no_garden")
    if not name.strip():
        raise DomainError(_("请写哪块地"), field="name")
    if size <= 0:
        raise DomainError(_("面积要大于零"), field="size")
    made = Plot(community=programme.community, programme=programme, name=name.strip(), size=size)
    known = DomainError(_("这个菜园已经有这块地"), code="known", field="name")
    with refusing(plot_named_once=known):
        made.save(force_insert=True)
    audit.record("charity.plot_laid_out", programme, actor=actor, details={"plot": made.pk})
    return made


@transaction.atomic
def tend(
    plot: Plot,
    *,
    resident: Resident | None = None,
    party: str = "",
    since: date | None = None,
    actor: User | None,
) -> Tending:
    """From that day; whoever had it before has it until then."""
    plot = _lock(plot)
    day = since or timezone.localdate()
    if bool(resident) == bool(party.strip()):
        raise DomainError(_("写一位居民，或者一个组、一家单位"), field="party")
    if has_numbers(party):
        raise DomainError(_("这里只写名称，不写号码"), field="party")
    if resident is not None and resident.community_id != plot.community_id:
        raise DomainError(_("您的范围里没有这个在册居民"), field="who")
    if day > timezone.localdate():
        raise DomainError(_("日期在今天以后"), field="since")
    before = tended(plot)
    if before is not None:
        if day < before.since:
            raise DomainError(_("不会比上一位开始种还早"), field="since")
        _end(before, day)
    made = Tending.objects.create(
        community=plot.community, plot=plot, resident=resident, party=party.strip(), since=day
    )
    audit.record("charity.plot_tended", plot.programme, actor=actor, details={"plot": plot.pk})
    return made


@transaction.atomic
def close(plot: Plot, *, actor: User | None) -> Plot:
    plot = _lock(plot)
    if (now := tended(plot)) is not None:
        _end(now, timezone.localdate())
    plot.closed_on = timezone.localdate()
    plot.save(update_fields=["closed_on"])
    audit.record("charity.plot_closed", plot.programme, actor=actor, details={"plot": plot.pk})
    return plot


@transaction.atomic
def gather(
    plot: Plot,
    *,
    what: str,
    quantity: Decimal,
    unit: str,
    organization: Organization,
    gathered_on: date | None = None,
    actor: User | None,
) -> Harvest:
    """Written down as given by whoever tends it; no receipt is written for a basket of greens."""
    plot = _lock(plot)
    now = tended(plot)
    if now is None:
        raise DomainError(_("这块地现在没有人种，先写上谁在种"), code="untended")
    day = gathered_on or timezone.localdate()
    if not now.since <= day <= timezone.localdate():
        raise DomainError(_("收成在他开始种以后、今天以前"), field="gathered_on")
    facts = GiftFacts(
        resource=Resource.GOODS,
        what=what,
        quantity=quantity,
        unit=unit,
        receipt_waived=True,
        offered_on=day,
    )
    gift = gifts.record(plot.community, organization, facts, donor=_donor(now), actor=actor)
    made = Harvest.objects.create(community=plot.community, plot=plot, gathered_on=day, gift=gift)
    audit.record("charity.harvest_gathered", plot.programme, actor=actor, details={"gift": gift.pk})
    return made


@transaction.atomic
def store(harvest: Harvest, *, place: str = "", expires_on: date | None = None, actor: User) -> Lot:
    """It came, says somebody other than who wrote it down; all of it goes into the storeroom."""
    gift = gifts.lock(harvest.gift)
    if gift.lots.exists():
        raise DomainError(_("已经入库了"), code="moved_on")
    if gift.status == GiftStatus.OFFERED:
        gift = gifts.receive(gift, actor=actor)
    whole = Decimal(gift.quantity or 0)
    return stock.take_in(gift, quantity=whole, place=place, expires_on=expires_on, actor=actor)


def tended(plot: Plot) -> Tending | None:
    rows = Tending.objects.filter(plot=plot, until__isnull=True)
    return rows.select_related("resident").first()


# --- inside ---------------------------------------------------------------------------------------
def _lock(plot: Plot) -> Plot:
    rows = Plot.objects.select_for_update(of=("self",), no_key=True)
    fresh = rows.select_related("programme", "community").get(pk=plot.pk)
    if fresh.closed_on is not None or not fresh.programme.runs:
        raise DomainError(_("这块地已经不种了"), code="moved_on")
    return fresh


def _end(tending: Tending, day: date) -> None:
    tending.until = day
    tending.save(update_fields=["until"])


def _donor(tending: Tending) -> DonorFacts:
    who = tending.resident
    if who is None:
        return DonorFacts(unit_name=tending.party)
    return DonorFacts(name=who.name.open(), phone=who.phone.open())
