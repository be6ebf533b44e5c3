import pytest

from accounts.models import RoleGrant
from communities.models import AreaScope, Building
from core.exceptions import DomainError
from core.models import AuditEvent, TallyDelta
from grids import geojson
from grids.actions import boundaries, groups, heads
from grids.models import GridBoundary
from grids.redrawing import plan_redrawing
from tests.grids.test_geometry import metres, square

pytestmark = pytest.mark.django_db

WEST, EAST = square(0, 0), square(100, 0)
WIDER = metres((0, 0), (160, 0), (160, 100), (0, 100))
NARROWER = metres((160, 0), (200, 0), (200, 100), (160, 100))


def put(building: Building, x: float, y: float) -> None:
    ((building.longitude, building.latitude),) = metres((x, y))
    building.save()


@pytest.fixture
def drawn(town):
    """Two grids side by side, a building in the middle of each, the community around both."""
    put(town.grid.buildings.get(), 50, 50)
    put(town.second_grid.buildings.get(), 150, 50)
    community = metres((-50, -50), (250, -50), (250, 150), (-50, 150))
    boundaries.redraw(
        town.community,
        {town.community.pk: community, town.grid.pk: WEST, town.second_grid.pk: EAST},
        actor=town.secretary,
    )
    return town


def test_a_border_that_moves_nobody_says_so(drawn):
    plan = plan_redrawing(drawn.community, {drawn.grid.pk: WEST})
    assert (plan.moves, plan.left_out, plan.overlaps, plan.overhangs) == ([], [], [], [])


def test_before_saving_it_is_seen_whom_it_affects(drawn):
    plan = plan_redrawing(drawn.community, {drawn.grid.pk: WIDER})
    (move,) = plan.moves
    assert (move.from_grid, move.to_grid) == (drawn.second_grid, drawn.grid)
    assert (plan.households, plan.residents, plan.care_labels) == (1, 1, 0)
    (overlap,) = plan.overlaps
    assert overlap.second == drawn.second_grid
    assert abs(overlap.square_metres - 6_000) < 60
    home = drawn.second_grid.buildings.get()
    assert GridBoundary.objects.on().filter(area=drawn.grid).count() == 1
    assert home.grid == drawn.second_grid  # nothing has happened yet


def test_two_borders_move_together_without_overlap(drawn):
    rings = {drawn.grid.pk: WIDER, drawn.second_grid.pk: NARROWER}
    plan = plan_redrawing(drawn.community, rings)
    assert plan.overlaps == []
    boundaries.redraw(drawn.community, rings, actor=drawn.secretary, seen=plan.fingerprint)
    neighbour = drawn.people["neighbour"]
    neighbour.refresh_from_db()
    assert neighbour.grid == drawn.grid
    assert neighbour.household.grid == drawn.grid
    assert neighbour.household.dwelling.building.grid == drawn.grid


def test_counters_history_and_topic_follow(drawn):
    boundaries.redraw(
        drawn.community,
        {drawn.grid.pk: WIDER, drawn.second_grid.pk: NARROWER},
        actor=drawn.secretary,
    )
    steps = TallyDelta.objects.filter(measure="communities.residents").order_by("-pk")[:2]
    assert {(s.dims["grid"], s.delta) for s in steps} == {
        (drawn.second_grid.pk, -1),
        (drawn.grid.pk, 1),
    }
    event = AuditEvent.objects.filter(verb="grids.border_moved").latest("pk")
    assert [move["residents"] for move in event.details["moves"]] == [1]


def test_an_overlap_is_saved_only_on_purpose(drawn):
    with pytest.raises(DomainError, match="重叠了"):
        boundaries.redraw(drawn.community, {drawn.grid.pk: WIDER}, actor=drawn.secretary)
    boundaries.redraw(
        drawn.community,
        {drawn.grid.pk: WIDER},
        actor=drawn.secretary,
        accept_overlaps=True,
    )
    assert drawn.grid.buildings.count() == 2


def test_a_grid_stays_inside_its_community(drawn):
    beyond = metres((0, 0), (100, 0), (100, 300), (0, 300))
    with pytest.raises(DomainError, match="伸出了"):
        boundaries.redraw(drawn.community, {drawn.grid.pk: beyond}, actor=drawn.secretary)


def test_a_community_does_not_shrink_away_from_its_grids(drawn):
    with pytest.raises(DomainError, match="伸出了"):
        boundaries.redraw(drawn.community, {drawn.community.pk: WEST}, actor=drawn.secretary)


