"""What is kept of the knowledge between starts: never older than the files, never believed when spoilt, never needed."""

from __future__ import annotations

import os
import pickle
from pathlib import Path

import pytest

from assistant.knowledge_base import load as loading
from assistant.knowledge_base.compiled import compile_apart, load_compiled
from assistant.knowledge_base.load import KnowledgeError, load
from assistant.locations import knowledge_folder
from tests.small_knowledge import write


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    return tmp_path / "home" / "kept"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write(tmp_path / "knowledge")


def test_a_second_start_reads_no_file_again(folder: Path, kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = load_compiled(folder, kept)
    monkeypatch.delattr(loading, "load")
    assert load_compiled(folder, kept) == first
    assert kept.stat().st_mode & 0o077 == 0


def test_the_knowledge_of_the_app_is_kept_whole(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = load_compiled(knowledge_folder(), kept)
    monkeypatch.delattr(loading, "load")
    assert load_compiled(knowledge_folder(), kept) == first


def test_a_changed_file_is_read_though_its_size_and_time_are_the_same(folder: Path, kept: Path) -> None:
    load_compiled(folder, kept)
    path = folder / "causes" / "sample.yaml"
    before = path.stat()
    path.write_text(path.read_text(encoding="utf-8").replace("en: Sample}", "en: Zample}"), encoding="utf-8")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert load_compiled(folder, kept).causes["sample"].title.en == "Zample"


def test_a_fault_is_told_with_its_line_as_ever(folder: Path, kept: Path) -> None:
    load_compiled(folder, kept)
    path = folder / "causes" / "sample.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("who: developer", "who: nobody"), encoding="utf-8")
    for _ in range(2):
        with pytest.raises(KnowledgeError, match=r"causes/sample\.yaml:7: error shape who"):
            load_compiled(folder, kept)


def test_a_spoilt_copy_is_made_anew(folder: Path, kept: Path) -> None:
    load_compiled(folder, kept)
    (file,) = kept.iterdir()
    whole = file.read_bytes()
    for spoilt in (b"", whole[:31], whole[:-9], whole[:32] + b"\x80\x05.", whole[:32] + pickle.dumps("words")):
        file.write_bytes(spoilt)
        assert load_compiled(folder, kept) == load(folder)
        assert [one.read_bytes() for one in kept.iterdir()] == [whole]


def test_a_copy_made_by_a_stranger_runs_nothing(folder: Path, kept: Path, tmp_path: Path) -> None:
    class Evil:
        def __reduce__(self) -> tuple[object, tuple[str]]:
            return os.mkdir, (str(tmp_path / "made"),)

    load_compiled(folder, kept)
    (file,) = kept.iterdir()
    file.write_bytes(file.read_bytes()[:32] + pickle.dumps(Evil()))
    assert load_compiled(folder, kept) == load(folder)
    assert not (tmp_path / "made").exists()


def test_where_nothing_can_be_kept_the_files_are_read(folder: Path, tmp_path: Path) -> None:
    blocked = tmp_path / "a file"
    blocked.write_text("")
    assert load_compiled(folder, blocked / "below") == load_compiled(folder, None) == load(folder)


def test_another_process_compiles_and_what_is_kept_is_not_compiled_again(folder: Path, kept: Path) -> None:
    file = kept / "knowledge.pickle"
    compile_apart(folder, kept)()
    made = file.stat().st_mtime_ns
    assert load_compiled(folder, kept) == load(folder)
    compile_apart(folder, kept)()
    assert file.stat().st_mtime_ns == made
    (folder / "causes" / "sample.yaml").write_text("broken", encoding="utf-8")
    compile_apart(folder, kept)()
    assert file.stat().st_mtime_ns == made
    with pytest.raises(KnowledgeError):
        load_compiled(folder, kept)
