"""Insights: what is counted, said honestly. Numbers only; no name lives in this room.

Every action of the rooms below writes signed steps (`core.tally`) in its own transaction. A leader
folds the committed ones every second into figures of each place, each day and each month
(`insights.actions.folding`). Pages read figures and nothing else; `verify_rollups` counts again.
"""
