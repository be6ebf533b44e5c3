"""Residents, households, buildings and grids from the tables that communities already keep.

    kinds.KINDS["residents"].check(table, community)  →  Plan: what would be added, updated, left
    kinds.KINDS["residents"].write(plan, community, actor=…)  in one transaction, all or nothing

Rows obey the rules of the actions (the same `read_facts`, the same constraints), but are
written in bulk. `jobs` keeps an upload from the first look to the commit.
"""
