"""Merging is lossless: what un-merging gives back is, row by row, what was there."""

import pytest
from django.apps import apps
from django.db import models
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from communities.actions import authorities, bindings, care, merging, residents
from communities.models import Authority, Binding, CareLabel, Household, Resident
from core import scope
from core.exceptions import DomainError
from core.fields import Personal
from tests.town import id_number, years_ago

TABLES = (Resident, Household, CareLabel, Authority, Binding)


def rows(*tables):
    """Every column of every row, in clear."""
    return {
        (table._meta.label, row.pk): {
            field.attname: _clear(getattr(row, field.attname)) for field in table._meta.fields
        }
        for table in tables
        for row in table.objects.all()
    }


def _clear(value):
    return value.open() if isinstance(value, Personal) else value


def label(person, town, group="elder"):
    return care.add_label(
        person, group=group, evidence="入户核实", valid_from=years_ago(1), actor=town.staff
    )


@pytest.fixture
def twins(town):
    """One person, written down twice: once at home, once by hearsay with other details."""
    kept = town.person("林晚秋", born_on=None)
    absorbed = town.person(
        "林晚秋", born_on=years_ago(70), phone="13711112222", id_number=id_number(years_ago(70), 4),
        registered_address="山水区一号楼",
    )  # fmt: skip
    label(kept, town)
    label(absorbed, town)
    label(absorbed, town, "hardship")
    bindings.bind_at_the_desk(absorbed, town.stranger, actor=town.staff)
    authorities.record_authority(
        absorbed, town.neighbour, relation="neighbour", purpose="orders", evidence="电话核实",
        valid_to=timezone.localdate(), actor=town.staff,
    )  # fmt: skip
    return kept, absorbed


def test_everything_that_named_the_absorbed_record_names_the_kept_one(town, twins, published):
    kept, absorbed = twins
    merging.merge_residents(kept, absorbed, reason="身份证复核", actor=town.staff)
    kept.refresh_from_db()
    absorbed.refresh_from_db()
    assert (absorbed.status, absorbed.merged_into) == ("merged", kept)
    assert kept.phone.open() == "13711112222"
    assert kept.born_on == years_ago(70)
    assert sorted(kept.care_labels.values_list("group", flat=True)) == ["elder", "hardship"]
    assert town.viewer("stranger").resident_ids == {kept.pk}
    assert absorbed.household.status == Household.Status.ENDED
    assert "communities.residents_merged" in [topic for topic, _ in published]


def test_unmerging_gives_back_identical_rows(town, twins):
    before = rows(*TABLES)
    record = merging.merge_residents(*twins, reason="身份证复核", actor=town.staff)
    assert rows(*TABLES) != before
    merging.unmerge(record, actor=town.staff)
    assert rows(*TABLES) == before
    with pytest.raises(DomainError, match="已经撤回"):
        merging.unmerge(record, actor=town.staff)


def test_a_correction_made_after_the_merge_survives_the_unmerge(town, twins):
    kept, absorbed = twins
    record = merging.merge_residents(kept, absorbed, reason="身份证复核", actor=town.staff)
    residents.correct_resident(kept, actor=town.staff, phone="13700000000")
    merging.unmerge(record, actor=town.staff)
    kept.refresh_from_db()
    absorbed.refresh_from_db()
    assert kept.phone.open() == "13700000000"
    assert kept.id_number.open() == ""
    assert absorbed.phone.open() == "13711112222"


@pytest.mark.django_db(transaction=True)
@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    same_home=st.booleans(),
    first_is_kept=st.booleans(),
    groups=st.tuples(
        st.sets(st.sampled_from(["elder", "disabled", "hardship"])),
        st.sets(st.sampled_from(["elder", "disabled", "hardship"])),
    ),
    details=st.tuples(*[st.booleans()] * 4),
    bound=st.sampled_from(["none", "first", "second", "both"]),
    away=st.booleans(),
)
def test_whatever_the_two_records_held_unmerging_is_exact(
    town, same_home, first_is_kept, groups, details, bound, away
):
    with scope.entered(scope.EVERYTHING):
        pair = _pair(town, same_home, groups, details, bound, away)
        kept, absorbed = pair if first_is_kept else pair[::-1]
        before = rows(*TABLES)
        try:
            record = merging.merge_residents(kept, absorbed, reason="复核", actor=town.staff)
        except DomainError:
            assert rows(*TABLES) == before
            return
        merging.unmerge(record, actor=town.staff)
        assert rows(*TABLES) == before


def _pair(town, same_home, groups, details, bound, away):
    phones = ["13712340001" if has else "" for has in details[:2]]
    births = [years_ago(60) if has else None for has in details[2:]]
    first = town.person("林双", born_on=births[0], phone=phones[0])
    home = first.household if same_home else None
    second = town.person("林双", home, born_on=births[1], phone=phones[1])
    for person, kinds in zip((first, second), groups, strict=True):
        for group in sorted(kinds):
            label(person, town, group)
    for person, name in ((first, "first"), (second, "second")):
        if bound in {name, "both"}:
            bindings.bind_at_the_desk(person, town.stranger, actor=town.staff)
    if away:
        residents.move_out(second, actor=town.staff)
    first.refresh_from_db()
    second.refresh_from_db()
    return first, second


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda town, kept: kept, "另一份"),
        (lambda town, kept: town.people["sibling"], "不同的社区"),
        (
            lambda town, kept: town.person("林", id_number=id_number(years_ago(40), 9)),
            "身份证号不同",
        ),
        (lambda town, kept: town.people["neighbour"], "身份证号不同|各绑着"),
    ],
)
def test_what_cannot_be_one_person_is_not_merged(town, make, words):
    kept = town.people["resident"]
    with pytest.raises(DomainError, match=words):
        merging.merge_residents(kept, make(town, kept), reason="复核", actor=town.staff)


BY_THEMSELVES = {
    "communities.Resident.merged_into",  # the merge itself
    "communities.MergeRecord.kept",
    "communities.MergeRecord.absorbed",
    "grids.TenHouseholdGroup.leader",  # an office goes with its role: grids.actions.offices
    "grids.TenHouseholdGroup.declined_by",
    "grids.BuildingHead.resident",
    "volunteers.Volunteer.resident",  # with his grid and history: volunteers.actions.following
}


def test_nothing_that_names_a_resident_is_left_behind():
    named = {
        (model, field.name)
        for model in apps.get_models()
        for field in model._meta.fields
        if field.related_model is Resident
    }
    left = {f"{model._meta.label}.{name}" for model, name in named - set(merging._followers)}
    assert left == BY_THEMSELVES


def test_rooms_above_can_let_their_rows_follow():
    assert all(issubclass(model, models.Model) for model, _field in merging._followers)
    size = len(merging._followers)
    merging.follow(CareLabel, "resident")  # named twice is named once
    assert len(merging._followers) == size
