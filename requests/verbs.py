"""How people read what the audit says of this room."""

from django.utils.translation import gettext_lazy as _

from core import audit

audit.describe(
    {
        "requests.call.begin": _("接起、打出一通电话"),
        "requests.call.end": _("了结一通电话"),
        "requests.call.read": _("看了通话里的号码"),
        "requests.call_back.ask": _("约了回电"),
        "requests.call_back.again": _("没打通，改时间再打"),
        "requests.call_back.done": _("回电了结"),
        "requests.second_calls.draw": _("抽了二次回访"),
        "requests.second_calls.record": _("记下二次回访"),
        "requests.exclusion.ask": _("申请不计入评价"),
        "requests.exclusion.decide": _("定了剔除申请"),
        "requests.wish_publish": _("心愿改写上墙"),
        "requests.wish_prolong": _("心愿再挂一阵"),
        "requests.wish_answer": _("给心愿写了回信"),
        "requests.wish_thanks": _("谢谢的话贴上墙"),
        "requests.heart_card_issue": _("发了连心卡"),
        "requests.heart_card_end": _("连心卡作废"),
        "requests.heart_card_print": _("印了连心卡"),
        "requests.heart_card_order": _("用连心卡点了单"),
        "requests.recurring_set": _("定了定期单"),
        "requests.recurring_stop": _("停了定期单"),
    }
)
