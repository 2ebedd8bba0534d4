"""Publishing as Parquet files, one for each kind of record, for DuckDB and whatever else reads them.

Changed records are gathered beside the files and merged into new ones at the end of a run; every file is replaced at
once, and how far the files reach is written last, so that a run that was broken off is simply run again.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, BinaryIO

import duckdb
import orjson

from app.problems import Problem, os_said
from app.usecases.publishing import DAY, FLAG, JSON, NUMBER, TEXT, Batch, Source, Table, Words

_TYPES = {TEXT: "VARCHAR", DAY: "DATE", NUMBER: "BIGINT", FLAG: "BOOLEAN", JSON: "VARCHAR"}
STATE = "publication.json"
WORDS = "code_word"
_SCRATCH = ".part"  # inside the folder, so that a file is renamed and not copied
_FORMAT = "(FORMAT parquet, COMPRESSION zstd)"


@contextmanager
def opened_folder(folder: Path) -> Iterator[Folder]:
    scratch = folder / _SCRATCH
    try:
        folder.mkdir(parents=True, exist_ok=True)
        shutil.rmtree(scratch, ignore_errors=True)
        scratch.mkdir()
        with ExitStack() as opened:
            opened.callback(shutil.rmtree, scratch, ignore_errors=True)
            yield Folder(folder, scratch, opened)
    except (OSError, duckdb.IOException) as error:
        said = os_said(error) if isinstance(error, OSError) else str(error).splitlines()[0]
        raise Problem(
            f"Không ghi được tệp Parquet vào {folder}: {said}.",
            "Kiểm tra thư mục cho phép ghi và còn chỗ, đóng chương trình đang mở tệp, rồi chạy lại.",
        ) from error


class Folder:
    """A folder of files that one register fills."""

    def __init__(self, folder: Path, scratch: Path, opened: ExitStack) -> None:
        self.folder, self.scratch, self._opened = folder, scratch, opened
        self._source: Source | None = None
        self._upto = 0
        self._anew = False
        self._tables: tuple[Table, ...] = ()
        self._words: tuple[Words, ...] = ()
        self._gathered: dict[str, BinaryIO] = {}

    def begin(self, source: Source, tables: tuple[Table, ...], words: tuple[Words, ...]) -> int:
        kept = self._kept()
        if kept and kept["unit"] != source.unit:
            raise Problem(f"Thư mục {self.folder} đang giữ số liệu của {kept['name']}.", "Chọn thư mục khác.")
        self._source, self._tables, self._words = source, tables, words
        self._anew = (kept.get("replica"), kept.get("layout")) != (source.replica, source.layout)
        self._upto = 0 if self._anew else int(kept["upto"])
        return self._upto

    def take(self, batch: Batch) -> tuple[int, int]:
        written = removed = 0
        for table, lines in batch.parts:
            names = ["id", "unit", *(column.name for column in table.columns)]
            file = self._file(table)
            for line in lines:
                said = dict(zip(names, (line.id, line.unit, *line.values), strict=True))
                file.write(orjson.dumps(said | {"_gone": line.gone}) + b"\n")
                written, removed = written + (not line.gone), removed + line.gone
        self._upto = batch.upto
        return written, removed

    def finish(self) -> None:
        """Put new files in the place of those that changed, then say how far they reach."""
        assert self._source is not None
        for gathered in self._gathered.values():
            gathered.flush()
        with duckdb.connect() as engine:
            made = [self._merged(engine, table) for table in self._tables if self._anew or table.name in self._gathered]
            made += [self._worded(engine)] if self._anew else []
        for file in made:
            file.replace(self.folder / file.name)
        state = self.scratch / STATE
        state.write_bytes(orjson.dumps(vars(self._source) | {"upto": self._upto}, option=orjson.OPT_INDENT_2) + b"\n")
        state.replace(self.folder / STATE)

    def _kept(self) -> dict[str, Any]:
        try:
            said = orjson.loads((self.folder / STATE).read_bytes())
        except (FileNotFoundError, orjson.JSONDecodeError):
            return {}
        return said if isinstance(said, dict) and {"unit", "name", "upto"} <= said.keys() else {}

    def _file(self, table: Table) -> BinaryIO:
        if table.name not in self._gathered:
            path = self.scratch / f"{table.name}.ndjson"
            self._gathered[table.name] = self._opened.enter_context(path.open("wb"))
        return self._gathered[table.name]

    def _merged(self, engine: duckdb.DuckDBPyConnection, table: Table) -> Path:
        """Write a table's new file from the one that stands and what was gathered."""
        columns = {"id": "VARCHAR", "unit": "VARCHAR"} | {c.name: _TYPES[c.sort] for c in table.columns}
        names = ", ".join(f'"{name}"' for name in columns)
        gathered = self.scratch / f"{table.name}.ndjson"
        gathered.touch()
        shape = ", ".join(f"'{name}': '{sort}'" for name, sort in (columns | {"_gone": "BOOLEAN"}).items())
        read = f"read_json({_text(gathered)}, columns={{{shape}}}, format='newline_delimited')"
        engine.execute(f"CREATE OR REPLACE TEMP TABLE gathered AS SELECT * FROM {read}")
        parts = [f"SELECT {names} FROM gathered WHERE NOT _gone"]
        standing = self.folder / f"{table.name}.parquet"
        if not self._anew and standing.exists():
            kept = f"read_parquet({_text(standing)})"
            parts.append(f"SELECT {names} FROM {kept} WHERE id NOT IN (SELECT id FROM gathered)")
        return self._copied(engine, f"{' UNION ALL '.join(parts)} ORDER BY id", table.name)

    def _worded(self, engine: duckdb.DuckDBPyConnection) -> Path:
        engine.execute('CREATE TEMP TABLE words ("table" TEXT, "column" TEXT, part TEXT, code TEXT, words TEXT)')
        engine.executemany("INSERT INTO words VALUES (?, ?, ?, ?, ?)", list(self._words))
        return self._copied(engine, "SELECT * FROM words", WORDS)

    def _copied(self, engine: duckdb.DuckDBPyConnection, query: str, name: str) -> Path:
        target = self.scratch / f"{name}.parquet"
        engine.execute(f"COPY ({query}) TO {_text(target)} {_FORMAT}")
        return target


def _text(path: Path) -> str:
    return "'" + str(path).replace("'", "''") + "'"
