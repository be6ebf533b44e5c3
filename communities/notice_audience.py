"""Who else a notice can be meant for: upper rooms tell the desk's form what they know.

Ten-household groups belong to the room of grids. It registers their names here, and resolves
them when `communities.notice_published` comes, calling `actions.notices.tell_batch`.
"""

from collections.abc import Callable

Choices = list[tuple[int, str]]
GroupChoices = Callable[[int], Choices]

_groups: list[GroupChoices] = []


def groups_from(function: GroupChoices) -> GroupChoices:
    """Register how to list a community's groups as (id, name)."""
    _groups[:] = [function]
    return function


def group_choices(community_id: int) -> Choices:
    return [choice for function in _groups for choice in function(community_id)]
