def test_the_town_stands_and_everybody_has_his_place(town):
    assert town.viewer("secretary").community_ids == (town.community.pk,)
    assert town.viewer("worker").grid_ids == {town.grid.pk}
    assert town.viewer("district_official").community_ids == (town.community.pk, town.sibling.pk)
    assert town.viewer("resident").resident_ids == {town.people["resident"].pk}
    assert town.viewer("neighbour").acts_for == {town.people["elder"].pk}
    assert town.viewer("stranger").community_ids == ()
    assert not town.viewer("auditor").sleeping
