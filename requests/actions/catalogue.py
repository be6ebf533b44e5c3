"""Writing a catalogue: only the draft is changed; put in force it stays as it is, for good."""

from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from communities.models import Area
from core import audit
from core.exceptions import DomainError
from requests.dispatching import catalogue_of
from requests.models import DispatchCatalogue, DispatchRule, MenuCategory, MenuItem

Status = DispatchCatalogue.Status
COPIED = (
    *("order_type", "matter", "kind", "category_id", "item_id", "lead_lane", "support_lanes"),
    *("mode", "by_itself", "wave", "wait_minutes"),
)
LIMITS = ("volunteer_cap", "staff_cap", "cash_cap", "batch_sends", "dead_after_days")


@dataclass(frozen=True)
class RuleFacts:
    lead_lane: str
    support_lanes: list[str] = field(default_factory=list)
    order_type: str = ""
    matter: str = ""
    kind: str = ""
    category: MenuCategory | None = None
    item: MenuItem | None = None
    mode: str = ""
    by_itself: bool = False
    wave: int = 3
    wait_minutes: int = 240

    @property
    def values(self) -> dict[str, Any]:
        return dict(self.__dict__)


@transaction.atomic
def begin_draft(area: Area, *, actor: User) -> DispatchCatalogue:
    """A copy of what is in force here, to be changed in peace."""
    _alone(area)
    if DispatchCatalogue.objects.drafts().filter(area=area).exists():
        raise DomainError(_("已经有一份草稿，接着改就行"), code="has_draft")
    model = catalogue_of(area)
    last = DispatchCatalogue.objects.filter(area=area).aggregate(n=Max("version"))["n"] or 0
    limits = {name: getattr(model, name) for name in LIMITS} if model else {}
    draft = DispatchCatalogue.objects.create(area=area, version=last + 1, made_by=actor, **limits)
    DispatchRule.objects.bulk_create(
        DispatchRule(
            catalogue=draft,
            position=position,
            **{name: getattr(rule, name) for name in COPIED},
        )
        for position, rule in enumerate(model.rules.all() if model else [], 1)
    )
    _note("drafted", draft, actor, {"from": model.pk if model else None})
    return draft


@transaction.atomic
def add_rule(catalogue: DispatchCatalogue, *, facts: RuleFacts, actor: User) -> DispatchRule:
    """At the top of what is left: the line that fits everything stays the last."""
    draft = _draft(catalogue)
    last = draft.rules.aggregate(n=Max("position"))["n"] or 0
    rule = DispatchRule.objects.create(catalogue=draft, position=last + 1, **facts.values)
    _note("rule_added", draft, actor, {"rule": rule.pk})
    catch_all = draft.rules.exclude(pk=rule.pk).order_by("-position").first()
    if catch_all is not None and _fits_everything(catch_all):
        _swap(rule, catch_all)
    return rule


@transaction.atomic
def change_rule(rule: DispatchRule, *, facts: RuleFacts, actor: User) -> DispatchRule:
    draft = _draft(rule.catalogue)
    rule = draft.rules.get(pk=rule.pk)
    for name, value in facts.values.items():
        setattr(rule, name, value)
    rule.save()
    _note("rule_changed", draft, actor, {"rule": rule.pk})
    return rule


@transaction.atomic
def drop_rule(rule: DispatchRule, *, actor: User) -> None:
    draft = _draft(rule.catalogue)
    _note("rule_dropped", draft, actor, {"rule": rule.pk, "said": str(rule)[:200]})
    draft.rules.filter(pk=rule.pk).delete()


@transaction.atomic
def raise_rule(rule: DispatchRule, *, actor: User) -> None:
    """One line up: the first that fits counts."""
    draft = _draft(rule.catalogue)
    rule = draft.rules.get(pk=rule.pk)
    if _fits_everything(rule):
        raise DomainError(_("“其余的”要留在最后，不然后面的规则都用不上"), code="last_rule")
    above = draft.rules.filter(position__lt=rule.position).order_by("-position").first()
    if above is not None:
        _swap(rule, above)
        _note("rules_ordered", draft, actor, {"rule": rule.pk})


@transaction.atomic
def set_limits(catalogue: DispatchCatalogue, *, actor: User, **limits: Any) -> DispatchCatalogue:
    draft = _draft(catalogue)
    for name in (*LIMITS, "note"):
        setattr(draft, name, limits[name])
    draft.save()
    _note("limits_set", draft, actor, {name: limits[name] for name in LIMITS})
    return draft


@transaction.atomic
def put_in_force(catalogue: DispatchCatalogue, *, actor: User) -> DispatchCatalogue:
    """From this moment for what comes; what was sent by the old one stays as it was sent."""
    draft = _draft(catalogue)
    rules = list(draft.rules.order_by("position", "pk"))
    if not rules or not _fits_everything(rules[-1]):
        raise DomainError(_("最后要有一条“其余的”，不然有的诉求没有人管"), code="no_last_rule")
    if any(_fits_everything(rule) for rule in rules[:-1]):
        raise DomainError(_("“其余的”要留在最后，不然后面的规则都用不上"), code="last_rule")
    now = timezone.now()
    DispatchCatalogue.objects.in_force().filter(area=draft.area).update(
        status=Status.RETIRED, retired_at=now
    )
    draft.status, draft.in_force_at, draft.put_in_force_by = Status.IN_FORCE, now, actor
    draft.save()
    _note("put_in_force", draft, actor, {"version": draft.version})
    return draft


@transaction.atomic
def discard(catalogue: DispatchCatalogue, *, actor: User) -> DispatchCatalogue:
    draft = _draft(catalogue)
    draft.status, draft.retired_at = Status.RETIRED, timezone.now()
    draft.save()
    _note("discarded", draft, actor, {"version": draft.version})
    return draft


def _draft(catalogue: DispatchCatalogue) -> DispatchCatalogue:
    """Locked; two who write the same draft follow each other."""
    row = DispatchCatalogue.objects.select_for_update(of=("self",)).get(pk=catalogue.pk)
    if not row.is_draft:
        raise DomainError(_("这一版不是草稿，不能再改；请另起一份草稿"), code="not_a_draft")
    return row


def _alone(area: Area) -> None:
    """Two who begin a draft of the same place follow each other."""
    Area.objects.select_for_update(of=("self",), no_key=True).get(pk=area.pk)


def _fits_everything(rule: DispatchRule) -> bool:
    said = (rule.order_type, rule.matter, rule.kind, rule.category_id, rule.item_id)
    return not any(said)


def _swap(one: DispatchRule, other: DispatchRule) -> None:
    one.position, other.position = other.position, one.position
    DispatchRule.objects.bulk_update([one, other], ["position"])


def _note(verb: str, draft: DispatchCatalogue, actor: User, details: dict[str, Any]) -> None:
    audit.record(
        f"requests.catalogue_{verb}",
        draft,
        actor=actor,
        scope=draft.area.community_id if draft.area else None,
        details=details,
    )
