"""How the three rates are reckoned, written down before its day comes; never for days gone by."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from core import audit
from core.exceptions import DomainError
from core.refusals import refusing
from requests.models import RateFormula


@transaction.atomic
def write(formula: RateFormula, *, actor: User | None) -> RateFormula:
    """A new one, or one that is not in force yet. Figures somebody has read stay as he read them:
    what is over is not reckoned anew because a number looked bad."""
    if formula.pk is not None:
        _require_ahead(_locked(formula))
    if formula.in_force:
        said = _("最早从明天起：已经看过的数不改口径")
        raise DomainError(said, code="too_early", field="since")
    twice = DomainError(_("这一天已经有一个口径"), code="twice", field="since")
    verb = "write" if formula.pk is None else "mend"
    with refusing(requests_rateformula_since_key=twice):
        formula.save()
    _note(verb, formula, actor)
    return formula


@transaction.atomic
def withdraw(formula: RateFormula, *, actor: User | None) -> None:
    """Before its day; as if it had never been meant."""
    known = _locked(formula)
    _require_ahead(known)
    _note("withdraw", known, actor)
    known.delete()


# --- inside ---------------------------------------------------------------------------------------
def _locked(formula: RateFormula) -> RateFormula:
    return RateFormula.objects.select_for_update(of=("self",), no_key=True).get(pk=formula.pk)


def _require_ahead(known: RateFormula) -> None:
    if known.in_force:
        raise DomainError(_("它已经生效，不能改；请另写一个，从以后的一天起"), code="in_force")


def _note(verb: str, formula: RateFormula, actor: User | None) -> None:
    audit.record(
        f"requests.formula.{verb}",
        formula,
        actor=actor,
        details={
            "since": formula.since.isoformat(),
            "contact_hours": formula.contact_hours,
            "content_from": formula.content_from,
            "counts_unanswered": formula.counts_unanswered,
            "counts_unrated": formula.counts_unrated,
            "ground": formula.ground,
        },
    )
