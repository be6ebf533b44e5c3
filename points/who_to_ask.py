"""Where the points of a place stand in public, on the page of the five societies."""

from django.urls import reverse
from django.utils.translation import gettext as _

from communities.models import Area
from communities.queries.societies import Contact, who_to_ask


@who_to_ask("community")
def lists_of_points(community: Area) -> list[Contact]:
    return [
        Contact(_("积分每月公示"), url=reverse("points:open", args=[community.pk])),
        Contact(_("八有激励"), url=reverse("points:incentives_open", args=[community.pk])),
    ]
