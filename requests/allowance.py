"""Who may order an item, and how many of it a day: what the menu promises, held to."""

from datetime import date, datetime, time

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.viewer import Viewer
from communities.models import Area, CareLabel, Resident
from core.exceptions import DomainError
from requests.models import MenuItem, ServiceRequest
from requests.workflow import Status

OLD, GROWN = 60, 18
FELL_AWAY = (Status.WITHDRAWN, Status.REFUSED, Status.REDIRECTED, Status.MERGED)


def check(item: MenuItem, community: Area, resident: Resident | None, by: Viewer) -> None:
    """Refuses with what to do instead. Staff on behalf of somebody know whom they speak with."""
    if not by.is_staff and not is_for(item, resident):
        words = {
            MenuItem.Audience.RESIDENTS: _("这一项是给本社区居民的：先绑定身份，或者打社区电话"),
            MenuItem.Audience.CARE: _(
                "这一项先紧着老人、孩子、残疾人和有困难的家庭；您有需要，请打社区电话说一声"
            ),
        }
        raise DomainError(words[MenuItem.Audience(item.audience)], code="not_for_you")
    if item.daily_quota is not None:
        _one_more(item, community)


def is_for(item: MenuItem, resident: Resident | None) -> bool:
    if item.audience == MenuItem.Audience.EVERYONE:
        return True
    if resident is None:
        return False
    return item.audience == MenuItem.Audience.RESIDENTS or _needs_care(resident)


def _needs_care(resident: Resident) -> bool:
    return (
        old_or_young(resident, timezone.localdate())
        or CareLabel.objects.in_force().filter(resident=resident).exists()
    )


def old_or_young(resident: Resident, day: date) -> bool:
    age = resident.age_on(day)
    return age is not None and (age >= OLD or age < GROWN)


def _one_more(item: MenuItem, community: Area) -> None:
    """Under the item's lock: the last place of the day goes to one."""
    MenuItem.objects.select_for_update(of=("self",), no_key=True).get(pk=item.pk)
    today = timezone.localtime().date()
    morning = timezone.make_aware(datetime.combine(today, time()))
    taken = ServiceRequest.objects.filter(community=community, item=item, created_at__gte=morning)
    if taken.exclude(status__in=FELL_AWAY).count() >= (item.daily_quota or 0):
        raise DomainError(
            _("今天的 {n} 个名额约满了，请明天再约；急的话打社区电话").format(n=item.daily_quota),
            code="full",
        )
