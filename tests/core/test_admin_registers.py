"""The platform's registers: outbox, wordings, audit; accounts and grants of the security admin."""

from datetime import timedelta

import pytest
from django.contrib import admin
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import RoleGrant, User
from accounts.roles import COMMUNITY_SECRETARY, STREET_OFFICIAL
from core.messaging import templates
from core.models import AuditEvent, MessageTemplate, OutboxMessage
from core.subscriptions import by_name

Status = OutboxMessage.Status


def url(model, page="changelist", *args):
    return reverse(f"admin:{model}_{page}", args=args)


def text(answer):
    return answer.content.decode()


def parked(count=1, **values):
    return OutboxMessage.objects.bulk_create(
        OutboxMessage(
            topic="x",
            subscriber=next(iter(by_name)),
            key=f"k{number}",
            status=Status.PARKED,
            attempts=8,
            last_error="网关不通",
            **values,
        )
        for number in range(count)
    )


# --- outbox -------------------------------------------------------------------------------------
def test_the_outbox_shows_depth_age_and_reasons(enter, town):
    OutboxMessage.objects.all().delete()
    parked(2)
    old = timezone.now() - timedelta(hours=3)
    OutboxMessage.objects.create(topic="x", subscriber="y", key="z", created_at=old)
    client = enter("system_admin")
    page = client.get(url("core_outboxmessage"))
    assert page.context["depth"]["parked"] == 2
    assert page.context["depth"]["waiting"] == 1
    assert "3 小时" in text(page).replace("\xa0", " ")
    assert "网关不通" in text(page)
    home = text(client.get("/admin/"))
    assert "2 项副作用搁置待查" in home
    assert "发件箱积压" in home


@pytest.mark.parametrize("how", ["chosen", "all"])
def test_parked_rows_are_retried_and_it_is_written_down(enter, town, how):
    rows = parked(3)
    client = enter("system_admin")
    if how == "chosen":
        chosen = {"action": "retry", "_selected_action": [row.pk for row in rows]}
        client.post(url("core_outboxmessage"), chosen)
    else:
        client.post(reverse("admin:core_outboxmessage_retry_all"))
    assert not OutboxMessage.objects.filter(status=Status.PARKED).exists()
    event = AuditEvent.objects.get(verb="core.outbox_retried")
    assert (event.actor, event.details["count"]) == (town.system_admin, 3)


def test_the_outbox_is_read_only_and_for_one_role(enter, town):
    row = parked()[0]
    client = enter("system_admin")
    assert client.get(url("core_outboxmessage", "change", row.pk)).status_code == 200
    post = client.post(url("core_outboxmessage", "change", row.pk), {"status": "done"})
    assert post.status_code == 403
    assert client.get(url("core_outboxmessage", "add")).status_code == 403
    assert enter("secretary").get(url("core_outboxmessage")).status_code == 403
    answer = enter("auditor").post(reverse("admin:core_outboxmessage_retry_all"))
    assert answer.status_code == 403
    row.refresh_from_db()
    assert row.status == Status.PARKED


# --- wordings -----------------------------------------------------------------------------------
def test_a_changed_wording_is_a_new_version(enter, town):
    templates.ensure_defaults()
    row = MessageTemplate.objects.filter(code="communities.notice", language="zh-hans").latest("pk")
    client = enter("system_admin")
    address = url("core_messagetemplate", "change", row.pk)
    form = client.get(address).context["adminform"].form
    data = {name: form[name].value() for name in form.fields}
    data = {name: "" if value is None else value for name, value in data.items()}
    data["provider_params"] = "[]"
    moment = {"active_from_0": "2026-01-01", "active_from_1": "08:00:00"}
    answer = client.post(address, {**data, **moment, "wording": "请看：{title}"})
    assert answer.status_code == 302, text(answer)
    row.refresh_from_db()
    assert row.wording != "请看：{title}"
    newest = MessageTemplate.objects.filter(code=row.code, language="zh-hans").latest("pk")
    assert (newest.version, newest.created_by) == (row.version + 1, town.system_admin)
    refused = client.post(address, {**data, **moment, "wording": "{phone}"})
    assert refused.status_code == 200
    assert "没有“{phone}”这一项" in text(refused)


def test_the_page_says_why_the_chinese_wording_of_the_code_stays(enter, town):
    templates.ensure_defaults()
    row = MessageTemplate.objects.get(
        code="accounts.sign_in_code", channel="sms", language="zh-hans"
    )
    client = enter("system_admin")
    address = url("core_messagetemplate", "change", row.pk)
    form = client.get(address).context["adminform"].form
    data = {name: form[name].value() for name in form.fields}
    data = {name: "" if value is None else value for name, value in data.items()}
    data |= {"provider_params": "[]", "is_retired": "on"}
    data |= {"active_from_0": "2026-01-01", "active_from_1": "08:00:00"}
    answer = client.post(address, data)
    assert "读中文的人就会收到外文" in text(answer)
    assert not MessageTemplate.objects.filter(is_retired=True).exists()


