"""What stands above the line of each share, in words: "办好时没有过时限的 ÷ 办结、办好过的诉求"."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

NUMERATORS: Mapping[str, Any] = {
    "reached_rate": _("按口径的时限联系上本人的"),
    "solved_rate": _("回答“办好了”的"),
    "content_rate": _("评分达到口径的"),
    "rated_rate": _("评了分的"),
    "proxy_rate": _("由别人代问、代填的"),
    "on_time_rate": _("办好时没有过时限的"),
    "again_rate": _("重办过或者重开过的"),
    "in_grid_rate": _("在网格里办结的"),
    "escalated_rate": _("到街道或者区县才办结的"),
    "selfhelp_rate": _("由居民互助、志愿者承办的"),
    "partners_rate": _("由共建单位、社工和社会组织承办的"),
    "members_rate": _("由报到党员领办的"),
    "visions_placed_rate": _("立项、上议事会或者递上去的"),
    "second_call_differs_rate": _("和原来的评价不一样的"),
    "inquiry_in_time_rate": _("没有过时限就答复的"),
    "contact_hour_rate": _("提出后一小时内联系上的"),
    "done_day_rate": _("提出后一天内办好的"),
    "done_week_rate": _("提出后七天内办好的"),
    "group_reports_in_grid_rate": _("在网格里处理完的"),
    "participation_rate": _("参加过活动的人"),
    "active_volunteer_rate": _("服务过的人"),
    "volunteer_station_rate": _("设了志愿服务站的"),
    "certified_rate": _("证书在有效期里的"),
    "resources_traced_rate": _("说得清用在哪里的（元）"),
    "self_funding_rate": _("造血收入（元）"),
}
