"""Learns the language of Bach's solo music for strings and composes new suites."""

from bach._bach import __version__

__all__ = ["__version__"]
