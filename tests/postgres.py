"""A PostgreSQL of the tests' own: Debian's programs, run as an ordinary user, on its own port and folder."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

import pytest
import sqlalchemy as sa

from tests.serving import free_port

DEBIAN = Path("/usr/lib/postgresql")
USER = "desk"


def programs() -> Path | None:
    """Return the folder of initdb and pg_ctl, the newest version's; None when PostgreSQL is not installed."""
    versions = sorted(DEBIAN.glob("*/bin/initdb"), key=lambda one: float(one.parts[-3]))
    found = str(versions[-1]) if versions else shutil.which("initdb")
    return Path(found).parent if found else None


def needed() -> Path:
    """Return the programs; without them the tests fail where `make test` installs them, and are skipped elsewhere."""
    found = programs()
    if found is None and shutil.which("apt-get") and os.geteuid() == 0:
        pytest.fail("PostgreSQL is not installed: sh tests/storage/install.sh")
    if found is None:
        pytest.skip("PostgreSQL is not installed, and only root with apt can: install it to run this test")
    return found


@dataclass
class Postgres:
    """One cluster; `new()` gives the URL of a fresh database in it."""

    programs: Path
    folder: Path
    port: int
    count: int = 0

    @classmethod
    def started(cls) -> Postgres:
        folder = Path(tempfile.mkdtemp(prefix="postgres-"))
        server = cls(needed(), folder, free_port())
        if os.geteuid() == 0:
            shutil.chown(folder, **server._account)
        server._run("initdb", "-D", str(folder / "data"), "-U", USER, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")
        options = f"-p {server.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder} -c fsync=off"
        server._run("pg_ctl", "-D", str(folder / "data"), "-w", "-l", str(folder / "log"), "-o", options, "start")
        return server

    def new(self) -> str:
        """Make a database and return its URL, as a user would write it."""
        self.count += 1
        name = f"desk_{self.count}"
        engine = sa.create_engine(self._url("postgres").replace("postgresql:", "postgresql+psycopg:"), isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.exec_driver_sql(f"CREATE DATABASE {name}")
        engine.dispose()
        return self._url(name)

    def stop(self) -> None:
        self._run("pg_ctl", "-D", str(self.folder / "data"), "-w", "-m", "immediate", "stop")
        shutil.rmtree(self.folder)

    def _url(self, database: str) -> str:
        return f"postgresql://{USER}@127.0.0.1:{self.port}/{database}"

    @property
    def _account(self) -> dict[str, str | int]:
        """The ordinary user that the server runs as, where the tests are root's: PostgreSQL refuses to be root."""
        if os.geteuid() != 0:
            return {}
        account = pwd.getpwnam("postgres")
        return {"user": account.pw_uid, "group": account.pw_gid}

    def _run(self, program: str, *arguments: str) -> None:
        more = {**self._account, "extra_groups": []} if os.geteuid() == 0 else {}
        ran = subprocess.run(
            [str(self.programs / program), *arguments], cwd=self.folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, timeout=120, **more
        )  # fmt: skip
        assert ran.returncode == 0, ran.stderr