def test_what_changed_in_between_is_looked_at_again(drawn):
    rings = {drawn.grid.pk: WIDER, drawn.second_grid.pk: NARROWER}
    seen = plan_redrawing(drawn.community, rings).fingerprint
    drawn.household(drawn.second_grid)
    with pytest.raises(DomainError, match="重新看一遍"):
        boundaries.redraw(drawn.community, rings, actor=drawn.secretary, seen=seen)
    assert drawn.grid.buildings.count() == 1


def test_a_building_nobody_takes_in_keeps_its_grid(drawn):
    small = square(0, 0, 20)
    plan = plan_redrawing(drawn.community, {drawn.grid.pk: small})
    assert [move.to_grid for move in plan.left_out] == [None]
    boundaries.redraw(drawn.community, {drawn.grid.pk: small}, actor=drawn.secretary)
    assert drawn.grid.buildings.count() == 1


def test_a_building_without_coordinates_is_counted_and_stays(drawn):
    building = drawn.grid.buildings.get()
    building.longitude = building.latitude = None
    building.save()
    assert plan_redrawing(drawn.community, {drawn.grid.pk: square(0, 0, 20)}).unplaced == 1


def test_twice_on_one_day_leaves_one_border_in_force(drawn):
    for side in (90, 80):
        boundaries.redraw(
            drawn.community,
            {drawn.grid.pk: square(0, 0, side)},
            actor=drawn.secretary,
        )
    assert GridBoundary.objects.on().get(area=drawn.grid).square_metres == pytest.approx(
        6400, abs=20
    )
    assert GridBoundary.objects.filter(area=drawn.grid).count() == 3


def test_a_group_that_moves_as_a_whole_follows_with_its_leader(drawn):
    group = groups.form_group(
        drawn.second_grid, "联", [drawn.households["neighbour"]], actor=drawn.staff
    )
    groups.ask_leader(group, drawn.people["neighbour"], actor=drawn.staff)
    groups.record_consent(group, how="当面", actor=drawn.staff)
    head = heads.appoint_head(
        drawn.second_grid.buildings.get(),
        drawn.people["neighbour"],
        consent_note="当面",
        actor=drawn.secretary,
    )
    plan = plan_redrawing(drawn.community, {drawn.grid.pk: WIDER})
    assert plan.split_groups == {}
    boundaries.redraw(
        drawn.community, {drawn.grid.pk: WIDER}, actor=drawn.secretary, accept_overlaps=True
    )
    group.refresh_from_db()
    assert group.grid == drawn.grid
    grants = RoleGrant.objects.filter(user=drawn.neighbour)
    assert set(AreaScope.objects.filter(grant__in=grants).values_list("area", flat=True)) == {
        drawn.grid.pk
    }
    assert head.grant in grants


def test_a_group_that_would_be_torn_apart_is_named_and_stays(drawn):
    other = Building.objects.create(
        community=drawn.community,
        estate=drawn.second_grid.buildings.get().estate,
        grid=drawn.second_grid,
        name="2号楼",
    )
    put(other, 190, 50)
    stays = drawn.person("留下", drawn.households["neighbour"]).household
    group = groups.form_group(drawn.second_grid, "联", [stays], actor=drawn.staff)
    far = drawn.household(drawn.sibling_grid)
    far.dwelling.building = other
    far.dwelling.save()
    far.community, far.grid = drawn.community, drawn.second_grid
    far.number = "90001"
    far.save()
    groups.add_households(group, [far], actor=drawn.staff)
    plan = plan_redrawing(drawn.community, {drawn.grid.pk: WIDER})
    assert list(plan.split_groups.values()) == ["联"]


def test_only_who_answers_for_the_community_moves_its_borders(drawn):
    manageable = {
        name
        for name in ["secretary", "staff", "worker", "head", "resident", "sibling_staff",
                     "far_staff", "street_official", "district_official", "anonymous"]
        if GridBoundary.objects.manageable_by(drawn.viewer(name)).exists()
    }  # fmt: skip
    assert manageable == {"secretary", "staff"}


def test_what_is_stored_is_geojson(drawn):
    stored = GridBoundary.objects.on().get(area=drawn.grid)
    assert geojson.ring_of(stored.polygon) == stored.ring
    stored.full_clean()


def test_a_group_with_a_taken_name_moves_and_says_where_it_came_from(drawn):
    group = groups.form_group(
        drawn.second_grid, "第6组", [drawn.households["neighbour"]], actor=drawn.staff
    )
    groups.form_group(drawn.grid, "第6组", [], actor=drawn.staff)
    boundaries.redraw(
        drawn.community, {drawn.grid.pk: WIDER}, actor=drawn.secretary, accept_overlaps=True
    )
    group.refresh_from_db()
    assert (group.grid, group.name) == (drawn.grid, f"第6组（原{drawn.second_grid.name}）")
