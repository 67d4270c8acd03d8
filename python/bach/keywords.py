"""Signatures and documentation of functions whose keywords come from a table of options."""

from __future__ import annotations

import inspect
from typing import Any, Callable, Collection, TypeVar

from bach import _bach

Function = TypeVar("Function", bound=Callable[..., Any])


def _line(option: Any) -> str:
    notes = [option.type]
    if option.words:
        notes.append(" or ".join(option.words))
    elif option.range:
        notes.append(option.range)
    text = f"    {option.name} ({', '.join(notes)}): {option.help}"
    if option.default and "(default" not in option.help:
        text += f" (default: {option.default})"
    return text


def with_keywords(task: str, without: Collection[str] = ()) -> Callable[[Function], Function]:
    """Gives a function that takes **options the keywords of a task, for help() and completion."""

    def decorate(function: Function) -> Function:
        options = [each for each in _bach.options(task) if each.name not in without]
        signature = inspect.signature(function)
        own = [p for p in signature.parameters.values() if p.kind is not p.VAR_KEYWORD]
        known = {parameter.name for parameter in own}
        more = [
            inspect.Parameter(each.name, inspect.Parameter.KEYWORD_ONLY, default=None)
            for each in options
            if each.name not in known
        ]
        function.__signature__ = signature.replace(parameters=own + more)  # type: ignore[attr-defined]
        text = inspect.cleandoc(function.__doc__ or "")
        lines = [_line(each) for each in options if f"{each.name}:" not in text]
        function.__doc__ = f"{text}\n\nOptions:\n" + "\n".join(lines)
        return function

    return decorate


def refuse(options: Collection[str], without: Collection[str], function: str) -> None:
    """TypeError for a keyword that the task has and the function has not."""
    for name in options:
        if name in without:
            raise TypeError(f"{function}() takes no keyword {name}")
