"""``python -m hegao``."""

import sys

from hegao.cli import main

sys.exit(main())
