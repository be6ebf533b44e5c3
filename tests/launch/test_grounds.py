"""Prepared databases that are kept: for whoever asks, and only of what they were made from."""

import os

import pytest

from config.launch import gates
from config.servers import grounds
from config.servers.accounts import server_user


class Server:
    """As much of one as is asked."""

    def __init__(self, data, made):
        self.data, self.made, self.tests, self.stopped = data, made, True, False

    def sql(self, database, text):
        return str(self.made)

    def stop(self):
        self.stopped = not self.tests


@pytest.fixture
def root(tmp_path):
    (tmp_path / "core" / "migrations").mkdir(parents=True)
    (tmp_path / "core" / "migrations" / "0001.py").write_text("first")
    (tmp_path / "pg").mkdir()
    (tmp_path / "pg" / "PG_VERSION").write_text("15")
    return tmp_path


def kept(root):
    return grounds.Grounds(root / "venv", root, server_user())


def test_what_was_made_is_brought_again(root):
    kept(root).bring(root / "first")
    assert not (root / "first").exists()
    server = Server(root / "pg", made=1)
    kept(root).keep(server)
    assert server.stopped, "copied while it runs, it would be torn"
    kept(root).bring(root / "second")
    assert (root / "second" / "PG_VERSION").read_text() == "15"


def test_it_is_copied_again_only_when_more_was_made(root):
    for made, copied in ((1, True), (1, False), (2, True), (0, False)):
        server = Server(root / "pg", made)
        kept(root).keep(server)
        assert server.stopped is copied, made


def test_another_migration_is_another_ground(root):
    kept(root).keep(Server(root / "pg", made=1))
    (root / "core" / "migrations" / "0002.py").write_text("second")
    kept(root).bring(root / "third")
    assert not (root / "third").exists()


def test_those_of_other_days_go(root):
    old = root / "venv" / "grounds" / "old"
    old.mkdir(parents=True)
    os.utime(old, (0, 0))
    kept(root).keep(Server(root / "pg", made=1))
    assert not old.exists()


def test_the_whole_proof_stands_on_what_it_made_itself(tmp_path, monkeypatch):
    monkeypatch.setenv("WUSHE_KEEP_GROUNDS", "1")
    monkeypatch.setattr(gates, "_side_by_side", lambda *_: [])
    monkeypatch.setattr(gates, "suites", lambda **_: [])
    gates._run(tmp_path, quick=False, arguments=[])
    assert not grounds.wanted()
