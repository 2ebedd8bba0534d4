"""The encrypted SQLite driver, put in the place where sqlite-utils looks for one.

sqlite-utils takes the module `pysqlite3` instead of the standard one whenever it can be imported. We use that door, so
this module must be imported before sqlite_utils; nothing else may install a module of that name.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import sqlcipher3

sys.modules["pysqlite3"] = sqlcipher3
sys.modules["pysqlite3.dbapi2"] = sqlcipher3.dbapi2

Error = sqlcipher3.Error
DatabaseError = sqlcipher3.DatabaseError
OperationalError = sqlcipher3.OperationalError
Connection = Any  # sqlcipher3 carries no types

_PRAGMAS = (
    "foreign_keys=ON",
    "busy_timeout=10000",
    "synchronous=FULL",  # with WAL: no acknowledged write is lost when the power goes
    "cache_size=-16000",
    "temp_store=MEMORY",  # nothing readable in the system's temporary folder
    "trusted_schema=OFF",
    "secure_delete=ON",
)


def connect(path: Path | str, raw_key: bytes) -> Connection:
    """Open an encrypted database for one thread; a wrong key is noticed here or at the first read."""
    connection = sqlcipher3.connect(str(path), isolation_level=None, cached_statements=256)
    try:
        connection.execute("PRAGMA cipher_log_level=NONE")  # a wrong key would write to standard error
        connection.execute(f"PRAGMA key=\"x'{raw_key.hex()}'\"")
        connection.row_factory = sqlcipher3.Row
        for pragma in _PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")
    except BaseException:
        connection.close()
        raise
    return connection
