"""One search for everybody who keeps a register, and each finds only what he may open."""

import pytest
from django.urls import reverse
from django.utils import timezone

from grids.actions import appointments
from organizations.actions import organizations, unit_checkins
from organizations.actions.unit_checkins import UnitFacts
from organizations.models import PostClass

pytestmark = pytest.mark.django_db

FINDERS = (
    *("worker", "staff", "secretary", "head", "dispatcher", "street_official"),
    *("district_official", "social_worker", "org_manager", "liaison"),
)
WORDS = (
    *(
        "张",
        "李大山",
        "华清",
        "huaqing",
        "个案",
        "13800000019",
        "施行",
        "金秋",
        "双水",
        "网格",
        "网",
    ),
    *("吕联", "lvlian", "13800000017", "郑强", "zq", "李桂", "义诊"),
    *("市政", "szs", "520202", "52520281MJY123456N", "邻里帮手队", "华帮", "13800000021", "社工"),
)


@pytest.fixture
def known(town):
    """A worker answers for the grid, the organisation says whom to call, and it has checked in."""
    appointments.appoint_worker(town.grid, town.worker, actor=town.secretary)
    unit = town.organization
    organizations.set_contact(unit, name="李桂", phone="13911112222", actor=town.secretary)
    said = UnitFacts(
        brings="每月一次义诊",
        posts=PostClass.objects.filter(code="health"),
        contact_name="李桂",
        contact_phone="13911112222",
        starts_on=timezone.localdate(),
    )
    unit_checkins.register_unit(unit, town.community, said, actor=town.org_manager)
    return town


def hits(client, text: str) -> list[tuple[str, str]]:
    page = client.get(reverse("doors:search"), {"q": text})
    assert page.status_code == 200
    return [(str(hit["title"]), hit["url"]) for hit in page.context["hits"]]


@pytest.mark.parametrize("name", FINDERS)
def test_whatever_somebody_finds_he_may_open(client, known, town, name):
    town.enter(client, name)
    found = {url for text in WORDS for _title, url in hits(client, text)}
    assert found
    assert [(url, client.get(url).status_code) for url in sorted(found)] == [
        (url, 200) for url in sorted(found)
    ]


@pytest.mark.parametrize(
    ("name", "text", "found"),
    [
        ("social_worker", "huaqing", {"华清"}),
        ("social_worker", "个案", {"华清"}),
        ("social_worker", "13800000019", {"华清"}),
        ("social_worker", "李大山", set()),
        ("social_worker", "华帮", set()),
        ("org_manager", "华清", {"华清"}),
        ("org_manager", "金秋社区", set()),
        ("liaison", "双水市政所", {"双水市政所"}),
        ("secretary", "吕联", {"双水市政所"}),
        ("secretary", "13800000017", {"双水市政所"}),
        ("social_worker", "lvlian", {"双水市政所"}),
        ("secretary", "李桂", {"金秋社会工作服务中心"}),
        ("secretary", "lg", {"金秋社会工作服务中心"}),
        ("org_manager", "李桂", {"金秋社会工作服务中心"}),
        ("social_worker", "李桂", set()),
        ("secretary", "郑强", {"郑强"}),
        ("secretary", "13800000003", {"郑强"}),
        ("liaison", "郑强", set()),
        ("secretary", "义诊", {"金秋社会工作服务中心"}),
        ("social_worker", "义诊", set()),
        ("liaison", "华清", set()),
        ("liaison", "李大山", set()),
        ("street_official", "李大山", set()),
        ("street_official", "双水市政所", {"双水市政所"}),
    ],
)
def test_each_finds_what_his_registers_hold(client, known, town, name, text, found):
    town.enter(client, name)
    assert {title for title, _url in hits(client, text)} == found


@pytest.mark.parametrize("name", ["social_worker", "org_manager", "liaison"])
def test_the_search_stands_on_every_desk(client, town, name):
    page = town.enter(client, name).get(reverse("doors:desk")).content.decode()
    assert f'action="{reverse("doors:search")}"' in page


@pytest.mark.parametrize("name", ["resident", "stranger", "volunteer", "team_leader"])
def test_who_holds_no_register_has_no_search(client, town, name):
    assert town.enter(client, name).get(reverse("doors:search")).status_code == 404


@pytest.mark.parametrize("name", ["org_manager", "liaison"])
def test_an_office_has_no_figures_of_a_place(client, town, name):
    """It reads none of the place's registers: every figure would be a nought."""
    town.enter(client, name)
    pages = (reverse("doors:insights"), reverse("communities:areas"))
    assert [client.get(page).status_code for page in pages] == [404, 404]
    assert reverse("doors:insights") not in client.get(reverse("doors:desk")).content.decode()


@pytest.mark.parametrize(
    "page",
    [
        "doors:search", "grids:matters_desk", "organizations:social_workers", "requests:cards",
        "affairs:affairs", "volunteers:list", "organizations:register",
    ],
)  # fmt: skip
def test_what_no_database_can_compare_finds_nothing(client, town, page):
    answer = town.enter(client, "secretary").get(reverse(page), {"q": "a\x00b"})
    assert answer.status_code in {200, 422}
