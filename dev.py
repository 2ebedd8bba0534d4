"""Everything a developer does with this program, from a bare checkout, on Windows and on Linux:

    python3 dev.py run [verb ...]    open the window, or run a verb of the command line
    python3 dev.py test [options]    check the code, then run the tests (options go to pytest)
    python3 dev.py check             formatting, style, types and the arrows between the layers
    python3 dev.py bench [options]   the measurements
    python3 dev.py build [options]   the program as a folder that needs no Python

Needs nothing but a Python; any 3.9 will do to start it. The work itself runs on the newest of 3.13, 3.12 and 3.11
found on the machine, in `.venv`, with exactly the packages of the two lock files.
"""

from __future__ import annotations

import ctypes
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Callable, Dict, Iterator, List, NoReturn, Optional, Tuple

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
LOCKS = [ROOT / "requirements.lock", ROOT / "requirements-publish.lock", ROOT / "requirements-dev.lock"]
STAMP = VENV / "so-tu-phap.stamp"
WINDOWS = sys.platform == "win32"
VERSIONS = ("3.13", "3.12", "3.11")
BENCH = ROOT / "tests" / "bench" / "__main__.py"

# What Qt's libraries are linked against, even when nothing is drawn on a screen, and the Debian package of each.
QT_NEEDS = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
}
X11_NEEDS = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
# Programs of others that some tests work with, and their Debian packages; without them these tests are skipped.
TEST_NEEDS = {
    "age": "age",
    "jq": "jq",
    "minisign": "minisign",
    "unzip": "unzip",
    "apache2": "apache2-bin",
    "initdb": "postgresql",
}
ASIDE = ["/usr/sbin", "/sbin", "/usr/lib/postgresql/*/bin"]  # where Debian keeps programs that are not on every path


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def stop(text: str) -> NoReturn:
    raise SystemExit(text)


# --- which Python ----------------------------------------------------------------------------------------


def candidates(version: str) -> Iterator[List[str]]:
    """Commands that may start a Python of this version; a shim among them may refuse."""
    if version == "%d.%d" % sys.version_info[:2]:
        yield [getattr(sys, "_base_executable", None) or sys.executable]
    if WINDOWS and shutil.which("py"):
        yield ["py", "-" + version]
    for folder in os.environ.get("PATH", "").split(os.pathsep):
        for name in ("python" + version, "python3", "python"):
            if shutil.which(name, path=folder or "."):
                yield [str(Path(folder or ".") / name)]
    for versions in pyenv_folders():
        for home in sorted(versions.glob(version + ".*"), reverse=True):
            yield [str(home / ("python.exe" if WINDOWS else "bin/python"))]


def pyenv_folders() -> List[Path]:
    roots = [Path(os.environ["PYENV_ROOT"])] if os.environ.get("PYENV_ROOT") else []
    roots.append(Path("~/.pyenv").expanduser())
    roots += [Path(entry).parent for entry in os.environ.get("PATH", "").split(os.pathsep) if entry.endswith("shims")]
    return [root / "versions" for root in roots if (root / "versions").is_dir()]


def works(command: List[str], version: str, needs: str = "venv, ensurepip, ssl, sqlite3") -> bool:
    """Only running it tells: a pyenv shim exists and refuses, a Debian Python may have no ensurepip."""
    test = "import sys, %s; sys.exit('%%d.%%d' %% sys.version_info[:2] != %r)" % (needs, version)
    try:
        done = subprocess.run([*command, "-c", test], check=False, capture_output=True, timeout=60, env=clean_env())
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def find_python(needs: str = "venv, ensurepip, ssl, sqlite3") -> Optional[Tuple[List[str], str]]:
    for version in VERSIONS:
        for command in candidates(version):
            if works(command, version, needs):
                return command, version
    return None


def best_python() -> List[str]:
    found = find_python()
    if found:
        return found[0]
    bare = find_python("sys")
    if bare is None:
        stop("No Python %s was found. Install one of them and run this again." % " or ".join(VERSIONS))
    command, version = bare
    say("%s cannot make environments: its package python%s-venv is missing." % (" ".join(command), version))
    apt_install(["python%s-venv" % version])
    return command


# --- the environment -------------------------------------------------------------------------------------


def venv_python() -> Path:
    return VENV / ("Scripts/python.exe" if WINDOWS else "bin/python")


def lock_hash() -> str:
    digest = hashlib.sha256()
    for lock in LOCKS:
        digest.update(lock.read_bytes().replace(b"\r\n", b"\n"))
    return digest.hexdigest()


def installed() -> bool:
    return STAMP.is_file() and STAMP.read_text(encoding="utf-8").strip() == lock_hash() and venv_python().exists()


def usable() -> bool:
    return venv_python().exists() and any(works([str(venv_python())], version, "ssl") for version in VERSIONS)


def prepare() -> str:
    """The environment's Python, with every package of the lock files in it."""
    if not installed():
        if not usable():
            python = best_python()
            say("Making .venv with %s" % " ".join(python))
            call([*python, "-m", "venv", "--clear", str(VENV)])
        say("Installing the locked packages into .venv (once)")
        options = ["--quiet", "--disable-pip-version-check", "--require-hashes", "--only-binary=:all:"]
        for lock in LOCKS:
            options += ["-r", str(lock)]
        call([str(venv_python()), "-m", "pip", "install", *options])
        STAMP.write_text(lock_hash() + "\n", encoding="utf-8")
    return str(venv_python())


