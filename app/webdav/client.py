"""One folder on a WebDAV server: what is in it, and its files read, written, renamed and removed.

Only https, its certificate verified; plain http to this machine alone. Whatever the server or the network does comes
out as a Problem, and as Interrupted where trying again may help.
"""

from __future__ import annotations

import base64
import http.client
import socket
import ssl
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, BinaryIO

from app.problems import Problem
from app.webdav.listing import QUERY, Remote, read_listing

TIMEOUT = 60.0  # seconds without a byte
_LARGEST_LISTING = 8 << 20
_HERE = ("localhost", "127.0.0.1", "::1")
_NO_PARTS = (400, 405, 409, 411, 416, 501)  # what servers say that take a file only whole


class Interrupted(Problem):
    """The way to the server broke; what has arrived there stays."""


class WholeOnly(Problem):
    """The server does not take a piece of a file."""


class Missing(Problem):
    """The server has no file or folder of that name."""


@dataclass(frozen=True)
class Server:
    """A folder on a server by its address, who we are there, and whose certificates are believed besides the known."""

    url: str
    user: str = ""
    password: str = field(default="", repr=False)
    ca_file: str = ""


class Folder:
    """Asks the server; holds no connection in between."""

    def __init__(self, server: Server) -> None:
        self.server, self.url = server, checked_url(server.url)
        self._opener = _opener(server)

    def listed(self) -> list[Remote]:
        """Return the files of the folder by name; folders in it are passed over."""
        return self._listed("", "1")

    def find(self, name: str) -> Remote | None:
        try:
            return next(iter(self._listed(name, "0")), None)
        except Missing:
            return None

    def _listed(self, name: str, depth: str) -> list[Remote]:
        headers = {"Depth": depth, "Content-Type": "application/xml"}
        with self._asked("PROPFIND", name, QUERY, headers) as answer:
            data = answer.read(_LARGEST_LISTING + 1)
        if len(data) > _LARGEST_LISTING:
            raise Problem("Thư mục trên máy chủ có quá nhiều tệp.", "Dọn bớt tệp cũ trên máy chủ rồi làm lại.")
        return read_listing(data, urllib.parse.urlsplit(self.url).path)

    @contextmanager
    def read(self, name: str, after: int = 0, etag: str = "") -> Iterator[tuple[Answer, int]]:
        """Give what follows the first bytes of a file, and after how many it really starts: 0 when the file changed."""
        headers = {"Range": f"bytes={after}-", "If-Range": etag} if after else {}
        with self._asked("GET", name, None, headers) as answer:
            yield answer, after if answer.status == http.client.PARTIAL_CONTENT else 0

    def write(self, name: str, body: BinaryIO, size: int) -> None:
        headers = {"Content-Length": str(size), "Content-Type": "application/octet-stream"}
        with self._asked("PUT", name, body, headers):
            pass

    def write_piece(self, name: str, body: bytes, after: int, whole: int) -> None:
        """Write a piece at its place (RFC 9110 §14.5); raises WholeOnly when the server says that it cannot."""
        place = f"bytes {after}-{after + len(body) - 1}/{whole}"
        headers = {"Content-Range": place, "Content-Type": "application/octet-stream"}
        with self._asked("PUT", name, body, headers, piece=True):
            pass

    def rename(self, name: str, new: str) -> None:
        """Give a file its name, never over another one."""
        headers = {"Destination": self._at(new), "Overwrite": "F"}
        with self._asked("MOVE", name, None, headers):
            pass

    def remove(self, name: str) -> None:
        with self._asked("DELETE", name, None, {}):
            pass

    def _at(self, name: str) -> str:
        return self.url + urllib.parse.quote(name)

    @contextmanager
    def _asked(
        self, method: str, name: str, body: BinaryIO | bytes | None, headers: dict[str, str], *, piece: bool = False
    ) -> Iterator[Answer]:
        request = urllib.request.Request(self._at(name), data=body, headers=headers, method=method)
        if self.server.user:  # never sent on to where a redirection leads
            said = base64.b64encode(f"{self.server.user}:{self.server.password}".encode()).decode()
            request.add_unredirected_header("Authorization", f"Basic {said}")
        try:
            raw = self._opener.open(request, timeout=TIMEOUT)
        except urllib.error.HTTPError as error:
            with error:
                raise _refused(error.code, piece=piece) from error
        except (OSError, http.client.HTTPException) as error:
            raise _broken(error) from error
        with raw:
            yield Answer(raw)


class Answer:
    """What the server sends, piece by piece; raises Interrupted when it ends too early."""

    def __init__(self, raw: Any) -> None:
        self.status: int = raw.status
        self._raw = raw
        length = raw.headers.get("Content-Length")
        self._left = int(length) if length and length.isdigit() else None

    def read(self, most: int) -> bytes:
        try:
            data: bytes = self._raw.read(most)
        except (OSError, http.client.HTTPException) as error:
            raise _broken(error) from error
        if self._left is not None:
            self._left -= len(data)
        if not data and self._left:
            raise _broken(EOFError())
        return data