# --- audit --------------------------------------------------------------------------------------
def test_the_auditor_reads_every_community_and_no_persons_data(enter, town):
    client = enter("auditor")
    page = client.get(url("core_auditevent"))
    scopes = set(page.context["cl"].queryset.values_list("scope", flat=True))
    assert {town.community.pk, town.far_community.pk} <= scopes
    assert "建档" in text(page)
    event = AuditEvent.objects.filter(object_type="communities.resident").first()
    detail = text(client.get(url("core_auditevent", "change", event.pk)))
    for secret in ("张桂芳", "13900000001", town.people["resident"].id_number.open()):
        assert secret not in text(page)
        assert secret not in detail


@pytest.mark.parametrize("name", ["secretary", "system_admin", "security_admin"])
def test_nobody_else_reads_the_audit(enter, town, name):
    assert enter(name).get(url("core_auditevent")).status_code == 403


def test_the_audit_changes_nothing(enter, town):
    client = enter("auditor")
    event = AuditEvent.objects.first()
    assert client.post(url("core_auditevent", "change", event.pk), {}).status_code == 403
    assert client.get(url("core_auditevent", "add")).status_code == 403
    assert client.post(url("core_auditevent", "delete", event.pk)).status_code == 403


# --- accounts and grants ------------------------------------------------------------------------
def test_accounts_are_masked_found_whole_and_closed(enter, town):
    client = enter("security_admin")
    page = text(client.get(url("accounts_user")))
    assert "138****0001" in page
    assert "13800000001" not in page
    found = client.get(url("accounts_user"), {"q": "13800000001"})
    assert [row.pk for row in found.context["cl"].result_list] == [town.secretary.pk]
    chosen = {"_selected_action": [town.secretary.pk, town.security_admin.pk]}
    answer = client.post(url("accounts_user"), {"action": "block", **chosen}, follow=True)
    assert "不能停用自己" in text(answer)
    assert not User.objects.get(pk=town.secretary.pk).is_active
    assert User.objects.get(pk=town.security_admin.pk).is_active
    client.post(url("accounts_user"), {"action": "unblock", **chosen})
    assert User.objects.get(pk=town.secretary.pk).is_active


@pytest.mark.parametrize("name", ["secretary", "system_admin", "auditor"])
def test_accounts_and_grants_are_for_the_security_administrator(enter, town, name):
    client = enter(name)
    assert client.get(url("accounts_user")).status_code == 403
    assert client.get(url("accounts_rolegrant")).status_code == 403


def test_roles_are_given_and_taken_back_by_the_actions(enter, town):
    client = enter("security_admin")
    data = {
        "user": town.stranger.pk,
        "role": COMMUNITY_SECRETARY,
        "area": town.sibling.pk,
        "starts_on": timezone.localdate().isoformat(),
        "reason": "到任",
    }
    answer = client.post(url("accounts_rolegrant", "add"), data)
    assert answer.status_code == 302, text(answer)
    grant = RoleGrant.objects.get(user=town.stranger)
    assert (grant.granted_by, grant.area_scopes.get().area) == (town.security_admin, town.sibling)
    wrong = client.post(url("accounts_rolegrant", "add"), {**data, "role": STREET_OFFICIAL})
    assert wrong.status_code == 200  # a street official is not of a community
    assert "不能管这一级" in text(wrong)
    forged = client.post(url("accounts_rolegrant", "add"), {**data, "role": "auditor"})
    assert forged.status_code == 200
    client.post(url("accounts_rolegrant"), {"action": "dismiss", "_selected_action": [grant.pk]})
    grant.refresh_from_db()
    assert grant.revoked_at


# --- all of them --------------------------------------------------------------------------------
def registers():
    return sorted(admin.site._registry, key=lambda model: model._meta.label)


@pytest.mark.parametrize("model", registers(), ids=lambda model: model._meta.label_lower)
def test_every_register_opens_for_those_it_is_for_and_is_bounded(enter, town, model):
    register = admin.site._registry[model]
    assert register.duties
    assert register.list_per_page <= 100
    readers = [
        name
        for name in ("staff", "secretary", "system_admin", "security_admin", "auditor")
        if set(register.duties) & (town.viewer(name).role.tends | town.viewer(name).role.looks_at)
    ]
    for name in readers:
        client = enter(name)
        route = f"{model._meta.app_label}_{model._meta.model_name}"
        page = client.get(url(route))
        assert page.status_code == 200, text(page)
        client.get(url(route))
        with CaptureQueriesContext(connection) as queries:
            client.get(url(route), {"q": "x"} if register.search_fields else {})
        assert len(queries) <= 25, "\n".join(query["sql"] for query in queries.captured_queries)
        if register.has_add_permission(page.wsgi_request):
            assert client.get(url(route, "add")).status_code == 200
