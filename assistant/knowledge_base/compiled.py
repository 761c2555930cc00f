"""The knowledge as it was loaded last, kept in a folder: a start need not read and validate every file again."""

from __future__ import annotations

import gc
import hashlib
import io
import os
import pickle
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from assistant.domain import cause, knowledge, text
from assistant.domain.desk.rewording import rules
from assistant.domain.knowledge import Knowledge

_VALUES = (cause, knowledge, text, rules)  # the modules whose classes make up the knowledge
_NAME = "knowledge.pickle"
_PROGRAM = (
    "import sys; from pathlib import Path; from assistant.knowledge_base.compiled import load_compiled; "
    "load_compiled(*map(Path, sys.argv[1:]))"
)
_PATIENCE = 20.0  # seconds


def load_compiled(folder: Path, kept_in: Path | None) -> Knowledge:
    """Return the knowledge of a folder: the kept one while no file has changed, else as `load` reads it, then kept."""
    if kept_in is None:
        return _loaded(folder)
    digest = _digest(folder)
    found = _kept(kept_in / _NAME, digest)
    if found is None:
        found = _loaded(folder)
        _keep(kept_in, digest, found)
    return found


def compile_apart(folder: Path, kept_in: Path | None) -> Callable[[], None]:
    """Have another process read the files where nothing of them is kept: the memory that this takes ends with it.

    Return what waits for it; where it fails, `load_compiled` reads the files itself and says what is wrong with them.
    """
    if kept_in is None or _starts_with(kept_in / _NAME, _digest(folder)):
        return lambda: None
    paths = os.pathsep.join([str(Path(__file__).parents[2]), os.environ.get("PYTHONPATH", "")]).rstrip(os.pathsep)
    argv = [sys.executable, "-c", _PROGRAM, str(folder), str(kept_in)]
    child = subprocess.Popen(argv, env={**os.environ, "PYTHONPATH": paths}, stderr=subprocess.DEVNULL)  # noqa: S603

    def wait() -> None:
        with suppress(subprocess.TimeoutExpired):
            child.wait(_PATIENCE)

    return wait


def _starts_with(path: Path, digest: bytes) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(len(digest)) == digest
    except OSError:
        return False


@contextmanager
def _no_collection() -> Iterator[None]:
    """Keep the garbage collector from looking through values that all stay: it would take a third of the time."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def _loaded(folder: Path) -> Knowledge:
    from assistant.knowledge_base.load import load  # pydantic and YAML take a third of a second

    with _no_collection():
        return load(folder)


def _digest(folder: Path) -> bytes:
    """Return what stands for every file of the folder, for the code that reads them, and for this Python."""
    found = hashlib.sha256(sys.version.encode())
    for path in (*_sources(), *sorted(one for one in folder.rglob("*") if one.suffix in (".yaml", ".svg"))):
        content = path.read_bytes()
        found.update(f"{path.name} {len(content)}\n".encode())
        found.update(content)
    return found.digest()


def _sources() -> Iterator[Path]:
    yield from sorted(Path(__file__).parent.glob("*.py"))
    yield from (Path(str(module.__file__)) for module in _VALUES)


class _Unpickler(pickle.Unpickler):
    """Makes values of the knowledge and nothing else, whatever the file says."""

    def find_class(self, module: str, name: str) -> Any:
        if module not in {one.__name__ for one in _VALUES}:
            raise pickle.UnpicklingError(f"{module}.{name} is no value of the knowledge")
        return super().find_class(module, name)


def _kept(path: Path, digest: bytes) -> Knowledge | None:
    """Return what is kept under a digest; None when nothing usable is."""
    try:
        content = path.read_bytes()
        if content[: len(digest)] != digest:
            return None
        with _no_collection():
            found = _Unpickler(io.BytesIO(content[len(digest) :])).load()
    except Exception:  # noqa: BLE001  # a spoilt copy may raise anything; the files say the same
        return None
    return found if isinstance(found, Knowledge) else None


def _keep(folder: Path, digest: bytes, found: Knowledge) -> None:
    """Keep the knowledge, whole or not at all; a folder that cannot be written to keeps nothing."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=folder, delete=False) as file:
            file.write(digest + pickle.dumps(found, protocol=pickle.HIGHEST_PROTOCOL))
        Path(file.name).replace(folder / _NAME)
    except OSError:
        return
