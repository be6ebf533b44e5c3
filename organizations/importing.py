"""The register of social workers from a table: one row, one person.

Accounts are linked at the desk, so a file gives nobody a role.
"""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from communities.importing.kinds import Kind, register
from communities.importing.plan import ADDED, SAME, UPDATED, Outcome, Plan, writing
from communities.models import Area
from core import crypto
from core.exceptions import DomainError
from core.imports.tables import Column, Row, Table
from core.imports.values import read_choice, read_date, read_phone_number
from organizations.actions import social_workers
from organizations.actions.social_workers import WorkerFacts
from organizations.models import Organization, SocialWorker
from organizations.worker_workflow import WorkerStatus

LEVELS = {
    "无": "none", "没有": "none", "助理社会工作师": "assistant", "助理": "assistant",
    "初级": "assistant", "社会工作师": "intermediate", "中级": "intermediate",
    "高级社会工作师": "senior", "高级": "senior",
}  # fmt: skip
DAYS = ("issued_on", "registered_on")
FACTS = ("phone", "specialities", "level", "certificate_number", "valid_until", *DAYS)


def _date(value: Any) -> Any:
    return read_date(value, today=timezone.localdate())


def columns(community: Area) -> tuple[Column, ...]:
    return (
        Column(
            "name", "姓名", required=True, mask="name", synonyms=("社工姓名", "名字"),
            example="柳青",
        ),
        Column(
            "organization", "所属机构", synonyms=("机构", "派驻机构", "所在机构"), width=26,
            help="驻站社工写机构全称，要先在名册里；社区自己的社工留空",
        ),
        Column(
            "phone", "电话", mask="phone", read=read_phone_number, as_text=True, width=16,
            synonyms=("联系电话", "手机", "手机号"),
        ),
        Column(
            "level", "证书等级", read=lambda value: read_choice(value, LEVELS),
            synonyms=("职业水平等级", "等级", "职业资格"),
            choices=("助理社会工作师", "社会工作师", "高级社会工作师"), width=18,
        ),
        Column(
            "certificate_number", "证书编号", mask="note", as_text=True, width=22,
            synonyms=("证书号", "登记证号", "职业水平证书编号"),
        ),
        Column(
            "issued_on", "发证日期", read=_date, synonyms=("发证时间", "批准日期"), as_text=True,
        ),
        Column(
            "registered_on", "登记日期", read=_date, synonyms=("证书登记日期",), as_text=True,
        ),
        Column(
            "valid_until", "证书有效期", read=_date,
            synonyms=("有效期至", "有效期", "有效到"), as_text=True,
        ),
        Column("specialities", "擅长", synonyms=("专长", "服务领域"), width=22),
        Column("station", "社工站", synonyms=("社工室", "所在站点", "站点"), width=18),
    )  # fmt: skip


def check(table: Table, community: Area) -> Plan:
    plan = Plan(table, columns(community))
    known = list(
        SocialWorker.objects.filter(community=community)
        .exclude(status=WorkerStatus.LEFT)
        .select_related("organization")
        .prefetch_related("certificates")
    )
    agencies = {unit.name: unit for unit in Organization.objects.active().filter(family="social")}
    seen: dict[Any, int] = {}
    for row in table.rows:
        unit = agencies.get(row["organization"]) if row.has("organization") else None
        if row.has("organization") and unit is None:
            reason = _("名册里没有这个机构")
            plan.blame(row, "organization", reason, _("先把机构登记入册，名称写全称"))
        key = (row["name"], unit and unit.pk)
        if not row.sound("organization"):
            pass  # namesakes of two organisations are two people
        elif key in seen:
            plan.blame(row, "name", _("与第 %(row)d 行是同一个人") % {"row": seen[key]})
        elif row.sound("name"):
            seen[key] = row.number
        _check_row(plan, row, unit, known)
    return plan


def _check_row(plan: Plan, row: Row, unit: Organization | None, known: list[SocialWorker]) -> None:
    facts = {name: row[name] for name in FACTS if row.has(name)}
    has_paper = row["level"] not in {None, "none"}
    if row.sound("certificate_number") and bool(row["certificate_number"]) != has_paper:
        plan.blame(row, "level", _("证书等级和编号要么都填，要么都不填"))
    if not row.sound("name", "organization", "certificate_number"):
        return
    worker = _match(row, unit, known)
    if worker is None:
        plan.add(Outcome(row, ADDED, values=(unit, facts)))
        return
    if worker.organization_id != (unit.pk if unit else None):
        plan.blame(row, "organization", _("他登记在另一个机构名下"), _("先在工作台办离岗，再导入"))
        return
    changed = [name for name, value in facts.items() if getattr(worker, name) != value]
    kind = UPDATED if changed else SAME
    plan.add(Outcome(row, kind, worker, (unit, facts), changed))


def _match(row: Row, unit: Organization | None, known: list[SocialWorker]) -> SocialWorker | None:
    """By the certificate; without one by the name within the same organisation."""
    index = crypto.blind_index("certificate", row["certificate_number"] or "")
    by_paper = [worker for worker in known if index and worker.certificate_index == index]
    by_name = [
        worker
        for worker in known
        if worker.name == row["name"] and worker.organization_id == (unit.pk if unit else None)
    ]
    return next(iter([*by_paper, *by_name]), None)


def write(plan: Plan, community: Area, *, actor: User | None) -> None:
    if actor is None:
        raise DomainError(_("请由社区的工作人员导入"), code="nobody")
    for outcome in plan.of(ADDED):
        unit, facts = outcome.values
        with writing(outcome.row):
            social_workers.register_social_worker(
                community,
                WorkerFacts(name=outcome.row["name"], **facts),
                actor=actor,
                organization=unit,
                station=outcome.row["station"] or "",
            )
    for outcome in plan.of(UPDATED):
        with writing(outcome.row):
            _update(outcome, actor)


def _update(outcome: Outcome, actor: User) -> None:
    worker: SocialWorker = outcome.target
    facts: dict[str, Any] = outcome.values[1]
    if {"phone", "specialities"} & set(outcome.changed):
        social_workers.correct_social_worker(
            worker,
            name=worker.name.open(),
            phone=facts.get("phone", worker.phone.open()),
            specialities=facts.get("specialities", worker.specialities),
            actor=actor,
        )
    if {"level", "certificate_number", "valid_until", *DAYS} & set(outcome.changed):
        social_workers.certify_social_worker(
            worker,
            level=facts.get("level", worker.level),
            certificate_number=facts.get("certificate_number", worker.certificate_number.open()),
            valid_until=facts.get("valid_until", worker.valid_until),
            **_days(outcome),
            actor=actor,
        )


def _days(outcome: Outcome) -> dict[str, Any]:
    """Another paper has days of its own."""
    facts: dict[str, Any] = outcome.values[1]
    another = {"level", "certificate_number"} & set(outcome.changed)
    return {
        name: facts.get(name, None if another else getattr(outcome.target, name)) for name in DAYS
    }


register(
    Kind(
        "social_workers",
        gettext_lazy("社工"),
        gettext_lazy("一人一行；机构先入册。账号在工作台上关联，导入不给权限。"),
        columns,
        check,
        write,
        exporter="organizations.social_workers",
    )
)
