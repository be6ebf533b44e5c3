"""By what each measure is broken down. Read by the folding.

A measure that is not named here is kept as a whole only. Who adds a line runs
`bin/manage rebuild_rollups --measure …`: what happened before is then broken down, too.
"""

from collections.abc import Mapping

By = tuple[str, ...]
WHOLE: By = ()


def _by(*names: str) -> tuple[By, ...]:
    """ "lane" alone, "out·grade" together."""
    return tuple(tuple(name.split("·")) for name in names)


BREAKDOWNS: Mapping[str, tuple[By, ...]] = {
    "activities.attended": _by("kind", "role"),
    "activities.enrolled": _by("kind"),
    "activities.held": _by("kind", "organizer"),
    "charity.aid": _by("kind"),
    "charity.allocations": _by("kind"),
    "charity.fund_lines": _by("kind"),
    "charity.gifts": _by("resource"),
    "charity.meals": _by("way"),
    "charity.pot_moves": _by("head"),
    "charity.pot_cents": _by("head"),
    "charity.used_cents": _by("kind", "resource"),
    "charity.worth_cents": _by("resource"),
    "communities.notices_published": _by("category"),
    "communities.room_bookings": _by("kind"),
    "communities.room_visits": _by("kind"),
    "grids.report": _by("level", "kind"),
    "insights.linked": _by("what", "what·societies"),
    "insights.linked_society": _by("society"),
    "insights.linked_tag": _by("tag"),
    "insights.page_visits": _by("page"),
    "organizations.active": _by("family", "kind"),
    "organizations.facilities": _by("kind", "kind·volunteers"),
    "organizations.social_workers": _by("engagement"),
    "points.moved": _by("kind"),
    "organizations.trained": _by("kind"),
    "requests.affair": _by("guide"),
    "requests.closed": _by(
        "kind", "type", "item", "lane", "level", "close", "done", "again",
        "contact", "work", "out", "out·reached", "out·solved", "out·grade", "out·how",
        "type·became",
    ),
    "requests.inquiry_answered": _by("in_time"),
    "requests.orders": _by(
        "channel", "kind", "type", "matter", "mode", "item", "status", "lane", "level",
        "urgent", "again",
    ),
    "requests.outing": _by("kind", "outcome", "kind·outcome"),
    "requests.second_call": _by("outcome", "differs"),
    "requests.standing": _by("status"),
    "requests.submit": _by("channel"),
    "requests.telephone": _by("direction", "outcome"),
    "volunteers.minutes": _by("source"),
    "volunteers.teams": _by("kind"),
}  # fmt: skip
"""Measure → the dimensions, one or several together."""


def breakdowns(measure: str) -> tuple[By, ...]:
    return (WHOLE, *BREAKDOWNS.get(measure, ()))


def name_of(by: By) -> str:
    return "·".join(by)
