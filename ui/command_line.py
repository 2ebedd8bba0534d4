"""The command line: the same use cases as the window, for scripts, support, tests and machines without a screen.

Exit status: 0 done; 1 done with rejected records; 2 wrong use or a Problem; 3 a fault of ours, with its log.
Registers are made and opened here and nowhere in the verbs.
"""

from __future__ import annotations

import getpass
import io
import os
import sys
import traceback
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime
from pathlib import Path

import orjson

from app.ports import Store
from app.problems import Problem, os_said
from app.usecases.founding import keep_recovery_reader
from app.usecases.in_force import use_installed
from app.usecases.merging_sources import SUFFIX, Given, from_sealed
from app.usecases.publication import publish_to
from db import backup, columns, predecessors, restoring, vault
from db.register import DATABASE, create_register, open_register
from db.store import SqliteStore
from ui import places
from ui.verbs import FREE, OPENED, merging, publishing
from ui.verbs.base import OUR_FAULT, REFUSED, FreeVerb, Said, Verb, no_arguments
from ui.verbs.founding import check_office, found_office, init_arguments, said_of_founding
from ui.verbs.parser import parser_of


def main(argv: Sequence[str] | None = None) -> int:
    """Run one verb and return the exit status."""
    _speak_utf8()
    try:
        return _run(list(sys.argv[1:] if argv is None else argv))
    except SystemExit:  # -h has printed the help
        return 0
    except Problem as problem:
        return _refuse(problem)
    except KeyboardInterrupt:
        return _refuse(Problem("Đã dừng theo yêu cầu.", "Phần chưa xong không được ghi."))
    except BrokenPipeError:  # whoever read us has seen enough
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115
        return 0
    except Exception:  # the last catch of the program: what is left is our fault and goes to the log
        return _own_up()


def _run(arguments: list[str]) -> int:
    every: tuple[Verb | FreeVerb, ...] = (*REGISTER, *FREE, *OPENED)
    verbs = {verb.name: verb for verb in every}
    asked = parser_of(every).parse_args(arguments)
    verb = verbs[asked.verb]
    if isinstance(verb, FreeVerb):
        return _say(verb.run(asked), as_json=asked.json)
    with opened(asked) as (store, _):
        return _say(verb.run(store, asked), as_json=asked.json)


# --- what is said -----------------------------------------------------------------------------------------------------


def _say(said: Said, *, as_json: bool) -> int:
    shown = orjson.dumps(said.result, option=orjson.OPT_INDENT_2).decode() if as_json else said.text
    if shown:
        print(shown)
    for problem in said.problems:
        _refuse(problem)
    return said.status


def _refuse(problem: Problem) -> int:
    print(problem.message, file=sys.stderr)
    if problem.remedy:
        print(problem.remedy, file=sys.stderr)
    return REFUSED


def _own_up() -> int:
    """Write a fault of ours into the log and say in one sentence where it is.

    The words of an exception can quote what somebody typed, so only its kind and the lines of code are written.
    """
    kind, _, trace = sys.exc_info()
    lines = "".join(traceback.format_list(traceback.extract_tb(trace)))
    moment, log = datetime.now(UTC).isoformat(timespec="seconds"), places.log_file()
    try:
        log.parent.mkdir(parents=True, exist_ok=True)
        with log.open("a", encoding="utf-8") as file:
            file.write(f"{moment}\n{lines}{kind.__qualname__ if kind else ''}\n\n")
        where = f"chi tiết đã ghi vào {log}"
    except OSError:
        where = f"không ghi được nhật ký {log}"
    print(f"Chương trình gặp lỗi ngoài dự kiến; dữ liệu trong sổ còn nguyên, {where}.", file=sys.stderr)
    return OUR_FAULT


