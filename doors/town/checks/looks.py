"""What somebody kept of the figures opens, and shows a place that is his to look at."""

from urllib.parse import parse_qs

from django.urls import Resolver404, resolve

from accounts.models import RoleGrant
from communities.models import Area, AreaScope
from doors.town.checks.finding import Check, Finding, each
from insights.actions.saved_views import PAGES
from insights.models import SavedView


def opens() -> Finding:
    return each(SavedView, SavedView.objects.select_related("owner"), _wrong)


def _wrong(view: SavedView) -> str:
    try:
        page = resolve(view.address.split("?")[0]).view_name
    except Resolver404:
        page = ""
    if page not in PAGES:
        return "leads nowhere"
    area = parse_qs(view.query).get("area", [""])[0]
    return "shows a place that is not his" if area and not _is_his(view, int(area)) else ""


def _is_his(view: SavedView, pk: int) -> bool:
    area = Area.objects.filter(pk=pk).first()
    if area is None:
        return False
    grants = RoleGrant.objects.in_force().filter(user=view.owner_id)
    scopes = AreaScope.objects.filter(grant__in=grants, area__in=area.ancestor_ids)
    return scopes.exists()


CHECKS = (Check("存下的数据页 · kept looks open", opens),)
