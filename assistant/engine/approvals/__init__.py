"""Requests to an administrator: asked, shown by a signed link, decided once, noticed by who asked."""

from assistant.engine.approvals.approvals import Approvals, Opened
from assistant.engine.approvals.ports import Requests, Signer

__all__ = ["Approvals", "Opened", "Requests", "Signer"]
