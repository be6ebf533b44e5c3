"""From an empty platform to a community that may open."""

import io
import json
import re
from datetime import time
from pathlib import Path

import pytest
from allauth.mfa.models import Authenticator
from django.core.management import CommandError, call_command
from django.urls import reverse

from accounts.actions.enrolment import check_code
from accounts.models import EnrolmentCode, RoleGrant, User
from accounts.roles import AUDITOR, COMMUNITY_SECRETARY, ROLES, SECURITY_ADMIN
from communities.models import Area, AreaName, SetupConfirmation
from communities.setup import checklist, founding, trial
from communities.setup.regions import read_regions, write_regions
from core import delivery
from core.exceptions import DomainError
from core.messaging import templates
from core.messaging.kinds import kinds
from core.models import CalendarDay, DemoMessage, Message

TABLE = """区划代码,名称,层级
520000000000,贵州省,省
520200000000,六盘水市,市
520204000000,水城区,区县
520204002000,双水街道,街道
520204002001,金秋社区,社区
520204002002,明湖社区,
"""


def table(text=TABLE, encoding="gbk"):
    return read_regions("regions.csv", text.encode(encoding))


@pytest.mark.django_db
def test_a_region_table_becomes_the_tree_in_any_order():
    rows = TABLE.splitlines()
    shuffled = "\n".join([rows[0], *reversed(rows[1:])])
    regions = write_regions(table(shuffled), actor=None)
    assert (regions.added, regions.renamed, regions.same) == (6, 0, 0)
    place = Area.objects.get(code="520204002001")
    names = Area.objects.filter(pk__in=place.ancestor_ids).order_by("path")
    assert [area.name for area in names] == ["贵州省", "六盘水市", "水城区", "双水街道", "金秋社区"]
    assert place.profile


@pytest.mark.django_db
def test_next_years_table_renames_and_remembers():
    write_regions(table(), actor=None)
    regions = write_regions(table(TABLE.replace("金秋社区", "金秋苑社区")), actor=None)
    assert (regions.added, regions.renamed, regions.same) == (0, 1, 5)
    assert Area.objects.get(code="520204002001").name == "金秋苑社区"
    assert AreaName.objects.filter(name="金秋苑社区").count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("520204700000,某街道,", "规定范围"),
        ("520204003000,某街道,社区", "表里写的是"),
        ("520281002001,某社区,", "缺少上级"),
        ("520204002001,又一个,", "重复"),
        ("52020400200,少一位,", "位数字"),
        ("520204002009,,", "必填"),
    ],
)
def test_a_wrong_line_holds_the_whole_table_back(line, says):
    regions = table(TABLE + line + "\n")
    assert any(says in problem for problem in regions.problems)
    assert "第 8 行" in regions.problems[0]
    with pytest.raises(DomainError):
        write_regions(regions, actor=None)
    assert not Area.objects.exists()


@pytest.fixture
def files(tmp_path):
    regions = tmp_path / "区划.csv"
    regions.write_bytes(TABLE.encode("gbk"))
    config = tmp_path / "setup.json"
    config.write_text(
        json.dumps(
            {
                "regions": str(regions),
                "community": "520204002001",
                "grids": "12",
                SECURITY_ADMIN: "13811110001:尤佳",
                AUDITOR: "13811110002：许诺",
                COMMUNITY_SECRETARY: "13811110003:周明",
            }
        ),
        encoding="utf-8",
    )
    return {"config": str(config), "regions": str(regions)}


@pytest.mark.django_db
def test_setup_without_questions_and_once_more(files, capsys):
    for _ in range(2):
        call_command("setup", config=files["config"], noinput=True)
    community = Area.objects.get(code="520204002001")
    grids = community.children.order_by("position")
    assert [grid.name for grid in grids][::11] == ["第一网格", "第十二网格"]
    secretary = User.objects.by_phone("13811110003")
    grant = RoleGrant.objects.get(user=secretary)
    assert [scope.area for scope in grant.area_scopes.all()] == [community]
    assert RoleGrant.objects.count() == 3
    assert "动态口令" in capsys.readouterr().out


@pytest.mark.django_db
def test_setup_asks_for_what_is_missing(files, monkeypatch):
    answers = iter(
        [files["regions"], "520204002002", "一号网格，二号网格", "13811110001:尤佳", "", "", ""]
    )
    asked = []
    monkeypatch.setattr(
        "builtins.input", lambda question: asked.append(question) or next(answers)
    )  # fmt: skip
    call_command("setup")
    assert Area.objects.get(code="520204002002").children.count() == 2
    assert RoleGrant.objects.get().role == SECURITY_ADMIN
    assert any("安全管理员" in question for question in asked)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"community": ""}, "--community"),
        ({"community": "520204009001"}, "--community-name"),
        ({SECURITY_ADMIN: ""}, "--security-admin"),
        ({SECURITY_ADMIN: "138:尤佳"}, "11 位"),
        ({AUDITOR: "13811110001:尤佳"}, ""),  # one person, two administrators
    ],
)
def test_setup_without_questions_says_what_is_missing_and_writes_nothing(
    files, tmp_path, change, says
):
    given = json.loads(Path(files["config"]).read_text(encoding="utf-8")) | change
    path = tmp_path / "other.json"
    path.write_text(json.dumps(given), encoding="utf-8")
    with pytest.raises(CommandError) as refusal:
        call_command("setup", config=str(path), noinput=True)
    assert says in str(refusal.value)
    assert not Area.objects.exists()
    assert not User.objects.exists()


