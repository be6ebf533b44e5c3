import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def venv() -> Path:
    return Path(os.environ.get("WUSHE_VENV") or ROOT / ".venv").absolute()


def python() -> Path:
    return venv() / "bin" / "python"


def has_command(name: str) -> bool:
    """Whether a room brings this management command, without the seconds Django takes to say."""
    return any(ROOT.glob(f"*/management/commands/{name}.py"))
