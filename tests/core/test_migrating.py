"""The way forwards is short, and leads to the same database."""

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import connection, models
from django.db.migrations.state import ModelState, ProjectState

from config.launch.checklist import rooms
from core import migrating


@pytest.fixture
def state():
    house = ModelState("somewhere", "House", [("id", models.AutoField(primary_key=True))])
    state = ProjectState()
    state.add_model(house)
    state.models["somewhere", "house"].options |= {"constraints": [], "indexes": []}
    state.apps.get_model("somewhere", "House")  # drawn once
    return state


def _room(*, of="somewhere.House"):
    key = models.ForeignKey(of, models.CASCADE)
    return ModelState(
        "somewhere", "Room", [("id", models.AutoField(primary_key=True)), ("of", key)]
    )


def test_a_new_table_leaves_its_neighbours_as_they_are_drawn(state):
    drawn = state.apps.get_model("somewhere", "House")
    with migrating.without_needless_rendering():
        state.add_model(_room())
    assert state.apps.get_model("somewhere", "House") is drawn
    assert state.apps.get_model("somewhere", "Room")._meta.get_field("of").related_model is drawn


def test_a_new_rule_is_known_to_the_class_as_it_is(state):
    drawn = state.apps.get_model("somewhere", "House")
    rule = models.UniqueConstraint(fields=["id"], name="one")
    with migrating.without_needless_rendering():
        state.add_constraint("somewhere", "house", rule)
    assert state.apps.get_model("somewhere", "House") is drawn
    assert drawn._meta.constraints == state.models["somewhere", "house"].options["constraints"]
    assert drawn._meta.total_unique_constraints == [rule]


def test_afterwards_django_goes_its_own_way(state):
    drawn = state.apps.get_model("somewhere", "House")
    with migrating.without_needless_rendering():
        pass
    state.add_model(_room())
    assert state.apps.get_model("somewhere", "House") is not drawn


@pytest.mark.django_db
def test_a_database_of_another_history_is_told_so_before_anything_is_touched():
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO django_migrations (app, name, applied)"
            " VALUES ('requests', '0099_gone', now())"
        )
    with pytest.raises(CommandError, match=r"requests\.0099_gone.*bin/demo --reset"):
        call_command("migrate", verbosity=0)


@pytest.mark.django_db
def test_the_database_has_every_rule_and_index_that_a_model_declares():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT conrelid::regclass::text, conname FROM pg_constraint"
            " UNION SELECT tablename, indexname FROM pg_indexes WHERE schemaname = 'public'"
        )
        there = set(cursor.fetchall())
    declared = {
        (model._meta.db_table, rule.name)
        for model in apps.get_models()
        if model._meta.app_label in rooms()
        for rule in [*model._meta.constraints, *model._meta.indexes]
    }
    assert len(declared) > 200
    assert declared - there == set()
