"""`python -m tests.translations [check]`."""

import sys

from tests.translations.catalogs import faults, update

if sys.argv[1:] != ["check"]:
    update()
found = list(faults())
sys.stderr.writelines(f"{fault}\n" for fault in found)
sys.exit(bool(found))
