"""What policies ask for, written down; what asks for something else is another version."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from communities.models import Level
from core import audit
from core.exceptions import DomainError
from core.refusals import refusing
from insights.indicators import REGISTRY
from insights.indicators.shape import Unit
from insights.models import PolicyTarget

ASKED = (
    "document_id", "indicator", "area_id", "each", "ground", "least", "share", "due_on",
)  # fmt: skip
"""Whoever changes one of these asks for something else; words and use are mended in place."""
WORDS = ("clause", "name", "name_en", "is_active")
_BELOW = {level: n for n, level in enumerate(Level)}


@transaction.atomic
def write(target: PolicyTarget, *, actor: User | None) -> PolicyTarget:
    """A new one, a mended one, or the next version of a known one; what was said is checked."""
    _check(target)
    if target.pk is None:
        target.save(force_insert=True)
        _note("target_added", target, actor)
        return target
    known = PolicyTarget.objects.select_for_update(of=("self",), no_key=True).get(pk=target.pk)
    if PolicyTarget.objects.filter(replaces=known).exists():
        raise DomainError(_("它已经有新的一版，请改新的那一版"), code="moved_on")
    changed = _differing(known, target, ASKED)
    if known.is_active and changed:
        return _next(known, target, changed, actor)
    changed += _differing(known, target, WORDS)
    if changed:
        target.version, target.replaces = known.version, known.replaces
        target.save()
        _note("target_mended", target, actor, changed=changed)
    return target


# --- inside ---------------------------------------------------------------------------------------
def _next(
    known: PolicyTarget, target: PolicyTarget, changed: list[str], actor: User | None
) -> PolicyTarget:
    """Somebody may have been measured by the one before: it stays as it was, out of use."""
    known.is_active = False
    known.save(update_fields=["is_active"])
    said = {name: getattr(target, name) for name in (*ASKED, *WORDS)}
    made = PolicyTarget(**said, version=known.version + 1, replaces=known)
    moved_on = DomainError(_("它已经有新的一版，请改新的那一版"), code="moved_on")
    with refusing(insights_policytarget_replaces_id_key=moved_on):
        made.save(force_insert=True)
    before = {name: str(getattr(known, name) or "") for name in changed}
    _note("target_revised", made, actor, changed=changed, before=before)
    return made


def _check(target: PolicyTarget) -> None:
    indicator = REGISTRY.get(target.indicator)
    if indicator is None:
        raise DomainError(_("没有这个指标"), field="indicator")
    if indicator.describes:
        raise DomainError(_("这个指标只作描述，不设目标"), field="indicator")
    if target.least <= 0:
        raise DomainError(_("至少要大于零"), field="least")
    if indicator.unit is Unit.PERCENT and target.least > 100:
        raise DomainError(_("百分比最多写 100"), field="least")
    if not 1 <= target.share <= 100:
        raise DomainError(_("写 1 到 100"), field="share")
    if target.share < 100 and not target.each:
        raise DomainError(_("整个地方合起来算的，没有“其中百分之几”"), field="share")
    if target.each and Level(target.each) not in indicator.levels:
        raise DomainError(_("这个指标到不了这一级"), field="each")
    if target.ground and target.each != Level.COMMUNITY:
        raise DomainError(_("分城乡的目标，只能按每个社区算"), field="ground")
    if target.area is not None and target.each and _is_above(target.each, target.area.level):
        raise DomainError(_("“每一个”不能比选的地方还大"), field="each")
    issued = target.document.issued_on
    if issued is not None and target.due_on <= issued:
        raise DomainError(_("期限要在发文以后"), field="due_on")


def _is_above(level: str, other: str) -> bool:
    return _BELOW[Level(level)] < _BELOW[Level(other)]


def _differing(known: PolicyTarget, target: PolicyTarget, names: tuple[str, ...]) -> list[str]:
    return [name for name in names if getattr(known, name) != getattr(target, name)]


def _note(verb: str, target: PolicyTarget, actor: User | None, **details: object) -> None:
    audit.record(
        f"insights.{verb}",
        target,
        actor=actor,
        scope=target.area_id,
        details={"target": target.name, "version": target.version, **details},
    )
