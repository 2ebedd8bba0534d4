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

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Callable, Dict, Iterator, List, Optional, Tuple

ROOT = Path(__file__).resolve().parent
sys.path.insert(1, str(ROOT / "packaging"))  # a folder of scripts and no package: the library of its name stays itself

from machine import WINDOWS, apt_install, has_screen, ready_for_qt, ready_for_tests, say, stop  # noqa: E402

VENV = ROOT / ".venv"
LOCKS = [ROOT / "requirements.lock", ROOT / "requirements-publish.lock", ROOT / "requirements-dev.lock"]
STAMP = VENV / "so-tu-phap.stamp"
VERSIONS = ("3.13", "3.12", "3.11")
BENCH = ROOT / "tests" / "bench" / "__main__.py"


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
