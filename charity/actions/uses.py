"""A gift is used on something that another room keeps: an order of a resident, an activity. The
donor follows it there; of whom it helped he reads the surname."""

from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from charity.actions import allocations, stock
from charity.actions.naming import refuse_names
from charity.models import Gift, Lot, Resource
from communities.models import Area
from core.exceptions import DomainError

WORDS = 200
"""As many as a line of the donor's page holds."""


@dataclass(frozen=True)
class Deed:
    """On what: `Allocation.Kind`, its number, where, and whom it helped. What everybody may read
    has a name (`called`), which stands before what it was used for."""

    kind: str
    reference: int
    community: Area
    recipient: str = ""
    called: str = ""


@transaction.atomic
def use_for(
    deed: Deed,
    *,
    gift: Gift,
    quantity: Decimal,
    what: str,
    lot: Lot | None = None,
    consent: str = "",
    actor: User | None,
) -> None:
    """Out of the storeroom where it lies there, else straight from the gift, goods too as long as
    they are in no storeroom; never more than is left of either."""
    if gift.community_id != deed.community.pk or (lot is not None and lot.gift_id != gift.pk):
        raise DomainError(_("请选一笔本社区已收到的捐赠"), field="source")
    if lot is None and _lies_in_store(gift):
        raise DomainError(_("物资请选从哪一批里领"), field="source")
    refuse_names(what, deed.community, field="what")
    what = f"{deed.called} · {what}"[:WORDS] if deed.called else what
    said = {
        "kind": deed.kind,
        "reference": deed.reference,
        "recipient": deed.recipient,
        "consent": consent,
    }
    if lot is not None:
        stock.issue(lot, quantity=quantity, reason=what, actor=actor, **said)
    else:
        allocations.allocate(gift, quantity=quantity, what=what, actor=actor, **said)


# --- inside ---------------------------------------------------------------------------------------
def _lies_in_store(gift: Gift) -> bool:
    """Nothing of these goods is anywhere else; how much is, `allocate` asks of the locked gift."""
    return gift.resource == Resource.GOODS and allocations.still_to_come(gift) <= 0
