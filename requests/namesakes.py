"""Two of the same name among those one may ask: told apart by team and number, as masked."""

from collections import Counter
from dataclasses import replace

from accounts.models import User
from requests.models import ServiceRequest
from requests.ranking import Candidate, Ranking, rank
from volunteers.models import TeamMembership

MOST_SHOWN = 12


def likeliest(row: ServiceRequest) -> Ranking:
    """Whom the desk is shown."""
    found = rank(row)
    return Ranking(told_apart(found.candidates[:MOST_SHOWN]), found.others)


def told_apart(candidates: list[Candidate]) -> list[Candidate]:
    """Nothing is asked of the database where no two are called the same."""
    names = Counter(one.name for one in candidates)
    twins = [one.volunteer for one in candidates if names[one.name] > 1]
    if not twins:
        return candidates
    rows = TeamMembership.objects.standing().filter(volunteer__in=[one.pk for one in twins])
    teams = dict(rows.order_by("-pk").values_list("volunteer_id", "team__name"))
    users = User.objects.in_bulk([one.user_id for one in twins if one.user_id])
    marks = {
        one.pk: [teams.get(one.pk, ""), str(users[one.user_id].phone) if one.user_id else ""]
        for one in twins
    }
    return [
        replace(one, name=" · ".join([one.name, *filter(None, marks[one.volunteer.pk])]))
        if one.volunteer.pk in marks
        else one
        for one in candidates
    ]
