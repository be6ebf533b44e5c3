"""The registers of places and people. Rows by the viewer's reach, changes by the room's actions."""

from communities.admin import areas, duty, grants, housing, people, services, wording

__all__ = ["areas", "duty", "grants", "housing", "people", "services", "wording"]
