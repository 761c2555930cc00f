"""Shows and changes the model permissions of projects: one write, guarded before, read again after, recorded around."""

from assistant.engine.permissions.organization import Progress
from assistant.engine.permissions.permissions import Permissions
from assistant.engine.permissions.ports import Admin, Changes, World

__all__ = ["Admin", "Changes", "Permissions", "Progress", "World"]