def checked_url(url: str) -> str:
    """Return the address of a folder with its last stroke; raises Problem unless the way there is safe."""
    parts = urllib.parse.urlsplit(url.strip())
    if parts.username or parts.password:
        raise Problem("Địa chỉ máy chủ không được chứa tên và mật khẩu.", "Ghi tên và mật khẩu vào ô riêng.")
    if not parts.hostname or not (parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _HERE)):
        raise Problem("Địa chỉ máy chủ phải bắt đầu bằng https://.", "Hỏi nơi quản trị địa chỉ WebDAV của thư mục.")
    try:
        _ = parts.port
    except ValueError as error:
        raise Problem("Số cổng trong địa chỉ máy chủ không đúng.", "Ghi số từ 1 đến 65535 sau dấu hai chấm.") from error
    path = urllib.parse.quote(urllib.parse.unquote(parts.path), safe="/")
    return urllib.parse.urlunsplit((parts.scheme, parts.netloc, path.rstrip("/") + "/", "", ""))


def _opener(server: Server) -> urllib.request.OpenerDirector:
    try:
        context = ssl.create_default_context()
        if server.ca_file:
            context.load_verify_locations(server.ca_file)
    except (OSError, ssl.SSLError) as error:
        raise Problem(
            f"Không đọc được tệp chứng thư {server.ca_file}.", "Chọn tệp .pem do nơi quản trị máy chủ cấp."
        ) from error
    handlers: list[urllib.request.BaseHandler] = [urllib.request.HTTPSHandler(context=context)]
    if urllib.parse.urlsplit(server.url).hostname in _HERE:
        handlers.append(urllib.request.ProxyHandler({}))  # no proxy leads to this machine itself
    return urllib.request.build_opener(*handlers)


_LOOK = "Kiểm tra địa chỉ, tên và mật khẩu với nơi quản trị máy chủ."
_ANSWERS = {
    401: ("Máy chủ không nhận tên hoặc mật khẩu này.", _LOOK),
    403: ("Máy chủ không cho làm việc này trong thư mục đó.", _LOOK),
    404: ("Không thấy thư mục hoặc tệp này trên máy chủ.", _LOOK),
    405: ("Địa chỉ này không phải một thư mục WebDAV.", _LOOK),
    409: ("Thư mục này chưa có trên máy chủ.", "Nhờ nơi quản trị tạo thư mục rồi làm lại."),
    412: ("Trên máy chủ đã có tệp cùng tên; không ghi đè.", "Xuất gói mới rồi gửi lại."),
    413: ("Máy chủ không nhận tệp lớn như vậy.", "Gửi bằng USB, hoặc nhờ nơi quản trị nâng mức."),
    423: ("Tệp này đang bị khóa trên máy chủ.", "Đợi ít phút rồi làm lại."),
    507: ("Máy chủ đã hết chỗ.", "Nhờ nơi quản trị dọn bớt rồi làm lại."),
}


def _refused(status: int, *, piece: bool) -> Problem:
    if piece and status in _NO_PARTS:
        return WholeOnly("Máy chủ chỉ nhận cả tệp một lần.")
    if status in (408, 425, 429, 500, 502, 503, 504):
        return Interrupted(f"Máy chủ đang trục trặc (mã {status}).", "Đợi ít phút rồi làm lại.")
    if status == http.client.NOT_FOUND:
        return Missing(*_ANSWERS[status])
    return Problem(*_ANSWERS.get(status, (f"Máy chủ từ chối (mã {status}).", _LOOK)))


def _broken(error: Exception) -> Problem:
    reason = getattr(error, "reason", error)
    if isinstance(reason, ssl.SSLCertVerificationError):
        return Problem(
            "Chứng thư của máy chủ không đáng tin nên chưa gửi gì.",
            "Đừng bỏ qua. Nhờ nơi quản trị máy chủ kiểm tra chứng thư, hoặc xin tệp chứng thư gốc của họ.",
        )
    if isinstance(reason, http.client.InvalidURL):
        return Problem("Địa chỉ máy chủ không đúng dạng.", "Hỏi nơi quản trị địa chỉ WebDAV của thư mục.")
    return Interrupted(f"Mạng hoặc máy chủ bị ngắt: {_why(reason)}.", "Kiểm tra mạng rồi làm lại; sẽ tiếp từ chỗ dở.")


# What the network does, the first that fits; its own words are English, and numbers of the system.
_WHY: tuple[tuple[tuple[type[BaseException], ...], str], ...] = (
    ((socket.gaierror,), "không tìm thấy máy chủ theo tên trong địa chỉ"),
    ((ConnectionRefusedError,), "máy chủ không nhận kết nối ở địa chỉ này"),
    ((TimeoutError,), f"máy chủ không trả lời trong {TIMEOUT:.0f} giây"),
    ((ConnectionError, EOFError, http.client.HTTPException), "đường truyền đứt giữa chừng"),
    ((ssl.SSLError,), "không lập được kết nối bảo mật"),
)


def _why(reason: object) -> str:
    found = next((words for kinds, words in _WHY if isinstance(reason, kinds)), "")
    return found or f"chưa tới được máy chủ ({type(reason).__name__})"
