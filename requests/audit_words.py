"""How people read this room's lines in the audit."""

from django.utils.translation import gettext_lazy as _

from core import audit

audit.describe(
    {
        "requests.catalogue_drafted": _("起草派单目录"),
        "requests.catalogue_rule_added": _("加一条派单规则"),
        "requests.catalogue_rule_changed": _("改一条派单规则"),
        "requests.catalogue_rule_dropped": _("删一条派单规则"),
        "requests.catalogue_rules_ordered": _("调整派单规则的次序"),
        "requests.catalogue_limits_set": _("改派单目录的限度"),
        "requests.catalogue_put_in_force": _("启用派单目录"),
        "requests.catalogue_discarded": _("作废派单目录草稿"),
        "requests.batch_started": _("成批匹配"),
        "requests.batch_decided": _("定下成批匹配"),
        "requests.recuse": _("申明回避"),
        "requests.shield": _("反映本级人员，交上一级"),
        "requests.protective.open": _("转专人保护"),
        "requests.protective.return": _("退回照常办理"),
        "requests.protective.name": _("指定保护专人"),
        "requests.servicerequest.read": _("查看诉求当事人信息"),
        "requests.whistle.draft": _("提出吹哨"),
        "requests.whistle.issue": _("吹哨"),
        "requests.whistle.refuse": _("没有吹哨"),
        "requests.whistle.acknowledge": _("部门签收"),
        "requests.whistle.arrive": _("部门到场"),
        "requests.whistle.report": _("部门报结果"),
        "requests.whistle.all_reported": _("部门都报了"),
        "requests.whistle.judge": _("评这一哨的结果"),
        "requests.whistle.mark": _("双考核"),
        "requests.whistle.close": _("结束吹哨"),
        "requests.whistle.escalate": _("吹哨报到区县"),
        "requests.whistle.settle": _("区县办结吹哨"),
        "requests.keeper.replaced": _("换了管着的人"),
        "requests.rule.changed": _("改了办理时限"),
    }
)
