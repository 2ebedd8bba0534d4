"""Where the program keeps its things on this computer when nobody says otherwise."""

from __future__ import annotations

from pathlib import Path

import platformdirs

NAME = "SoTuPhap"


def data_folder() -> Path:
    """Return the register's default folder."""
    return Path(platformdirs.user_data_path(NAME, appauthor=False))


def state_folder() -> Path:
    """Return the folder outside any register where it is kept how far each has written."""
    return Path(platformdirs.user_state_path(NAME, appauthor=False)) / "so"


def log_file() -> Path:
    """Return the file in which faults of the program are written down."""
    return Path(platformdirs.user_log_path(NAME, appauthor=False)) / "sotuphap.log"
