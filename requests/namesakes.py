"""Two of the same name among those one may ask: told apart by team and number, as masked."""

from collections import Counter
from collections.abc import Mapping
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
    names = apart({one.volunteer.user_id: one.name for one in candidates if one.volunteer.user_id})
    return [
        replace(one, name=names.get(one.volunteer.user_id or 0, one.name)) for one in candidates
    ]


def apart(names: Mapping[int, str]) -> dict[int, str]:
    """By account. Nothing is asked of the database where no two are called the same."""
    known = Counter(names.values())
    twins = [pk for pk, name in names.items() if known[name] > 1]
    if not twins:
        return dict(names)
    rows = TeamMembership.objects.standing().filter(volunteer__user__in=twins)
    teams = dict(rows.order_by("-pk").values_list("volunteer__user", "team__name"))
    numbers = {pk: str(user.phone) for pk, user in User.objects.in_bulk(twins).items()}
    return {
        pk: " · ".join(filter(None, (name, teams.get(pk, ""), numbers.get(pk, ""))))
        for pk, name in names.items()
    }