def _speak_utf8() -> None:
    """Write Vietnamese on a Windows console whatever its code page."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper) and (stream.encoding or "").lower() != "utf-8":
            stream.reconfigure(encoding="utf-8")


# --- registers --------------------------------------------------------------------------------------------------------


@contextmanager
def opened(asked: Namespace) -> Iterator[tuple[SqliteStore, bytes]]:
    """Open the register somebody asked for, with its key; raises Problem when it is not there or will not open."""
    folder = folder_of(asked)
    if not (folder / DATABASE).is_file():
        raise Problem(f"Thư mục {folder} chưa có sổ nào.", "Chỉ đúng thư mục bằng --data, hoặc tạo sổ bằng lệnh init.")
    raw_key = vault.unlock(folder, passphrase(asked))
    store = open_register(folder, raw_key, outside=places.state_folder())
    try:
        use_installed(store)
        yield store, raw_key
    finally:
        store.close()


def make_register(folder: Path, words: str, *, unit: str, author: str = "") -> tuple[SqliteStore, bytes, str]:
    """Make an empty register in a folder; return it, its key, and the recovery code that is shown only once."""
    if (folder / DATABASE).exists():
        raise Problem(f"Thư mục {folder} đã có một sổ.", "Mở sổ đó, hoặc chọn thư mục khác.")
    new = not folder.exists()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Problem(f"Không tạo được thư mục {folder}: {os_said(error)}.", "Chọn thư mục khác cho sổ.") from error
    try:
        raw_key, recovery = vault.create_vault(folder, words)
    except Problem:
        if new:
            folder.rmdir()
        raise
    store = create_register(folder, raw_key, unit=unit, author=author, outside=places.state_folder())
    keep_recovery_reader(store, recovery)
    return store, raw_key, recovery


def predecessor(store: Store, given: Given) -> AbstractContextManager[Store]:
    """Open what a person says is the register of a unit that goes into ours; it is only read."""
    if given.path.suffix == SUFFIX:
        return from_sealed(store, given, predecessors.scratch)
    return predecessors.opened(given.path, passphrase=given.passphrase, recovery_code=given.recovery_code)


def folder_of(asked: Namespace) -> Path:
    return Path(asked.data) if asked.data else places.data_folder()


def passphrase(asked: Namespace, *, twice: bool = False) -> str:
    """Return the passphrase from the file, the variable or the keyboard, in this order."""
    if asked.passphrase_file:
        return _first_line(asked.passphrase_file)
    if (said := os.environ.get("SOTUPHAP_PASSPHRASE")) is not None:
        return said
    if not sys.stdin or not sys.stdin.isatty():
        raise Problem(
            "Chưa có mật khẩu của sổ.", "Dùng --passphrase-file TỆP, hoặc đặt biến SOTUPHAP_PASSPHRASE rồi làm lại."
        )
    typed = getpass.getpass("Mật khẩu của sổ: ")
    if twice and getpass.getpass("Gõ lại mật khẩu: ") != typed:
        raise Problem("Hai lần gõ mật khẩu không giống nhau.", "Làm lại và gõ cùng một mật khẩu.")
    return typed


def _first_line(file: Path) -> str:
    try:
        return (file.read_text(encoding="utf-8-sig").splitlines() or [""])[0]
    except (OSError, UnicodeDecodeError) as error:
        raise Problem(f"Không đọc được tệp mật khẩu {file}.", "Kiểm tra đường dẫn và quyền đọc.") from error


# --- verbs about whole registers --------------------------------------------------------------------------------------


def _init(asked: Namespace) -> Said:
    folder = folder_of(asked)
    check_office(asked)
    words = passphrase(asked, twice=True)
    store, _, recovery = make_register(folder, words, unit=asked.unit)
    try:
        office = found_office(store, asked)
    finally:
        store.close()
    return said_of_founding(office, folder, recovery)


def _backup_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--to", type=Path, required=True, metavar="THƯ_MỤC", help="nơi cất bản sao lưu")


def _backup(asked: Namespace) -> Said:
    if not asked.to.is_dir():
        raise Problem(f"Không có thư mục {asked.to}.", "Tạo thư mục đó, hoặc cắm ổ đĩa rồi làm lại.")
    stamp = datetime.now().strftime("%Y%m%d-%H%M%S")  # noqa: DTZ005 (a name for people, in their own time)
    with opened(asked) as (store, raw_key):
        target = asked.to / f"so-tu-phap-{store.unit}-{stamp}.db"
        written = backup.copy_with_key(store.connection, raw_key, folder_of(asked), target)
    text = f"Đã sao lưu vào {written} và đọc lại kiểm tra. Giữ cả tệp khóa bên cạnh, thiếu nó không mở được."
    return Said({"file": str(written), "size": written.stat().st_size}, text)


def _restore_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="TỆP.db", help="bản sao lưu, có tệp khóa .khoa.json bên cạnh")


def _restore(asked: Namespace) -> Said:
    folder = folder_of(asked)
    kept = restoring.restore(asked.file, folder, passphrase(asked))
    with opened(asked) as (store, _):
        counts = count_records(store)
    text = f"Đã khôi phục sổ vào {folder}."
    text += f" Sổ cũ được giữ ở {kept}." if kept else ""
    return Said({"folder": str(folder), "kept": str(kept) if kept else None, "records": counts}, text)


def _check(asked: Namespace) -> Said:
    with opened(asked) as (store, _):
        backup.verify(store.connection)
        columns.check(store.connection, folder_of(asked) / DATABASE)
        result = {"sound": True, "changes": store.last_seq(), "records": count_records(store)}
    return Said(result, "Sổ còn nguyên vẹn: trang, hàng, tham chiếu và chuỗi nhật ký đều khớp.")


def _merge_units(asked: Namespace) -> Said:
    """Merge into the register, of which a verified copy is kept before."""
    with opened(asked) as (store, raw_key):
        if not asked.dry_run:
            stamp = datetime.now(UTC).strftime("%Y%m%d-%H%M%S")
            target = folder_of(asked) / "backups" / f"truoc-sap-nhap-{stamp}.db"
            target.parent.mkdir(exist_ok=True)
            backup.copy_with_key(store.connection, raw_key, folder_of(asked), target)
        return merging.merge(store, asked, predecessor)


def count_records(store: Store) -> dict[str, int]:
    from app.records import KINDS

    return {kind.table: len(store.ids(kind)) for kind in KINDS}


def _publish(asked: Namespace) -> Said:
    from db.publishing import opened_target

    with opened(asked) as (store, _), opened_target(asked.to, asked.schema) as target:
        return publishing.said(publish_to(store, target, asked.to))


def _demo_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--out", type=Path, required=True, metavar="THƯ_MỤC", help="nơi đặt kết quả trình diễn")


def _demo(asked: Namespace) -> Said:
    from ui import demo

    return demo.run(asked.out)


def _self_test(_: Namespace) -> Said:
    from ui import demo

    return demo.self_test()


REGISTER: tuple[FreeVerb, ...] = (
    FreeVerb("init", "tạo sổ mới cho một đơn vị", init_arguments, _init),
    FreeVerb("backup", "sao lưu sổ đang dùng, đọc lại để kiểm tra", _backup_arguments, _backup),
    FreeVerb("restore", "khôi phục sổ từ bản sao lưu; sổ đang có được giữ lại", _restore_arguments, _restore),
    FreeVerb("merge-units", "nhập sổ của các đơn vị cũ vào sổ của đơn vị mới", merging.arguments, _merge_units),
    FreeVerb("check", "kiểm tra sổ còn nguyên vẹn", no_arguments, _check),
    FreeVerb("publish", "đưa số liệu (không có ô riêng tư) ra PostgreSQL hoặc Parquet", publishing.arguments, _publish),
    FreeVerb("demo", "chạy trọn công việc trên một xã hư cấu", _demo_arguments, _demo),
    FreeVerb("self-test", "chương trình tự kiểm tra", no_arguments, _self_test),
)


if __name__ == "__main__":
    sys.exit(main())
