"""The command, for `python -m quay_kit`."""

import sys

from .cli import main

sys.exit(main())
