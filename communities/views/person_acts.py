"""What the desk can do for one resident."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.roles import COMMUNITY_SECRETARY, DataClass
from accounts.viewer import Viewer
from communities.actions import (
    authorities,
    bindings,
    care,
    consents,
    deaths,
    kinship,
    merging,
    residents,
)
from communities.actions.facts import FACT_NAMES, PersonFacts
from communities.forms import residents as forms
from communities.forms.consents import ConsentForm
from communities.models import Resident, ResidentStatus
from communities.queries.minors import may_read_minor
from communities.views.acts import Act, table
from core.exceptions import DomainError


def as_facts(cleaned: dict[str, Any]) -> tuple[PersonFacts, dict[str, Any]]:
    """What a form says about the person, and the rest."""
    facts = {name: cleaned[name] for name in FACT_NAMES if name in cleaned}
    return PersonFacts(**facts), {k: v for k, v in cleaned.items() if k not in facts}


def _is_present(viewer: Viewer, person: Resident) -> bool:
    return viewer.role.manages_registers and person.status == ResidentStatus.PRESENT


def _has_home(viewer: Viewer, person: Resident) -> bool:
    return _is_present(viewer, person) and person.household_id is not None


def _is_away(viewer: Viewer, person: Resident) -> bool:
    homeless = person.status == ResidentStatus.PRESENT and person.household_id is None
    return viewer.role.manages_registers and (person.status == ResidentStatus.MOVED or homeless)


def _may_die(viewer: Viewer, person: Resident) -> bool:
    living = {ResidentStatus.PRESENT, ResidentStatus.MOVED}
    return viewer.role.manages_registers and person.status in living


def _may_undo_death(viewer: Viewer, person: Resident) -> bool:
    """The secretary's: so that two people have looked, who wrote it down and who takes it back."""
    secretary = viewer.role.code == COMMUNITY_SECRETARY and not viewer.sleeping
    return secretary and person.status == ResidentStatus.DECEASED


def _may_correct(viewer: Viewer, person: Resident) -> bool:
    return (
        viewer.role.manages_registers
        and person.status != ResidentStatus.MERGED
        and may_read_minor(viewer, person)
    )


def _may_label(viewer: Viewer, person: Resident) -> bool:
    return (
        _is_present(viewer, person)
        and viewer.sees(DataClass.SENSITIVE)
        and may_read_minor(viewer, person)
    )


def _may_ask(viewer: Viewer, person: Resident) -> bool:
    """Asking a guardian opens nothing of the child's record: it needs no approval to read it."""
    return _is_present(viewer, person) and viewer.sees(DataClass.SENSITIVE)


def _needs_guardian(viewer: Viewer, person: Resident) -> bool:
    age = person.age_on(timezone.localdate())
    return _has_home(viewer, person) and age is not None and age < residents.ADULT_AT


def _is_grown_up(viewer: Viewer, person: Resident) -> bool:
    return _has_home(viewer, person) and not _needs_guardian(viewer, person)


def _may_marry(viewer: Viewer, person: Resident) -> bool:
    return _has_home(viewer, person) and kinship.may_marry(person, timezone.localdate())


def _at_the_window(viewer: Viewer, person: Resident) -> bool:
    """Proof of identity is looked at in the community's office, not at a door."""
    return _is_present(viewer, person) and not viewer.is_grid_bound


def _may_merge(viewer: Viewer, person: Resident) -> bool:
    return _may_correct(viewer, person) and not viewer.is_grid_bound


def _record_birth(guardian: Resident, *, actor: User, **cleaned: Any) -> Resident:
    facts, _rest = as_facts(cleaned)
    home = guardian.household
    if home is None:
        raise DomainError(_("不知道住在哪一户"))
    return residents.record_birth(home, facts, guardian=guardian, actor=actor)


def _add_label(person: Resident, *, actor: User, **cleaned: Any) -> Any:
    return care.add_label(person, actor=actor, **cleaned)


PERSON_ACTS = table(
    Act(
        "correct", _("更正资料"), forms.CorrectForm, residents.correct_resident,
        _("已更正，原来的写法留在沿革里"), _may_correct,
    ),
    Act(
        "move", _("迁到另一户"), forms.MoveForm, residents.move_within,
        _("已迁到那一户"), _has_home, "right",
    ),
    Act(
        "marry", _("婚入另一户"), forms.MarryForm, residents.marry,
        _("已并到那一户"), _may_marry, "hands",
    ),
    Act(
        "birth", _("登记新生儿"), forms.BirthForm, _record_birth,
        _("孩子已登记，监护人是本人"), _is_grown_up, "plus",
    ),
    Act(
        "guardian", _("登记监护人"), forms.GuardianForm, residents.name_guardian,
        _("监护人已登记，他可以替孩子决定信息怎么用"), _needs_guardian, "user",
    ),
    Act(
        "label", _("加关爱标签"), forms.CareLabelForm, _add_label,
        _("标签已加上"), _may_label, "heart-care",
    ),
    Act(
        "consent", _("登记同意或撤回"), ConsentForm, consents.record_at_desk,
        _("记下了。他随时可以改主意"), _may_ask, "check",
        _("替没有手机、没有账号的人登记：先把告知书念给他听，再一项一项问；不同意，不影响别的服务"),
    ),
    Act(
        "bind", _("绑定账号"), forms.BindForm, bindings.bind_at_the_desk,
        _("账号已绑定到这份档案"), _at_the_window, "link",
        _("请先看过本人和身份证"),
    ),
    Act(
        "authority", _("登记代办"), forms.AuthorityForm, authorities.record_authority,
        _("代办已登记，到期自动失效"), _at_the_window, "key",
    ),
    Act(
        "merge", _("合并重复档案"), forms.MergeForm, merging.merge_residents,
        _("两份已并作一份，需要时可以撤回"), _may_merge, "merge",
    ),
    Act(
        "return", _("办迁入"), forms.MoveForm, residents.move_in,
        _("已迁入"), _is_away, "in",
    ),
    Act(
        "leave", _("办迁出"), forms.MoveOutForm, residents.move_out,
        _("已迁出，账号绑定和关爱标签一并结束"), _is_present, "out",
        _("迁出后，账号绑定、代办和关爱标签一并结束；档案保留"), True,
    ),
    Act(
        "death", _("登记去世"), forms.OnDayForm, residents.record_death,
        _("已登记。从现在起不再给他发任何消息"), _may_die, "leaf",
        _("登记后立即停发一切消息，账号绑定和代办一并结束；档案保留"), True,
    ),
    Act(
        "alive", _("更正：没有去世"), forms.AliveForm, deaths.correct_death,
        _("已更正。从现在起又给他发消息；沿革里两笔都在"), _may_undo_death, "undo",
        _("误登的才用。因误登结束的账号绑定、代办、关爱标签一并恢复；楼栋长、联户长要重新任命"),
    ),
)  # fmt: skip
