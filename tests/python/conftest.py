"""What all tests share."""

from hypothesis import settings

# Nothing is kept in the folder the tests are started in; what fails once fails again.
settings.register_profile("bach", database=None, derandomize=True)
settings.load_profile("bach")
