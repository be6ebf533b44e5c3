"""Found, listed, masked: the register as it leaves the queries."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.actions import minors
from communities.actions import care, residents
from communities.queries import person as persons
from communities.queries import residents as queries
from communities.queries.residents import RegisterFilters, resident_register
from core import audit
from core.exceptions import DomainError
from core.models import AuditEvent
from tests.town import years_ago


def found(town, q, name="staff", **filters):
    page = resident_register(town.viewer(name), RegisterFilters(q=q, **filters))
    return {row.pk for row in page.rows}


@pytest.mark.parametrize(
    "text",
    ["张桂芳", "张桂", "zhangguifang", "zhanggui", "ZGF", "zgf", "13900000001", "139 0000 0001"],
)
def test_a_person_is_found_by_name_sound_first_letters_and_phone(town, text):
    assert town.people["resident"].pk in found(town, text)
    assert town.people["elder"].pk not in found(town, text)


def test_a_person_is_found_by_id_number_and_address(town):
    person = town.people["elder"]
    assert found(town, person.id_number.open()) == {person.pk}
    room = person.household.dwelling.room
    assert found(town, f"1号楼1单元{room}") == {person.pk}
    assert found(town, "第一网格家园") == {
        town.people[name].pk for name in ("resident", "child", "elder")
    }
    assert found(town, "第二网格家园", "worker") == set()


@pytest.mark.parametrize("text", ["1390000", "13900000009", "%", "_", "' or 1=1", "no such"])
def test_half_a_number_and_wild_cards_find_nobody(town, text):
    assert found(town, text) == set()


def test_surnames_sound_as_surnames(town):
    person = town.person("单雄信")
    assert person.name_key == "shanxiongxin"
    assert found(town, "sxx") == {person.pk}


def test_filters_narrow(town):
    care.add_label(
        town.people["resident"], group="disabled", evidence="证", valid_from=years_ago(1),
        actor=town.staff,
    )  # fmt: skip
    people = town.people
    assert found(town, "", care="disabled") == {people["resident"].pk}
    assert found(town, "", age="80+") == {people["elder"].pk}
    assert found(town, "", age="7-13") == {people["child"].pk}
    assert found(town, "", grid=town.second_grid.pk) == {people["neighbour"].pk}
    assert found(town, "", building=town.second_grid.buildings.get().pk) == {people["neighbour"].pk}
    residents.move_out(people["neighbour"], actor=town.staff)
    assert found(town, "", grid=town.second_grid.pk) == set()
    assert found(town, "", status="moved") == {people["neighbour"].pk}


def test_pages_follow_each_other_without_gap_or_repetition(town, monkeypatch):
    monkeypatch.setattr(queries, "PAGE", 4)
    home = town.household()
    for number in range(9):
        town.person("王一" if number % 2 else "王二", home)
    seen, after = [], None
    while True:
        page = resident_register(town.viewer("staff"), RegisterFilters(after=after))
        seen += [row.pk for row in page.rows]
        after = page.next_after
        if after is None:
            break
    assert len(seen) == len(set(seen)) == page.total


@pytest.mark.parametrize("name", ["staff", "worker"])
def test_a_page_costs_the_same_for_one_and_for_fifteen(town, name):
    viewer = town.viewer(name)

    def cost():
        with CaptureQueriesContext(
            connection,
        ) as queries_made:
            resident_register(viewer, RegisterFilters())
        return len(queries_made)

    for person in (town.people["elder"], town.people["resident"], town.people["neighbour"]):
        residents.move_out(person, actor=town.staff)  # the child is left
    one = cost()
    for number in range(14):
        person = town.person(f"钱{number}", town.household(), born_on=years_ago(number + 2))
        if number % 3 == 0:
            care.add_label(
                person, group="child", evidence="核实", valid_from=years_ago(1), actor=town.staff
            )
    assert cost() == one <= 5


def test_rows_are_in_words_this_viewer_may_read(town):
    rows = {row.pk: row for row in resident_register(town.viewer("staff"), RegisterFilters()).rows}
    elder = rows[town.people["elder"].pk]
    assert (elder.name, elder.care) == ("李大山", ("老 · 独居",))
    assert rows[town.people["resident"].pk].phone == "139****0001"
    child = rows[town.people["child"].pk]
    assert (child.name, child.age, child.is_closed) == ("张*", "未满 14 岁", True)
    worker = resident_register(town.viewer("worker"), RegisterFilters()).rows
    assert {row.care for row in worker if row.pk == elder.pk} == {("老",)}  # the flag, no more


def test_a_childs_record_opens_with_a_standing_approval_and_every_look_is_noted(town):
    child = town.people["child"]
    staff = town.viewer("staff")
    assert not persons.person_page(staff, child).row.age.startswith("9")
    minors.approve_minor_access(
        town.staff,
        scope=town.community.pk,
        purpose="暑期走访",
        starts_on=timezone.localdate(),
        ends_on=timezone.localdate(),
        actor=town.secretary,
    )
    page = persons.person_page(town.viewer("staff"), child)
    assert (page.row.name, page.row.is_closed) == ("张小宝", False)
    event = AuditEvent.objects.filter(verb="communities.resident.read").get()
    assert event.details == {"fields": ["record"], "purpose": "暑期走访"}
    assert persons.person_page(town.viewer("worker"), child).row.is_closed


def test_one_detail_in_clear_for_a_purpose_and_noted(town):
    person, staff = town.people["resident"], town.viewer("staff")
    assert persons.reveal(staff, person, "phone", "联系本人") == "13900000001"
    row = audit.history(person)[0]
    assert row.details == {"fields": ["phone"], "purpose": "联系本人"}
    assert row.who == str(town.staff)


@pytest.mark.parametrize(
    ("name", "field", "purpose", "who"),
    [
        ("worker", "id_number", "核对", "resident"),
        ("staff", "phone", " ", "resident"),
        ("staff", "name_key", "核对", "resident"),
        ("staff", "phone", "核对", "child"),
        ("district_official", "phone", "核对", "resident"),
        ("resident", "phone", "核对", "resident"),
    ],
)
def test_what_the_role_does_not_need_stays_masked(town, name, field, purpose, who):
    with pytest.raises(DomainError):
        persons.reveal(town.viewer(name), town.people[who], field, purpose)
    assert not AuditEvent.objects.filter(verb="communities.resident.read").exists()


def test_only_so_many_looks_an_hour(town, settings, time_machine):
    settings.REVEALS_PER_HOUR = 2
    person, staff = town.people["resident"], town.viewer("staff")
    for _look in range(2):
        persons.reveal(staff, person, "phone", "核对")
    with pytest.raises(DomainError) as refusal:
        persons.reveal(staff, person, "phone", "核对")
    assert refusal.value.code == "too_many"
    assert persons.reveal(town.viewer("secretary"), person, "phone", "核对")
