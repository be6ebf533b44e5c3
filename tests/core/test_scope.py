"""Row level security and grants: the wall behind the querysets, asked with raw SQL."""

import pytest
from django.apps import apps
from django.conf import settings
from django.db import DatabaseError, connection, transaction

from communities.models import Resident
from core import dbrules, scope, walls

pytestmark = pytest.mark.django_db


def count(table):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table}")
        return cursor.fetchone()[0]


def test_the_site_acts_as_a_role_that_owns_nothing():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_user, rolsuper, rolbypassrls, rolcreatedb, rolcreaterole,"
            " (SELECT count(*) FROM pg_class WHERE relowner = pg_roles.oid)"
            " FROM pg_roles WHERE rolname = current_user"
        )
        assert cursor.fetchone() == (settings.DATABASE_APP_ROLE, False, False, False, False, 0)


def test_every_declared_table_has_its_wall_and_every_ledger_its_lock():
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_class WHERE relrowsecurity AND relforcerowsecurity")
        walled = {name for (name,) in cursor.fetchall()}
        cursor.execute("SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname='append_only'")
        locked = {name for (name,) in cursor.fetchall()}
    assert walled == {model._meta.db_table for model in dbrules.scoped()}
    assert locked == {model._meta.db_table for model in dbrules.ledgers()}


def test_every_table_with_a_personal_field_declares_a_scope():
    from core.fields import PersonalField

    personal = {
        model
        for model in apps.get_models()
        if any(isinstance(field, PersonalField) for field in model._meta.local_fields)
    }
    # Offices and registers without a resident: a number typed into a reason lies sealed there.
    only_numbers = {
        model
        for model in personal
        if {f.name for f in model._meta.local_fields if isinstance(f, PersonalField)} == {"numbers"}
        and walls.WITHOUT.get(model._meta.label) in {walls.OFFICE, walls.NO_PERSON, walls.PUBLIC}
    }
    assert personal - only_numbers <= set(dbrules.scoped())


def test_every_table_is_walled_or_says_why_not():
    walled = {model._meta.label for model in dbrules.scoped()}
    every = {model._meta.label for model in apps.get_models(include_auto_created=True)}
    assert every == walled | set(walls.WITHOUT)
    assert not walled & set(walls.WITHOUT)


@pytest.mark.parametrize("model", dbrules.scoped(), ids=lambda model: model._meta.label)
def test_no_walled_table_shows_a_row_to_nobody(town, model):
    """Row by row where the town fills it, and in any case by the rule itself."""
    table = model._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_get_expr(polqual, polrelid) FROM pg_policy"
            " WHERE polname = 'in_scope' AND polrelid = %s::regclass",
            [table],
        )
        (rule,) = cursor.fetchone()
        cursor.execute(
            "SELECT set_config('wushe.communities', '', true), set_config('wushe.user', '', true)"
        )
    assert count(table) == 0
    assert "wushe.communities" in rule
    scope.declare(scope.EVERYTHING)


def test_a_connection_that_declared_nothing_sees_no_row(town):
    table = Resident._meta.db_table
    assert count(table) > 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('wushe.communities', '', true)")
        cursor.execute("SELECT set_config('wushe.user', '', true)")
    assert count(table) == 0
    assert count("accounts_user") == 0
    scope.declare(scope.EVERYTHING)


def test_a_scope_shows_its_own_communities_only(town):
    table = Resident._meta.db_table
    with scope.entered([town.community.pk]), connection.cursor() as cursor:
        cursor.execute(f"SELECT DISTINCT community_id FROM {table}")
        assert cursor.fetchall() == [(town.community.pk,)]


def test_a_row_cannot_be_written_into_a_foreign_community(town):
    resident = Resident.objects.filter(community=town.community).first()
    with (
        pytest.raises(DatabaseError, match="row-level security"),
        scope.entered([town.community.pk]),
        transaction.atomic(),
    ):
        Resident.objects.filter(pk=resident.pk).update(community=town.sibling)


def test_the_outer_scope_comes_back(town):
    everything = count(Resident._meta.db_table)
    with scope.entered([town.sibling.pk]):
        assert count(Resident._meta.db_table) < everything
    assert count(Resident._meta.db_table) == everything


@pytest.mark.parametrize("model", dbrules.ledgers(), ids=lambda m: m._meta.label)
@pytest.mark.parametrize("change", ["DELETE FROM {t}", "TRUNCATE {t}", "UPDATE {t} SET id = id"])
def test_the_site_may_not_change_a_ledger(model, change):
    with (
        pytest.raises(DatabaseError, match="permission denied"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(change.format(t=model._meta.db_table))
