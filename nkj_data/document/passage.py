"""Floor 1: the passage itself, byte for byte, and where it comes from."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from html import escape
from types import MappingProxyType

from nkj_data.errors import PassageError
from nkj_data.packaged_files import other_text, text_folder


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open stretch of the passage, in characters."""

    start: int
    end: int

    def holds(self, other: Span) -> bool:
        """Return whether ``other`` lies inside this span."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True)
class Passage:
    """The text this package is built on, and its provenance.

    Attributes
    ----------
    text : str
        The three paragraphs as they came, odd spacing included.
    sha256 : str
        Checksum of the packaged file.
    page : mapping
        What the web page itself says of its source.
    outside : mapping
        Edition, editor and rights. This is outside knowledge: the page does not say it.
    """

    text: str
    sha256: str
    page: Mapping[str, str]
    outside: Mapping[str, str]

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """The three paragraphs."""
        return tuple(self.text.split("\n\n"))

    def places(self, quote: str) -> Iterator[Span]:
        """Yield every place where ``quote`` stands."""
        at = self.text.find(quote) if quote else -1
        while at >= 0:
            yield Span(at, at + len(quote))
            at = self.text.find(quote, at + 1)

    def __str__(self) -> str:
        return f"{self.text}\n\n{self.page['source_line']}"

    def _repr_html_(self) -> str:
        paragraphs = "".join(f"<p>{escape(part)}</p>" for part in self.paragraphs)
        outside = "; ".join(
            f"{escape(key.replace('_', ' '))}: {escape(value)}" for key, value in self.outside.items()
        )
        return (
            f'<blockquote translate="no" style="max-width:42em">{paragraphs}</blockquote>'
            f"<p>{escape(self.page['source_line'])}</p>"
            f"<details><summary>More about the source (outside the page)</summary><p>{outside}</p></details>"
        )


def passage() -> Passage:
    """Return the passage: its text, its checksum, and where it comes from.

    Returns
    -------
    Passage
        ``text`` holds fourteen sentences in three paragraphs.

    Raises
    ------
    PassageError
        The packaged text is missing or was changed.

    Source
    ------
    U.S. Library of Congress, as the page says. Edition details are outside knowledge, kept in ``outside``.

    Examples
    --------
    >>> passage().text[:22]
    'Until the late 1980s, '
    """
    return _passage()


def _remedy() -> str:
    if other_text():
        return "Or make a new folder with: nkj new text NEW_FOLDER --from FILE"
    return "Install nkj-data again."


@cache
def _passage() -> Passage:
    folder = text_folder() / "document"
    try:
        raw = (folder / "passage.txt").read_bytes()
        provenance = tomllib.loads((folder / "provenance.toml").read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise PassageError(f"{error.filename} is missing. {_remedy()}") from error
    checksum = hashlib.sha256(raw).hexdigest()
    if checksum != provenance["file"]["sha256"]:
        raise PassageError(
            "passage.txt is not the text this package was built on: its bytes have changed. "
            f"Put the original file back. {_remedy()}"
        )
    return Passage(
        raw.decode("utf-8"),
        checksum,
        MappingProxyType(provenance["page"]),
        MappingProxyType(provenance["outside_the_page"]),
    )
