"""Who looks: an account in one of its roles, and the places that role reaches.

Every query takes a viewer first. Places are opaque numbers here; `communities` fills them in.
"""

from dataclasses import dataclass, field

from accounts.models import RoleGrant, SignInCode, User
from accounts.roles import RESIDENT, ROLES, DataClass, Reach, Role

ACTIVE_GRANT = "active_grant"
"""In the session: the id of the grant somebody acts in, or AS_RESIDENT."""
PROVED = "proved_number"
"""In the session of somebody without an account: the code with which he proved his number."""
AS_RESIDENT = "resident"
"""Somebody with roles who acts for himself just now."""


@dataclass(frozen=True)
class Viewer:
    user: User | None = None
    role: Role = ROLES[RESIDENT]
    grant_id: int | None = None
    grants: tuple[RoleGrant, ...] = ()
    """Everything this account could act as now, for the role switch."""
    area_ids: frozenset[int] = frozenset()
    """Where the active grant was given: grids, communities, a street, a district."""
    community_ids: tuple[int, ...] = ()
    """All communities inside those areas, or those of the resident's own bindings."""
    grid_ids: frozenset[int] = frozenset()
    """For roles that reach a grid only: those grids and the micro-grids in them."""
    organization_ids: frozenset[int] = frozenset()
    """For the managers of organisations; `organizations` fills them in."""
    department_ids: frozenset[int] = frozenset()
    """For the liaison officers of departments."""
    resident_ids: frozenset[int] = frozenset()
    """The viewer's own records in the registers."""
    household_ids: frozenset[int] = field(default=frozenset(), compare=False)
    """Where those live; asked only by who needs it."""
    acts_for: frozenset[int] = frozenset()
    """Residents who let this account act for them."""
    place_id: int | None = None
    """The community somebody without one of his own chose to look at, on this device."""
    proved: SignInCode | None = None
    """Of somebody without an account: the number he proved on this device a short while ago."""
    sleeping: bool = field(default=False)
    """The role needs a second factor that is not there yet: it may do nothing until then."""

    @property
    def is_signed_in(self) -> bool:
        return self.user is not None

    @property
    def is_known(self) -> bool:
        """Has an account, or is a guest who proved his number."""
        return self.user is not None or self.proved is not None

    @property
    def user_id(self) -> int | None:
        return self.user.pk if self.user else None

    @property
    def actor(self) -> User:
        """Who does it, where a page lets nobody in who is not signed in."""
        if self.user is None:
            raise PermissionError("nobody is signed in")
        return self.user

    @property
    def is_staff(self) -> bool:
        """Acts in a role somebody gave, not for himself."""
        return self.grant_id is not None

    @property
    def is_grid_bound(self) -> bool:
        return self.role.reach == Reach.GRID

    def sees(self, data_class: DataClass) -> bool:
        return self.is_staff and not self.sleeping and self.role.sees >= data_class

    @property
    def reads_numbers(self) -> bool:
        """A template asks before it offers the way to what stands masked in a running text."""
        return self.sees(DataClass.PERSONAL)


ANONYMOUS = Viewer()
