"""How the history reads what happened in this room."""

from django.utils.translation import gettext_lazy as _

from core import audit

audit.describe(
    {
        "points.account_opened": _("参加积分"),
        "points.account_left": _("退出积分"),
        "points.rule_adopted": _("定积分规则"),
        "points.rule_ended": _("结束积分规则"),
        "points.recorded": _("登记记分单"),
        "points.approved": _("审核通过记分单"),
        "points.rejected": _("记分单未通过"),
        "points.nothing_to_deduct": _("没有可扣的分"),
        "points.appealed": _("对积分申诉"),
        "points.appeal_answered": _("答复积分申诉"),
        "points.reversed": _("冲回记分单"),
        "points.expiry_announced": _("公告积分到期"),
        "points.expiry_done": _("执行积分到期"),
        "points.item_offered": _("列出积分超市商品"),
        "points.item_withdrawn": _("商品下架"),
        "points.redeemed": _("兑换商品"),
        "points.redemption_collected": _("凭码领取"),
        "points.redemption_cancelled": _("取消兑换"),
        "points.redemption_way": _("改了来领还是送上门"),
        "points.released": _("占用的积分退回"),
        "points.publicity_agreed": _("同意每月公示"),
        "points.publicity_withdrawn": _("收回公示的同意"),
        "points.publicity_drafted": _("起草积分公示"),
        "points.publicity_released": _("公布积分公示"),
        "points.publicity_corrected": _("起草积分公示的更正"),
        "points.policy_adopted": _("定激励办法"),
        "points.policy_ended": _("结束激励办法"),
        "points.grant_asked": _("申请激励"),
        "points.grant_approved": _("批准激励"),
        "points.grant_refused": _("没有批准激励"),
        "points.grant_withdrawn": _("撤回激励申请"),
        "points.grant_delivered": _("激励送到"),
        "points.grant_cancelled": _("激励没送成"),
        "points.earn": _("加分"),
        "points.deduct": _("扣分"),
        "points.hold": _("兑换冻结"),
        "points.settle": _("已领取"),
        "points.release": _("解冻退回"),
        "points.lapse": _("到期作废"),
        "points.reverse": _("冲回"),
        "points.left_as_used": _("记错的分已经用掉，不追回"),
    }
)
