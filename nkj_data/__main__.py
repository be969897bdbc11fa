"""``python -m nkj_data`` is the command ``nkj``."""

import sys

from nkj_data.cli import main

sys.exit(main())