@pytest.mark.django_db
def test_where_nobody_sits_at_the_keyboard_it_says_what_is_missing(monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    with pytest.raises(CommandError) as refusal:
        call_command("setup")
    assert "--regions" in str(refusal.value)


@pytest.mark.django_db
def test_the_first_administrator_is_led_to_his_second_factor(files, client):
    call_command("setup", config=files["config"], noinput=True)
    client.force_login(User.objects.by_phone("13811110001"))
    answer = client.get("/admin/")
    assert answer["Location"] == reverse("accounts:second_factor_needed")


def test_grids_by_number_have_the_names_people_say():
    names = founding.grid_names("21")
    assert [names[0], names[9], names[10], names[19], names[20]] == [
        "第一网格", "第十网格", "第十一网格", "第二十网格", "第二十一网格",
    ]  # fmt: skip


# --- the checklist ------------------------------------------------------------------------------


def states(community):
    return {line.code: line.is_done for line in checklist.lines(community)}


def test_the_list_reads_the_real_state(town):
    before = states(town.community)
    assert before == {
        "regions": True, "profile": False, "departments": True, "administrators": True,
        "secretary": True, "grids": True, "buildings": True, "people": True, "workers": True,
        "calendar": before["calendar"], "sms": False, "templates": False, "privacy": False,
        "duties": False, "keys": False,
    }  # fmt: skip
    assert not states(town.far_community)["departments"]
    assert not states(town.sibling)["workers"]
    assert not states(town.sibling)["secretary"]

    profile = town.community.profile
    profile.telephone, profile.address = "0858-8000000", "金秋路 1 号"
    profile.opens_at, profile.data_processor = time(9), "金秋社区居民委员会"
    profile.save()
    Authenticator.objects.filter(user=town.auditor).delete()
    after = states(town.community)
    assert after["profile"]
    assert not after["administrators"]


def test_a_year_without_a_calendar_is_named(town, monkeypatch):
    monkeypatch.setattr("core.workcalendar.missing_years", lambda today=None: [2027])
    line = next(line for line in checklist.lines(town.community) if line.code == "calendar")
    assert not line.is_done
    assert "2027" in line.detail
    assert not CalendarDay.objects.exists()


@pytest.fixture
def wordings(db):
    templates.ensure_defaults([kinds[trial.CODE]])


def test_a_test_message_goes_to_ones_own_phone_and_is_confirmed(enter, town, wordings):
    client = enter("secretary")
    community = town.community.pk
    client.post(reverse("communities:setup_sms", args=[community]))
    message = Message.objects.get(code=trial.CODE)
    assert message.to_user == town.secretary
    delivery.deliver_due()
    assert DemoMessage.objects.count() == 1
    again = client.post(reverse("communities:setup_sms", args=[community]), follow=True)
    assert "等一分钟" in again.content.decode()
    client.post(reverse("communities:setup_received", args=[community]))
    assert states(town.community)["sms"]


def test_nobody_received_what_was_not_sent(town):
    with pytest.raises(DomainError):
        trial.receive_trial(town.community, actor=town.secretary)


def test_what_a_person_judges_is_signed_by_name(enter, town):
    client = enter("secretary")
    page = client.get(reverse("communities:setup")).content.decode()
    assert "金秋社区：还差" in page
    assert "明湖社区" not in page
    route = reverse("communities:setup_confirm", args=[town.community.pk])
    for _ in range(2):
        client.post(route, {"item": "duties"})
    row = SetupConfirmation.objects.get()
    assert (row.item, row.confirmed_by) == ("duties", town.secretary)
    assert "确认" in client.get(reverse("communities:setup")).content.decode()


def test_facts_cannot_be_confirmed_away(enter, town):
    client = enter("secretary")
    route = reverse("communities:setup_confirm", args=[town.community.pk])
    for item in ("profile", "people", "privacy", "nonsense"):
        client.post(route, {"item": item})
    assert not SetupConfirmation.objects.exists()


@pytest.mark.parametrize("name", ["worker", "resident", "street_official", "system_admin"])
def test_others_find_no_checklist(enter, town, name):
    assert enter(name).get("/desk/setup/").status_code in {302, 404}


def test_another_communitys_list_is_not_there(enter, town):
    client = enter("sibling_staff")
    for route in ("setup_confirm", "setup_sms", "setup_received"):
        address = reverse(f"communities:{route}", args=[town.community.pk])
        assert client.post(address, {"item": "duties"}).status_code == 404
    assert not SetupConfirmation.objects.exists()


@pytest.mark.django_db
def test_setup_prints_the_codes_with_which_the_first_administrators_bind(files, capsys):
    """Nobody is above them yet: whoever runs the set-up hands the codes over."""
    call_command("setup", config=files["config"], noinput=True)
    printed = capsys.readouterr().out
    needing = [code for code, role in ROLES.items() if role.needs_mfa]
    waiting = set(RoleGrant.objects.filter(role__in=needing).values_list("user", flat=True))
    assert waiting
    assert set(EnrolmentCode.objects.open().values_list("user", flat=True)) == waiting
    codes = re.findall(r"\b[2-9A-Z]{4}-[2-9A-Z]{4}\b", printed)
    for user in User.objects.filter(pk__in=waiting):
        assert sum(check_code(user, code) is not None for code in codes) == 1
