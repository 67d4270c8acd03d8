"""What goes wrong, as one kind of exception."""

from __future__ import annotations

import re
from typing import Optional, Tuple

_PLACE = re.compile(r"\b(?:line|byte|bar|note) \d+")


class Error(Exception):
    """Whatever bach cannot do: str(error) is one line that says what, where and what to do.

    code: the cause: "not_found", "access", "io", "invalid_data", "truncated", "unsupported",
        "invalid_argument", "limit", "exists" or "cancelled".
    file: the file or name it is about; None without.
    place: where in it, as the message says it: "line 12", "byte 23", "bar 4", "note 0"; None without.
    argument: the keyword at fault; None without.

    Values of a wrong type and keywords that do not exist are a TypeError instead.
    """

    code: str
    file: Optional[str]
    place: Optional[str]
    argument: Optional[str]

    def __init__(
        self,
        message: str,
        code: str = "invalid_data",
        file: Optional[str] = None,
        place: Optional[str] = None,
        argument: Optional[str] = None,
    ) -> None:
        super().__init__(message)
        self.code = code
        self.file = file
        found = _PLACE.search(message)
        self.place = place if place is not None else found.group() if found else None
        self.argument = argument

    def __reduce__(self) -> Tuple[type, Tuple[object, ...]]:
        return type(self), (str(self), self.code, self.file, self.place, self.argument)
