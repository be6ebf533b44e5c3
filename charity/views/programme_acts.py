"""What can be done to a programme, to who eats and works there, to a day and to one meal."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.viewer import Viewer
from charity.actions import (
    deliveries,
    diners,
    gardens,
    meals,
    programme_budgets,
    programme_months,
    programme_prices,
    programmes,
)
from charity.forms import meals as meal_forms
from charity.forms import programmes as forms
from charity.forms.gardens import PlotForm
from charity.models import (
    Diner,
    Meal,
    MealDay,
    Programme,
    ProgrammeHand,
    ProgrammeMonth,
    ProgrammePrice,
)
from charity.programme_workflow import Way
from communities.access import keeps_lists
from communities.forms.base import NothingForm
from communities.views.acts import Act, table


def _runs(_viewer: Viewer, programme: Programme) -> bool:
    return programme.runs


def _serves(_viewer: Viewer, programme: Programme) -> bool:
    return programme.runs and programme.serves


def _is_garden(_viewer: Viewer, programme: Programme) -> bool:
    return programme.runs and programme.is_garden


PROGRAMME_ACTS = table(
    Act(
        "menu", _("挂菜单"), meal_forms.MenuForm, meals.put_up,
        _("菜单挂出来了，固定用餐的都订上了"), _serves, "calendar",
        _("固定用餐的人当天自动有一份；过了时间就不能再改。"),
    ),
    Act(
        "diner", _("登记用餐人"), forms.JoinForm, diners.join,
        _("已登记"), _serves, "plus", _("在册的居民；怎样同意的要写下来。"),
    ),
    Act(
        "hand", _("列入厨房或送餐"), forms.HandForm, programmes.name_hand,
        _("已列入"), _serves, "users",
        _("当天的忌口和过敏只有他们看得到；离开时从名单上去掉。送餐的不收钱。"),
    ),
    Act(
        "plot", _("添一块地"), PlotForm, gardens.lay_out,
        _("已添上，再写谁在种"), _is_garden, "plus",
    ),
    Act(
        "change", _("改公开的内容"), forms.TermsForm, programmes.change,
        _("已更改；收费要改的，等另一位同事批准"), _runs, "edit",
        _("已经订了的饭，还按订的时候收。新的收费标准批准以前，照原来的收。"),
    ),
    Act(
        "month", _("登记一个月的账"), forms.MonthForm, programme_months.settle,
        _("已登记，公开页上看得到"), _serves, "book",
        _("餐费按吃了的份数自己算；餐费、捐赠、基金、社区收入、补贴合起来要等于花的钱。"),
    ),
    Act(
        "budget", _("定一个月的预算"), forms.BudgetForm, programme_budgets.budget,
        _("已定；那个月开始以前可以重定"), _serves, "list",
        _("各项来源合起来要等于预计花的钱。月账登记以后，预算和实际一起公开。"),
    ),
    Act(
        "end", _("停办"), forms.EndForm, programmes.end,
        _("已停办，记录都留着"), _runs, "close",
        _("用餐人和名单同时结束；订了的饭要先送完。"), True,
    ),
)  # fmt: skip


def _served(_viewer: Viewer, diner: Diner) -> bool:
    return diner.is_served


DINER_ACTS = table(
    Act(
        "way", _("改怎么吃、哪几天"), forms.WayForm, diners.rearrange,
        _("已更改，从下一份没订的饭起"), _served, "edit",
    ),
    Act(
        "diet", _("登记忌口和过敏"), forms.DietForm, diners.say_diet,
        _("已登记，平时谁也看不到"), _served, "shield",
        _("属于健康情况：要先有他本人的单独同意。只在做饭、送餐的那天给厨房和送餐的人看。"),
    ),
    Act(
        "leave", _("不再用餐"), NothingForm, diners.leave,
        _("已结束"), _served, "out", _("以后的饭都退掉，忌口和过敏同时删掉。"), True,
    ),
)  # fmt: skip


def _named(_viewer: Viewer, hand: ProgrammeHand) -> bool:
    return hand.until is None


HAND_ACTS = table(
    Act(
        "release", _("从名单上去掉"), NothingForm, programmes.release_hand,
        _("已去掉，从现在起他看不到了"), _named, "close", "", True,
    ),
)  # fmt: skip


def _stands(_viewer: Viewer, row: ProgrammeMonth) -> bool:
    return row.stands


def _waits(_viewer: Viewer, row: ProgrammePrice) -> bool:
    return row.waits and row.programme.runs


def _another_approves(viewer: Viewer, row: ProgrammePrice) -> bool:
    return _waits(viewer, row) and row.asked_by_id != viewer.user_id


PRICE_ACTS = table(
    Act(
        "approve", _("批准"), NothingForm, programme_prices.approve,
        _("已批准，从下一份饭起这样收"), _another_approves, "check",
        _("批准以后公开：收多少、谁免费、哪天由谁批准。已经订了的饭，还按订的时候收。"),
    ),
    Act(
        "refuse", _("不批"), forms.PriceRefusedForm, programme_prices.refuse,
        _("没有批准，原来的照旧"), _waits, "close",
    ),
)  # fmt: skip

MONTH_ACTS = table(
    Act(
        "void", _("作废"), forms.VoidForm, programme_months.void,
        _("已作废，用的捐赠和社区收入退回去了"), _stands, "undo",
        _("两笔记录都留着；改对了重新登记。"), True,
    ),
)  # fmt: skip


def _open(viewer: Viewer, day: MealDay) -> bool:
    return day.is_open and keeps_lists(viewer)


def _today(viewer: Viewer, day: MealDay) -> bool:
    return not day.called_off and not day.is_over and keeps_lists(viewer)


DAY_ACTS = table(
    Act("add", _("替人订一份"), meal_forms.AddForm, meals.order, _("已订"), _open, "plus"),
    Act(
        "carry", _("派人送"), meal_forms.GiveOutForm, deliveries.give_out,
        _("已派，他手机上看得到"), _today, "send",
    ),
    Act(
        "off", _("停一天"), meal_forms.CallOffForm, meals.call_off,
        _("已停，订了的人会收到消息"), _today, "close", _("订了的都退掉。"), True,
    ),
)  # fmt: skip


def _is_due(way: str) -> Any:
    def offered(_viewer: Viewer, meal: Meal) -> bool:
        return meal.waits and meal.way == way

    return offered


def _may_cancel(_viewer: Viewer, meal: Meal) -> bool:
    return meal.waits and meal.day.is_open


MEAL_ACTS = table(
    Act(
        "eaten", _("吃了"), NothingForm, meals.serve,
        _("已记"), _is_due(Way.HERE), "check",
    ),
    Act("missed", _("没来"), NothingForm, meals.miss, _("已记"), _is_due(Way.HERE), "close"),
    Act(
        "delivered", _("送到了"), NothingForm, deliveries.deliver,
        _("已记"), _is_due(Way.HOME), "check",
    ),
    Act(
        "failed", _("没送成"), meal_forms.FailForm, deliveries.fail,
        _("已记；独居老人家、您放心不下的，社区马上去看"), _is_due(Way.HOME), "hazard",
        _("独居老人没接到饭，马上会开一张上门看望的单。"), True,
    ),
    Act("cancel", _("退掉"), NothingForm, meals.cancel, _("已退"), _may_cancel, "undo"),
)  # fmt: skip

ROUND_ACTS = {slug: MEAL_ACTS[slug] for slug in ("delivered", "failed")}
"""On the way one does two things."""
