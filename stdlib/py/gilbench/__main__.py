"""pyish -m gilbench [options] [target [arguments]]"""

import sys

from gilbench import main

sys.exit(main())
