"""What all tests share: no test may fail for being slow, and none may leave anything in the user's own folders."""

from __future__ import annotations

import os
from tempfile import TemporaryDirectory

from hypothesis import settings

settings.register_profile("steady", deadline=None)
settings.load_profile("steady")

_state = TemporaryDirectory(prefix="so-tu-phap-")
os.environ["XDG_STATE_HOME"] = _state.name
