"""What the kernel keeps about people, why, and for how long (core.personal reads it)."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib.auth import get_user_model
from django.utils.translation import gettext_lazy as _

from core.messaging.retention import expire_messages, forget_address
from core.models import Message, MessagePreference
from core.personal import Declared

_TOLD = Declared(_("通知本人，查得到通知过什么"), _("履行服务所必需"), _("1 年；验证码 30 天"))
_DEMO = Declared(_("演示用，不外发"), _("仅演示环境"), _("7 天"))
_WISH = Declared(_("按本人的意愿通知"), _("本人设置"), _("账号注销为止"))

PERSONAL_FIELDS = {
    "core.Message": dict.fromkeys(
        ("to_user", "to_address", "context", "title", "body", "read_at"), _TOLD
    ),
    "core.MessagePreference": dict.fromkeys(
        ("by_sms", "by_email", "quiet_from", "quiet_to"), _WISH
    ),
    "core.PersonKey": {
        "wrapped": Declared(
            _("封存本人在审计里的资料，销毁即不可读"), _("法定义务"), _("本人资料删除为止")
        )
    },
    "core.DemoMessage": dict.fromkeys(("to_address", "text"), _DEMO),
}


def export_person(subject: UUID) -> dict[str, Any]:
    """What was sent to this account, in clear, and how it wishes to be told."""
    user = get_user_model().objects.filter(subject=subject).first()
    if user is None:
        return {}
    wish = MessagePreference.objects.filter(user=user).first()
    return {
        "messages": [
            {
                "at": message.created_at.isoformat(),
                "title": message.title.open(),
                "body": message.body.open(),
                "status": message.status,
                "read_at": message.read_at.isoformat() if message.read_at else None,
            }
            for message in Message.objects.filter(to_user=user).order_by("pk")
        ],
        "preference": wish
        and {
            "by_sms": wish.by_sms,
            "by_email": wish.by_email,
            "quiet_from": f"{wish.quiet_from:%H:%M}",
            "quiet_to": f"{wish.quiet_to:%H:%M}",
        },
    }


def erase_person(subject: UUID) -> dict[str, int]:
    user = get_user_model().objects.filter(subject=subject).first()
    if user is None:
        return {"messages": 0, "preferences": 0}
    messages = Message.objects.filter(to_user=user).delete()[0]
    messages += forget_address(user.phone_index)
    preferences = MessagePreference.objects.filter(user=user).delete()[0]
    return {"messages": messages, "preferences": preferences}


def expire(today: date) -> dict[str, int]:
    return expire_messages(today)
