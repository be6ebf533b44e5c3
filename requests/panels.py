"""What this room puts on the homes: one sentence to order with, my orders, the desk's queues."""

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.roles import Door
from accounts.viewer import Viewer
from requests import morning_panels
from requests.models.calls import answers_calls
from requests.queries import catalogue, mine, outings, queue, results, tasks, telephone, whistles
from requests.queries import menu as menu_queries
from requests.queries.place import place_of
from requests.tiers import tier_of

SHOWN = 3


def panels(viewer: Viewer, door: Door) -> list[dict[str, Any]]:
    if door == Door.HOME:
        return [*_tasks(viewer), *_ask(viewer), *_mine(viewer), *_affairs(viewer), *_public(viewer)]
    if door == Door.DESK:
        own = [*_called(viewer), *_queues(viewer), *_calls(viewer), *_alerts(viewer)]
        return [*own, *morning_panels.panels(viewer)]
    return []


def todo(viewer: Viewer) -> list[dict[str, Any]]:
    """What lies with oneself and is due soon."""
    if not viewer.is_staff or viewer.sleeping:
        return []
    return [
        *_outside(viewer),
        *_at_the_street(viewer),
        *_my_work(viewer),
    ]


def _my_work(viewer: Viewer) -> list[dict[str, Any]]:
    return [
        {
            "title": one.row.title,
            "meta": one.meta,
            "url": reverse("requests:case", args=[one.row.pk]),
            "act": _("去办"),
            "due": timezone.localdate(one.row.due_at) if one.row.due_at else None,
            "order": 1,
        }
        for one in queue.my_work(viewer)[:SHOWN]
    ]


def _at_the_street(viewer: Viewer) -> list[dict[str, Any]]:
    calls, exclusions = results.waiting(viewer)
    url = reverse("requests:results")
    lines = [
        (
            calls,
            ngettext("%(n)d 件要打二次回访", "%(n)d 件要打二次回访", calls) % {"n": calls},
            _("抽中的，打个电话问一问"),
            _("去打"),
        ),
        (
            exclusions,
            ngettext("%(n)d 件申请不计入，等您定", "%(n)d 件申请不计入，等您定", exclusions)
            % {"n": exclusions},
            _("看理由，答应或者不答应"),
            _("去办"),
        ),
    ]
    return [
        {"title": title, "meta": meta, "url": url, "act": act, "order": 21}
        for n, title, meta, act in lines
        if n
    ]


def _outside(viewer: Viewer) -> list[dict[str, Any]]:
    due = outings.due_count(viewer)
    if not due:
        return []
    title = ngettext("今天要去 %(n)d 处", "今天要去 %(n)d 处", due) % {"n": due}
    meta, url = _("巡查和走访，点一下就记好"), reverse("requests:field")
    return [{"title": title, "meta": meta, "url": url, "act": _("出门"), "order": 0}]


def _ask(viewer: Viewer) -> list[dict[str, Any]]:
    if viewer.is_staff:
        return []
    place = place_of(viewer)
    context = {"tiles": menu_queries.tiles(place.community)}
    return [_panel("requests/_panel_ask.html", context, 0)]


def _mine(viewer: Viewer) -> list[dict[str, Any]]:
    cards = [card for card in mine.my_requests(viewer) if card.row.is_open]
    if not cards:
        return []
    context = {"cards": cards[:SHOWN], "count": len(cards)}
    return [_panel("requests/_panel_mine.html", context, 5)]


def _tasks(viewer: Viewer) -> list[dict[str, Any]]:
    """Somebody is waiting for his yes or no, or for what he took: before everything of his own."""
    if viewer.user_id is None or viewer.is_staff:
        return []
    in_short = tasks.in_short(viewer)
    if not any(in_short.values()):
        return []
    order = -1 if in_short["asked"] else 4
    return [_panel("requests/_panel_tasks.html", in_short, order)]


def _affairs(viewer: Viewer) -> list[dict[str, Any]]:
    """Papers and questions; a guest also finds the way to an order of his from here."""
    if viewer.is_staff:
        return []
    track = (
        ""
        if viewer.is_signed_in
        else f"{reverse('accounts:prove')}?next={reverse('requests:mine')}"
    )
    context = {"mine": viewer.is_signed_in, "track": track}
    return [_panel("requests/_panel_affairs.html", context, 6)]


def _public(viewer: Viewer) -> list[dict[str, Any]]:
    if viewer.is_staff:
        return []
    links = {
        "url": reverse("requests:public"),
        "wall": reverse("requests:wishes"),
        "lists": reverse("requests:lists_here"),
    }
    return [_panel("requests/_panel_public.html", links, 40) | {"side": True}]


def _queues(viewer: Viewer) -> list[dict[str, Any]]:
    if tier_of(viewer) is None or viewer.sleeping:
        return []
    counts = queue.counts(viewer)
    if not sum(counts.tabs.values()):
        return []
    tabs = [
        {
            "label": label,
            "url": f"{reverse('requests:queue')}?tab={name}",
            "count": counts.said(name),
        }
        for name, (label, _states) in queue.TABS.items()
    ]
    panel = _panel("requests/_panel_queues.html", {"tabs": tabs}, 3, door=Door.DESK)
    if counts.late and not viewer.is_grid_bound:  # his own late ones lead the list already
        panel["sentence"] = _late(counts)
    return [panel]


def _late(counts: queue.Counts) -> str:
    n = {"n": counts.late}
    if counts.more:
        return _("至少 %(n)d 件诉求过了期") % n
    return ngettext("%(n)d 件诉求过了期", "%(n)d 件诉求过了期", counts.late) % n


def _called(viewer: Viewer) -> list[dict[str, Any]]:
    """吹哨: what a department has been called to and has not reported on."""
    if not viewer.department_ids or viewer.sleeping:
        return []
    waiting = whistles.called(viewer)
    if not waiting:
        return []
    n = len(waiting)
    panel = _panel("requests/_panel_called.html", {"waiting": waiting}, 1, door=Door.DESK)
    said = ngettext("%(n)d 声哨等您报到", "%(n)d 声哨等您报到", n) % {"n": n}
    return [panel | {"sentence": said}]


def _calls(viewer: Viewer) -> list[dict[str, Any]]:
    """Who was promised a call, the most pressing first."""
    if not answers_calls(viewer):
        return []
    waiting = telephone.waiting(viewer)
    if not waiting:
        return []
    late = sum(one.is_late for one in waiting)
    context = {"waiting": waiting[:SHOWN], "more": max(len(waiting) - SHOWN, 0)}
    panel = _panel("requests/_panel_calls.html", context, 4, door=Door.DESK)
    if late:
        panel["sentence"] = ngettext("%(n)d 个电话该回了", "%(n)d 个电话该回了", late) % {"n": late}
    return [panel | {"side": True}]


def _alerts(viewer: Viewer) -> list[dict[str, Any]]:
    found = catalogue.alerts(viewer)
    if not found:
        return []
    context = {"alerts": found[:SHOWN], "more": max(len(found) - SHOWN, 0)}
    panel = _panel("requests/_panel_dispatch.html", context, 30, door=Door.DESK)
    return [panel | {"side": True}]


def _panel(
    template: str, context: dict[str, Any], order: int, *, door: Door = Door.HOME
) -> dict[str, Any]:
    """The template sees one name: what belongs to the panel."""
    return {"template": template, "context": {"panel": context}, "order": order, "door": door}
