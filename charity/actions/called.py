"""Who of the register bears a name that somebody wrote down."""

from communities.models import Area, Resident


def residents_called(community: Area, names: set[str]) -> dict[str, Resident]:
    """By name, those whose name only one present resident of the community bears."""
    found: dict[str, Resident | None] = {}
    rows = Resident.objects.present().filter(community=community, name__in=names)
    for row in rows:
        name = row.name.open()
        found[name] = None if name in found else row
    return {name: row for name, row in found.items() if row is not None}
