"""The request of somebody who is signed in: what `@login_required` promises, said in types."""

from accounts.models import User
from accounts.viewer import Viewer
from core.http import ViewerRequest


class SignedInRequest(ViewerRequest):
    viewer: Viewer
    user: User
