"""Social workers from a table, and back: twice is once, and nobody gets a role from a file."""

import pytest

from accounts import roles
from accounts.models import RoleGrant
from communities.importing import kinds
from core import scope
from core.exports.registry import by_kind
from core.imports.reader import read_file
from core.imports.tables import read_table
from core.models import ExportJob
from organizations.models import SocialWorker
from tests.communities.sheets import one

pytestmark = pytest.mark.django_db
KIND = "social_workers"
HEADS = ["姓名", "机构", "电话", "等级", "证书号", "有效期", "擅长", "社工室"]


def plan_of(town, *rows):
    kind = kinds.KINDS[KIND]
    table = read_table(read_file("社工.xlsx", one(HEADS, *rows)), kind.columns(town.community))
    return kind.check(table, town.community)


def bring_in(town, *rows):
    plan = plan_of(town, *rows)
    assert plan.table.errors == []
    kinds.KINDS[KIND].write(plan, town.community, actor=town.staff)
    return plan


def row(town, **changes):
    cells = {
        "name": "柳青", "unit": town.organization.name, "phone": "13900001111", "level": "中级",
        "number": "2026-I-1", "until": "2030-05-01", "skill": "老年人", "station": "金秋社工站",
    }  # fmt: skip
    return list({**cells, **changes}.values())


def test_a_table_is_brought_in_and_the_second_time_nothing_changes(town):
    own = ["佘一", "", "", "", "", "", "邻里", "社工室"]
    assert bring_in(town, row(town), own).count("added") == 2
    made = SocialWorker.objects.get(name="柳青")
    assert (made.engagement, made.level, made.organization) == (
        "stationed", "intermediate", town.organization,
    )  # fmt: skip
    assert made.certificate_number.open() == "2026-I-1"
    assert SocialWorker.objects.get(name="佘一").engagement == "community"
    again = plan_of(town, row(town), own)
    assert (again.count("same"), again.count("added")) == (2, 0)


def test_no_file_gives_a_role(town):
    before = RoleGrant.objects.filter(role=roles.SOCIAL_WORKER).count()
    bring_in(town, row(town, phone="13800000016"))
    assert RoleGrant.objects.filter(role=roles.SOCIAL_WORKER).count() == before


def test_what_changed_is_changed(town):
    bring_in(town, row(town))
    plan = bring_in(town, row(town, level="高级", skill="督导"))
    assert plan.of("updated")[0].changed == ["specialities", "level"]
    made = SocialWorker.objects.get(name="柳青")
    assert (made.level, made.specialities) == ("senior", "督导")


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"unit": "不认识的机构"}, "没有这个机构"),
        ({"number": ""}, "要么都填"),
        ({"level": "顶级"}, "没有这个选项"),
        ({"until": "去年"}, "看不懂"),
    ],
)
def test_mistakes_are_named(town, changes, said):
    errors = plan_of(town, row(town, **changes)).table.errors
    assert any(said in error.reason for error in errors), errors


def test_the_list_leaves_with_masks(town):
    kept = by_kind["organizations.social_workers"]
    assert kept.allowed(town.viewer("staff"))
    assert not kept.allowed(town.viewer("worker"))
    assert not kept.allowed(town.viewer("org_manager"))
    grant = town.staff.grants.get()
    job = ExportJob(owner=town.staff, kind="organizations.social_workers", acting_as=str(grant.pk))
    with scope.entered(()):
        produced = kept.produce(job)
        lines = list(produced.rows)
    assert produced.total == len(lines) == 1
    assert "华清" in lines[0]
    assert "2024-SW-0019" not in str(lines)
    assert "13800000019" not in str(lines)
