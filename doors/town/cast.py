"""Who holds which office: the cast, and the staff of every other community."""

from datetime import date
from random import Random

from accounts import roles
from accounts.models import User
from communities.actions import bindings
from communities.models import Area, Resident
from doors.models import DemoPerson
from doors.town import names, plan
from doors.town.account import find, give, open_account
from doors.town.cast_list import CAST, FURTHER_BOUND, LEFT, NEVER_SEEN, WORKERS
from doors.town.leads import HOMES, Lead
from doors.town.plan import WUTONGLI_CODE, CommunityPlan

_WORKERS_FROM, _STAFF_FROM = 30, 200
_OWN_SECRETARY = {part.place: part.name for part in CAST if part.role == roles.COMMUNITY_SECRETARY}
_GIVERS = {
    roles.COMMUNITY_STAFF: "顾明",
    roles.DISPATCHER: "钟毓",
    roles.STREET_OFFICIAL: "崔远",
    roles.UPPER_OFFICIAL: "",
    roles.SYSTEM_ADMIN: "",
    roles.SECURITY_ADMIN: "",
    roles.AUDITOR: "",
}
"""Who gave an office; the first of all were named at set-up, the rest by the security officer."""
SECURITY = "阎静"


def tell_cast(told_on: date) -> None:
    for part in CAST:
        open_account(part.name, part.name, part.phone, told_on, elder_mode=part.elder_mode)
    for part in CAST:
        if part.role:
            area = Area.objects.get(code=part.place) if part.place else None
            giver = _GIVERS.get(part.role, SECURITY)
            give(part.role, find(part.name), area, told_on, by=find(giver) if giver else None)
    DemoPerson.objects.bulk_create(
        DemoPerson(
            user=find(part.name),
            group=part.group[0],
            group_en=part.group[1],
            story=part.story,
            story_en=part.story_en,
            position=position,
        )
        for position, part in enumerate(CAST, start=1)
    )


def tell_staff(told_on: date) -> None:
    """Workers of 梧桐里; secretary, one colleague and workers of every other community."""
    known = {part.name for part in CAST}
    for phone, name in enumerate((*WORKERS, LEFT), start=_WORKERS_FROM):
        if name not in known:
            open_account(name, name, phone, told_on)
    phone = _STAFF_FROM
    security = find(SECURITY)
    for community in plan.COMMUNITIES[1:]:
        area = Area.objects.get(code=community.code)
        for post in posts_of(community):
            phone += 1
            user = open_account(_key(community, post), _called(community, post), phone, told_on)
            if post in roles.ROLES:
                secretary = post == roles.COMMUNITY_SECRETARY
                by = security if secretary else holder(community, roles.COMMUNITY_SECRETARY)
                give(post, user, area, told_on, by=by)


def posts_of(community: CommunityPlan) -> list[str]:
    """The offices that are not the cast's own; a worker's post is the number of his grid."""
    posts = [] if community.code in _OWN_SECRETARY else [roles.COMMUNITY_SECRETARY]
    if community.grids:
        posts.append(roles.COMMUNITY_STAFF)
    return posts + [str(n) for n in range(1, len(community.grids) + 1)]


def holder(community: CommunityPlan, post: str) -> User:
    """Who holds a post of a community."""
    if community.code == WUTONGLI_CODE and post.isdigit():
        return find(WORKERS[int(post) - 1])
    if post == roles.COMMUNITY_SECRETARY and community.code in _OWN_SECRETARY:
        return find(_OWN_SECRETARY[community.code])
    if community.code == WUTONGLI_CODE:
        return find("周予安")
    return find(_key(community, post))


def _key(community: CommunityPlan, post: str) -> str:
    return f"{community.code} {post}"


def _called(community: CommunityPlan, post: str) -> str:
    dice = Random(f"staff {community.code} {post}")
    female = dice.random() < 0.5
    return names.surname(dice) + names.given_name(dice, female=female, born_year=1985)


def lead(key: str) -> Resident:
    """The resident whom the story calls by this key."""
    home, found = next((h, m) for h in HOMES for m in h.members if m.called == key)
    rows = Resident.objects.select_related("community", "household").filter(
        community__code=home.community,
        household__dwelling__building__estate__name=home.door[0],
        household__dwelling__building__name=home.door[1],
        household__dwelling__unit=home.door[2],
        household__dwelling__room=home.door[3],
        relation_to_head=found.relation,
        name=found.name,
    )
    return rows.get()


def _lead(key: str) -> Lead:
    return next(m for h in HOMES for m in h.members if m.called == key)


def tell_bindings(told_on: date) -> None:
    """At the desk of their own community, paper in hand."""
    known = {part.name for part in CAST}
    for key in (*FURTHER_BOUND, NEVER_SEEN):
        if key not in known:
            person = _lead(key)
            open_account(key, person.name, person.phone, told_on, seen=key != NEVER_SEEN)
    for key in (*(part.resident for part in CAST if part.resident), *FURTHER_BOUND, NEVER_SEEN):
        resident = lead(key)
        clerk = holder(_plan_of(resident), roles.COMMUNITY_STAFF)
        bindings.bind_at_the_desk(resident, find(key), actor=clerk)


def _plan_of(resident: Resident) -> CommunityPlan:
    return next(c for c in plan.COMMUNITIES if c.code == resident.community.code)
