"""The table as people look at it: a drawing, who may what, and what each step does to the clocks.

Between two marks of docs/how/requests.md; `bin/manage draw_requests` writes it, a test fails when
it is stale.
"""

from requests.workflow.shape import Clocks, Duty, Step
from requests.workflow.steps import STEPS
from requests.workflow.words import CLOSED, STAGE_OF, Stage, Status

BEGINS = "<!-- the table, as it stands: written by draw_requests, not by hand -->"
ENDS = "<!-- the end of the table -->"
SHORT = {
    Duty.REPORTER: "reporter",
    Duty.DESK: "desk",
    Duty.HANDLER: "lead",
    Duty.HELPER: "helper",
    Duty.CANDIDATE: "candidate",
    Duty.NEIGHBOUR: "neighbour",
    Duty.AFFECTED: "affected",
    Duty.VERIFIER: "verifier",
    Duty.BEARER: "bearer",
    Duty.CLOCK: "clock",
}


def text() -> str:
    return "\n".join([BEGINS, "", *_drawing(), "", *_permissions(), "", ENDS])


def woven_into(page: str) -> str:
    """The page with its table replaced by the present one."""
    before, rest = page.split(BEGINS, 1)
    after = rest.split(ENDS, 1)[1]
    return before + text() + after


def _drawing() -> list[str]:
    lines = ["```mermaid", "stateDiagram-v2", "    [*] --> submitted"]
    for stage in Stage:
        inside = [status for status in Status if STAGE_OF[status] == stage]
        lines.append(f"    state {stage.value} {{")
        lines += [f"        {status.value}" for status in inside]
        lines.append("    }")
    arrows: dict[tuple[str, str], list[str]] = {}
    for step in STEPS:
        if step.target is not None:
            for source in sorted(step.sources):
                arrows.setdefault((source.value, step.target.value), []).append(step.name)
    lines += [
        f"    {source} --> {target} : {', '.join(names)}"
        for (source, target), names in sorted(arrows.items())
    ]
    lines += [f"    {status.value} --> [*]" for status in Status if status in CLOSED]
    return [*lines, "```"]


def _permissions() -> list[str]:
    duties = list(SHORT)
    head = ["step", "from", "to", *(SHORT[duty] for duty in duties), "asks", "clocks", "told"]
    return [
        "| " + " | ".join(head) + " |",
        "|" + "---|" * len(head),
        *("| " + " | ".join(_row(step, duties)) + " |" for step in STEPS),
    ]


def _row(step: Step, duties: list[Duty]) -> list[str]:
    return [
        f"`{step.name}`",
        ", ".join(source.value for source in Status if source in step.sources) + _but(step),
        step.target.value if step.target else "·",
        *("●" if duty in step.duties else "" for duty in duties),
        ", ".join(sorted(step.needs)),
        _clocks(step.clocks),
        step.tells,
    ]


def _but(step: Step) -> str:
    return f" (no {', no '.join(sorted(step.never_for))})" if step.never_for else ""


def _clocks(clocks: Clocks) -> str:
    said = []
    if clocks.start:
        said.append("start " + ", ".join(sorted(clocks.start)))
    if clocks.stop:
        said.append("stop " + ("all" if len(clocks.stop) == 4 else ", ".join(sorted(clocks.stop))))
    said += [name for name in ("pause", "resume", "restart") if getattr(clocks, name)]
    return "; ".join(said)
