"""One thing seen in an answer, and how names are listed in it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing seen in an answer.

    ``right`` is None for a note that decides nothing; ``rows`` are the rows whose words belong to it.
    """

    right: bool | None
    says: str
    rows: tuple[str, ...] = ()


def listed(names: Iterable[str], most: int = 8) -> str:
    """Return names as people list them, the last of many as a number."""
    found = list(names)
    if len(found) > most:
        found = [*found[: most - 1], f"{len(found) - most + 1} more"]
    return " and ".join([", ".join(found[:-1]), found[-1]]) if len(found) > 1 else "".join(found)
