"""A key for a program: issued once, shown once, taken back at any time; and how often it comes."""

import secrets
from collections.abc import Sequence
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.viewer import Viewer
from communities.models import Area
from core import audit
from core.exceptions import DomainError
from requests.keys import PREFIX, digest_of, may_issue
from requests.models import ApiToken, ApiUse
from requests.models.tokens import Scope

MOST_LIVING = 20
LONGEST = timedelta(days=366)
SEEN_EVERY = timedelta(minutes=5)


@transaction.atomic
def issue(
    *, name: str, scopes: Sequence[str], days: int, area: Area | None = None, by: Viewer
) -> tuple[ApiToken, str]:
    """The row, and the key that nobody will ever read again."""
    if not may_issue(by):
        raise DomainError(_("您的岗位不能签发接口密钥"), code="not_allowed")
    if not scopes or not set(scopes) <= set(Scope.values):
        raise DomainError(_("请选它可以做什么"), field="scopes")
    if Scope.FIGURES in scopes and not by.is_staff:
        raise DomainError(_("数据只给岗位上的人看"), field="scopes")
    if not 0 < days <= LONGEST.days:
        raise DomainError(_("有效期最长一年"), field="days")
    if area is not None and not _inside(area, by):
        raise DomainError(_("这个地方不归您管"), field="area")
    if ApiToken.objects.manageable_by(by).living().count() >= MOST_LIVING:
        raise DomainError(_("在用的密钥太多了，请先吊销不用的"), code="too_many")
    secret = PREFIX + secrets.token_urlsafe(32)
    token = ApiToken.objects.create(
        name=name,
        digest=digest_of(secret),
        hint=secret[:10],
        user=by.actor,
        grant_id=by.grant_id,
        area=area,
        scopes=sorted(set(scopes)),
        expires_at=timezone.now() + timedelta(days=days),
    )
    audit.record(
        "requests.api_token.issue",
        token,
        actor=by.user,
        scope=area.community_id if area else None,
        details={"scopes": token.scopes, "days": days, "area": area.pk if area else None},
    )
    return token, secret


@transaction.atomic
def revoke(token: ApiToken, *, actor: object) -> ApiToken:
    """At once: the next call with it is refused. Twice is once."""
    row = ApiToken.objects.select_for_update(of=("self",), no_key=True).get(pk=token.pk)
    if row.revoked_at is None:
        row.revoked_at, row.revoked_by = timezone.now(), actor  # type: ignore[assignment]
        row.save(update_fields=["revoked_at", "revoked_by"])
        audit.record("requests.api_token.revoke", row, actor=row.revoked_by, scope=None)
    return row


def note_use(token: ApiToken) -> None:
    """To some minutes: a row that is written at each call would be a queue for all calls."""
    now = timezone.now()
    if token.last_used_at is None or now - token.last_used_at > SEEN_EVERY:
        ApiToken.objects.filter(pk=token.pk).update(last_used_at=now)


def forget_uses() -> int:
    deleted, _rows = ApiUse.objects.filter(minute__lt=timezone.now() - timedelta(days=1)).delete()
    return deleted


def _inside(area: Area, by: Viewer) -> bool:
    if by.is_staff:
        return any(f"/{pk}/" in area.path for pk in by.area_ids)
    return area.pk in by.community_ids
