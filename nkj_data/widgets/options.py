"""What every widget says of a keyword, or of a word of its interface, that it does not know."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from nkj_data.errors import ArgumentError, UnknownNameError, nearest


def no_option(widget: str, unknown: Iterable[str], options: Iterable[str]) -> None:
    """Refuse keywords that do not exist.

    Raises
    ------
    ArgumentError
        Names the first one, and the nearest that does exist.
    """
    known = list(options)
    for name in unknown:
        near = nearest(name, known)
        hint = f"Did you mean {near!r}?" if near else f"Choose from: {', '.join(known)}."
        raise ArgumentError(f"{widget}() has no option {name!r}. {hint}")


def worded(strings: Mapping[str, str], own: Mapping[str, str] | None, what: str) -> dict[str, str]:
    """Return the words of an interface, with those of a translation in their place.

    Raises
    ------
    UnknownNameError
        ``own`` has a word that the interface does not use.
    """
    for name in own or {}:
        if name not in strings:
            raise UnknownNameError(f"string of {what}", name, strings)
    return {**strings, **(own or {})}
