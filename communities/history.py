"""How this room writes its history: one line per change, in the same transaction."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from communities.models import Resident
from core import audit

VERBS = {
    "communities.smart_code_issued": _("发智码"),
    "communities.smart_code_ended": _("停用智码"),
    "communities.smart_code_scanned": _("在服务台扫智码"),
    "communities.area_created": _("设立区域"),
    "communities.area_renamed": _("更名或换代码"),
    "communities.area_moved": _("改属上级"),
    "communities.area_split": _("拆分"),
    "communities.area_merged": _("并入"),
    "communities.area_closed": _("停用区域"),
    "communities.area_arranged": _("调整区域排序"),
    "communities.profile_corrected": _("修改社区档案"),
    "communities.buildings_assigned": _("划定楼栋"),
    "communities.estate_added": _("登记小区"),
    "communities.building_added": _("登记楼栋"),
    "communities.building_corrected": _("更正楼栋"),
    "communities.estate_corrected": _("更正小区"),
    "communities.dwelling_added": _("登记房屋"),
    "communities.household_opened": _("立户"),
    "communities.household_corrected": _("更正户资料"),
    "communities.household_split": _("分户"),
    "communities.household_ended": _("销户"),
    "communities.head_changed": _("换户代表"),
    "communities.relation_corrected": _("更正与户代表的关系"),
    "communities.relations_corrected": _("更正户内关系"),
    "communities.resident_registered": _("建档"),
    "communities.resident_corrected": _("更正资料"),
    "communities.guardian_named": _("登记监护人"),
    "communities.resident_moved": _("迁移"),
    "communities.resident_died": _("登记去世"),
    "communities.death_corrected": _("更正：没有去世"),
    "communities.household_reopened": _("恢复这一户"),
    "communities.care_label_restored": _("恢复关爱标签"),
    "communities.binding_restored": _("恢复绑定"),
    "communities.authority_restored": _("恢复代办"),
    "communities.residents_merged": _("合并档案"),
    "communities.residents_unmerged": _("撤回合并"),
    "communities.care_label_added": _("加关爱标签"),
    "communities.care_label_ended": _("取消关爱标签"),
    "communities.resident_bound": _("绑定账号"),
    "communities.resident_unbound": _("解除绑定"),
    "communities.authority_recorded": _("登记代办"),
    "communities.authority_revoked": _("撤销代办"),
    "communities.setup_confirmed": _("开通确认"),
    "communities.area_changed": _("区域有变动"),
    "communities.import_uploaded": _("名册传上来，等核对"),
    "communities.import_confirmed": _("名册确认了，要写入"),
    "communities.notice_published": _("通知发布了"),
    "communities.notice_batch": _("通知要发给一批人"),
    "communities.imported": _("导入名册"),
    "communities.notice_drafted": _("起草通知"),
    "communities.notice_edited": _("修改通知"),
    "communities.notice_submit": _("交核对"),
    "communities.notice_send_back": _("退回修改"),
    "communities.notice_check": _("核对通过"),
    "communities.notice_publish": _("发布通知"),
    "communities.notice_expire": _("公布期满"),
    "communities.notice_discard": _("作废草稿"),
    "communities.notice_withdraw": _("撤下通知"),
    "communities.room_booked": _("登记房间预约"),
    "communities.room_asked": _("申请房间"),
    "communities.room_confirm": _("同意房间申请"),
    "communities.room_decline": _("不能给房间"),
    "communities.room_cancel": _("取消房间预约"),
    "communities.room_attended": _("登记到场人数"),
    "communities.roombooking.read": _("查看房间预约内容"),
    "communities.department_recorded": _("登记部门"),
    "communities.department_corrected": _("更正部门资料"),
    "communities.liaison_appointed": _("任命联络员"),
    "communities.liaison_ended": _("联络员卸任"),
    "communities.duty_planned": _("排班"),
    "communities.duty_cleared": _("清空值班草稿"),
    "communities.duty_published": _("公布值班表"),
    "communities.duty_added": _("加一个班"),
    "communities.duty_assigned": _("安排值班"),
    "communities.duty_taken_off": _("把班空出来"),
    "communities.duty_removed": _("删掉空班"),
    "communities.duty_swapped": _("换班"),
    "communities.duty_imported": _("导入值班表"),
    "communities.swap_ask": _("提出换班"),
    "communities.swap_agree": _("答应换班"),
    "communities.swap_refuse": _("不换"),
    "communities.swap_withdraw": _("撤回换班"),
    "communities.swap_approve": _("批准换班"),
    "communities.swap_decline": _("不批准换班"),
    "communities.swap_lapse": _("换班过时作废"),
    "communities.person_erased": _("删除个人信息"),
    "communities.resident.read": _("查看受保护资料"),
}
audit.describe(VERBS)

KINDS = {
    ("communities.resident_registered", "birth"): _("出生登记"),
    ("communities.resident_registered", "import"): _("导入建档"),
    ("communities.resident_moved", "in"): _("迁入"),
    ("communities.resident_moved", "out"): _("迁出"),
    ("communities.resident_moved", "within"): _("迁到另一户"),
    ("communities.resident_moved", "marriage"): _("婚入"),
}
"""One verb, several things that happen in life: readers are told which it was."""


@dataclass(frozen=True)
class Event:
    """A line of a timeline (templates/components/_timeline.html)."""

    text: str
    at: datetime
    when: str
    note: str = ""


def in_words(row: audit.HistoryRow) -> str:
    return str(KINDS.get((row.verb, str(row.details.get("kind", ""))), row.label))


def note(
    verb: str,
    obj: Model,
    *,
    actor: User | None,
    details: dict[str, Any] | None = None,
    sensitive: dict[str, Any] | None = None,
) -> None:
    """`details` may be read by every auditor, `sensitive` lies under the person's own key."""
    audit.record(
        verb,
        obj,
        actor=actor,
        details=details,
        sensitive=sensitive,
        subject=obj.subject if isinstance(obj, Resident) else None,
    )


def note_reading(obj: Model, fields: Iterable[str], *, actor: User | None, purpose: str) -> None:
    """Somebody looked at what is usually masked."""
    audit.read(obj, fields, actor, purpose)
