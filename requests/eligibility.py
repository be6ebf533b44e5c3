"""May this volunteer take this request at all? Asked by the pool, by offers, by the table."""

from django.utils.translation import gettext as _

from requests.models import MenuItem, ServiceRequest
from requests.workflow import Kind
from volunteers.models import Volunteer
from volunteers.queries.offers import has_guardians_word
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
    if volunteer.is_minor():
        if not has_guardians_word(volunteer):
            found.append(_("未满 18 岁，还没有监护人同意"))
        if row.item is not None and row.item.is_risky:
            found.append(_("有风险的事不请未成年人做"))
    return found
