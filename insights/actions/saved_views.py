"""Keeping a look at the figures under a name; each keeps his own."""

from urllib.parse import parse_qsl, urlencode, urlsplit

from django.db import transaction
from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.limits import one_at_a_time
from accounts.models import User
from communities.actions.guards import clean_text
from core import audit
from core.exceptions import DomainError
from core.refusals import refusing
from insights.models import SavedView
from insights.models.saved_views import LONGEST_QUERY

MOST = 30
PAGES = frozenset({"insights:loop", "insights:theme", "insights:pillar", "insights:indicator"})
KEPT = ("period", "from", "to", "area", "show")
ROOT = "/insights/"

audit.describe(
    {
        "insights.view.save": gettext_lazy("存下一个数据页"),
        "insights.view.rename": gettext_lazy("给存下的数据页改名"),
        "insights.view.delete": gettext_lazy("删去存下的数据页"),
    }
)


@transaction.atomic
def save_view(*, name: str, address: str, actor: User) -> SavedView:
    one_at_a_time(f"insights.views:{actor.pk}")
    page, query = _parted(address)
    if SavedView.objects.filter(owner=actor).count() >= MOST:
        raise DomainError(
            _("最多存 {n} 个，请先删去不用的。").format(n=MOST), code="views_many", field="name"
        )
    row = SavedView(owner=actor, name=_name(name), page=page, query=query)
    with refusing(saved_view_once=_taken()):
        row.save()
    audit.record("insights.view.save", row, actor=actor, scope=None, details={"page": page})
    return row


@transaction.atomic
def rename_view(view: SavedView, *, name: str, actor: User) -> SavedView:
    row = _locked(view, actor)
    row.name = _name(name)
    with refusing(saved_view_once=_taken()):
        row.save(update_fields=["name"])
    audit.record("insights.view.rename", row, actor=actor, scope=None)
    return row


@transaction.atomic
def delete_view(view: SavedView, *, actor: User) -> None:
    row = _locked(view, actor)
    audit.record("insights.view.delete", row, actor=actor, scope=None)
    row.delete()


# --- inside ---------------------------------------------------------------------------------------
def _locked(view: SavedView, actor: User) -> SavedView:
    """Only his own; another's is not there."""
    row = SavedView.objects.select_for_update().filter(pk=view.pk, owner=actor).first()
    if row is None:
        raise DomainError(_("它已经不在了。"), code="view_gone")
    return row


def _name(text: str) -> str:
    name = clean_text(text, field="name")
    if not name:
        raise DomainError(_("请起个名字"), field="name")
    return name


def _taken() -> DomainError:
    return DomainError(_("您已经有一个叫这个名字的"), code="view_name_taken", field="name")


def _parted(address: str) -> tuple[str, str]:
    """Only a page of figures, and of its query only what such a page reads."""
    parts = urlsplit(address)
    try:
        found = resolve(parts.path)
    except Resolver404:
        found = None
    if parts.scheme or parts.netloc or found is None or found.view_name not in PAGES:
        raise DomainError(_("只有数据页可以存下来。"), code="view_no_page")
    asked = dict(parse_qsl(parts.query))
    query = urlencode({name: asked[name] for name in KEPT if asked.get(name)})
    if len(query) > LONGEST_QUERY:
        raise DomainError(_("只有数据页可以存下来。"), code="view_no_page")
    return parts.path.removeprefix(ROOT), query
