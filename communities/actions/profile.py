"""What a community says about itself, kept by those who know its door and its telephone."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from communities import history
from communities.models import Area, CommunityProfile
from core.exceptions import DomainError
from core.identifiers import read_phone

FIELDS = (
    "kind", "founded_on", "telephone", "address", "address_en", "opens_at", "closes_at",
    "weekend_opens_at", "weekend_closes_at",
    "data_processor", "introduction", "introduction_en",
)  # fmt: skip


@transaction.atomic
def correct_profile(area: Area, *, actor: User, **facts: Any) -> CommunityProfile:
    """Residents read it on the about page; what stood there before stays in the history."""
    profile = CommunityProfile.objects.select_for_update(of=("self",)).get(area=area)
    fresh = {name: facts[name] for name in FIELDS if name in facts}
    if telephone := fresh.get("telephone", "").strip():
        number = read_phone(telephone)
        if number is None:
            raise DomainError(_("电话请写区号，如 0851-8888888，或 11 位手机号"), field="telephone")
        fresh["telephone"] = number
    for days in ("", "weekend_"):
        names = f"{days}opens_at", f"{days}closes_at"
        opens, closes = (fresh.get(name, getattr(profile, name)) for name in names)
        if opens and closes and closes <= opens:
            raise DomainError(_("关门应晚于开门"), field=f"{days}closes_at")
        if days and bool(opens) != bool(closes):
            raise DomainError(_("周末开门、关门要填都填；都不填就是不开"), field=f"{days}closes_at")
    changed = {
        name: [_plain(getattr(profile, name)), _plain(value)]
        for name, value in fresh.items()
        if getattr(profile, name) != value
    }
    if not changed:
        return profile
    for name, value in fresh.items():
        setattr(profile, name, value)
    profile.save(update_fields=list(changed))
    history.note("communities.profile_corrected", area, actor=actor, details=changed)
    return profile


def _plain(value: Any) -> str:
    return "" if value is None else str(value)
