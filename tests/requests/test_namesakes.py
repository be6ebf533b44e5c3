"""Two of the same name among the candidates."""

from requests.queries import queue
from tests.requests.test_offers import named
from tests.requests.test_tasks import pooled
from volunteers.models import TeamMembership, Volunteer


def test_two_who_are_called_the_same_are_told_apart(desk):
    """By the number as masked, and the team; whoever is alone with his name is not."""
    Volunteer.objects.filter(user=desk.town.volunteer).update(status="withdrawn")
    first, _second, _alone = (
        named(desk, n, name) for n, name in enumerate(("李梅", "李梅", "王芳"))
    )
    mates = TeamMembership.objects.filter(volunteer__user=desk.town.volunteer)
    mates.update(volunteer=first)
    case = queue.case(desk.viewer("secretary"), pooled(desk))
    names = [one.name for one in case.ranking.candidates]
    twins = [name for name in names if name.startswith("李梅")]
    assert len(set(twins)) == len(twins) == 2
    assert all("****" in name for name in twins)
    assert any("邻里帮手队" in name for name in twins)
    assert "王芳" in names
