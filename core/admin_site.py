"""The door /admin/: who may enter, what stands in the sidebar, what waits on the first page.

Entry is decided by the viewer's active role, never by a flag on the account. Signing in and
out happens at the one sign-in of the house.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

from csp.constants import SELF, UNSAFE_EVAL, UNSAFE_INLINE
from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, resolve_url
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.sites import UnfoldAdminSite

from core.duties import Duty

SECOND_FACTOR = "accounts:second_factor_needed"

# unfold's Alpine builds functions from attributes, and its pages carry their colours inline.
RELAXED = {"script-src": [SELF, UNSAFE_EVAL], "style-src": [SELF, UNSAFE_INLINE]}


@dataclass(frozen=True)
class Attention:
    """One line on the first page: what waits, and where to see to it."""

    text: str
    link: str = ""
    level: Literal["late", "soon", "note"] = "soon"


Watcher = Callable[[Any], Iterable[Attention]]
_watchers: dict[Duty, list[Watcher]] = {}


def watch(duty: Duty) -> Callable[[Watcher], Watcher]:
    """A room tells what needs the eye of this duty: `@watch(Duty.PEOPLE) def expiring(viewer)`."""

    def remember(watcher: Watcher) -> Watcher:
        _watchers.setdefault(duty, []).append(watcher)
        return watcher

    return remember


def waiting_for(viewer: Any) -> Iterator[Attention]:
    for duty in Duty:
        if duty in viewer.role.tends or duty in viewer.role.looks_at:
            for watcher in _watchers.get(duty, []):
                yield from watcher(viewer)


class RegisterSite(UnfoldAdminSite):
    index_title = gettext_lazy("今日")
    enable_nav_sidebar = True

    def register(self, model_or_iterable: Any, admin_class: Any = None, **options: Any) -> None:
        """Libraries bring registers of their own that never ask the viewer: they stay outside."""
        if getattr(admin_class, "duties", ()):
            super().register(model_or_iterable, admin_class, **options)

    def has_permission(self, request: HttpRequest) -> bool:
        viewer = request.viewer  # type: ignore[attr-defined]
        return bool(viewer.is_staff and viewer.role.enters_admin and not viewer.sleeping)

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        """The threshold, then Django's own wrapping, then the one place with a wider policy."""
        inner = super().admin_view(view, cacheable)

        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not self.has_permission(request):
                return self._turn_away(request)
            return _relax(inner(request, *args, **kwargs))

        guarded.csrf_exempt = getattr(inner, "csrf_exempt", False)  # type: ignore[attr-defined]
        guarded.admin_site = self  # type: ignore[attr-defined]
        return guarded

    def _turn_away(self, request: HttpRequest) -> HttpResponseBase:
        viewer = request.viewer  # type: ignore[attr-defined]
        if not viewer.is_signed_in:
            return redirect_to_login(request.get_full_path(), resolve_url(settings.LOGIN_URL))
        if viewer.sleeping and viewer.role.enters_admin:
            return redirect(SECOND_FACTOR)
        raise Http404  # a stranger learns nothing, not even that there is a door

    def login(self, request: HttpRequest, extra_context: Any = None) -> HttpResponseBase:
        if self.has_permission(request):
            return redirect("admin:index")
        if request.viewer.is_signed_in:  # type: ignore[attr-defined]
            return self._turn_away(request)
        target = request.GET.get("next") or reverse("admin:index")
        return redirect_to_login(target, resolve_url(settings.LOGIN_URL))

    def logout(self, request: HttpRequest, extra_context: Any = None) -> HttpResponseBase:
        if request.method != "POST":
            return redirect("admin:index")
        logout(request)
        return redirect(settings.LOGIN_URL)

    def password_change(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        raise Http404  # passwords are set where one signs in

    def search(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        raise Http404  # its results are cached per account; ours depend on the active role

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        return {**super().each_context(request), "user": request.user, "viewer": request.viewer}  # type: ignore[attr-defined]

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        viewer = request.viewer  # type: ignore[attr-defined]
        return super().index(
            request, {"waiting": list(waiting_for(viewer)), **(extra_context or {})}
        )

    def get_sidebar_list(self, request: HttpRequest) -> list[dict[str, Any]]:
        """The registers this role keeps or reads, by duty; a new register appears by itself."""
        groups: dict[str, list[dict[str, Any]]] = {}
        for model, register in self._registry.items():
            if not register.has_view_permission(request):
                continue
            link = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
            groups.setdefault(register.menu, []).append(
                {
                    "title": capfirst(model._meta.verbose_name_plural),
                    "icon": register.icon,
                    "link": link,
                    "active": request.path.startswith(link),
                    "has_permission": True,
                    "position": register.position,
                }
            )
        today = reverse("admin:index")
        first = {
            "title": _("今日"),
            "icon": "today",
            "link": today,
            "active": request.path == today,
            "has_permission": True,
        }
        return [{"items": [first]}] + [
            {
                "title": duty.label,
                "items": sorted(groups[duty], key=lambda item: item["position"]),
                "separator": True,
            }
            for duty in Duty
            if duty in groups
        ]


def _relax(response: HttpResponseBase) -> HttpResponseBase:
    """Pages only: a redirect, a download, a piece of JSON keep the strict policy."""
    if response.status_code == 200 and response.get("Content-Type", "").startswith("text/html"):
        response._csp_replace = RELAXED  # type: ignore[attr-defined]
    return response
