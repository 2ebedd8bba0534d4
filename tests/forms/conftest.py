"""Forms are compared with what the bundled serif makes, wherever the tests run."""

from __future__ import annotations

from app.rendering import fonts

fonts.register(bundled=True)
