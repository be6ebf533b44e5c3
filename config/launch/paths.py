import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def venv() -> Path:
    return Path(os.environ.get("WUSHE_VENV") or ROOT / ".venv").absolute()


def python() -> Path:
    return venv() / "bin" / "python"


def inherited() -> dict[str, str]:
    """The caller's environment without PYTHONPATH and its like: Python reads them before our own
    folders, and a "." there, called from another checkout, would mix two source trees."""
    return {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}


def has_command(name: str) -> bool:
    """Whether a room brings this management command, without the seconds Django takes to say."""
    return any(ROOT.glob(f"*/management/commands/{name}.py"))
