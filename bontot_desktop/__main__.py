"""``python -m bontot_desktop`` opens the window."""

import gc
import sys

# Nothing of what a start loads is garbage, and looking through it again and again takes a tenth of the start. The
# window switches the collector on when it has been painted.
gc.disable()

from bontot_desktop.app import main  # noqa: E402 — see above

sys.exit(main())
