from accounts.models.grants import RoleGrant
from accounts.models.signin import SecondFactorReset, SignInCode, SignInFailure
from accounts.models.user import User

__all__ = ["RoleGrant", "SecondFactorReset", "SignInCode", "SignInFailure", "User"]
