"""The buttons of an affair: for each step of its table the words, the form, the action."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.viewer import Viewer
from communities.forms.base import DeskForm
from requests.actions import affairs
from requests.affair_steps import steps_from
from requests.forms import affairs as forms
from requests.models import Affair


@dataclass(frozen=True)
class Button:
    slug: str
    label: Any
    run: Callable[..., Any]
    form: type[DeskForm] = forms.MayNoteForm


BUTTONS = {
    button.slug: button
    for button in (
        Button("accept", _("受理"), affairs.accept),
        Button("lack", _("告诉他缺什么"), affairs.lack, forms.NoteForm),
        Button("supply", _("补材料"), affairs.supply, forms.SupplyForm),
        Button("fetch", _("请网格员上门取"), affairs.fetch, forms.FetchForm),
        Button("take", _("登记取走的材料"), affairs.take, forms.PapersForm),
        Button("file", _("送到窗口了"), affairs.file),
        Button("finish", _("窗口办好了"), affairs.finish, forms.OutcomeForm),
        Button("give_back", _("登记还回的材料"), affairs.give_back, forms.PapersForm),
        Button("deliver", _("办结"), affairs.deliver),
        Button("visit", _("本人来了一趟"), affairs.visit),
        Button("note", _("留一句话"), affairs.leave_word, forms.NoteForm),
        Button("refuse", _("不受理"), affairs.refuse, forms.NoteForm),
        Button("withdraw", _("撤回"), affairs.withdraw),
    )
}


def offered(viewer: Viewer, affair: Affair, route: str) -> list[dict[str, Any]]:
    """In the order of the table."""
    able = steps_from(affair.status, affairs.hands_of(viewer, affair))
    key = affair.public_id if route == "affairs:mine_act" else affair.pk
    return [
        {
            "slug": step.name,
            "label": BUTTONS[step.name].label,
            "url": reverse(route, args=[key, step.name]),
        }
        for step in able
    ]
