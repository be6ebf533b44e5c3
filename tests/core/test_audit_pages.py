"""What the auditor sees: events, seals, and whether the last verification found everything true."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from core import audit_seal, audit_verify, heartbeat, tasks


def test_the_auditor_sees_what_the_last_verification_found(enter, town, monkeypatch):
    # the town of the tests may be older than the minutes an event may wait for its seal
    monkeypatch.setattr(audit_verify, "PATIENCE", timedelta(days=1))
    client = enter("auditor")
    page = reverse("admin:core_auditevent_changelist")
    assert "还没有核对过" in client.get(page).content.decode()
    assert "审计链还没有核对过" in client.get("/admin/").content.decode()
    audit_verify.verify_and_remember([])
    assert "全部相符" in client.get(page).content.decode()
    assert "审计链" not in client.get("/admin/").content.decode()
    heartbeat.give(audit_verify.REMEMBERED, seals=1, chains=1, checkpoints=1, faults=["chain 3"])
    assert "chain 3" in client.get(page).content.decode()
    assert "审计链核对不符：chain 3" in client.get("/admin/").content.decode()


@pytest.mark.parametrize(("name", "status"), [("auditor", 302), ("system_admin", 403)])
def test_only_the_auditor_asks_for_a_verification(enter, town, monkeypatch, name, status):
    asked = []
    monkeypatch.setattr(tasks.verify_audit, "delay", lambda: asked.append(name))
    answer = enter(name).post(reverse("admin:core_auditevent_verify"))
    assert answer.status_code == status
    assert asked == (["auditor"] if status == 302 else [])


def test_the_auditor_finds_events_by_time_and_seals_by_chain(enter, town):
    client = enter("auditor")
    page = reverse("admin:core_auditevent_changelist")
    today = timezone.localdate().isoformat()
    for when, found in [
        ({"at_from_0": "2099-01-01", "at_from_1": "00:00:00"}, False),
        ({"at_to_0": "2020-01-01"}, False),
        ({"at_from_0": today, "at_to_0": today}, True),
        ({"at_from_0": "nonsense"}, True),
    ]:
        assert bool(client.get(page, when).context["cl"].result_count) is found
    assert client.get(page).context["cl"].result_count > 0
    audit_seal.seal_committed()
    seals = reverse("admin:core_auditseal_changelist")
    assert client.get(seals).status_code == 200
    assert enter("system_admin").get(seals).status_code == 403
