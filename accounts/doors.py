"""Where the doors stand. Their pages are made in the upper rooms; here only the way there."""

from accounts.roles import Door

ADDRESSES = {
    Door.HOME: "/",
    Door.DESK: "/desk/",
    Door.INSIGHTS: "/insights/",
    Door.ADMIN: "/admin/",
}

WORK = ("/desk/", "/insights/", "/admin/", "/screen/", "/api/")
"""Behind these one acts in a role."""


def address_of(door: Door) -> str:
    return ADDRESSES[door]


def is_work(path: str) -> bool:
    return path.startswith(WORK)
