"""Where the loop does not close today: the few things worth a look, each with the way there."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.roles import Door
from accounts.viewer import Viewer
from communities.models import Area
from insights.access import opens
from insights.charts import BarChart, FunnelChart
from insights.choice import Choice
from insights.queries.behind import list_behind
from insights.queries.places import Place
from insights.queries.readings import Reading
from requests.queries.overdue import overdue
from requests.queries.queue import TABS

MOST_TO_SEE = 5


@dataclass(frozen=True)
class ToSee:
    title: str
    note: str
    badge: str
    is_late: bool
    url: str = ""


def to_see(
    viewer: Viewer,
    place: Place,
    choice: Choice,
    here: dict[str, Reading],
    funnel: FunnelChart | None,
    kinds: BarChart,
    now: Mapping[tuple[int, str], Reading],
) -> list[ToSee]:
    loop = reverse("insights:theme", args=["loop"]) + choice.query(show="")
    waiting = _waiting(viewer, place, choice, here, now)
    late = _late(viewer, place)
    return [*late, *waiting, *_low(funnel), *_grown(kinds, loop)][:MOST_TO_SEE]


# --- inside ---------------------------------------------------------------------------------------
def _waiting(
    viewer: Viewer,
    place: Place,
    choice: Choice,
    here: dict[str, Reading],
    now: Mapping[tuple[int, str], Reading],
) -> Iterable[ToSee]:
    """Who sits at the desk goes to the orders themselves, everybody else to where most of them
    are."""
    at_the_desk = viewer.role.door == Door.DESK
    for code, late in (
        ("orders_waiting", True),
        ("orders_disputed", True),
        ("orders_pooled", False),
    ):
        reading = here[code]
        if not reading.part:
            continue
        most = _most(place.parts, code, now)
        note, url = str(reading.indicator.decision), ""
        if most is not None and (n := now[most.pk, code].part):
            note = _("其中{place} {n} 件。").format(place=most.title, n=n) + note
            url = choice.query(area=most.pk) if opens(viewer, most) else ""
        if at_the_desk:
            url = list_behind(viewer, code) or url
        badge = _("{n} 件").format(n=f"{reading.part:,}")
        yield ToSee(str(reading.indicator.name), note, badge, late, url)


def _late(viewer: Viewer, place: Place) -> Iterable[ToSee]:
    """What is past its time on his own desk; of a single place among his own the lists behind tell
    nothing apart."""
    if place.area.pk not in viewer.area_ids:
        return
    found = overdue(viewer, place.area)
    if found.tabs:
        most, _n = found.tabs.most_common(1)[0]
        yield ToSee(
            _("过了时限还没办结的"),
            _("；").join(
                _("{tab} {n} 件").format(tab=TABS[tab][0], n=f"{n:,}")
                for tab, n in found.tabs.most_common()
            ),
            _("{n} 件").format(n=f"{found.tabs.total():,}"),
            is_late=True,
            url=f"{reverse('requests:queue')}?tab={most}&late=1",
        )
    if found.whistles:
        yield ToSee(
            _("吹了哨，部门还没回应的"),
            _("没签收，或者到时没报结果：请街道催一声。"),
            _("{n} 次").format(n=f"{found.whistles:,}"),
            is_late=True,
            url=reverse("requests:whistles"),
        )


def _most(parts: list[Area], code: str, now: Mapping[tuple[int, str], Reading]) -> Area | None:
    return max(parts, key=lambda part: now[part.pk, code].part or 0, default=None)


def _low(funnel: FunnelChart | None) -> Iterable[ToSee]:
    for spot in funnel.outside if funnel else []:
        if funnel is not None and spot.share < funnel.overall:
            yield ToSee(
                _("{place}解决率 {share:.1f}%").format(place=spot.name, share=spot.share),
                _("{n} 件回答了，不像偶然。").format(n=spot.whole),
                _("低于正常波动"),
                is_late=False,
                url=spot.url,
            )


def _grown(kinds: BarChart, url: str) -> Iterable[ToSee]:
    for bar in kinds.bars:
        if bar.stands_out and bar.before:
            yield ToSee(
                _("{name} {n} 件，是去年同期的 {times:.1f} 倍").format(
                    name=bar.name, n=f"{bar.value:,.0f}", times=bar.value / bar.before
                ),
                _("看看是一处的事，还是处处都有。"),
                _("变多"),
                is_late=False,
                url=url,
            )
