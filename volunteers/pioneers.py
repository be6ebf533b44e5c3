"""1+2+N as it stands today: whoever was moved away no longer counts."""

from django.db.models import QuerySet

from organizations.models import SocialWorker, Stationing
from volunteers import composition
from volunteers.models import VolunteerTeam
from volunteers.workflow import TeamStatus, VolunteerStatus


def findings_of(team: VolunteerTeam) -> list[composition.Finding]:
    members = team.memberships.standing()
    workers = members.filter(social_worker__in=stationed_in(team.community_id).values("worker"))
    squad = team.squad
    return composition.check(
        squads=int(squad is not None and squad.status == TeamStatus.ACTIVE),
        social_workers=workers.count(),
        volunteers=members.filter(volunteer__status=VolunteerStatus.ACTIVE).count(),
    )


def stationed_in(community_id: int, worker: SocialWorker | None = None) -> "QuerySet[Stationing]":
    """Stationings of today, of agencies' social workers: the community's own are not counted."""
    found = Stationing.objects.on().filter(
        community=community_id, worker__engagement=SocialWorker.Engagement.STATIONED
    )
    return found if worker is None else found.filter(worker=worker)
