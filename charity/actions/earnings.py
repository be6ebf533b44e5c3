"""What lies idle is found, planned for, put to use; a project earns; a meeting says how it is
shared; a year is told."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from charity.actions.naming import refuse_names
from charity.earning_reckoning import account_of
from charity.models import IdleAsset, OperatingProject, SharingRule, YearlyAccount
from charity.workflow import ASSET_STEPS, AssetStatus
from communities.models import Area
from core import audit, tally
from core.exceptions import DomainError
from core.refusals import refusing


@transaction.atomic
def list_asset(
    community: Area,
    *,
    name: str,
    where: str = "",
    found_on: date | None = None,
    actor: User | None,
) -> IdleAsset:
    if not name.strip():
        raise DomainError(_("请写什么闲置"), field="name")
    made = IdleAsset.objects.create(
        community=community,
        name=name.strip(),
        where=where.strip(),
        found_on=found_on or timezone.localdate(),
    )
    audit.record("charity.asset_found", made, actor=actor)
    return made


@transaction.atomic
def plan_asset(asset: IdleAsset, *, plan: str, actor: User | None) -> IdleAsset:
    """Said again, it says something else."""
    return _step(asset, AssetStatus.PLANNED, plan, actor)


@transaction.atomic
def drop_asset(asset: IdleAsset, *, plan: str, actor: User | None) -> IdleAsset:
    """It cannot be used after all; why is written down."""
    return _step(asset, AssetStatus.DROPPED, plan, actor)


@transaction.atomic
def start(
    community: Area,
    *,
    name: str,
    partner: str,
    agreement_number: str,
    starts_on: date,
    ends_on: date,
    asset: IdleAsset | None = None,
    actor: User | None,
) -> OperatingProject:
    """By a contract that has a number and an end; of what lay idle, only what was planned for."""
    for value, field in ((name, "name"), (partner, "partner"), (agreement_number, "agreement")):
        if not value.strip():
            said = _("项目、合作方和合同编号都要写")
            raise DomainError(said, field={"agreement": "agreement_number"}.get(field, field))
    if ends_on < starts_on:
        raise DomainError(_("结束日期在开始之前"), field="ends_on")
    if asset is not None:
        asset = _lock(asset)
        if asset.community_id != community.pk or asset.status != AssetStatus.PLANNED:
            raise DomainError(_("请选一处已有打算的闲置"), field="asset")
        asset.status = AssetStatus.USED
        asset.save(update_fields=["status"])
    made = OperatingProject(
        community=community,
        name=name.strip(),
        asset=asset,
        partner=partner.strip(),
        agreement_number=agreement_number.strip(),
        starts_on=starts_on,
        ends_on=ends_on,
    )
    known = DomainError(_("这个合同编号已经登记过"), code="known", field="agreement_number")
    with refusing(project_one_per_agreement=known):
        made.save(force_insert=True)
    audit.record("charity.project_started", made, actor=actor)
    return made


@transaction.atomic
def end(project: OperatingProject, *, actor: User | None) -> OperatingProject:
    rows = OperatingProject.objects.select_for_update(of=("self",), no_key=True)
    project = rows.get(pk=project.pk)
    if project.ended_on is not None:
        raise DomainError(_("这个项目已经结束"), code="moved_on")
    project.ended_on = timezone.localdate()
    project.save(update_fields=["ended_on"])
    audit.record("charity.project_ended", project, actor=actor)
    return project


@transaction.atomic
def resolve(
    community: Area,
    *,
    upkeep: int,
    care: int,
    reserve: int,
    since: date,
    resolution: str,
    actor: User | None,
) -> SharingRule:
    """How income is shared from that day on; what was shared before stays shared."""
    if upkeep + care + reserve != 100 or min(upkeep, care, reserve) < 0:
        raise DomainError(_("三项加起来要是 100"), field="reserve")
    if not resolution.strip():
        raise DomainError(_("请写哪次居民会议定的"), field="resolution")
    refuse_names(resolution, community, field="resolution")
    if since > timezone.localdate():
        raise DomainError(_("日期在今天以后"), field="since")
    rule = SharingRule(
        community=community,
        upkeep=upkeep,
        care=care,
        reserve=reserve,
        since=since,
        resolution=resolution.strip(),
        actor=actor,
    )
    known = DomainError(_("那一天已经有一个分配办法"), code="known", field="since")
    with refusing(rule_one_from_a_day=known):
        rule.save(force_insert=True)
    audit.record("charity.sharing_resolved", rule, actor=actor, details={"shares": str(rule)})
    return rule


@transaction.atomic
def disclose(community: Area, *, year: int, explanation: str = "", actor: User) -> YearlyAccount:
    """A year that is over, with the releaser's name; once more only with what was wrong."""
    if not 2000 <= year < timezone.localdate().year:
        raise DomainError(_("一年过完才公示"), field="year")
    signed = actor.name.open().strip()
    if not signed:
        raise DomainError(_("公布的人要有姓名：请先在“我的账号”里写上"), code="nameless")
    rows = YearlyAccount.objects.filter(community=community, year=year)
    last = rows.filter(corrected__isnull=True).first()
    if last is not None and not explanation.strip():
        raise DomainError(_("这一年公示过；更正要写错在哪里"), code="known", field="explanation")
    if last is None and explanation.strip():
        raise DomainError(_("第一次公示不写更正说明"), field="explanation")
    refuse_names(explanation, community, field="explanation")
    made = YearlyAccount(
        community=community,
        year=year,
        corrects=last,
        explanation=explanation.strip(),
        released_by=actor,
        signed=signed,
        **account_of(community, year),
    )
    out = DomainError(_("刚有同事公布了这一份"), code="moved_on")
    with refusing(account_first_of_its_year=out, charity_yearlyaccount_corrects_id_key=out):
        made.save(force_insert=True)
    audit.record("charity.year_disclosed", made, actor=actor, details={"year": year})
    tally.add("charity.years_disclosed", community.pk)
    return made


# --- inside ---------------------------------------------------------------------------------------
def _lock(asset: IdleAsset) -> IdleAsset:
    rows = IdleAsset.objects.select_for_update(of=("self",), no_key=True)
    return rows.get(pk=asset.pk)


def _step(asset: IdleAsset, target: AssetStatus, plan: str, actor: User | None) -> IdleAsset:
    asset = _lock(asset)
    if target not in ASSET_STEPS[AssetStatus(asset.status)]:
        said = _("它现在是“{status}”").format(status=asset.get_status_display())
        raise DomainError(said, code="moved_on")
    if not plan.strip():
        raise DomainError(_("请写打算怎么用，或为什么不用"), field="plan")
    asset.plan, asset.status = plan.strip(), target
    asset.save()
    audit.record(f"charity.asset_{target}", asset, actor=actor)
    return asset
