"""Keys for programs: how one looks, how it is compared, and who may issue one."""

import hashlib

from accounts.roles import COMMUNITY_SECRETARY, DISTRICT_OFFICIAL, STREET_OFFICIAL
from accounts.viewer import Viewer

PREFIX = "wst_"
ISSUERS = frozenset({COMMUNITY_SECRETARY, STREET_OFFICIAL, DISTRICT_OFFICIAL})
"""Roles in which a program may be let in; residents always may for themselves."""


def may_issue(viewer: Viewer) -> bool:
    if viewer.user_id is None or viewer.sleeping:
        return False
    return not viewer.is_staff or viewer.role.code in ISSUERS


def digest_of(secret: str) -> str:
    """The key has 256 random bits: a plain digest cannot be searched through."""
    return hashlib.sha256(secret.encode()).hexdigest()
