"""What the desk does for a household it found by its smart code: points and redemptions."""

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.viewer import Viewer
from communities.by_code import Way, opens_with_code
from communities.models import Household
from points.models import Account


@opens_with_code
def points(viewer: Viewer, household: Household) -> list[Way]:
    account = Account.objects.manageable_by(viewer).filter(household=household).first()
    if account is None:
        return []
    page = reverse("points:account", args=[account.pk])
    record = reverse("points:account_act", args=[account.pk, "record"])
    waits = f"{reverse('points:shelf')}?q={household.number}"
    ways = [Way(_("积分户"), page, "star"), Way(_("兑换和领取"), waits, "bag")]
    return [Way(_("记一笔"), record, "edit"), *ways] if account.takes_part else ways
