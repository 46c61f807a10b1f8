"""``python -m jifen``: the same as the command ``jifen``."""

import sys

from jifen.cli import main

sys.exit(main())
