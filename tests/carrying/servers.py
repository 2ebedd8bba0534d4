"""Real WebDAV servers on loopback, with a certificate of their own, and a way to them that breaks when told to."""

from __future__ import annotations

import base64
import contextlib
import hashlib
import os
import socket
import ssl
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

USER, PASSWORD = "xa-sen-vang", "mật khẩu mạng 2026"
APACHE = Path("/usr/sbin/apache2")
_MODULES = ("mpm_event", "authn_core", "authn_file", "authz_core", "authz_user", "auth_basic", "dav", "dav_fs", "ssl")


@dataclass(frozen=True)
class Running:
    """A server: its port, the folder it shows, and the certificate to believe."""

    port: int
    shown: Path
    certificate: Path

    def url(self, port: int = 0) -> str:
        return f"https://127.0.0.1:{port or self.port}/xa/"


def free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return int(asked.getsockname()[1])


def certificate(folder: Path) -> Path:
    """Write a certificate for this machine and its key into one file; return it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "may chu thu")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=2))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    (folder / "server.key").write_bytes(private)
    (folder / "server.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    return folder / "server.pem"


@contextmanager
def wsgidav(folder: Path) -> Iterator[Running]:
    """A server that takes files only whole."""
    server = _prepared(folder)
    config = folder / "wsgidav.yaml"
    config.write_text(
        f"""
host: 127.0.0.1
port: {server.port}
server: cheroot
ssl_certificate: "{server.certificate.as_posix()}"
ssl_private_key: "{server.certificate.with_name("server.key").as_posix()}"
ssl_adapter: builtin
provider_mapping:
  "/": "{server.shown.parent.as_posix()}"
http_authenticator: {{accept_basic: true, accept_digest: false, default_to_digest: false}}
simple_dc: {{user_mapping: {{"*": {{"{USER}": {{password: "{PASSWORD}"}}}}}}}}
property_manager: true
lock_storage: true
verbose: 1
""",
        encoding="utf-8",
    )
    with _started([sys.executable, "-m", "wsgidav.server.server_cli", "--config", str(config)], folder, server):
        yield server


@contextmanager
def apache(folder: Path) -> Iterator[Running]:
    """A server that takes pieces of files."""
    if not APACHE.exists():
        pytest.skip("the Apache server is not installed here (Debian's package: apache2-bin)")
    server = _prepared(folder)
    digest = base64.b64encode(hashlib.sha1(PASSWORD.encode()).digest()).decode()
    (folder / "users").write_text(f"{USER}:{{SHA}}{digest}\n", encoding="utf-8")
    modules = "\n".join(f"LoadModule {name}_module /usr/lib/apache2/modules/mod_{name}.so" for name in _MODULES)
    rights = "User www-data\nGroup www-data" if os.geteuid() == 0 else ""
    if rights:
        for path in (folder, server.shown.parent, server.shown):
            path.chmod(0o777)
    config = folder / "apache.conf"
    config.write_text(
        f"""
ServerRoot {folder}
ServerName 127.0.0.1
Listen 127.0.0.1:{server.port}
PidFile {folder}/pid
ErrorLog {folder}/errors
{modules}
{rights}
DocumentRoot {server.shown.parent}
DavLockDB {server.shown.parent}/.locks
SSLEngine on
SSLCertificateFile {server.certificate}
SSLCertificateKeyFile {server.certificate.with_name("server.key")}
<Directory {server.shown.parent}>
  Dav On
  AuthType Basic
  AuthName thu
  AuthUserFile {folder}/users
  Require valid-user
</Directory>
""",
        encoding="utf-8",
    )
    with _started([str(APACHE), "-f", str(config), "-DFOREGROUND"], folder, server):
        yield server


def _prepared(folder: Path) -> Running:
    shown = folder / "shown" / "xa"
    shown.mkdir(parents=True)
    return Running(free_port(), shown, certificate(folder))


@contextmanager
def _started(command: list[str], folder: Path, server: Running) -> Iterator[None]:
    with (folder / "said").open("wb") as said:
        process = subprocess.Popen(command, stdout=said, stderr=said, cwd=folder)
    try:
        _wait_for(server, process, folder / "said")
        yield
    finally:
        process.terminate()
        process.wait(30)


def _wait_for(server: Running, process: subprocess.Popen[bytes], said: Path) -> None:
    context = ssl.create_default_context(cafile=str(server.certificate))
    for _ in range(600):
        assert process.poll() is None, said.read_text(errors="replace")
        with contextlib.suppress(OSError):
            raw = socket.create_connection(("127.0.0.1", server.port), timeout=5)
            with raw, context.wrap_socket(raw, server_hostname="127.0.0.1"):
                return
        time.sleep(0.05)
    raise AssertionError(said.read_text(errors="replace"))


class BreakingWay:
    """A way to a server that breaks after so many bytes in one direction, as often as it is told to."""

    def __init__(self, port: int) -> None:
        self.target = port
        self.up: list[int] = []  # for each connection to come: after how many bytes upward it breaks
        self.down: list[int] = []
        self.carried_up = 0
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listening.getsockname()[1])
        self._threads = [threading.Thread(target=self._accept)]
        self._threads[0].start()

    def close(self) -> None:
        self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()
        for thread in self._threads:
            thread.join(30)

    def _accept(self) -> None:
        while True:
            try:
                near, _ = self._listening.accept()
            except OSError:
                return
            far = socket.create_connection(("127.0.0.1", self.target))
            limits = (self.up.pop(0) if self.up else -1, self.down.pop(0) if self.down else -1)
            for source, sink, limit, counts in ((near, far, limits[0], True), (far, near, limits[1], False)):
                thread = threading.Thread(target=self._carry, args=(source, sink, limit, counts))
                self._threads.append(thread)
                thread.start()

    def _carry(self, source: socket.socket, sink: socket.socket, limit: int, upward: bool) -> None:
        carried = 0
        with contextlib.suppress(OSError):
            while data := source.recv(16_384):
                carried += len(data)
                self.carried_up += len(data) if upward else 0
                if 0 <= limit < carried:
                    break
                sink.sendall(data)
        for end in (source, sink):
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
        if not upward:
            for end in (source, sink):
                end.close()
