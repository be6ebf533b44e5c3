"""What comes from the npm registry: once for each lock file, whole or not at all."""

import json
import os
import subprocess

import pytest

from config.launch import assets, paths
from config.launch.site import Site
from config.servers.errors import LaunchError
from insights.charts import script

BRINGS = "; ".join(
    f"mkdir -p node_modules/{package}/dist && echo {name} > node_modules/{package}/{name}"
    for package, names in assets.FOR_PAGES.items()
    for name in names
)
"""What `npm ci` leaves behind, of what pages are given."""


@pytest.fixture
def npm(tmp_path, monkeypatch):
    """One that writes down how it was called."""
    monkeypatch.setenv("WUSHE_VENV", str(tmp_path / "venv"))
    program = tmp_path / "bin" / "npm"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\necho "$@" >> "{tmp_path}/log"\nexec "{tmp_path}/does"\n')
    monkeypatch.setenv("PATH", f"{program.parent}:/bin")
    does(tmp_path, BRINGS)
    program.chmod(0o755)
    return tmp_path


def does(folder, what):
    (folder / "does").write_text(f"#!/bin/sh\n{what}\n")
    (folder / "does").chmod(0o755)


def calls(folder):
    return (folder / "log").read_text().splitlines()


def test_it_is_installed_once_for_each_lock_file(npm, tmp_path, monkeypatch):
    monkeypatch.setattr(paths, "ROOT", tmp_path)
    for name in assets.SHEETS:
        (tmp_path / name).write_text("{}")
    assets.ensure()
    assets.ensure()
    [call] = calls(npm)
    assert call.startswith("ci --ignore-scripts --no-audit --no-fund")
    (tmp_path / "package-lock.json").write_text('{"lockfileVersion": 3}')
    assets.ensure()
    assert len(calls(npm)) == 2
    assert (assets.home() / "package-lock.json").read_text() == '{"lockfileVersion": 3}'


def test_what_failed_is_said_and_tried_again(npm):
    does(npm, "echo no such host >&2; exit 1")
    with pytest.raises(LaunchError, match="no such host"):
        assets.ensure()
    does(npm, BRINGS)
    assets.ensure()
    assert len(calls(npm)) == 2


# --- what pages are given -------------------------------------------------------------------------
def test_of_a_package_only_what_a_page_names_is_kept_with_its_licence(npm):
    assert assets.brought() == ""
    assets.ensure()
    assert assets.brought() != ""
    kept = sorted(path.name for path in (assets.for_pages() / "vendor" / "echarts").iterdir())
    assert kept == ["LICENSE", "NOTICE", "echarts.common.min.js"]
    assert not (assets.home() / "node_modules" / "echarts").exists()


def test_what_came_half_leaves_what_was_there(npm, monkeypatch):
    assets.ensure()
    before = assets.brought()
    monkeypatch.setattr(assets, "_stamp", lambda: "another lock")
    does(npm, BRINGS.rsplit(";", 1)[0])
    with pytest.raises(OSError, match="NOTICE"):
        assets.ensure()
    assert assets.brought() == before
    assert (assets.for_pages() / script.PROGRAM).exists()


def test_pages_name_a_file_that_is_taken():
    taken = {
        f"vendor/{package}/{name.split('/')[-1]}"
        for package, names in assets.FOR_PAGES.items()
        for name in names
    }
    assert script.PROGRAM in taken


def test_the_image_takes_the_same():
    image = (paths.ROOT / "Dockerfile").read_text()
    for package, names in assets.FOR_PAGES.items():
        folder = f"/npm/static/vendor/{package}/"
        assert f"cd node_modules/{package} \\\n        && cp {' '.join(names)} {folder}" in image


def test_a_start_goes_on_without_and_asks_once_for_each_lock(npm, capsys):
    does(npm, "exit 1")
    for _ in range(2):
        assets.begin().join()
    assert len(calls(npm)) == 1
    assert "bin/assets" in capsys.readouterr().out
    assert assets.brought() == ""
    does(npm, BRINGS)
    assets.ensure()
    assert assets.brought() != ""


def test_a_start_brings_it_beside_its_other_work(npm):
    assets.begin().join()
    assert (assets.for_pages() / script.PROGRAM).exists()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_place_nobody_may_write_to_stays_as_it_is(npm, monkeypatch):
    closed = npm / "closed"
    closed.mkdir(mode=0o500)
    monkeypatch.setenv("WUSHE_VENV", str(closed / "venv"))
    assets.begin().join()
    assert not (npm / "log").exists()


def test_the_site_is_prepared_again_once_it_came(npm, tmp_path, monkeypatch):
    home = tmp_path / "home"
    home.mkdir()
    site = Site({}, home, tmp_path / "log")
    ran = []
    monkeypatch.setattr(site, "manage", lambda *words, **_how: ran.append(words[0]))
    monkeypatch.setattr(site, "compile_catalogues", lambda: None)
    for _ in range(2):
        site.prepare()
    assert ran == ["migrate", "collectstatic"]
    site.prepare()
    assets.ensure()
    site.prepare(assets.begin())
    assert ran == ["migrate", "collectstatic"] * 2


@pytest.mark.parametrize("code", [0, 1])
def test_without_npm_one_is_taken_hashed_into_a_venv_of_its_own(tmp_path, monkeypatch, code):
    ran = []

    def run(command, **_how):
        ran.append(command)
        return subprocess.CompletedProcess(command, code)

    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(subprocess, "run", run)
    if code:
        with pytest.raises(LaunchError, match="apt-get install npm"):
            assets._npm(tmp_path)
        return
    python = str(tmp_path / "bin" / "python")
    assert assets._npm(tmp_path)[0] == python
    assert ran[0][-2:] == ["venv", str(tmp_path)]
    assert ran[1][0] == python
    assert "--require-hashes" in ran[1]
    assert ran[1][-1] == str(paths.ROOT / "requirements-node.txt")


def test_the_lock_names_hashes_and_no_addresses():
    lock = json.loads((paths.ROOT / "package-lock.json").read_text())
    packages = {name: said for name, said in lock["packages"].items() if name}
    assert packages
    assert [name for name, said in packages.items() if "integrity" not in said] == []
    assert "resolved" not in (paths.ROOT / "package-lock.json").read_text()
