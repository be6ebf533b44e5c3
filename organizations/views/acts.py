"""What can be done with an organisation, with a service, with a manager."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.roles import ORG_MANAGER
from accounts.viewer import Viewer
from communities.actions.roles import may_give
from communities.forms.base import NothingForm
from communities.views.acts import Act, table
from organizations.access import keeps_place
from organizations.actions import grades, hubs, managers, organizations, reviews, services
from organizations.forms import organizations as forms
from organizations.forms.hubs import HubForm
from organizations.forms.services import ServiceForm
from organizations.kinds import Family, Registration
from organizations.models import OfferedService, Organization, OrganizationScope
from organizations.queries import hubs as hub_queries
from organizations.workflow import CLOSE, CONFIRM, RESUME, SUSPEND, Status


def _step(step: Any) -> Any:
    def offered(_viewer: Viewer, organization: Organization) -> bool:
        return organization.is_kept and organization.status in step.sources

    return offered


def _keeps(_viewer: Viewer, organization: Organization) -> bool:
    return organization.is_kept and organization.status != Status.CLOSED


def _runs(_viewer: Viewer, organization: Organization) -> bool:
    return (organization.is_kept or organization.is_own) and organization.status != Status.CLOSED


def _only_own(_viewer: Viewer, organization: Organization) -> bool:
    return organization.is_own and not organization.is_kept and organization.status != Status.CLOSED


def _filed(viewer: Viewer, organization: Organization) -> bool:
    return _keeps(viewer, organization) and organization.registration == Registration.FILED


def _is_reviewed(viewer: Viewer, organization: Organization) -> bool:
    social = organization.family == Family.SOCIAL
    return social and _keeps(viewer, organization) and organization.status != Status.PROPOSED


def _is_registered(viewer: Viewer, organization: Organization) -> bool:
    registered = organization.registration == Registration.REGISTERED
    return registered and organization.family == Family.SOCIAL and _keeps(viewer, organization)


def _appoints(viewer: Viewer, organization: Organization) -> bool:
    return organization.status == Status.ACTIVE and may_give(
        ORG_MANAGER, [organization.area], viewer
    )


def _dismisses(viewer: Viewer, scope: OrganizationScope) -> bool:
    return may_give(ORG_MANAGER, [scope.organization.area], viewer)


def _is_offered(_viewer: Viewer, service: OfferedService) -> bool:
    return service.is_active


def _is_withdrawn(_viewer: Viewer, service: OfferedService) -> bool:
    return not service.is_active


def _price_waits(viewer: Viewer, service: OfferedService) -> bool:
    """For who keeps the register and did not say it himself; an organisation does not approve what
    it asks for."""
    if service.is_priced or service.price_said_by_id == viewer.user_id:
        return False
    return keeps_place(viewer, service.organization.area)


def _any(_viewer: Viewer, _service: OfferedService) -> bool:
    return True


ORGANIZATION_ACTS = table(
    Act(
        "confirm", _("确认入册"), NothingForm, organizations.confirm,
        _("已收入名册"), _step(CONFIRM), "check", _("确认以后，它服务的社区的居民就看得到。"),
    ),
    Act(
        "decline", _("不收入"), forms.ReasonForm, organizations.decline,
        _("已写明原因"), _step(CONFIRM), "close",
    ),
    Act(
        "renew", _("续备案"), forms.RenewForm, organizations.renew_filing,
        _("有效期改好了"), _filed, "calendar",
    ),
    Act(
        "review", _("年度检查"), forms.ReviewForm, reviews.review,
        _("记下了，居民看得到结论"), _is_reviewed, "check",
        _("每年 3 月 31 日前看上一年：成员、活动、账目和章程，看过写结论。"),
    ),
    Act(
        "rate", _("评估等级"), forms.GradeForm, grades.rate,
        _("记下了，居民看得到"), _is_registered, "star", _("照评估证书或牌匾填。"),
    ),
    Act(
        "offer", _("新增服务"), ServiceForm, services.offer,
        _("加上了；收费的，批准以后居民才看得到"), _runs, "plus",
    ),
    Act(
        "contact", _("联系人"), forms.ContactForm, organizations.set_contact,
        _("联系人改好了"), _runs, "phone",
    ),
    Act(
        "areas", _("服务范围"), forms.AreasForm, organizations.set_service_areas,
        _("服务范围改好了"), _keeps, "pin",
    ),
    Act(
        "correct", _("更正资料"), forms.FactsForm, organizations.correct,
        _("资料改好了，原来的留在沿革里"), _keeps, "edit",
    ),
    Act(
        "particulars", _("改公开资料"), forms.ParticularsForm, organizations.correct,
        _("改好了，居民马上看得到"), _only_own, "edit",
    ),
    Act(
        "join-hub", _("加入枢纽"), HubForm, hubs.ask,
        _("提了，枢纽的负责人收到消息"), hub_queries.may_ask, "link",
        _("成为成员以后，枢纽可以替它递交备案材料，也只看得到自己成员的。"),
    ),
    Act(
        "appoint", _("定负责人"), forms.AppointForm, managers.appoint_manager,
        _("定好了，他下次点页面就能用"), _appoints, "user",
        _("负责人管自己组织的资料和服务，看不到居民名册。请他先用手机号登录一次。"),
    ),
    Act(
        "suspend", _("暂停"), forms.ReasonForm, organizations.suspend,
        _("暂停了，居民暂时看不到它"), _step(SUSPEND), "pause", "", True,
    ),
    Act(
        "resume", _("恢复"), NothingForm, organizations.resume,
        _("恢复了"), _step(RESUME), "check",
    ),
    Act(
        "close", _("退出名册"), forms.ReasonForm, organizations.close,
        _("已退出名册"), _step(CLOSE), "close",
        _("退出以后不能再改，负责人的身份一并收回；以后回来要重新登记。"), True,
    ),
)  # fmt: skip

SERVICE_ACTS = table(
    Act(
        "change", _("改这项服务"), ServiceForm, services.change,
        _("改好了；改了收费的，批准以后居民才看得到"), _any, "edit",
    ),
    Act(
        "approve-price", _("批准收费"), NothingForm, services.approve_price,
        _("已批准，居民看得到这项服务和收费"), _price_waits, "check",
        _("看过收多少、谁免费再批；公开时写明哪天由谁批准。"),
    ),
    Act(
        "withdraw", _("停止这项服务"), NothingForm, services.withdraw,
        _("停了，居民不再看到"), _is_offered, "pause", _("以后可以再恢复。"), True,
    ),
    Act(
        "take-up", _("恢复这项服务"), NothingForm, services.take_up,
        _("恢复了"), _is_withdrawn, "check",
    ),
)  # fmt: skip

MANAGER_ACTS = table(
    Act(
        "dismiss", _("负责人卸任"), forms.ReasonForm, managers.dismiss_manager,
        _("卸任了，马上生效"), _dismisses, "close", "", True,
    ),
)  # fmt: skip
