"""发布三张清单: somebody of the desk says what changed, and it hangs as the next version."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.viewer import Viewer
from communities.actions.guards import clean_text
from communities.models import Area
from core import audit
from core.exceptions import DomainError
from requests.listing import composed, may_release
from requests.models import ListRelease


@transaction.atomic
def release(community: Area, *, changes: str, by: Viewer) -> ListRelease:
    """The community's row is the turnstile: two at once give two numbers, or one refusal."""
    if by.user is None or not may_release(by) or community.pk not in by.community_ids:
        raise DomainError(_("三张清单由社区的人发布"), code="not_allowed")
    if not (changes := clean_text(changes, field="changes")):
        raise DomainError(_("请写一句这一版改了什么"), field="changes")
    community = Area.objects.select_for_update(no_key=True).get(pk=community.pk)
    entries = composed(community)
    if not entries:
        raise DomainError(_("还没有可以发布的：先在菜单、项目和活动里添上"), code="empty")
    last = ListRelease.objects.filter(community=community).order_by("-number").first()
    if last is not None and last.entries == entries:
        raise DomainError(
            _("和第 {n} 版一样，没有要发布的").format(n=last.number), code="nothing_new"
        )
    fresh = ListRelease.objects.create(
        community=community,
        number=last.number + 1 if last else 1,
        changes=changes,
        entries=entries,
        released_by=by.user,
        released_name=by.user.name.open(),
    )
    audit.record(
        "requests.lists.release",
        fresh,
        actor=by.user,
        scope=community.pk,
        details={"number": fresh.number, "entries": len(entries)},
    )
    return fresh
