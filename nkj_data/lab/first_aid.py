"""A sentence of ours above Python's words, where a learner's own code has a slip: a name, a bracket, a space."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import wraps
from types import TracebackType
from typing import Any

from nkj_data.errors import nearest
from nkj_data.interface import wording


def install(shell: Any) -> None:
    """Have an IPython shell say our sentence first; what Python says follows as ever.

    Parameters
    ----------
    shell : IPython.core.interactiveshell.InteractiveShell
        The shell of a kernel.
    """
    shell.set_custom_exc((NameError,), _with_name)
    shell.showsyntaxerror = _after(shell.showsyntaxerror, "syntax")
    shell.showindentationerror = _after(shell.showindentationerror, "indentation")


def _after(show: Callable[..., Any], key: str) -> Callable[..., Any]:
    @wraps(show)
    def shown(*arguments: Any, **options: Any) -> Any:
        error = sys.exc_info()[1]
        print(wording("first_aid")[key].format(line=getattr(error, "lineno", None) or 1), flush=True)
        return show(*arguments, **options)

    return shown


def _with_name(
    shell: Any, kind: type[BaseException], error: BaseException, trace: TracebackType, tb_offset: int | None = None
) -> None:
    print(about_name(getattr(error, "name", None) or "", shell.user_ns), flush=True)
    shell.showtraceback((kind, error, trace), tb_offset=tb_offset)


def about_name(name: str, known: dict[str, Any]) -> str:
    """Return what to say of a name that Python does not know.

    Examples
    --------
    >>> about_name("clams", {"claims": 1})
    'Python does not know the name clams here. Did you mean claims?'
    """
    say = wording("first_aid")
    near = nearest(name, [one for one in known if not one.startswith("_")])
    more = say["name near"].format(near=near) if near else say["name nowhere"]
    return f"{say['name'].format(name=name)} {more}"
