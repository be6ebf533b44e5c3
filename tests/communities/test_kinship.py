"""Who is born, who marries whom, and on which day: what the desk writes must be able to be true."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from communities.actions import authorities, households, kinship, residents
from communities.actions.facts import PersonFacts
from communities.models import Resident
from communities.queries.past import history_of
from core.exceptions import DomainError
from tests.communities.sheets import bring, look, one, reasons
from tests.town import years_ago

pytestmark = pytest.mark.django_db


def member(town, name, relation, **facts):
    values = {"born_on": years_ago(30), **facts}
    return residents.register_resident(
        town.community,
        PersonFacts(name=name, **values),
        household=town.households["resident"],
        relation_to_head=relation,
        actor=town.staff,
    )


def birth(town, parent, **facts):
    values = {"name": "张新", "born_on": timezone.localdate(), **facts}
    return residents.record_birth(
        parent.household, PersonFacts(**values), guardian=parent, actor=town.staff
    )


def marry(town, person, spouse, **values):
    return residents.marry(person, spouse.household, spouse=spouse, actor=town.staff, **values)


def act(town, enter, person, slug, **data):
    return enter("staff").post(reverse("communities:resident_act", args=[person.pk, slug]), data)


# --- births ----------------------------------------------------------------------------------
def test_a_birth_is_of_a_newborn_whose_parent_could_have_it(town):
    mother = town.people["resident"]
    for born_on, code in (
        (years_ago(kinship.BIRTH_WITHIN), "not_newborn"),
        (timezone.localdate() + timedelta(days=1), ""),
        (None, ""),
    ):
        with pytest.raises(DomainError) as refusal:
            birth(town, mother, born_on=born_on)
        assert refusal.value.field == "born_on"
        assert refusal.value.code == code or not code
    young = town.person("周幼", born_on=years_ago(18))
    with pytest.raises(DomainError) as refusal:
        birth(town, young, born_on=years_ago(5))
    assert (refusal.value.code, refusal.value.field) == ("parent_too_young", "born_on")


def test_the_page_names_the_other_way_at_the_field(town, enter):
    page = act(
        town, enter, town.people["resident"], "birth",
        name="张大", gender="male", born_on="2000-01-01",
    )  # fmt: skip
    assert page.status_code == 422
    assert "登记住户" in page.context["form"].errors["born_on"][0]


@pytest.mark.parametrize(
    ("relation", "of_parent", "of_child", "becomes"),
    [
        ("配偶", "male", "female", "子女"),
        ("女儿", "female", "female", "外孙女"),
        ("子女", "female", "male", "外孙"),
        ("子女", "male", "male", "孙子"),
        ("儿媳", "female", "unknown", "孙子女"),
        ("父亲", "male", "male", "弟弟"),
        ("室友", "female", "male", "同住"),
        ("侄女", "female", "male", "其他亲属"),
        ("", "female", "male", ""),
    ],
)
def test_what_a_child_is_to_the_head_follows_from_its_parent(
    town, relation, of_parent, of_child, becomes
):
    parent = member(town, "张家人", relation, gender=of_parent)
    assert birth(town, parent, gender=of_child).relation_to_head == becomes
    own = birth(town, town.people["resident"], name="张二", gender=of_child)
    assert own.relation_to_head == "子女"


# --- marriages -------------------------------------------------------------------------------
def test_who_marries_a_daughter_is_not_the_spouse_of_the_head(town):
    daughter = member(town, "张囡", "女儿", gender="female")
    groom = marry(town, town.person("周游", gender="male"), daughter)
    assert (groom.household, groom.relation_to_head) == (daughter.household, "女婿")
    with pytest.raises(DomainError) as refusal:
        marry(town, town.person("周迟", gender="male"), daughter)
    assert (refusal.value.code, refusal.value.field) == ("married", "spouse")


def test_a_head_has_one_spouse(town):
    head = town.people["resident"]
    spouse = marry(town, town.person("周游", gender="male"), head)
    assert spouse.relation_to_head == "配偶"
    for partner in (head, spouse):
        with pytest.raises(DomainError, match="已有配偶") as refusal:
            marry(town, town.person("周迟"), partner)
        assert refusal.value.field == "spouse"
    with pytest.raises(DomainError) as refusal:
        member(town, "周三", "配偶")
    assert refusal.value.field == "relation_to_head"
    with pytest.raises(DomainError, match="已有配偶"):
        residents.move_within(
            town.person("周四"), head.household, actor=town.staff, relation_to_head="妻子"
        )


def test_nobody_marries_a_child_or_somebody_of_another_household(town):
    person = town.person("周游")
    with pytest.raises(DomainError) as refusal:
        marry(town, person, town.people["child"])
    assert (refusal.value.code, refusal.value.field) == ("too_young", "spouse")
    with pytest.raises(DomainError) as refusal:
        residents.marry(
            person, town.households["resident"], spouse=town.people["elder"], actor=town.staff
        )
    assert refusal.value.field == "spouse"


def test_the_desk_says_whom(town, enter):
    person, today = town.person("周游"), timezone.localdate().isoformat()
    home = town.households["neighbour"]
    page = act(town, enter, person, "marry", household=home.number, spouse="无此人", on=today)
    assert "没有叫这个名字的人" in page.context["form"].errors["spouse"][0]
    done = act(town, enter, person, "marry", household=home.number, spouse="王建国", on=today)
    assert done.status_code == 302
    person.refresh_from_db()
    assert (person.household, person.relation_to_head) == (home, "配偶")


def test_a_new_head_is_not_married_to_the_spouse_of_the_former(town):
    head = town.people["resident"]
    spouse, father = member(town, "李强", "配偶"), member(town, "张老", "父亲")
    households.change_head(head.household, spouse, actor=town.staff)
    head.refresh_from_db()
    assert head.relation_to_head == "配偶"
    households.change_head(head.household, father, actor=town.staff)
    head.refresh_from_db()
    assert head.relation_to_head == ""


def sheet(*rows):
    titles = ["姓名", "与户主关系", "出生日期", "小区", "楼栋", "单元", "室号"]
    door = ["第一网格家园", "1号楼", "2", "301"]
    return one(titles, *([*row, *door] for row in rows))


def test_a_list_does_not_give_a_head_two_spouses(town):
    head, wife = ["陈大", "户主", "1960-01-01"], ["林一", "妻子", "1961-01-01"]
    second = ["林二", "配偶", "1990-01-01"]
    assert reasons(look("residents", town.community, sheet(head, wife, second))) == [
        (4, "与户主关系", "这一户的户代表已有配偶")
    ]
    bring("residents", town.community, sheet(head, wife), town.staff)
    assert reasons(look("residents", town.community, sheet(second)))
    bring("residents", town.community, sheet(head, wife), town.staff)  # once more: no contradiction


def test_two_rows_that_call_each_other_spouse_are_a_couple(town):
    rows = ["陈大", "丈夫", "1960-01-01"], ["林一", "妻子", "1961-01-01"]
    bring("residents", town.community, sheet(*rows), town.staff)
    assert Resident.objects.get(name="林一").relation_to_head == "妻子"


# --- the day ---------------------------------------------------------------------------------
@pytest.mark.parametrize("slug", ["leave", "death", "marry"])
@pytest.mark.parametrize("came", ["registered", "moved_in"])
def test_nothing_happens_here_before_he_came(town, enter, slug, came):
    person = town.person("周游")
    day = timezone.localdate()
    if came == "moved_in":
        day -= timedelta(days=40)
        Resident.objects.filter(pk=person.pk).update(moved_in_on=day)
    data = {"household": town.households["neighbour"].number, "spouse": "王建国"}
    extra = data if slug == "marry" else {}
    page = act(town, enter, person, slug, on=(day - timedelta(days=1)).isoformat(), **extra)
    assert page.status_code == 422
    assert day.isoformat() in page.context["form"].errors["on"][0]
    assert act(town, enter, person, slug, on=day.isoformat(), **extra).status_code == 302


def test_a_list_may_be_older_than_its_import(town):
    bring("residents", town.community, sheet(["陈大", "户主", "1960-01-01"]), town.staff)
    person = Resident.objects.get(name="陈大")
    last_week = timezone.localdate() - timedelta(days=7)
    assert residents.record_death(person, actor=town.staff, on=last_week).status_on == last_week


# --- the page --------------------------------------------------------------------------------
def test_the_page_of_who_moved_away_says_where_to_and_since_when(town, enter):
    person, yesterday = town.people["resident"], timezone.localdate() - timedelta(days=1)
    Resident.objects.filter(pk=person.pk).update(moved_in_on=years_ago(1))
    residents.move_out(person, actor=town.staff, on=yesterday, destination="邻省江口市")
    page = enter("staff").get(reverse("communities:resident", args=[person.pk]))
    facts = {fact.label: fact.value for fact in page.context["page"].facts}
    assert (facts["迁往"], facts["迁出日期"]) == ("邻省江口市", yesterday.isoformat())
    assert not {"住址", "网格", "人户关系"} & set(facts)
    assert facts["原住址"]
    assert "同户的人" not in page.content.decode()
    line = page.context["page"].history[0]
    assert line.text.endswith("迁出")
    assert line.note == yesterday.isoformat()


def test_the_past_says_what_it_was(town):
    viewer, mother = town.viewer("staff"), town.people["resident"]
    child = birth(town, mother)
    assert history_of(viewer, child)[0].text.endswith("出生登记")
    person = marry(town, town.person("周游", gender="male"), mother)
    assert history_of(viewer, person)[0].text.endswith("婚入")
    residents.move_within(person, town.household(), actor=town.staff)
    assert history_of(viewer, person)[0].text.endswith("迁到另一户")
    residents.move_out(person, actor=town.staff)
    residents.move_in(person, town.household(), actor=town.staff)
    assert history_of(viewer, person)[0].text.endswith("迁入")


# --- acting for a child ----------------------------------------------------------------------
def authority(town, user, **values):
    given = {
        "relation": "neighbour",
        "purpose": "all",
        "evidence": "当面",
        "valid_to": timezone.localdate() + timedelta(days=30),
        "actor": town.staff,
        **values,
    }
    return authorities.record_authority(town.people["child"], user, **given)


def test_for_a_child_everything_is_its_parents_business(town):
    with pytest.raises(DomainError) as refusal:
        authority(town, town.neighbour)
    assert refusal.value.field == "relation"
    assert authority(town, town.neighbour, purpose="orders")
    assert authority(town, town.resident, relation="parent")


def test_the_desk_names_the_guardian_who_agreed(town, enter):
    child, until = town.people["child"], timezone.localdate() + timedelta(days=30)
    data = {"phone": "13900000002", "relation": "relative", "purpose": "all", "evidence": "当面"}
    data["valid_to"] = until.isoformat()
    page = act(town, enter, child, "authority", **data)
    assert "监护人" in page.context["form"].errors["relation"][0]
    data["guardian_consent"] = "妈妈张桂芳来电"
    assert act(town, enter, child, "authority", **data).status_code == 302
    assert "妈妈张桂芳来电" in child.authorities.get().evidence.open()


def test_a_true_parent_is_not_kept_out_by_what_was_recorded_before(town):
    earlier = authority(town, town.neighbour, purpose="orders")
    later = authority(town, town.neighbour, relation="parent")
    earlier.refresh_from_db()
    assert earlier.revoked_at is not None
    assert list(town.people["child"].authorities.in_force()) == [later]
    with pytest.raises(DomainError, match="已有代办授权"):
        authority(town, town.neighbour, relation="guardian")
