"""What holds for an activity because a neighbour was asked, or agreed: its own steps ask here.

The activity is locked by whoever comes.
"""

from django.urls import reverse
from django.utils.translation import gettext as _

from activities.actions import telling
from activities.models import Activity, Enclave
from activities.workflow import Asked, Sharing, Status
from core import messaging
from core.exceptions import DomainError
from organizations.actions.readers import managers_of, readers, staff_of


def require_answered(activity: Activity) -> None:
    """Nobody reads of a neighbour's room before the neighbour has said yes."""
    if activity.enclaves.filter(status=Asked.ASKED).exists():
        raise DomainError(_("对方还没有答复：等答应了，或者收回约定，再发布"), code="host_asked")


def require_alone(activity: Activity) -> None:
    if activity.enclaves.standing().exists():
        raise DomainError(_("飞地活动一场一场地约，不能成批排"), code="shared")


def after_correction(activity: Activity, *, moved: bool) -> None:
    """A room was promised for an hour: at another the neighbour is asked again, and what everybody
    has read of already is not moved in his house."""
    found = activity.enclaves.standing().select_related("host", "host_unit").first()
    if found is None:
        return
    found.activity = activity
    if activity.has_roster:
        raise DomainError(_("孩子的课堂不能和外面一起办：接送名单只在本社区"), field="has_roster")
    if found.host_unit_id and found.host_unit_id == activity.organization_id:
        raise DomainError(_("场地就是这个单位的，先收回约定"), field="organization")
    if not moved or found.sharing != Sharing.ROOM or not found.is_agreed:
        return
    if activity.status == Status.PUBLISHED:
        raise DomainError(
            _("时间和地点是和{name}说好的，发布以后不能单方面改：要改，取消了重新约").format(
                name=found.neighbour
            ),
            field="place",
        )
    found.status, found.answered_by, found.answered_at = Asked.ASKED, None, None
    found.save(update_fields=["status", "answered_by", "answered_at"])
    forget(activity)
    tell_host(found, "activities.enclave_asked", mark=f"again:{activity.revision}")


def after_end(activity: Activity, *, was_public: bool) -> None:
    """Called off, or not agreed to by its own desk: the neighbour need not wait, nor prepare."""
    found = activity.enclaves.standing().first()
    if found is None:
        return
    found.activity = activity
    if was_public:
        tell_host(found, "activities.enclave_off", mark="off")
        return
    found.status = Asked.WITHDRAWN
    found.save(update_fields=["status"])
    forget(activity)


def forget(activity: Activity) -> None:
    """Among ourselves again."""
    activity.sharing, activity.host, activity.host_unit = "", None, None
    activity.save(update_fields=["sharing", "host", "host_unit"])


def readers_at_host(enclave: Enclave) -> list[int]:
    """Who answers there."""
    if enclave.host_id is not None:
        return readers(staff_of(enclave.host_id))
    return readers(managers_of(enclave.host_unit_id or 0))


def tell_host(enclave: Enclave, kind: str, *, mark: str) -> None:
    activity = enclave.activity
    holder = activity.organization or activity.community
    messaging.send_many(
        kind,
        to_users=readers_at_host(enclave),
        scope=enclave.host_id or activity.community_id,
        context={
            **telling.context_of(activity),
            "holder": holder.name,
        },
        dedup_key=f"{kind}:{enclave.pk}:{mark}",
        link=page_of(enclave),
    )


def page_of(enclave: Enclave) -> str:
    return reverse("activities:enclave", args=[enclave.pk])
