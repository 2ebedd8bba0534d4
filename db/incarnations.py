"""A second copy, outside the register, of who writes and how far: it betrays a restored backup and a copied folder.

A register that writes once more under numbers it has used loses edits in silence, for whoever has the numbers takes
the new edit for the old. So at the first doubt it takes a new name before it writes; a needless new name costs nothing.
"""

from __future__ import annotations

import hashlib
import os
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import orjson

from db import desk
from db.driver import Connection

RESTORED, COPIED = "restored", "copied"
HOME = "home"  # setting: the machine and the folder the register was last opened on
NOTICE = "incarnation_notice"  # setting: why a new name was taken, until a person has read it
SENT_BEFORE = "sent_before_this_name"  # setting: the last number of a bundle that went out under a former name


@dataclass(frozen=True)
class Said:
    """What the outside copy knows."""

    replica: str
    seq: int


class Outside:
    """The outside copy of one register, in a folder of this user on this machine."""

    def __init__(self, folder: Path, register: Path) -> None:
        self.folder, self.register = folder, str(register.resolve())
        self.file = folder / f"{hashlib.sha256(self.register.encode()).hexdigest()[:32]}.json"
        self._kept: Said | None = None

    def read(self) -> Said | None:
        """Return what was kept; None when nothing was, or it cannot be read any more."""
        try:
            said = orjson.loads(self.file.read_bytes())
            return Said(str(said["replica"]), int(said["seq"]))
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def keep(self, replica: str, seq: int) -> None:
        """Keep how far a replica has written; called after each transaction.

        A disk that refuses does not stop the work: what was kept before still betrays older backups.
        """
        said = Said(replica, seq)
        if said == self._kept:
            return
        part = self.file.with_suffix(".part")
        with suppress(OSError):
            self.folder.mkdir(parents=True, exist_ok=True)
            part.write_bytes(orjson.dumps({"replica": replica, "seq": seq}))
            part.replace(self.file)
            self._kept = said

    def here(self) -> dict[str, str]:
        """Return what tells this place from others: a number made up once on this machine, its name, the folder."""
        import platform

        return {"machine": f"{self._machine()} {platform.node()}", "folder": self.register}

    def _machine(self) -> str:
        file = self.folder / "may.txt"
        try:
            return file.read_text(encoding="ascii").strip()
        except (OSError, UnicodeDecodeError):
            made = os.urandom(8).hex()
            with suppress(OSError):
                self.folder.mkdir(parents=True, exist_ok=True)
                file.write_text(made, encoding="ascii")
            return made


def settled(connection: Connection, outside: Outside, replica: str) -> str:
    """Return the replica under which this register may write here: a new one at any doubt, with a notice."""
    seq = int(connection.execute("SELECT coalesce(max(seq), 0) FROM change").fetchone()[0])
    home, here, known = desk.setting(connection, HOME, None), outside.here(), outside.read()
    if reason := _doubt(home, here, known, Said(replica, seq)):
        replica = _renewed(connection, replica, reason, here)
    elif home is None:
        desk.set_setting(connection, HOME, here)
    outside.keep(replica, seq)
    return replica


def _doubt(home: Any, here: dict[str, str], known: Said | None, now: Said) -> str:
    if home is None and known is None:  # the first time that anybody asks
        return ""
    if known is not None and (home is None or (home == here and (known.replica != now.replica or known.seq > now.seq))):
        return RESTORED
    return COPIED if known is None or home != here else ""


def _renewed(connection: Connection, old: str, reason: str, here: dict[str, str]) -> str:
    connection.execute("BEGIN IMMEDIATE")
    try:
        replica = take_new_incarnation(connection)
        at = datetime.now(UTC).isoformat(timespec="seconds")
        desk.set_setting(connection, NOTICE, {"reason": reason, "at": at, "old": old, "new": replica})
        desk.set_setting(connection, HOME, here)
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    return replica


def take_new_incarnation(connection: Connection) -> str:
    """Give a register that came from a copy a replica id nobody has written under; return it.

    The random part is new too: the same copy may be restored on two computers that know nothing of each other, and two
    writers under one id would lose edits in silence. The number counts restorations.
    """
    number = int(str(desk.setting(connection, "replica", "-0")).partition("-")[2])
    replica = f"{os.urandom(8).hex()}-{number + 1}"
    sent = connection.execute("SELECT coalesce(max(number), 0) FROM sent_bundle").fetchone()
    desk.set_setting(connection, "replica", replica)
    desk.set_setting(connection, SENT_BEFORE, int(sent[0]))
    return replica
