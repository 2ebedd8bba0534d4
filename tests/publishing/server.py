"""A real PostgreSQL, started for a test run on loopback by a user without rights, and stopped after it."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
import pytest

_QUIET = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=20", "shared_buffers=32MB")


@dataclass(frozen=True)
class Server:
    """Where a test makes its own database."""

    port: int

    def address(self, database: str, user: str = "stp", password: str = "") -> str:
        secret = f":{password}" if password else ""
        return f"postgresql://{user}{secret}@127.0.0.1:{self.port}/{database}"

    def rows(self, database: str, query: Any, user: str = "stp") -> list[tuple[Any, ...]]:
        """Return what a statement answers, as whoever counts with the database would see it."""
        with psycopg.connect(self.address(database, user), autocommit=True) as connection:
            answer = connection.execute(query)
            return answer.fetchall() if answer.description else []


@contextmanager
def running() -> Iterator[Server]:
    programs = _programs()
    with tempfile.TemporaryDirectory(prefix="stp-postgres-") as scratch:
        folder = Path(scratch)
        who = _owner(folder)
        made = ("-D", str(folder / "data"), "-U", "stp", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
        _do(programs, "initdb", *made, who=who, folder=folder)
        server = Server(_free_port())
        options = " ".join(f"-c {option}" for option in (*_QUIET, f"unix_socket_directories={folder}"))
        told = f"-c listen_addresses=127.0.0.1 -p {server.port} {options}"
        control = ("-D", str(folder / "data"), "-w", "-l", str(folder / "log"))
        _do(programs, "pg_ctl", *control, "-o", told, "start", who=who, folder=folder)
        try:
            yield server
        finally:
            _do(programs, "pg_ctl", *control, "-m", "immediate", "stop", who=who, folder=folder)


def _programs() -> Path:
    """Return the folder of PostgreSQL's programs; Debian keeps them off the path, one folder a version."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: float(path.parts[-3]))
    if found:
        return found[-1].parent
    anywhere = shutil.which("initdb")
    if anywhere is None:
        pytest.skip("PostgreSQL's server is not installed here (Debian's package: postgresql)")
    return Path(anywhere).resolve().parent


def _owner(folder: Path) -> str | None:
    """Give the folder to a user without rights where we are root: PostgreSQL refuses to run as root."""
    if os.name == "nt" or os.geteuid() != 0:
        return None
    import pwd  # Windows has no such module

    known = {entry.pw_name for entry in pwd.getpwall()}
    who = next(name for name in ("postgres", "nobody") if name in known)
    entry = pwd.getpwnam(who)
    os.chown(folder, entry.pw_uid, entry.pw_gid)
    return who


def _do(programs: Path, name: str, *arguments: str, who: str | None, folder: Path) -> None:
    """Run a program to its end; its words go into a file, for the server it starts would hold a pipe open."""
    group = folder.stat().st_gid if who else None
    said = folder.parent / f"{folder.name}.txt"
    with said.open("wb") as file:
        done = subprocess.run(
            [programs / name, *arguments], check=False, cwd=folder, stdout=file, stderr=file, user=who, group=group,
            env={"PATH": os.environ.get("PATH", ""), "LC_ALL": "C"}, extra_groups=[] if who else None,
        )  # fmt: skip
    words = said.read_text(errors="replace")
    said.unlink()
    assert done.returncode == 0, words


def _free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return int(asked.getsockname()[1])
