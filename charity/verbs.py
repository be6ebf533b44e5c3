"""How the history reads what happened in this room."""

from django.utils.translation import gettext_lazy as _

from core import audit

audit.describe(
    {
        "charity.recipient_admitted": _("列入受赠单位"),
        "charity.recipient_renewed": _("更新受赠资格"),
        "charity.recipient_ended": _("停止受赠"),
        "charity.donor.read": _("查看捐赠人"),
        "charity.gift_recorded": _("登记捐赠"),
        "charity.gift_corrected": _("更正捐赠"),
        "charity.gift_received": _("确认收到"),
        "charity.gift_refused": _("谢绝"),
        "charity.gift_withdrawn": _("捐赠人撤回"),
        "charity.gift_returned": _("退回"),
        "charity.gift_receipted": _("登记票据"),
        "charity.gift_used": _("登记去向"),
        "charity.thing_added": _("添共享物品"),
        "charity.thing_lent": _("借出"),
        "charity.thing_back": _("归还"),
        "charity.thing_ended": _("不再外借"),
        "charity.loan.read": _("查看借用人电话"),
        "charity.aid_proposed": _("提出帮扶"),
        "charity.aid_approved": _("批准帮扶"),
        "charity.aid_refused": _("没有批准帮扶"),
        "charity.aid_given": _("帮扶送到"),
        "charity.aid_cancelled": _("帮扶没送成"),
        "charity.stock_receive": _("入库"),
        "charity.stock_issue": _("领用"),
        "charity.stock_back": _("退库"),
        "charity.stock_count": _("盘点差异"),
        "charity.stock_discard": _("报损"),
        "charity.lot_counted": _("盘点"),
        "charity.handout_planned": _("安排发放"),
        "charity.handout_listed": _("列发放名单"),
        "charity.handout_taken": _("有人领取"),
        "charity.handout_closed": _("结束发放"),
        "charity.handoutline.read": _("查看发放名单"),
    }
)
