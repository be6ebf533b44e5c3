"""Chains that hold: sealed in commit order, never a rolled-back row, never two leaders, and no
change by the owner of the database goes unseen."""

import hashlib
import threading
import uuid
from io import StringIO
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from core import audit, audit_seal, audit_verify, leader, person_keys, scope
from core.models import AuditCheckpoint, AuditEvent, AuditFloor, AuditSeal
from tests.core.audit_help import as_superuser
from tests.races import meet_inside, together
from tests.waiting import wait_until

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def checkpoint_file(settings, tmp_path):
    settings.AUDIT_CHECKPOINT_FILE = str(tmp_path / "audit" / "checkpoints.jsonl")
    return Path(settings.AUDIT_CHECKPOINT_FILE)


def happen(*scopes, **details):
    with scope.entered(scope.EVERYTHING):
        for number, place in enumerate(scopes):
            audit.record("x.happened", actor=None, scope=place, details={"n": number} | details)


def chain(number):
    return list(
        AuditSeal.objects.filter(chain=number)
        .order_by("seq")
        .values_list("seq", "event__details__n")
    )


def faults(file):
    return [str(fault) for fault in audit_verify.verify([file]).faults]


def test_each_scope_has_its_own_chain_and_none_is_chain_zero():
    happen(5, 6, None, 5)
    assert audit_seal.seal_committed() == 4
    assert chain(5) == [(1, 0), (2, 3)]
    assert chain(6) == [(1, 1)]
    assert chain(0) == [(1, 2)]
    assert audit_seal.seal_committed() == 0


def test_a_late_commit_is_sealed_after_what_was_committed_before_it():
    """Its id is smaller, its transaction older; the floor must not have passed it by."""
    begun, may_commit = threading.Event(), threading.Event()

    def slow():
        audit.record("x.happened", actor=None, scope=5, details={"n": "slow"})
        begun.set()
        may_commit.wait(10)

    def fast():
        begun.wait(10)
        happen(5, n="fast")
        audit_seal.seal_committed()
        audit_seal.seal_committed()
        sealed_without_it = chain(5)
        may_commit.set()
        return sealed_without_it

    thread = threading.Thread(target=lambda: together(slow))
    thread.start()
    assert fast() == [(1, "fast")]
    thread.join()
    assert audit_seal.seal_committed() == 1
    assert chain(5) == [(1, "fast"), (2, "slow")]


def test_what_is_rolled_back_is_never_sealed():
    with scope.entered(scope.EVERYTHING):
        audit.record("x.happened", actor=None, scope=5)
        transaction.set_rollback(True)
    with scope.entered(scope.EVERYTHING):
        with transaction.atomic():
            audit.record("x.happened", actor=None, scope=5, details={"n": "lost"})
            transaction.set_rollback(True)
        audit.record("x.happened", actor=None, scope=5, details={"n": "kept"})
    audit_seal.seal_committed()
    assert chain(5) == [(1, "kept")]


def test_more_than_one_batch_is_sealed_in_one_go(monkeypatch, checkpoint_file):
    monkeypatch.setattr(audit_seal, "BATCH", 3)
    happen(*[5] * 10)
    assert audit_seal.seal_committed() == 10
    assert [seq for seq, _ in chain(5)] == list(range(1, 11))
    assert floor() > 0
    assert faults(checkpoint_file) == []


def floor():
    return AuditFloor.objects.get().transaction


def test_the_search_begins_where_the_last_one_ended(django_assert_max_num_queries):
    happen(5)
    audit_seal.seal_committed()
    first = floor()
    happen(5)
    audit_seal.seal_committed()
    # Any open transaction of the whole cluster, a neighbouring test's too, holds the floor back.
    wait_until(lambda: audit_seal.seal_committed() or floor() > first)
    with django_assert_max_num_queries(9):
        audit_seal.seal_committed()


def test_a_restored_database_whose_numbers_begin_again_is_still_sealed():
    happen(5)
    audit_seal.seal_committed()
    AuditFloor.objects.update(transaction=2**60)
    happen(5)
    assert audit_seal.seal_committed() == 1


