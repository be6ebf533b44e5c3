"""Buttons inside the work: somebody else instead, who does which part, the money of an errand."""

from django.utils.translation import gettext_lazy as _

from requests.actions import money, sharing, substituting
from requests.forms import doing as forms
from requests.views.button import Button, by_slug

NO_MONEY = _("平台不收钱、不转钱，只帮两边记清楚。")

ASKED = by_slug(
    Button(
        "stand_in",
        _("我来接手"),
        substituting.stand_in,
        done=_("是您的了，谢谢。先打个电话约时间"),
        lead=_("接了以后由您办结，期限不变"),
        icon="check",
    ),
    Button(
        "turn_down",
        _("这次来不了"),
        substituting.turn_down,
        done=_("没关系，下次有合适的再问您"),
        icon="close",
    ),
)
AT_WORK = by_slug(
    Button("end_task", _("了结一项分工"), sharing.end_task, forms.EndTaskForm, icon="check"),
    Button("add_task", _("分个工"), sharing.add_task, forms.TaskForm, _("分好了"), icon="users"),
    Button("money", _("记一笔钱"), money.note_money, forms.MoneyForm, lead=NO_MONEY, icon="bag"),
    Button(
        "propose",
        _("请别人替我"),
        substituting.propose,
        forms.SubstituteForm,
        _("问过去了，他点头之前还是您的"),
        lead=_("他只看到种类、网格和时间；答应了才换人，社区看得到"),
        icon="switch",
    ),
)
SIGN = by_slug(
    Button(
        "sign_money",
        _("核对一笔钱"),
        money.sign_money,
        forms.SignMoneyForm,
        _("核对过了"),
        lead=NO_MONEY,
        icon="check",
    )
)

INLINE = frozenset({"end_task", "sign_money"})
"""Pressed beside the line they are about, not among the other buttons."""
