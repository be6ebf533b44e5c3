"""Grants, append-only triggers and row level security, made from what the models declare.

`migrate` calls `apply()` as wushe_owner. It is idempotent, and derived from the models alone:
a table cannot be forgotten, and a test compares the catalogue with the declarations.
"""

from django.apps import apps
from django.conf import settings
from django.db import connection, models
from django.db.backends.utils import CursorWrapper

from core.models.base import RowScope
from core.walls import THEIRS

REFUSE_CHANGE = """
CREATE OR REPLACE FUNCTION wushe_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'ledger % is append-only: a correction is a new row', TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END $$
"""

NEW_MARK = """
CREATE OR REPLACE FUNCTION wushe_new_mark() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE core_referencemark SET mark = gen_random_uuid();
    RETURN NULL;
END $$
"""


def ledgers() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if getattr(model, "is_ledger", False)]


def references() -> list[type[models.Model]]:
    """What each process keeps, until it changes (core.reference)."""
    return [model for model in apps.get_models() if getattr(model, "is_reference", False)]


def scope_of(model: type[models.Model]) -> RowScope | None:
    """Its own declaration, or the wall we put around a library's table."""
    return getattr(model, "row_scope", None) or THEIRS.get(model._meta.label)


def scoped() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if scope_of(model)]


def apply() -> None:
    role = connection.ops.quote_name(settings.DATABASE_APP_ROLE)
    with connection.cursor() as cursor:
        cursor.execute(f"GRANT USAGE ON SCHEMA public TO {role}")
        cursor.execute(
            f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role}"
        )
        cursor.execute(f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role}")
        cursor.execute(REFUSE_CHANGE)
        for model in ledgers():
            _close_ledger(cursor, connection.ops.quote_name(model._meta.db_table), role)
        for model in scoped():
            _wall_off(cursor, model)
        cursor.execute(NEW_MARK)
        for model in references():
            _watch(cursor, connection.ops.quote_name(model._meta.db_table))


def _close_ledger(cursor: CursorWrapper, table: str, role: str) -> None:
    """Neither the site nor, by accident, the owner may change what was written down."""
    cursor.execute(f"REVOKE UPDATE, DELETE, TRUNCATE ON {table} FROM {role}")
    cursor.execute(f"DROP TRIGGER IF EXISTS append_only ON {table}")
    cursor.execute(
        f"CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON {table}"
        " FOR EACH ROW EXECUTE FUNCTION wushe_refuse_change()"
    )


def _watch(cursor: CursorWrapper, table: str) -> None:
    cursor.execute(f"DROP TRIGGER IF EXISTS new_mark ON {table}")
    cursor.execute(
        f"CREATE TRIGGER new_mark AFTER INSERT OR UPDATE OR DELETE ON {table}"
        " FOR EACH STATEMENT EXECUTE FUNCTION wushe_new_mark()"
    )


def _wall_off(cursor: CursorWrapper, model: type[models.Model]) -> None:
    """ENABLE and FORCE: the policy binds the table's owner as well."""
    table = connection.ops.quote_name(model._meta.db_table)
    declared = scope_of(model)
    if declared is None:
        raise ValueError(f"{model._meta.label} declares no scope")
    predicate = declared.predicate(table)
    cursor.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
    cursor.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
    for policy in ("in_scope", "anyone_may_add"):
        cursor.execute(f"DROP POLICY IF EXISTS {policy} ON {table}")
    if declared.open_insert:
        cursor.execute(f"CREATE POLICY in_scope ON {table} FOR SELECT USING ({predicate})")
        cursor.execute(f"CREATE POLICY anyone_may_add ON {table} FOR INSERT WITH CHECK (true)")
    else:
        cursor.execute(
            f"CREATE POLICY in_scope ON {table} USING ({predicate}) WITH CHECK ({predicate})"
        )
