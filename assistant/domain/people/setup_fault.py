"""Why a login that was configured cannot work."""

from __future__ import annotations


class SetupFaultError(Exception):
    """Raised with an id of login.yaml and the values of its placeholders."""

    def __init__(self, wording_id: str, **values: str) -> None:
        """Name what to say."""
        super().__init__(wording_id)
        self.wording_id = wording_id
        self.values = values
