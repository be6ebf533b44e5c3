"""The register as a table: coming in, being looked at, going out."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import translation

from accounts.models import RoleGrant
from core import scope
from core.exceptions import DomainError
from core.exports.registry import by_kind
from core.models import ExportJob
from organizations import register_exports as exports
from organizations.actions import organizations
from organizations.columns import COLUMNS
from organizations.models import ContactPerson, Organization
from tests.communities.sheets import bring, counts, look, one, reasons
from tests.organizations.conftest import filed

pytestmark = pytest.mark.django_db
HEAD = [
    "组织名称", "类型", "登记情况", "信用代码", "备案号", "备案机关", "有效期至", "联系人",
    "联系电话",
]  # fmt: skip
ROWS = [
    [
        "金秋书画社", "文体类", "备案", "", "双社备01", "双水街道办事处", "2030-12-31", "李桂",
        "13911112222",
    ],
    ["双水小学", "学校", "登记", "51520201MJR000001U", "", "", "", "", ""],
    ["金秋红白理事会", "居民议事类", "未登记", "", "", "", "", "", ""],
]  # fmt: skip


def test_a_table_comes_in_and_a_second_time_only_what_changed(town):
    plan = bring("organizations", town.community, one(HEAD, *ROWS), town.staff)
    assert counts(plan) == (3, 0, 0)
    club = Organization.objects.get(name="金秋书画社")
    assert (club.kind, club.status, club.community) == ("culture_sport", "active", town.community)
    assert ContactPerson.objects.get(organization=club).phone.open() == "13911112222"
    assert counts(look("organizations", town.community, one(HEAD, *ROWS))) == (0, 0, 3)

    renamed = [["金秋书画院", *ROWS[0][1:8], "13911113333"], ["双水中心小学", *ROWS[1][1:]]]
    plan = bring("organizations", town.community, one(HEAD, *renamed), town.staff)
    assert counts(plan) == (0, 2, 0)
    assert [outcome.changed for outcome in plan.of("updated")] == [
        ["name", "contact_phone"], ["name"],
    ]  # fmt: skip
    club.refresh_from_db()
    assert club.name == "金秋书画院", "found again by its filing number"
    assert Organization.objects.get(uscc=ROWS[1][3]).name == "双水中心小学"
    assert ContactPerson.objects.get(organization=club).phone.open() == "13911113333"


def test_an_empty_cell_takes_nothing_away(town):
    bring("organizations", town.community, one(HEAD, *ROWS), town.staff)
    data = one(["名称", "种类", "登记情况", "简介"], ["金秋书画社", "文体类", "备案", "写字画画"])
    assert counts(bring("organizations", town.community, data, town.staff)) == (0, 1, 0)
    club = Organization.objects.get(name="金秋书画社")
    assert (club.introduction, club.filing_number) == ("写字画画", "双社备01")


def test_what_is_wrong_is_named_row_by_row(town):
    data = one(
        HEAD,
        ["甲", "基金", "登记", "", "", "", "", "", ""],
        ["乙", "协会", "登记", "51520201MJR000001X", "", "", "", "", ""],
        ["丙", "协会", "备案", "", "1", "街道", "2030-01-01", "", ""],
        ["丁", "互助类", "备案", "", "", "", "", "", ""],
        ["戊", "互助类", "未登记", "", "", "", "", "", "13911112222"],
        ["己", "互助类", "未登记", "", "", "", "", "", ""],
        ["己", "文体类", "未登记", "", "", "", "", "", ""],
    )
    found = {(row, heading) for row, heading, _reason in reasons(
        look("organizations", town.community, data)
    )}  # fmt: skip
    assert found == {
        (2, "种类"), (3, "统一社会信用代码"), (4, "登记情况"), (5, "备案编号"),
            (5, "备案机关"), (5, "备案有效期至"),
        (6, "联系人"), (8, "名称"),
    }  # fmt: skip


def test_what_stands_elsewhere_is_not_registered_twice(town):
    code = town.organization.uscc
    data = one(HEAD, ["换个名字", "民非", "登记", code, "", "", "", "", ""])
    [(row, heading, reason)] = reasons(look("organizations", town.sibling, data))
    assert (row, heading) == (2, "统一社会信用代码")
    assert "金秋社区" in reason


def test_the_template_fits_and_the_desk_offers_it(enter, town):
    page = enter("staff").get(f"/desk/import/template/{town.community.pk}/organizations/")
    assert page.status_code == 200
    shown = enter("staff").get("/desk/import/").content.decode()
    assert "组织和单位模板" in shown
    assert "组织和单位名册" in shown
    assert len({column.heading for column in COLUMNS}) == len(COLUMNS)


def job(town, name):
    grant = RoleGrant.objects.get(user=town.accounts[name])
    kind = "organizations.organizations"
    return ExportJob(owner=town.accounts[name], kind=kind, acting_as=str(grant.pk))


def lines(town, name):
    with scope.entered(()):
        produced = exports.organizations(job(town, name))
        rows = [[str(cell) for cell in row] for row in produced.rows]
    assert len(rows) == produced.total
    return rows


def test_it_goes_out_as_the_desk_sees_it_without_the_persons_to_call(town, association, haircut):
    organizations.set_contact(association, name="李桂", phone="13911112222", actor=town.staff)
    rows = lines(town, "staff")
    assert {row[0] for row in rows} == {"金秋老年协会", town.organization.name}
    everything = str(rows)
    assert "上门理发" in everything
    assert "李桂" not in everything
    assert "1391111" not in everything
    assert lines(town, "far_staff") == []


def test_what_went_out_comes_back_unchanged(town, association):
    organizations.register(town.community, filed("棋社", 90), actor=town.staff)
    rows = lines(town, "staff")
    headings = [column.heading for column in exports.PUBLIC]
    width = len(headings)
    again = [["" if cell == "None" else cell for cell in row[:width]] for row in rows]
    assert counts(look("organizations", town.community, one(headings, *again))) == (0, 0, 3)


def test_what_went_out_in_english_comes_back_unchanged(town, association):
    """Whoever reads the site in English gets English headings and choices, and may send them in."""
    organizations.register(town.community, filed("棋社", 90), actor=town.staff)
    organizations.register(town.street, filed("联合会", 90), actor=None)
    everywhere = organizations.register(town.district, filed("基金会", 90), actor=None)
    organizations.set_service_areas(everywhere, areas=[town.street], actor=None)
    with translation.override("en"):
        rows = lines(town, "staff")
        heads = [str(heading) for heading in by_kind["organizations.organizations"].columns]
    assert heads[:2] == ["Name", "English name"]
    assert "Filed" in str(rows)
    assert "neighbourly help" in str(rows)
    again = [["" if cell == "None" else cell for cell in row] for row in rows]
    plan = look("organizations", town.community, one(heads, *again))
    assert reasons(plan) == []
    assert counts(plan) == (0, 0, len(rows))


def test_what_says_it_is_elsewhere_is_not_registered_here(town):
    data = one([*HEAD, "在哪里"], [*ROWS[0], town.street.name])
    plan = look("organizations", town.community, data)
    assert "没有叫这个名字的" in str(reasons(plan))
    bring("organizations", town.street, data, town.staff)
    assert counts(look("organizations", town.community, data)) == (0, 0, 1)


def test_a_street_brings_in_its_own_list(enter, town):
    """Its officials, into their street: nobody's people, and no other table."""
    client, url = enter("street_official"), reverse("communities:imports")
    page = client.get(url).content.decode()
    assert "组织和单位" in page
    assert "居民模板" not in page
    file = SimpleUploadedFile("名册.xlsx", one(HEAD, *ROWS))
    said = {"community": town.street.pk, "kind": "organizations", "file": file}
    made = client.post(url, said)
    assert made.status_code == 302, made.content.decode()
    job = made.url.strip("/").split("/")[-1]
    client.post(reverse("communities:confirm_import", args=[job]))
    assert Organization.objects.filter(area=town.street, community=None).count() == len(ROWS)
    file.seek(0)
    assert client.post(url, said | {"community": town.community.pk}).status_code == 422
    file.seek(0)
    assert client.post(url, said | {"kind": "residents"}).status_code == 422
    assert client.get(made.url).status_code == 200
    assert enter("staff").get(made.url).status_code == 404, "it is the street's"


