"""python -m calendar"""

from calendar._main import main

main()
