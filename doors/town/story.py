"""The order in which the town is told."""

from datetime import date

from doors.town import (
    activities,
    affairs,
    afterwards,
    arrivals,
    canteen,
    cards,
    cast,
    centre,
    certificates,
    cultivations,
    demands,
    departments,
    dispatching,
    earning,
    facilities,
    fund,
    gifts,
    guests,
    hours,
    incentives,
    incubations,
    kinds,
    meetings,
    network,
    notices,
    orders,
    orders_past,
    organisations,
    outside,
    partners,
    party,
    people,
    places,
    plan,
    points,
    posts,
    privacy,
    publicity,
    recurring,
    results,
    roster,
    sharing,
    shifts,
    smart_codes,
    social_workers,
    stock,
    telephone,
    turns,
    volunteers,
    whistles,
    wishes,
)
from doors.town.chapters import Part
from doors.town.plan import CommunityPlan


def now_parts(scale: int = 1) -> list[Part]:
    """What must be there when the doors open."""
    more = [plan.further(number) for number in range((scale - 1) * len(plan.COMMUNITIES))]
    return [
        Part("district", _district),
        *(_community(at, community) for at, community in enumerate(plan.COMMUNITIES, start=1)),
        Part("cast", cast.tell_cast),
        Part("staff", cast.tell_staff),
        Part("village", arrivals.tell_village),
        Part("borders", network.tell_borders),
        Part("bindings", cast.tell_bindings),
        Part("workers", network.tell_workers),
        Part("building heads", network.tell_heads),
        Part("ten-household groups", network.tell_groups),
        Part("group leaders", network.tell_leaders),
        Part("notices", notices.tell_notices),
        Part("care", turns.tell_care),
        Part("authorities", turns.tell_authorities),
        Part("consents", privacy.tell_consents),
        Part("rights", privacy.tell_rights),
        Part("privacy registers", privacy.tell_registers),
        Part("comings and goings", turns.tell_comings_and_goings),
        Part("refusals", turns.tell_refusals),
        Part("rooms", centre.tell_rooms),
        Part("liaison officers", departments.tell_liaisons),
        Part("matters", departments.tell_matters),
        Part("roster", roster.tell_roster),
        Part("rosters of the street", roster.tell_neighbours),
        Part("organisations", organisations.tell_organizations),
        Part("reviews", organisations.tell_reviews),
        Part("partners", partners.tell_partners),
        Part("facilities", facilities.tell_facilities),
        Part("cultivations", cultivations.tell_cultivations),
        Part("incubations", incubations.tell_incubations),
        Part("demands", demands.tell_demands),
        Part("gifts", gifts.tell_gifts),
        Part("storeroom", stock.tell_stock),
        Part("community fund", fund.tell_fund),
        Part("earned money", earning.tell_earnings),
        Part("shared things", sharing.tell_sharing),
        Part("social workers", social_workers.tell_social_workers),
        Part("checked-in members", party.tell_members),
        Part("checked-in units", party.tell_units),
        Part("posts", posts.tell_posts),
        Part("volunteers", volunteers.tell_volunteers),
        Part("volunteer teams", volunteers.tell_teams),
        Part("activities", activities.tell_activities),
        Part("after activities", afterwards.tell_afterwards),
        Part("service hours", hours.tell_hours),
        Part("shifts", shifts.tell_shifts),
        Part("points", points.tell_points),
        Part("letters to units", posts.tell_letters),
        Part("lists of points", publicity.tell_publicity),
        Part("smart codes", smart_codes.tell_smart_codes),
        Part("incentives", incentives.tell_incentives),
        Part("service certificates", certificates.tell_certificates),
        Part("earlier orders", orders_past.tell_earlier),
        Part("dispatch catalogue", dispatching.tell_catalogue),
        Part("orders", orders.tell_orders),
        Part("meetings of volunteers", meetings.tell_meetings),
        Part("dispatch", dispatching.tell_dispatch),
        Part("kinds", kinds.tell_kinds),
        Part("telephone", telephone.tell_telephone),
        Part("guests", guests.tell_guests),
        Part("wishes", wishes.tell_wishes),
        Part("heart cards", cards.tell_cards),
        Part("recurring orders", recurring.tell_recurring),
        Part("canteen", canteen.tell_canteen),
        Part("results", results.tell_results),
        Part("affairs", affairs.tell_affairs),
        Part("whistles", whistles.tell_whistles),
        Part("outside", outside.tell_outside),
        *(_community(at, community) for at, community in enumerate(more, start=101)),
    ]


def _district(told_on: date) -> None:
    places.tell_district()
    places.tell_ended(told_on)


def _community(position: int, community: CommunityPlan) -> Part:
    def tell(told_on: date) -> None:
        settled = places.tell_community(community, position, told_on)
        if not community.is_village:  # its people arrive by import, when it has a secretary
            people.tell_people(settled, told_on, position)

    return Part(f"community {community.code}", tell)
