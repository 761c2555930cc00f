"""Reading: a masked paste becomes facts and the errors it contains."""

from assistant.domain.reading.reader import read
from assistant.domain.reading.templates import Templates, compile_signals

__all__ = ["Templates", "compile_signals", "read"]
