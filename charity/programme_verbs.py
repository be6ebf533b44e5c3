"""How the history reads what happened in the programmes."""

from django.utils.translation import gettext_lazy as _

from core import audit

audit.describe(
    {
        "charity.programme_begun": _("开办项目"),
        "charity.programme_changed": _("改了公开的内容"),
        "charity.price_asked": _("提出收费标准"),
        "charity.price_approved": _("批准收费标准"),
        "charity.price_refused": _("没有批准收费标准"),
        "charity.programme_ended": _("停办"),
        "charity.hand_named": _("列入厨房或送餐"),
        "charity.hand_released": _("从名单上去掉"),
        "charity.diner_joined": _("登记到项目里"),
        "charity.diner_rearranged": _("改了方式和日子"),
        "charity.diner_diet_said": _("登记忌口和过敏"),
        "charity.diner_diet_forgotten": _("收回同意，删了忌口和过敏"),
        "charity.diner_left": _("不再来了"),
        "charity.diner_taken_back": _("登记错了，收回"),
        "charity.plot_laid_out": _("添一块地"),
        "charity.plot_tended": _("写谁在种"),
        "charity.plot_closed": _("撤掉一块地"),
        "charity.harvest_gathered": _("记收成"),
        "charity.menu_put_up": _("挂菜单"),
        "charity.menu_called_off": _("停一天"),
        "charity.meal_ordered": _("订一份"),
        "charity.meal_cancelled": _("退掉一份"),
        "charity.meal_eaten": _("吃了"),
        "charity.meal_missed": _("没来"),
        "charity.meals_given_out": _("派人送"),
        "charity.meal_delivered": _("送到了"),
        "charity.meal_failed": _("没送成"),
        "charity.budget_set": _("定一个月的预算"),
        "charity.month_settled": _("登记一个月的账"),
        "charity.month_voided": _("作废一个月的账"),
        "charity.mealday.read": _("看忌口和过敏"),
    }
)
