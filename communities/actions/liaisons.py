"""Liaison officers: who speaks for a department, from when to when. The grant, its place and the
department are written together; whoever is over the place appoints."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.actions import grants, leaving
from accounts.models import RoleGrant, User
from accounts.roles import DEPARTMENT_LIAISON
from accounts.viewer import Viewer
from communities import history
from communities.actions import roles
from communities.models import Department, DepartmentScope
from core.exceptions import DomainError


@transaction.atomic
def appoint(
    department: Department,
    person: User,
    *,
    by: Viewer,
    starts_on: date | None = None,
    ends_on: date | None = None,
    reason: str = "",
) -> RoleGrant:
    """The one who speaks for the department. Who stands in for him is lent the office."""
    department = _lock(department)
    _require_over(department, by)
    if person == by.user:
        raise DomainError(_("不能任命自己"), code="oneself")
    if not department.is_active:
        raise DomainError(_("这个部门已停用"), code="inactive")
    if serving(department) is not None:
        raise DomainError(_("这个部门已经有联络员了，请用“换人”"), code="taken")
    return give(
        department, person, actor=by.user, starts_on=starts_on, ends_on=ends_on, reason=reason
    )


@transaction.atomic
def give(
    department: Department,
    person: User,
    *,
    actor: User | None,
    starts_on: date | None = None,
    ends_on: date | None = None,
    reason: str = "",
) -> RoleGrant:
    """For the platform itself and for actions that have asked already."""
    grant = roles.give(
        DEPARTMENT_LIAISON,
        person,
        [department.area],
        actor=actor,
        starts_on=starts_on,
        ends_on=ends_on,
        reason=reason,
    )
    DepartmentScope.objects.create(grant=grant, department=department)
    details = {"user": person.pk, "grant": grant.pk}
    history.note("communities.liaison_appointed", department, actor=actor, details=details)
    return grant


@transaction.atomic
def replace(department: Department, successor: User, *, by: Viewer, reason: str) -> RoleGrant:
    """What is open goes to the successor, the old grant ends, the new one begins."""
    department = _lock(department)
    _require_over(department, by)
    held = _require_serving(department)
    if successor in {held.user, by.user}:
        raise DomainError(_("请另选一位"), field="phone")
    leaving.leave_post(held, successor, actor=by.actor, reason=reason)
    _note_end(department, held, by)
    return give(department, successor, actor=by.user, reason=reason)


@transaction.atomic
def end(department: Department, *, by: Viewer, reason: str, last_day: date | None = None) -> None:
    """The office stays empty: what comes for the department waits for the next one."""
    department = _lock(department)
    _require_over(department, by)
    held = _require_serving(department)
    if not reason.strip():
        raise DomainError(_("请写一句原因"), field="reason")
    grants.revoke_role(held, actor=by.user, reason=reason, last_day=last_day)
    _note_end(department, held, by)


def serving(department: Department) -> RoleGrant | None:
    """Holds the office in his own right, today or from a day to come."""
    rows = RoleGrant.objects.not_over().filter(
        role=DEPARTMENT_LIAISON,
        delegated_from__isnull=True,
        department_scopes__department=department,
    )
    return rows.select_related("user").first()


def _lock(department: Department) -> Department:
    return (
        Department.objects.select_for_update(of=("self",), no_key=True)
        .select_related("area")
        .get(pk=department.pk)
    )


def _require_over(department: Department, by: Viewer) -> None:
    if not roles.may_give(DEPARTMENT_LIAISON, [department.area], by):
        raise DomainError(_("这个部门的联络员不归您任免"), code="not_allowed")


def _require_serving(department: Department) -> RoleGrant:
    held = serving(department)
    if held is None:
        raise DomainError(_("这个部门现在没有联络员"), code="vacant")
    return held


def _note_end(department: Department, held: RoleGrant, by: Viewer) -> None:
    details = {"user": held.user_id, "grant": held.pk}
    history.note("communities.liaison_ended", department, actor=by.user, details=details)
