"""A household takes part because it wants to, and stops when it wants to."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from communities.models import Household
from core import audit
from core.exceptions import DomainError
from core.refusals import refusing
from points.actions import ledger
from points.models import Account


@transaction.atomic
def take_part(household: Household, *, actor: User | None) -> Account:
    if household.status != Household.Status.PRESENT:
        raise DomainError(_("这一户已经销户"), code="gone", field="household")
    known = Account.objects.filter(household=household).first()
    if known is not None and known.takes_part:
        raise DomainError(_("这一户已经参加了"), code="already", field="household")
    if known is not None:
        known = ledger.lock(known)
        known.left_on = None
        known.save(update_fields=["left_on"])
    else:
        already = DomainError(_("这一户已经参加了"), code="already", field="household")
        with refusing(points_account_household_id_key=already):
            known = Account.objects.create(community=household.community, household=household)
    audit.record("points.account_opened", known, actor=actor)
    return known


@transaction.atomic
def leave(account: Account, *, actor: User | None) -> Account:
    """Nothing is earned from now on; what there is stays usable."""
    account = ledger.lock(account)
    if not account.takes_part:
        raise DomainError(_("这一户没有参加"), code="moved_on")
    account.left_on, account.agreed_on = timezone.localdate(), None
    account.save(update_fields=["left_on", "agreed_on"])
    audit.record("points.account_left", account, actor=actor)
    return account
