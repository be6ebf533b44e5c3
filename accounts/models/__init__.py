from accounts.models.grants import RoleGrant
from accounts.models.user import User

__all__ = ["RoleGrant", "User"]
