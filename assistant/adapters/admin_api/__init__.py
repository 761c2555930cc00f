"""The Admin API's projects and model permissions through the SDK's transport; whatever happens there is a value."""

from assistant.adapters.admin_api.api import AdminApi
from assistant.adapters.admin_api.patience import Patience

__all__ = ["AdminApi", "Patience"]
