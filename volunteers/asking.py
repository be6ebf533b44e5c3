"""Whom to ask about volunteering: on the public page about the five societies."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from communities.models import Area
from communities.queries.societies import Contact, who_to_ask
from volunteers.models import VolunteerTeam
from volunteers.workflow import TeamStatus


@who_to_ask("volunteer")
def teams(community: Area) -> list[Contact]:
    """That there are teams is public; who leads them is not."""
    standing = VolunteerTeam.objects.filter(community=community, status=TeamStatus.ACTIVE).count()
    label = (
        ngettext("%(n)d 支志愿服务队", "%(n)d 支志愿服务队", standing) % {"n": standing}
        if standing
        else _("做志愿者")
    )
    return [Contact(label, url=reverse("volunteers:mine"))]
