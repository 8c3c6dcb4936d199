"""``python -m bontot_desktop`` opens the window."""

import sys

from bontot_desktop.app import main

sys.exit(main())