def test_two_sealers_at_once_write_one_chain(monkeypatch, checkpoint_file):
    happen(*[5] * 20)
    meeting = meet_inside(monkeypatch, audit_seal, "_append")
    outcomes = together(*[audit_seal.seal_committed] * 2, communities=None)
    assert sorted(outcome.value for outcome in outcomes) == [0, 20]
    assert not meeting.happened
    assert faults(checkpoint_file) == []


def test_control_without_a_leader_two_sealers_collide(monkeypatch):
    happen(*[5] * 20)
    monkeypatch.setattr(leader, "am_leader", lambda duty: True)
    meeting = meet_inside(monkeypatch, audit_seal, "_append")
    outcomes = together(*[audit_seal.seal_committed] * 2, communities=None)
    assert meeting.happened
    assert any(outcome.error for outcome in outcomes)


# --- checkpoints ------------------------------------------------------------------------------


def test_a_chain_gets_its_checkpoint_after_a_minute_of_quiet(monkeypatch, checkpoint_file):
    happen(5, 6)
    audit_seal.seal_committed()
    assert not AuditCheckpoint.objects.exists()
    monkeypatch.setattr(audit_seal, "CHECKPOINT_AFTER", audit_seal.CHECKPOINT_AFTER * 0)
    audit_seal.seal_committed()
    assert set(AuditCheckpoint.objects.values_list("chain", "seq")) == {(5, 1), (6, 1)}
    assert len(checkpoint_file.read_text().splitlines()) == 2
    audit_seal.seal_committed()
    assert AuditCheckpoint.objects.count() == 2


def test_an_unwritable_file_is_an_error_in_the_log_and_stops_nothing(settings, error_log, tmp_path):
    (tmp_path / "plain file").write_text("")
    settings.AUDIT_CHECKPOINT_FILE = str(tmp_path / "plain file" / "points.jsonl")
    happen(5)
    assert audit_seal.seal_committed(checkpoint_now=True) == 1
    assert "could not be written" in error_log.pop().getMessage()


def test_a_missing_key_is_named(settings):
    settings.AUDIT_KEY = ""
    happen(5)
    with pytest.raises(ImproperlyConfigured, match="WUSHE_AUDIT_KEY"):
        audit_seal.seal_committed(checkpoint_now=True)


# --- tampering as the owner of the database ------------------------------------------------------


def recompute_everything(cursor):
    """All hashes anew, as the sealer would make them: only a signature can tell."""
    previous = {}
    for seal in AuditSeal.objects.order_by("chain", "seq").select_related("event"):
        before = previous.get(seal.chain, audit_seal.GENESIS)
        digest = audit_seal.link(seal.event, chain=seal.chain, seq=seal.seq, previous=before)
        cursor.execute(
            "UPDATE core_auditseal SET prev_hash = %s, hash = %s WHERE id = %s",
            [before, digest, seal.pk],
        )
        previous[seal.chain] = digest


def edit(cursor, event):
    cursor.execute("UPDATE core_auditevent SET details = '{\"n\": 99}' WHERE id = %s", [event])


def delete(cursor, event):
    cursor.execute("DELETE FROM core_auditseal WHERE event_id = %s", [event])
    cursor.execute("DELETE FROM core_auditevent WHERE id = %s", [event])


def swap(cursor, event):
    cursor.execute("UPDATE core_auditseal SET event_id = -1 WHERE event_id = %s", [event])
    cursor.execute(
        "UPDATE core_auditseal SET event_id = %s WHERE event_id = %s", [event, event + 1]
    )
    cursor.execute("UPDATE core_auditseal SET event_id = %s WHERE event_id = -1", [event + 1])


def cut_the_tail(cursor, event):
    cursor.execute("DELETE FROM core_auditseal WHERE event_id >= %s", [event])
    cursor.execute("DELETE FROM core_auditevent WHERE id >= %s", [event])
    cursor.execute("DELETE FROM core_auditcheckpoint")


def rewrite_all(cursor, event):
    edit(cursor, event)
    recompute_everything(cursor)
    cursor.execute("DELETE FROM core_auditcheckpoint")


def rewrite_all_and_forge_checkpoints(cursor, event):
    edit(cursor, event)
    recompute_everything(cursor)
    last = AuditSeal.objects.order_by("-seq").first()
    cursor.execute(
        "UPDATE core_auditcheckpoint SET hash = %s, signature = %s",
        [bytes(last.hash), hashlib.sha512(b"guess").digest()],
    )


