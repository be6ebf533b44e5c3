"""May this volunteer take this request at all? Asked by the pool, by offers, by the table."""

from datetime import date

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from communities.access import NOTHING
from requests.models import MenuItem, ServiceRequest
from requests.workflow import Kind
from volunteers.models import Volunteer
from volunteers.queries.offers import has_guardians_word, usable
from volunteers.workflow import VolunteerStatus

NEVER = (Kind.COMPLAINT, Kind.REPORT)
"""What is said of somebody is the community's to look into, never a neighbour's."""


def hindrances(volunteer: Volunteer, row: ServiceRequest) -> list[str]:
    """Nothing means yes; each line is a no in words one can show."""
    found = []
    if volunteer.status != VolunteerStatus.ACTIVE:
        found.append(_("现在是“{status}”").format(status=volunteer.get_status_display()))
    if volunteer.community_id != row.community_id:
        found.append(_("不在这个社区服务"))
    if row.kind in NEVER:
        found.append(_("投诉和举报不请志愿者办"))
    if row.item is not None and row.item.price != MenuItem.Price.FREE:
        found.append(_("收费的服务不请志愿者做"))
    if row.item is not None:
        found += _lacks(volunteer, row.item, timezone.localdate())
    if volunteer.is_minor():
        if not has_guardians_word(volunteer):
            found.append(_("未满 18 岁，还没有监护人同意"))
        if row.item is not None and row.item.is_risky:
            found.append(_("有风险的事不请未成年人做"))
    return found


def suitable(volunteer: Volunteer) -> Q:
    """As a rule over many rows: exactly those of which `hindrances` says nothing."""
    if hindrances(volunteer, ServiceRequest(community_id=volunteer.community_id)):
        return NOTHING  # of himself, whatever it is
    today = timezone.localdate()
    rule = Q(community_id=volunteer.community_id) & ~Q(kind__in=NEVER)
    rule &= Q(item__isnull=True) | Q(item__price=MenuItem.Price.FREE)
    can = [held.skill_id for held in usable(volunteer.skills.all(), today)]
    rule &= Q(item__skill__isnull=True) | Q(item__skill__in=can)
    rule &= Q(item__least_age__isnull=True) | Q(item__least_age__lte=volunteer.age_on(today))
    if not volunteer.is_insured(today):
        rule &= Q(item__isnull=True) | Q(item__needs_insurance=False)
    if volunteer.is_minor(today):
        rule &= Q(item__isnull=True) | Q(item__is_risky=False)
    return rule


def _lacks(volunteer: Volunteer, item: MenuItem, today: date) -> list[str]:
    """What the item asks of whoever comes; a paper counts when it was seen and still runs."""
    found = []
    if item.skill is not None:
        held = next((one for one in volunteer.skills.all() if one.skill_id == item.skill_id), None)
        if held is None:
            found.append(_("这件事要会{skill}").format(skill=item.skill))
        elif not held.counts_on(today):
            found.append(_("{skill}的证件没看过，或者过期了").format(skill=item.skill))
    if item.needs_insurance and not volunteer.is_insured(today):
        found.append(_("这件事要有志愿服务保险"))
    if item.least_age is not None and volunteer.age_on(today) < item.least_age:
        found.append(_("这件事要满 {age} 岁").format(age=item.least_age))
    return found
