"""The dispatch catalogue as it is shipped: 3+2. A place writes its own beside it."""

from typing import NamedTuple


class Line(NamedTuple):
    lead: str
    support: tuple[str, ...] = ()
    mode: str = ""
    order_type: str = ""
    matter: str = ""
    kind: str = ""
    category: str = ""


RULES = (
    Line("host", mode="assign", kind="report"),
    Line("host", mode="assign", kind="complaint"),
    Line("assist", ("cohandle",), "assign", order_type="vision"),
    Line("lead", ("selfhelp",), "offer", order_type="wish"),
    Line("host", (), "assign", category="hazard"),
    Line("host", ("cohandle",), "assign", category="neighbours"),
    Line("host", ("cohandle", "selfhelp"), category="visit"),
    Line("host", ("selfhelp",), category="escort"),
    Line("host", ("selfhelp",), category="errands"),
    Line("host", ("selfhelp",), category="repairs-home"),
    Line("host", ("cohandle",), "assign", matter="major"),
    Line("host"),
)
