"""``python -m bontot_desktop.cli`` is the command ``bontot``."""

import sys

from bontot_desktop.cli.main import main

sys.exit(main())
