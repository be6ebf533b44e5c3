"""The one statement that turns steps into figures, and what it is made of.

A step of a grid counts for the grid, its community and every place above; each place gets the
whole and every breakdown (`insights.kept`), of the day and of the month. Steps that say who are
counted as people, too: of a month, a quarter and a year.
"""

import json
from typing import Any

from django.utils import timezone

from insights.kept import BREAKDOWNS, WHOLE, name_of

ALL = "*"
_CELLS = 'SELECT measure, area_id, span, starts_on, "by", "of", value FROM cells UNION ALL'
FRESH = "transaction >= %(floor)s AND transaction < %(bound)s AND id > %(after)s"
COUNTED = "(transaction < %(floor)s OR id <= %(after)s)"
OF_MONTHS = f"{COUNTED} AND at >= %(since)s AND at < %(until)s"
OF_MEASURE = " AND measure = %(measure)s"

_SPREAD = """
WITH source AS MATERIALIZED (
    SELECT measure, scope, at, dims, who, delta FROM core_tallydelta WHERE {which}
),
kept AS (
    SELECT line->>'measure' AS measure, line->>'by' AS "by",
           ARRAY(SELECT jsonb_array_elements_text(line->'keys')) AS keys
    FROM jsonb_array_elements(%(kept)s::jsonb) AS line
),
placed AS (
    SELECT source.measure, (source.at AT TIME ZONE %(zone)s)::date AS day, source.dims, source.who,
           coalesce(area.path, '/' || source.scope || '/') AS path, sum(source.delta) AS delta
    FROM source
    LEFT JOIN communities_area area
        ON area.id = coalesce(nullif(source.dims->>'grid', '')::bigint, source.scope)
    GROUP BY 1, 2, 3, 4, 5
),
named AS (
    SELECT placed.measure, path, "by", day, part.name AS "of", sum(delta) AS delta
    FROM placed
    JOIN kept ON kept.measure = placed.measure OR kept.measure = '*'
    CROSS JOIN LATERAL (SELECT CASE cardinality(keys)
        WHEN 0 THEN ''
        WHEN 1 THEN coalesce(dims->>keys[1], '')
        ELSE (
            SELECT string_agg(coalesce(dims->>key, ''), '·' ORDER BY place)
            FROM unnest(keys) WITH ORDINALITY AS said(key, place)
        )
    END AS name) part
    GROUP BY 1, 2, 3, 4, 5
),
parts AS (
    SELECT measure, above.id::bigint AS area_id, "by", day, "of", sum(delta) AS value
    FROM named CROSS JOIN LATERAL string_to_table(trim(BOTH '/' FROM path), '/') AS above(id)
    GROUP BY 1, 2, 3, 4, 5
),
cells AS (
    SELECT measure, area_id, "by", "of", span,
           date_trunc(span, day::timestamp)::date AS starts_on, sum(value) AS value
    FROM parts CROSS JOIN (VALUES ('day'), ('month')) AS spans(span)
    GROUP BY 1, 2, 3, 4, 5, 6 HAVING sum(value) <> 0
),
people AS (
    SELECT measure, above.id::bigint AS area_id, span,
           date_trunc(span, day::timestamp)::date AS starts_on, who, sum(delta) AS steps
    FROM placed CROSS JOIN unnest(%(spans)s) AS spans(span)
    CROSS JOIN LATERAL string_to_table(trim(BOTH '/' FROM path), '/') AS above(id)
    WHERE who IS NOT NULL
    GROUP BY 1, 2, 3, 4, 5
)
"""

_FOLD = """
{spread},
seen AS (
    INSERT INTO insights_presence AS had (measure, area_id, span, starts_on, who, steps)
    SELECT measure, area_id, span, starts_on, who, steps FROM people
    ON CONFLICT (area_id, measure, span, starts_on, who)
    DO UPDATE SET steps = had.steps + excluded.steps
    RETURNING measure, area_id, span, starts_on, who, steps
),
turned AS (
    SELECT measure, area_id, span, starts_on,
           count(*) FILTER (WHERE seen.steps > 0 AND seen.steps - people.steps <= 0)
           - count(*) FILTER (WHERE seen.steps <= 0 AND seen.steps - people.steps > 0) AS value
    FROM seen JOIN people USING (measure, area_id, span, starts_on, who)
    GROUP BY 1, 2, 3, 4
),
added AS (
    INSERT INTO insights_figure AS had (measure, area_id, span, starts_on, "by", "of", value)
    SELECT measure, area_id, span, starts_on, "by", "of", value FROM cells
    UNION ALL
    SELECT measure, area_id, span, starts_on, 'people', '', value FROM turned WHERE value <> 0
    ON CONFLICT (area_id, measure, "by", span, starts_on, "of")
    DO UPDATE SET value = had.value + excluded.value
)
SELECT count(*) FROM source
"""
_ANEW = """
{spread},
seen AS (
    INSERT INTO insights_presence (measure, area_id, span, starts_on, who, steps)
    SELECT measure, area_id, span, starts_on, who, steps FROM people
),
added AS (
    INSERT INTO insights_figure (measure, area_id, span, starts_on, "by", "of", value)
    SELECT measure, area_id, span, starts_on, "by", "of", value FROM cells
    UNION ALL
    SELECT measure, area_id, span, starts_on, 'people', '', count(*) FILTER (WHERE steps > 0)
    FROM people GROUP BY 1, 2, 3, 4 HAVING count(*) FILTER (WHERE steps > 0) <> 0
)
SELECT count(*) FROM source
"""
_DIFFERING = """
{spread},
counted (measure, area_id, span, starts_on, "by", "of", value) AS (
    {whole}
    SELECT measure, area_id, span, starts_on, 'people', '', count(*) FILTER (WHERE steps > 0)
    FROM people GROUP BY 1, 2, 3, 4
),
stands AS (
    SELECT measure, area_id, span, starts_on, "by", "of", value FROM insights_figure
    WHERE span = ANY (%(checked)s) AND starts_on >= %(first)s AND starts_on < %(end)s
)
SELECT measure, area_id, span, starts_on, "by", "of",
       coalesce(counted.value, 0) AS counted, coalesce(stands.value, 0) AS stands
FROM counted FULL JOIN stands USING (measure, area_id, span, starts_on, "by", "of")
WHERE coalesce(counted.value, 0) <> coalesce(stands.value, 0)
ORDER BY 1, 2, 3, 4 LIMIT %(most)s
"""

FOLD = _FOLD.format(spread=_SPREAD.format(which=FRESH))
"""Adds what is new."""


def anew(which: str) -> str:
    """Writes figures and people of months whose rows were taken away before."""
    return _ANEW.format(spread=_SPREAD.format(which=which))


def differing(which: str, *, people_only: bool = False) -> str:
    """What counting again finds otherwise than the figures say: (…, counted, stands)."""
    whole = "" if people_only else _CELLS
    return _DIFFERING.format(spread=_SPREAD.format(which=which), whole=whole)


def kept() -> dict[str, Any]:
    """The arguments that every statement here takes."""
    lines = [{"measure": ALL, "by": name_of(WHOLE), "keys": list(WHOLE)}]
    lines += [
        {"measure": measure, "by": name_of(by), "keys": list(by)}
        for measure, many in BREAKDOWNS.items()
        for by in many
    ]
    zone = timezone.get_default_timezone_name()
    return {"kept": json.dumps(lines), "zone": zone, "spans": ["month", "quarter", "year"]}
