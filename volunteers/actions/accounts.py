"""Somebody was written down at the desk, and has an account by now: it is his page."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from core.exceptions import DomainError
from core.refusals import refusing
from volunteers import history
from volunteers.actions import guards
from volunteers.models import Volunteer


@transaction.atomic
def link_account(volunteer: Volunteer, *, user: User, actor: User) -> Volunteer:
    """Staff see him and his telephone."""
    if actor.pk == user.pk:
        raise DomainError(_("不能给自己的账号办，请同事来办"), code="own_account")
    volunteer = guards.lock(volunteer)
    guards.require_here(volunteer)
    if volunteer.user_id is not None:
        raise DomainError(_("他已经关联了账号"), code="linked")
    give(volunteer, user, actor=actor)
    return volunteer


def give(volunteer: Volunteer, user: User, *, actor: User | None) -> None:
    """Under the lock of the row: the account keeps the number from now on."""
    volunteer.user, volunteer.phone = user, ""
    taken = DomainError(_("这个账号已经登记过志愿者"), code="already", field="phone")
    with refusing(volunteer_once_per_account=taken):
        volunteer.save()
    history.note("volunteers.linked", volunteer, actor=actor)
