"""What may hang in a hall, and how the secret in a screen's link is compared."""

import hashlib

MOST_FIGURES = 6
ON_THE_WALL = (
    "reached_rate", "solved_rate", "content_rate", "on_time_rate", "in_grid_rate", "selfhelp_rate",
    "orders", "orders_closed", "orders_open", "orders_wish", "visits", "affairs_helped",
    "activities", "residents_own_activities", "activity_visits", "room_visits", "meals",
    "volunteers", "volunteer_hours", "volunteer_teams", "social_organizations", "partner_units",
    "resources_yuan", "notices",
)  # fmt: skip
"""What a place may show of itself to whoever walks in: nothing of complaints, of deaths, of who is
in need."""


def digest_of(secret: str) -> str:
    """The secret has 256 random bits: a plain digest cannot be searched through."""
    return hashlib.sha256(secret.encode()).hexdigest()
