"""Where somebody orders from: his community, and the people he orders for."""

from dataclasses import dataclass

from accounts.viewer import Viewer
from communities.models import Area, CommunityProfile, Resident
from communities.queries.place import profile_for


@dataclass(frozen=True)
class Place:
    community: Area | None
    profile: CommunityProfile | None
    people: list[Resident]
    """The viewer himself first, then those for whom he acts; in this community."""

    @property
    def only_home(self) -> Resident | None:
        """Somebody of the one home that is meant, whoever of the people is chosen."""
        homes = {person.household_id for person in self.people}
        return self.people[0] if len(homes) == 1 else None


def place_of(viewer: Viewer) -> Place:
    profile = profile_for(viewer)
    community = profile.area if profile else None
    people = (
        Resident.objects.present()
        .filter(pk__in=viewer.resident_ids | viewer.acts_for, community=community)
        .select_related("household__dwelling__building__estate", "grid")
    )
    ordered = sorted(people, key=lambda person: (person.pk not in viewer.resident_ids, person.pk))
    return Place(community, profile, ordered)
