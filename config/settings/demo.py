"""A town to walk through on one machine. `config.checks` refuses this beside a real host name."""

from config import env
from config.settings.base import *  # noqa: F403

DEMO = True
MESSAGE_DEMO_GATEWAY = True
# Made by the launcher on the first start and kept with the data: no key stands in the repository.
SECRET_KEY = env.text("SECRET_KEY")
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