@pytest.mark.parametrize("name", ["worker", "org_manager"])
def test_who_may_not_export_gets_no_table(town, name):
    with scope.entered(()), pytest.raises(DomainError):
        exports.organizations(job(town, name))


def test_an_official_takes_home_what_he_may_see_and_nobodys_people(enter, town, association):
    """Who brings a list in can take it out again; of the people below him he reads none."""
    organizations.register(town.street, filed("联合会", 90), actor=town.street_official)
    shown = enter("street_official").get(reverse("communities:imports")).content.decode()
    offered = {code for code, each in by_kind.items() if f'value="{code}"' in shown}
    assert offered == {
        "organizations.organizations", "organizations.facilities",
        "organizations.pairings", "organizations.cultivations", "organizations.incubations",
        "communities.departments", "grids.matters",
    }  # fmt: skip
    page = enter("street_official").get(reverse("organizations:register")).content.decode()
    rows = lines(town, "street_official")
    assert {"联合会", "金秋老年协会"} <= {row[0] for row in rows}
    assert all(row[0] in page for row in rows)
    started = enter("street_official").post(
        reverse("exports:start"), {"kind": "communities.residents"}
    )
    assert started.status_code == 404


def test_no_registration_is_a_choice_and_not_an_empty_cell(town):
    plan = look("organizations", town.community, one(HEAD, ["春风物业", "物业", "无", *[""] * 6]))
    assert reasons(plan) == []
    assert plan.outcomes[0].values.registration == "none"
