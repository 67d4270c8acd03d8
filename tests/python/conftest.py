"""What all tests share."""

import os

from hypothesis import settings

# The sanitizer's runtime is in this process; programs that tests start have their own, or none.
os.environ.pop("LD_PRELOAD", None)

# Nothing is kept in the folder the tests are started in; what fails once fails again.
settings.register_profile("bach", database=None, derandomize=True)
settings.load_profile("bach")
