"""Teams that an organisation has founded, on the page of the base it came from."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.viewer import Viewer
from organizations.models import Organization
from organizations.offspring import Grown, tells_offspring
from volunteers.models import VolunteerTeam


@tells_offspring
def teams(viewer: Viewer, organization: Organization) -> Iterator[Grown]:
    rows = VolunteerTeam.objects.visible_to(viewer).filter(organization=organization)
    for team in rows.order_by("pk")[:20]:
        here = team.community_id in viewer.community_ids
        url = reverse("volunteers:team", args=[team.pk]) if here else ""
        yield Grown(str(team), url, _("志愿队伍"))
