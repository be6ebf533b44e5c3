"""The same acts in the words of their subject: children are not fed by the portion, and who takes
back his own word, or what was written down by mistake, does not refuse or leave."""

from collections.abc import Mapping
from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from accounts.viewer import Viewer
from charity.actions import diners
from charity.forms import childcare as forms
from charity.models import Diner, MealDay, Programme, ProgrammePrice
from charity.views.programme_acts import (
    DAY_ACTS,
    DINER_ACTS,
    MEAL_ACTS,
    PRICE_ACTS,
    PROGRAMME_ACTS,
)
from communities.views.acts import Act

Acts = Mapping[str, Act]


def _reworded(acts: Acts, **words: dict[str, object]) -> dict[str, Act]:
    return {slug: replace(act, **words.get(slug, {})) for slug, act in acts.items()}  # type: ignore[arg-type]


OF_CHILDREN = _reworded(
    PROGRAMME_ACTS,
    menu={
        "label": _("排一天"), "form": forms.CareDayForm,
        "done": _("排好了，固定来的孩子都算上了"),
        "lead": _("固定来的孩子当天自动有一个位置；过了时间就不能再改。"),
    },
    diner={
        "label": _("登记孩子"), "form": forms.ChildForm,
        "lead": _("在册的孩子；家长怎样同意的要写下来。"),
    },
    hand={
        "label": _("列入看护"), "form": forms.CareHandForm,
        "lead": _("当天孩子的忌口和过敏只有他们看得到；离开时从名单上去掉。"),
    },
    change={"lead": _("已经报了的，还按报的时候收。新的收费标准批准以前，照原来的收。")},
    month={"lead": _("收的钱按来了的人次自己算；各项来源合起来要等于花的钱。")},
    end={"lead": _("孩子的登记和看护名单同时结束。")},
)  # fmt: skip
CHILD_ACTS = _reworded(
    DINER_ACTS,
    way={"label": _("改哪几天来"), "form": forms.ChildWayForm, "done": _("已更改，从下一次起")},
    diet={"lead": _("属于健康情况：要先有家长的单独同意。只在托管的那天给看护的人看。")},
    leave={"label": _("不再来"), "lead": _("以后的位置都退掉，忌口和过敏同时删掉。")},
)
CARE_DAY_ACTS = {
    slug: act
    for slug, act in _reworded(
        DAY_ACTS,
        add={"label": _("替孩子报一天"), "form": forms.AddChildForm, "done": _("已报")},
        off={"lead": _("报了的都退掉。")},
    ).items()
    if slug != "carry"
}
CARE_ACTS = _reworded(MEAL_ACTS, eaten={"label": _("来了")})
TAKEN_BACK = {
    "label": _("登记错了，收回"),
    "run": diners.take_back,
    "done": _("收回了"),
    "icon": "undo",
    "lead": _("还没有用过一次：登记收回，订了的都退掉，忌口和过敏同时删掉；经过里留一笔。"),
}
OWN_PRICE = {
    "label": _("收回"), "done": _("收回了，原来的照旧"), "icon": "undo",
    "lead": _("您自己提的，写错了可以收回；写一句为什么。"),
}  # fmt: skip


def programme_acts(programme: Programme) -> Acts:
    return OF_CHILDREN if programme.of_children else PROGRAMME_ACTS


def diner_acts(diner: Diner) -> Acts:
    """Who never had anything here was perhaps written down by mistake."""
    acts = CHILD_ACTS if diner.programme.of_children else DINER_ACTS
    if not diner.is_served or diner.was_served_once:
        return acts
    return _reworded(acts, leave=dict(TAKEN_BACK))


def day_acts(day: MealDay) -> Acts:
    return CARE_DAY_ACTS if day.programme.of_children else DAY_ACTS


def meal_acts(day: MealDay) -> Acts:
    return CARE_ACTS if day.programme.of_children else MEAL_ACTS


def price_acts(viewer: Viewer, row: ProgrammePrice) -> Acts:
    return (
        _reworded(PRICE_ACTS, refuse=dict(OWN_PRICE))
        if row.asked_by_id == viewer.user_id
        else PRICE_ACTS
    )
