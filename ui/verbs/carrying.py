"""The verbs for bundles that something else carries: folders that are watched, a folder on a WebDAV server."""

from __future__ import annotations

import sys
import time
from argparse import ArgumentParser, Namespace
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from app.ports import Store
from app.problems import Problem
from app.usecases import remote_folder, watching
from app.usecases.receiving_many import TakenFile
from ui.verbs.base import DONE, REFUSED, WITH_REJECTS, Said, Verb


def _tell(words: str) -> None:
    sys.stderr.write(words + "\n")
    sys.stderr.flush()


# --- watch ------------------------------------------------------------------------------------------------------------


def _watch_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--folder", type=Path, required=True, metavar="THƯ_MỤC", help="thư mục mạng hoặc đồng bộ")
    parser.add_argument("--receive", action="store_true", help="nhận luôn gói mới; không có thì chỉ báo")
    parser.add_argument(
        "--rounds", type=int, default=0, metavar="SỐ", help="nhìn bấy nhiêu lần rồi thôi (mặc định: mãi)"
    )


@dataclass
class _Watching:
    """What was seen and taken so far; what was told once is not told again."""

    store: Store
    folder: watching.Folder
    receives: bool
    seen: dict[str, watching.Found] = field(default_factory=dict)
    strangers: dict[str, watching.Found] = field(default_factory=dict)
    taken: list[TakenFile] = field(default_factory=list)
    fault: str = ""

    def look(self) -> watching.Glance:
        glance = self.folder.look()
        news = watching.news(self.store, glance.found)
        new = [one for one in news.new if one.key() not in self.seen]
        unknown = [one for one in news.strangers if one.key() not in self.strangers]
        words = watching.News(tuple(new), tuple(unknown), news.names).words()
        if glance.fault != self.fault:
            words = glance.fault or words or "Đã mở lại được thư mục."
        if words:
            _tell(words)
        self.seen |= {one.key(): one for one in new}
        self.strangers |= {one.key(): one for one in unknown}
        self.fault = glance.fault
        if self.receives:
            self.taken += watching.take(self.store, new, say=_tell)
        return glance


def _watch(store: Store, asked: Namespace) -> Said:
    watched = _Watching(store, watching.Folder(asked.folder), asked.receive)
    pause, rounds = watching.SHORTEST, 0
    try:
        while True:
            pause, rounds = watching.pause_after(pause, watched.look()), rounds + 1
            if rounds == asked.rounds:
                break
            time.sleep(pause)
    except KeyboardInterrupt:
        _tell("Thôi nhìn thư mục.")
    if watched.fault:
        raise Problem(watched.fault, "Kiểm tra mạng hoặc ổ đĩa rồi làm lại.")
    return _said_of_watching(watched)


def _said_of_watching(watched: _Watching) -> Said:
    result = {
        "new": [_found_json(one) for one in watched.seen.values()],
        "strangers": [_found_json(one) for one in watched.strangers.values()],
        "taken": [_taken_json(one) for one in watched.taken],
    }
    text = "\n".join(_taken_text(one) for one in watched.taken)
    return Said(result, text or ("" if watched.seen else "Không có gói mới."), _status(watched.taken))


def _found_json(found: watching.Found) -> dict[str, Any]:
    head = found.head
    return {"file": str(found.path), "bundle": head.bundle, "kind": head.kind, "unit": head.unit, "part": head.part}


def _taken_json(one: TakenFile) -> dict[str, Any]:
    return {"file": one.file, "taken": one.received is not None, "words": one.words, "receipt": one.receipt_file}


def _taken_text(one: TakenFile) -> str:
    return f"{one.file}, {one.unit_name}: {one.words}"


def _status(taken: list[TakenFile] | tuple[TakenFile, ...]) -> int:
    if any(one.received is None for one in taken):
        return REFUSED
    return WITH_REJECTS if any(not one.sound() for one in taken) else DONE


# --- a server ---------------------------------------------------------------------------------------------------------


def _server_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--url", default="", metavar="ĐỊA_CHỈ", help="https://… của thư mục WebDAV")
    parser.add_argument("--user", default="", metavar="TÊN", help="tên người dùng trên máy chủ")
    parser.add_argument("--password-file", type=Path, metavar="TỆP", help="tệp chứa mật khẩu trên máy chủ ở dòng đầu")
    parser.add_argument("--ca-file", type=Path, metavar="TỆP", help="chứng thư gốc của máy chủ nội bộ (.pem)")
    parser.add_argument("--forget", action="store_true", help="bỏ máy chủ đã ghi")


def _server(store: Store, asked: Namespace) -> Said:
    if asked.forget:
        remote_folder.forget_server(store)
        return Said({"url": None}, "Đã bỏ máy chủ.")
    if asked.url:
        password = _first_line(asked.password_file) if asked.password_file else ""
        ca_file = str(asked.ca_file.resolve()) if asked.ca_file else ""
        remote_folder.keep_answering(store, asked.url, asked.user, password, ca_file)
    server = remote_folder.server_of(store)
    if server is None:
        return Said({"url": None}, "Chưa ghi máy chủ nào.")
    count = remote_folder.waiting(store)
    result = {"url": server.url, "user": server.user, "ca_file": server.ca_file, "waiting": count}
    return Said(result, f"{server.url} ({server.user}): có {count} gói chưa lấy về.")


def _first_line(file: Path) -> str:
    try:
        return (file.read_text(encoding="utf-8-sig").splitlines() or [""])[0]
    except (OSError, UnicodeDecodeError) as error:
        raise Problem(f"Không đọc được tệp mật khẩu {file}.", "Kiểm tra đường dẫn và quyền đọc.") from error


def _upload_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("files", type=Path, nargs="+", metavar="TỆP.stp", help="gói do sổ này xuất")


def _upload(store: Store, asked: Namespace) -> Said:
    done = remote_folder.send(store, asked.files, say=_tell)
    text = "\n".join(
        [f"Đã gửi {name} và đọc lại kiểm tra." for name in done.sent] + [f"{name} đã có sẵn." for name in done.there]
    )
    return Said({"sent": list(done.sent), "there": list(done.there)}, text)


def _download_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--to", type=Path, required=True, metavar="THƯ_MỤC", help="nơi đặt tệp lấy về")
    parser.add_argument("--receive", action="store_true", help="nhận luôn gói gửi cho sổ này, gửi biên nhận lên")


def _download(store: Store, asked: Namespace) -> Said:
    if not asked.to.is_dir():
        raise Problem(f"Không có thư mục {asked.to}.", "Tạo thư mục đó rồi làm lại.")
    done = (remote_folder.fetch_and_take if asked.receive else remote_folder.fetch)(store, asked.to, say=_tell)
    result = {
        "files": [str(path) for path in done.files],
        "taken": [_taken_json(one) for one in done.taken],
        "receipts": list(done.receipts),
    }
    lines = [f"Đã lấy {path.name}." for path in done.files] + [_taken_text(one) for one in done.taken]
    lines += [f"Đã gửi biên nhận {name}." for name in done.receipts]
    return Said(result, "\n".join(lines) or "Không có gói mới.", _status(done.taken))


VERBS = (
    Verb("watch", "nhìn một thư mục mạng hoặc đồng bộ, báo (hoặc nhận) gói mới", _watch_arguments, _watch),
    Verb("server", "thư mục WebDAV để gửi và lấy gói khi có mạng", _server_arguments, _server),
    Verb("upload", "gửi gói lên máy chủ WebDAV, tiếp từ chỗ dở", _upload_arguments, _upload),
    Verb("download", "lấy gói và biên nhận từ máy chủ WebDAV", _download_arguments, _download),
)
