"""Security events: who got in, who did not, what changed about an account's keys.

Never a number, a code or a password in here; an account is named by its row, an address by a
digest that can be compared but not read.
"""

from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.roles import ROLES
from core import audit
from core.admin_history import CODES

CODES.update({code: role.name for code, role in ROLES.items()})
audit.describe(
    {
        "accounts.datasubjectrequest.read": _("查看个人权利请求"),
        "accounts.blocked": _("停用账号"),
        "accounts.unblocked": _("恢复账号"),
        "accounts.code_sent": _("发出验证码"),
        "accounts.code_refused": _("验证码要得太勤，未发"),
        "accounts.signed_up": _("第一次登录，开户"),
        "accounts.signed_in": _("登录"),
        "accounts.set_aside": _("号码太久没用，原来的账号先收起"),
        "accounts.given_back": _("证明是本人，原来的账号还给他"),
        "accounts.sign_in_failed": _("登录失败"),
        "accounts.sign_in_locked": _("试得太多，暂停登录"),
        "accounts.second_factor_bound": _("绑定动态口令"),
        "accounts.second_factor_removed": _("解除动态口令"),
        "accounts.second_factor_failed": _("动态口令不对"),
        "accounts.recovery_codes_renewed": _("换备用码"),
        "accounts.enrolment_issued": _("发动态口令绑定码"),
        "accounts.enrolment_failed": _("绑定码不对"),
        "accounts.enrolment_used": _("凭绑定码确认动态口令"),
        "accounts.reset_requested": _("申请解除动态口令"),
        "accounts.reset_confirmed": _("第二人确认，解除动态口令"),
        "accounts.reset_declined": _("第二人未同意解除动态口令"),
        "accounts.password_set": _("设密码"),
        "accounts.phone_changed": _("换手机号"),
        "accounts.renamed": _("改称呼"),
        "accounts.session_revoked": _("退出别处的登录"),
        "accounts.session_idle": _("离开太久，自动退出"),
        "accounts.role_switched": _("切换身份"),
        "accounts.role_granted": _("授予身份"),
        "accounts.role_revoked": _("收回身份"),
        "accounts.role_delegated": _("委托代理"),
        "accounts.post_left": _("离任交接完毕"),
        "accounts.consent_changed": _("同意有了变化"),
        "accounts.consent_given": _("同意"),
        "accounts.consent_withdrawn": _("撤回同意"),
        "accounts.minor_access_approved": _("批准查看未成年人信息"),
        "accounts.minor_access_revoked": _("收回查看未成年人信息的批准"),
        "accounts.subject_request_asked": _("提出个人权利请求"),
        "accounts.subject_request_done": _("办好个人权利请求"),
        "accounts.subject_request_refused": _("答复个人权利请求：未能照办"),
        "accounts.subject_request_cancelled": _("撤回个人权利请求"),
        "accounts.personal_data_expired": _("保存期满，已删除"),
        "doors.my_data_exported": _("本人下载自己的信息"),
        "accounts.platform_complaint": _("对平台提出意见"),
        "accounts.platform_complaint_answered": _("答复对平台的意见"),
    }
)


def note(
    event: str,
    *,
    user: User | None = None,
    actor: User | None = None,
    source: str = "",
    **details: Any,
) -> None:
    """`user` is the account it happened to; `source` a digest from accounts.limits."""
    if source:
        details["source"] = source[:12]
    audit.record(event, user, actor=actor, scope=None, details=details)
