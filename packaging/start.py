"""Where the packaged program starts; a child process for long printing starts here too."""

from __future__ import annotations

import multiprocessing
import sys

from ui.main import main

if __name__ == "__main__":
    multiprocessing.freeze_support()
    sys.exit(main())
