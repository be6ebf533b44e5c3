"""Without an account: whoever proved the number he ordered with finds his orders by it."""

from datetime import timedelta

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.viewer import Viewer
from core import scope
from core.exceptions import DomainError
from requests.models import ServiceRequest
from requests.workflow import Channel

AGREED = "本人在网上核实了手机号，看过《个人信息怎么用》"  # data
MOST_A_DAY = 5


def his(viewer: Viewer) -> Q:
    """Never what stands in an account's name, and never what a colleague wrote down for a caller:
    a number alone opens only what was ordered with it."""
    if viewer.proved is None:
        return Q(pk__in=[])
    return Q(
        channel=Channel.GUEST,
        reporter__isnull=True,
        entered_by__isnull=True,
        contact_phone_index=viewer.proved.phone_index,
    )


def is_his(viewer: Viewer, row: ServiceRequest) -> bool:
    return (
        viewer.proved is not None
        and row.channel == Channel.GUEST
        and row.reporter_id is None
        and row.entered_by_id is None
        and row.contact_phone_index == viewer.proved.phone_index
    )


def places(viewer: Viewer) -> set[int]:
    """The communities in which he ordered: for these the second wall opens."""
    if viewer.proved is None:
        return set()
    with scope.entered(scope.EVERYTHING):
        rows = ServiceRequest.objects.filter(his(viewer)).order_by()
        return set(rows.values_list("community_id", flat=True).distinct())


def may_order(viewer: Viewer) -> None:
    """A proved number is soon had: so many a day, then the telephone."""
    if viewer.proved is None:
        return
    since = timezone.now() - timedelta(days=1)
    with scope.entered(scope.EVERYTHING):
        made = ServiceRequest.objects.filter(his(viewer), created_at__gt=since).count()
    if made >= MOST_A_DAY:
        raise DomainError(_("这个号码今天点得不少了，再有事请打社区电话"), code="enough")