def insert_into_the_past(cursor, event):
    cursor.execute("UPDATE core_auditseal SET seq = -seq WHERE event_id >= %s", [event])
    cursor.execute("UPDATE core_auditseal SET seq = -seq + 1 WHERE seq < 0")
    cursor.execute(
        "INSERT INTO core_auditevent (verb, details, sealed, object_type, object_id, request_id,"
        " \"grant\", scope) VALUES ('x.forged', '{}', '', '', '', '', '', 5)"
        " RETURNING id"
    )
    forged = cursor.fetchone()[0]
    cursor.execute(
        "INSERT INTO core_auditseal (event_id, chain, seq, prev_hash, hash)"
        " VALUES (%s, 5, 4, %s, %s)",
        [forged, bytes(32), bytes(32)],
    )


def replace_the_ciphertext(cursor, event):
    cursor.execute("UPDATE core_auditevent SET sealed = '\\x00' WHERE id = %s", [event])


TAMPERS = [
    edit,
    delete,
    swap,
    cut_the_tail,
    rewrite_all,
    rewrite_all_and_forge_checkpoints,
    insert_into_the_past,
    replace_the_ciphertext,
]


@pytest.fixture
def told(checkpoint_file):
    """Seven events in one chain, sealed and signed; the fourth will be tampered with."""
    person = uuid.uuid4()
    with scope.entered(scope.EVERYTHING):
        for number in range(7):
            audit.record(
                "x.happened",
                actor=None,
                scope=5,
                details={"n": number},
                sensitive={"phone": "13812348000"},
                subject=person,
            )
    audit_seal.seal_committed(checkpoint_now=True)
    return {
        "events": list(AuditEvent.objects.order_by("id").values_list("pk", flat=True)),
        "person": person,
    }


def test_an_untouched_chain_verifies_clean(told, checkpoint_file):
    out = StringIO()
    call_command("verify_audit", checkpoints=[checkpoint_file], stdout=out)
    assert "7 seals in 1 chains verified against 2 signed checkpoints" in out.getvalue()


@pytest.mark.parametrize("tamper", TAMPERS, ids=lambda tamper: tamper.__name__)
def test_tampering_as_owner_of_the_database_is_caught_and_named(told, checkpoint_file, tamper):
    fourth = told["events"][3]
    with as_superuser() as cursor:
        tamper(cursor, fourth)
    err = StringIO()
    with pytest.raises(CommandError, match="the audit was changed"):
        call_command("verify_audit", checkpoints=[checkpoint_file], stderr=err)
    named = err.getvalue()
    assert "seal 4" in named or "seal 7" in named or "checkpoint 5#7" in named
    assert ("not signed with our key" in named) == (tamper is rewrite_all_and_forge_checkpoints)
    if tamper not in {rewrite_all, rewrite_all_and_forge_checkpoints}:
        assert "seal 4" in named


def test_control_without_the_file_a_cut_tail_would_pass(told, tmp_path):
    with as_superuser() as cursor:
        cut_the_tail(cursor, told["events"][3])
    assert faults(tmp_path / "elsewhere") == []


def test_a_lost_file_is_a_fault_of_its_own(told, checkpoint_file):
    checkpoint_file.unlink()
    assert "missing" in faults(checkpoint_file)[0]


def test_hiding_events_from_the_sealer_is_noticed(told, checkpoint_file):
    with as_superuser() as cursor:
        cursor.execute(
            "INSERT INTO core_auditevent (verb, details, sealed, object_type, object_id,"
            ' request_id, "grant", at, transaction)'
            " VALUES ('x.hidden', '{}', '', '', '', '', '', now() - interval '1 hour', 0)"
        )
    audit_seal.seal_committed()
    assert "never sealed" in faults(checkpoint_file)[0]


def test_an_erased_person_leaves_a_chain_that_verifies(told, checkpoint_file):
    with scope.entered(scope.EVERYTHING):
        person_keys.erase(told["person"])
    assert faults(checkpoint_file) == []
    assert audit.open_sensitive(AuditEvent.objects.first()) is None


def test_the_floor_is_a_memory_that_may_be_lost(told, checkpoint_file):
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM core_auditfloor")
    happen(5)
    assert audit_seal.seal_committed(checkpoint_now=True) == 1
    assert faults(checkpoint_file) == []
