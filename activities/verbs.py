"""How the history reads what happened in this room."""

from django.utils.translation import gettext_lazy as _

from core import audit

audit.describe(
    {
        "activities.planned": _("登记活动"),
        "activities.published": _("发布活动"),
        "activities.changed": _("更正活动"),
        "activities.declined": _("没有同意"),
        "activities.held": _("活动已举办"),
        "activities.closed": _("活动结项"),
        "activities.cancelled": _("取消活动"),
        "activities.brand_opened": _("立服务品牌"),
        "activities.brand_changed": _("更正服务品牌"),
        "activities.brand_rested": _("服务品牌先不办了"),
        "activities.brand_taken_up": _("服务品牌接着办"),
        "activities.enclave_asked": _("约邻居一起办"),
        "activities.enclave_agreed": _("答应和邻居一起办"),
        "activities.enclave_declined": _("没有答应和邻居一起办"),
        "activities.enclave_withdrawn": _("收回飞地活动的约定"),
        "activities.enrolled": _("报名"),
        "activities.left": _("取消报名"),
        "activities.place_offered": _("候补有了名额"),
        "activities.place_confirmed": _("确认名额"),
        "activities.place_lapsed": _("名额没有确认，让给下一位"),
        "activities.arrived": _("签到"),
        "activities.household_read": _("在活动现场看智码那一户有谁"),
        "activities.went": _("签退"),
        "activities.attended": _("在场时间记下了"),
        "activities.role_set": _("改活动里的角色"),
        "activities.child_corrected": _("改孩子接送卡"),
        "activities.child_handed_over": _("孩子交到来接的人手里"),
        "activities.pickup_named": _("登记谁可以接孩子"),
        "activities.pickup_revoked": _("不再让他接孩子"),
        "activities.pickup_turned_away": _("来接的人不在名单上，没有交"),
        "activities.feedback_said": _("参加的人说了怎么样"),
        "activities.portrait_agreed": _("同意公开照片"),
        "activities.portrait_withdrawn": _("撤回同意，照片撤下"),
        "activities.photo_added": _("放照片"),
        "activities.photo_people_named": _("写照片里有谁"),
        "activities.photo_published": _("公开照片"),
        "activities.photo_taken_down": _("撤下照片"),
        "activities.photo_removed": _("删掉照片"),
        "activities.roster.read": _("查看接送名单"),
        "activities.enrolment.read": _("查看报名人"),
    }
)
