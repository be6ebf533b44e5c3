"""What the desk can do to a place."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.viewer import Viewer
from communities.actions import areas, profile
from communities.forms import areas as forms
from communities.forms.base import NothingForm
from communities.models import Area, Level
from communities.queries.areas import levels_below, may_manage
from communities.views.acts import Act, table
from core.duties import Duty

GRIDS = {Level.GRID, Level.MICRO_GRID}


def _may_found(viewer: Viewer, area: Area) -> bool:
    return bool(levels_below(viewer, area))


def _may_change(viewer: Viewer, area: Area) -> bool:
    return area.is_active and may_manage(viewer, area)


def _may_divide(viewer: Viewer, area: Area) -> bool:
    return _may_change(viewer, area) and area.level != Level.COMMUNITY


def _may_assign(viewer: Viewer, area: Area) -> bool:
    return _may_change(viewer, area) and area.level in GRIDS


def _may_move(viewer: Viewer, area: Area) -> bool:
    return _may_change(viewer, area) and area.level not in {Level.GRID, Level.STREET}


def _found(parent: Area, *, actor: User, **cleaned: Any) -> Area:
    below = {
        Level.DISTRICT: Level.STREET,
        Level.STREET: Level.COMMUNITY,
        Level.COMMUNITY: Level.GRID,
        Level.GRID: Level.MICRO_GRID,
    }
    return areas.create_area(below[Level(parent.level)], parent, actor=actor, **cleaned)


def _may_tell(viewer: Viewer, area: Area) -> bool:
    """Who keeps the places of this community, at the desk as in the register."""
    keeps = Duty.PLACES in viewer.role.tends and not viewer.sleeping
    return keeps and area.level == Level.COMMUNITY and area.pk in viewer.community_ids


AREA_ACTS = table(
    Act(
        "profile", _("修改社区档案"), forms.ProfileForm, profile.correct_profile,
        _("改好了，居民看到的“社区在哪”也跟着变"), _may_tell, "hall",
    ),
    Act("found", _("在下面新设"), forms.NewAreaForm, _found, _("已设立"), _may_found, "plus"),
    Act(
        "rename", _("更名、换代码"), forms.RenameForm, areas.rename_area,
        _("已更名，旧名留在沿革里"), _may_change,
    ),
    Act(
        "buildings", _("划入楼栋"), forms.BuildingsForm, areas.assign_buildings,
        _("楼栋和住户已划进来"), _may_assign, "building",
    ),
    Act("move", _("改属上级"), forms.MoveAreaForm, areas.move_area,
        _("已改属"), _may_move, "right"),
    Act("split", _("拆分"), forms.SplitAreaForm, areas.split_area,
        _("已拆分"), _may_divide, "split"),
    Act("merge", _("合并"), forms.MergeAreaForm, areas.merge_areas,
        _("已合并"), _may_divide, "merge", "", True),
    Act(
        "close", _("停用"), NothingForm, areas.close_area, _("已停用"), _may_change, "out",
        _("下面没有在用的区域、楼栋和住户时才能停用"), True,
    ),
)  # fmt: skip