def clean_env(**more: str) -> Dict[str, str]:
    """This process's environment without what would let another Python's modules in."""
    env = {name: value for name, value in os.environ.items() if name not in {"PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV"}}
    env["PYTHONUTF8"] = "1"
    env.update(more)
    return env


def call(command: List[str]) -> None:
    status = subprocess.call(command, cwd=ROOT, env=clean_env())
    if status:
        stop("This failed (%d): %s" % (status, " ".join(command)))


# --- the machine -----------------------------------------------------------------------------------------


def missing(libraries: Dict[str, str]) -> List[str]:
    """Debian's names of the shared libraries that cannot be loaded here."""
    lacking = []
    for library, package in libraries.items():
        try:
            ctypes.CDLL(library)
        except OSError:
            lacking.append(package)
    return lacking


def apt_install(packages: List[str]) -> None:
    if not shutil.which("apt-get"):
        stop("Missing on this machine (Debian's names): %s. Install them and run this again." % " ".join(packages))
    if os.geteuid() != 0:
        stop("Missing on this machine. Run this, then try again:\n    sudo " + apt_line(packages))
    if not apt_installed(packages):
        stop("apt-get could not install: " + " ".join(packages))


def apt_line(packages: List[str]) -> str:
    return "apt-get install -y --no-install-recommends " + " ".join(packages)


def apt_installed(packages: List[str]) -> bool:
    """Install as root; tell whether it went well."""
    env = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
    say("Installing: " + " ".join(packages))
    subprocess.call(["apt-get", "update", "-qq"], env=env, stdout=sys.stderr)
    return subprocess.call([*apt_line(packages).split(), "-qq"], env=env, stdout=sys.stderr) == 0


def found_program(name: str) -> bool:
    return bool(shutil.which(name)) or any(list(Path("/").glob(place[1:] + "/" + name)) for place in ASIDE)


def ready_for_tests() -> None:
    """Bring the programs that tests work with, where that can be done; otherwise say which tests will be skipped."""
    lacking = [package for name, package in TEST_NEEDS.items() if not WINDOWS and not found_program(name)]
    if not lacking:
        return
    rights = bool(shutil.which("apt-get")) and os.geteuid() == 0
    if not (rights and apt_installed(lacking)):
        say("Tests that need these Debian packages are skipped: %s" % " ".join(lacking))
        say("To run them too:\n    sudo " + apt_line(lacking))


def has_screen() -> bool:
    return not sys.platform.startswith("linux") or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def ready_for_qt(*, x11: bool) -> None:
    if not sys.platform.startswith("linux"):
        return
    needs = dict(QT_NEEDS, **(X11_NEEDS if x11 else {}))
    lacking = missing(needs)
    if lacking:
        apt_install(lacking)


# --- what can be asked for -------------------------------------------------------------------------------


def python_call(python: str, *arguments: str, offscreen: bool = False) -> int:
    more = {"QT_QPA_PLATFORM": "offscreen"} if offscreen and not os.environ.get("QT_QPA_PLATFORM") else {}
    return subprocess.call([python, *arguments], cwd=ROOT, env=clean_env(**more))


def run(arguments: List[str]) -> int:
    on_screen = has_screen()
    ready_for_qt(x11=bool(os.environ.get("DISPLAY")))
    python = prepare()
    more = {} if on_screen or os.environ.get("QT_QPA_PLATFORM") else {"QT_QPA_PLATFORM": "offscreen"}
    # The caller's folder stays the current one: `--out demo` means a folder beside the caller.
    return subprocess.call([python, "-m", "ui.main", *arguments], env=clean_env(PYTHONPATH=str(ROOT), **more))


def check(_arguments: List[str]) -> int:
    python = prepare()
    steps = {
        "formatting": ["-m", "ruff", "format", "--check", "--quiet", "."],
        "style": ["-m", "ruff", "check", "--quiet", "."],
        "types": ["-m", "mypy"],
        "arrows between layers": ["-c", "from importlinter.cli import lint_imports_command as c; c()", "--no-logo"],
    }
    failed = [name for name, step in steps.items() if python_call(python, *step)]
    say("Checks: " + ("failed: " + ", ".join(failed) if failed else "all well"))
    return 1 if failed else 0


def test(arguments: List[str]) -> int:
    """Runs pytest even when a check failed, so that one run tells everything; pytest's closing line comes last."""
    ready_for_qt(x11=False)
    ready_for_tests()
    checked = check([])
    alone = any(argument.startswith(("-n", "--pdb")) for argument in arguments)
    workers = [] if alone else ["-n", "2"]
    tested = python_call(prepare(), "-m", "pytest", *workers, *arguments, offscreen=True)
    return tested or checked


def bench(arguments: List[str]) -> int:
    if not BENCH.is_file():
        stop("There are no measurements yet: %s is missing." % BENCH.relative_to(ROOT))
    ready_for_qt(x11=False)
    return python_call(prepare(), "-m", "tests.bench", *arguments, offscreen=True)


def build(arguments: List[str]) -> int:
    ready_for_qt(x11=True)  # what is missing here would be missing in the built program
    return python_call(prepare(), str(ROOT / "packaging" / "build.py"), *arguments, offscreen=True)


VERBS: Dict[str, Callable[[List[str]], int]] = {
    "run": run,
    "test": test,
    "check": check,
    "bench": bench,
    "build": build,
}


def main(arguments: List[str]) -> int:
    if not arguments or arguments[0] not in VERBS:
        say(__doc__ or "")
        return 0 if arguments[:1] in (["-h"], ["--help"]) else 2
    return VERBS[arguments[0]](arguments[1:])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
