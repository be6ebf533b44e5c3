"""What a table may say about itself, so that the database can hold it to its word.

`core.dbrules` reads these declarations after every `migrate` and makes grants, triggers and
row level security from them.
"""

from dataclasses import dataclass

from django.db import models

# An unset setting reads as NULL, one that was set in an earlier transaction as ''. Each stands in
# a sub-select, which PostgreSQL evaluates once per statement instead of once per row.
SETTING = "nullif(current_setting('wushe.communities', true), '')"
DECLARED = f"(SELECT {SETTING} IS NOT NULL)"
EVERYTHING = f"(SELECT {SETTING} = '*')"
COMMUNITIES = f"(SELECT string_to_array(nullif({SETTING}, '*'), ',')::bigint[])::bigint[]"
_OFFICES = "(SELECT string_to_array(nullif(current_setting('{}', true), ''), ',')::bigint[])"
ORGANIZATIONS = _OFFICES.format("wushe.organizations") + "::bigint[]"
DEPARTMENTS = _OFFICES.format("wushe.departments") + "::bigint[]"
_BELONGING = 'EXISTS (SELECT 1 FROM "{owner}" WHERE "{owner}"."id" = {table}."{column}")'
_POINTING = 'EXISTS (SELECT 1 FROM "{other}" WHERE "{other}"."{column}" = {table}."id")'
USER = "(SELECT nullif(current_setting('wushe.user', true), '')::bigint)"


@dataclass(frozen=True)
class RowScope:
    """Who may see a row at all: the second wall behind the querysets.

    A row is there for a transaction whose scope (core.scope) names the row's `community`,
    or its `home` (of somebody who came to another place's thing: his own place has him, too),
    or whose user is the row's `person` (or its `other` one), or which acts for the row's
    `organization` (or its `third` party) or `department`. `among="table.column"`: also where a row
    of that table, there by its own wall, points here (somebody who works in several communities).
    `with_owner="table.column"`: also where the row of that table, which this one's column names,
    is there by its own wall (what a volunteer can, to himself, wherever he serves).
    `declared=True` is for tables that sign-in must be
    able to read before it knows anyone: any declared scope will do, an undeclared one sees
    nothing. `shared=True` also shows rows without a community to every declared scope.
    `open_insert=True` lets everybody add rows that only these may read (the audit).
    """

    community: str = ""
    home: str = ""
    person: str = ""
    other: str = ""
    organization: str = ""
    third: str = ""
    department: str = ""
    among: str = ""
    with_owner: str = ""
    declared: bool = False
    shared: bool = False
    open_insert: bool = False

    def predicate(self, table: str = "") -> str:
        """The policy as SQL; a scope that was never declared makes every branch NULL."""
        if self.declared:
            return DECLARED
        ways = [EVERYTHING]
        if self.community:
            ways.append(f'"{self.community}" = ANY ({COMMUNITIES})')
            if self.shared:
                ways.append(f'("{self.community}" IS NULL AND {DECLARED})')
        if self.home:
            ways.append(f'"{self.home}" = ANY ({COMMUNITIES})')
        ways += [f'"{column}" = {USER}' for column in (self.person, self.other) if column]
        for column in (self.organization, self.third):
            if column:
                ways.append(f'"{column}" = ANY ({ORGANIZATIONS})')
        if self.department:
            ways.append(f'"{self.department}" = ANY ({DEPARTMENTS})')
        if self.among:
            other, column = self.among.split(".")
            ways.append(_POINTING.format(other=other, column=column, table=table))
        if self.with_owner:
            owner, column = self.with_owner.split(".")
            ways.append(_BELONGING.format(owner=owner, column=column, table=table))
        return " OR ".join(ways)


class Ledger(models.Model):
    """An append-only table: rows are added, never changed or removed, in the database too."""

    is_ledger = True

    class Meta:
        abstract = True
