"""What the desk can do for one household."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.viewer import Viewer
from communities.actions import households, residents
from communities.forms import households as forms
from communities.forms.base import NothingForm
from communities.forms.residents import MemberForm
from communities.models import Household, Resident
from communities.views.acts import Act, table
from communities.views.person_acts import as_facts


def _is_open(viewer: Viewer, home: Household) -> bool:
    return viewer.role.manages_registers and home.status == Household.Status.PRESENT


def _register(home: Household, *, actor: User, **cleaned: Any) -> Resident:
    facts, rest = as_facts(cleaned)
    return residents.register_resident(home.community, facts, household=home, actor=actor, **rest)


def _has_others(viewer: Viewer, home: Household) -> bool:
    return _is_open(viewer, home) and home.members.present().filter(is_head=False).exists()


def _relate(home: Household, *, actor: User, reason: str, **cleaned: str) -> Household:
    words = {forms.RelationsForm.member(name): word for name, word in cleaned.items()}
    return households.correct_relations(home, words, reason=reason, actor=actor)


HOUSEHOLD_ACTS = table(
    Act(
        "member", _("登记住户"), MemberForm, _register,
        _("已建档并登记在这一户"), _is_open, "plus",
    ),
    Act(
        "head", _("换户代表"), forms.HeadForm, households.change_head,
        _("户代表已换；其他人和新户代表是什么关系，请用“更正关系”核一遍"), _is_open, "switch",
    ),
    Act(
        "relations", _("更正关系"), forms.RelationsForm, _relate,
        _("关系已更正"), _has_others, "users",
        _("离婚后仍同住的写“同住”；各过各的，用“分户”，门牌不用变。"),
    ),
    Act("split", _("分户"), forms.SplitForm, households.split_household,
        _("已分出新户"), _is_open, "split"),
    Act(
        "correct", _("更正户资料"), forms.HouseholdForm, households.correct_household,
        _("已更正"), _is_open,
    ),
    Act(
        "close", _("销户"), NothingForm, households.close_household,
        _("已销户"), _is_open, "out", _("户内没有在册的人时才能销户"), True,
    ),
)  # fmt: skip
