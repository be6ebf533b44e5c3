"""Check-ins to take home: the columns of the import, so that it can come back.

Who is a Party member leaves only with who keeps the whole list, by name as his page shows it;
numbers are read on the page, one at a time, where each reading is written down.
"""

from collections.abc import Iterator
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy

from accounts.viewer import Viewer
from communities.exports import in_chunks, viewer_of
from core.exports import Rows, exporter
from core.models import ExportJob
from core.words import listed
from organizations.models import CheckinPost, MemberCheckin, UnitCheckin
from organizations.queries import checkins, unit_checkins


def _may(viewer: Viewer) -> bool:
    return viewer.role.exports and checkins.keeps_members(viewer)


@exporter(
    "organizations.member_checkins",
    title=gettext_lazy("党员报到名册"),
    columns=[
        gettext_lazy("姓名"),
        gettext_lazy("所在单位或党支部"),
        gettext_lazy("愿意做的事"),
        gettext_lazy("什么时候有空"),
        gettext_lazy("特长"),
        gettext_lazy("网格"),
        gettext_lazy("状态"),
        gettext_lazy("报到日期"),
    ],
    allowed=_may,
)
def members(job: ExportJob) -> Rows:
    found = checkins.to_take_home(viewer_of(job))

    def lines(rows: list[MemberCheckin]) -> Iterator[list[Any]]:
        for row in rows:
            yield [
                row.name.open(),
                row.home_unit_name.open(),
                listed(row.posts.all()),
                listed(row.slots),
                row.skills,
                row.grid.title if row.grid else "",
                str(row.get_status_display()),
                timezone.localdate(row.registered_at),
            ]

    return Rows(found.count(), in_chunks(found, lines))


@exporter(
    "organizations.unit_checkins",
    title=gettext_lazy("单位报到名册"),
    columns=[
        gettext_lazy("单位"),
        gettext_lazy("能带来什么"),
        gettext_lazy("认领的岗位"),
        gettext_lazy("联系人"),
        gettext_lazy("从哪天起"),
        gettext_lazy("到哪天（含）"),
        gettext_lazy("状态"),
    ],
    allowed=_may,
)
def units(job: ExportJob) -> Rows:
    found = unit_checkins.to_take_home(viewer_of(job))

    def lines(rows: list[UnitCheckin]) -> Iterator[list[Any]]:
        for row in rows:
            yield [
                row.organization.name,
                row.brings,
                listed(row.posts.all()),
                row.contact_name.open(),
                row.starts_on,
                row.ends_on or "",
                str(row.get_status_display()),
            ]

    return Rows(found.count(), in_chunks(found, lines))


@exporter(
    "organizations.checkin_posts",
    title=gettext_lazy("报到岗位"),
    columns=[
        gettext_lazy("岗位"),
        gettext_lazy("种类"),
        gettext_lazy("社区"),
        gettext_lazy("做什么"),
        gettext_lazy("什么时候"),
        gettext_lazy("要几个人"),
        gettext_lazy("有几个人"),
        gettext_lazy("从哪天起"),
        gettext_lazy("到哪天"),
        gettext_lazy("状态"),
    ],
    allowed=_may,
)
def posts(job: ExportJob) -> Rows:
    """How many serve in each; who they are leaves with the list of members only."""
    found = CheckinPost.objects.manageable_by(viewer_of(job))

    def lines(rows: list[CheckinPost]) -> Iterator[list[Any]]:
        for row in rows:
            yield [
                row.title,
                str(row.post_class),
                row.community.name,
                row.what,
                row.when,
                row.places,
                row.taken,  # type: ignore[attr-defined]
                row.starts_on,
                row.ends_on,
                str(row.get_status_display()),
            ]

    whole = found.with_claims().select_related("post_class", "community")
    return Rows(found.count(), in_chunks(whole, lines))
