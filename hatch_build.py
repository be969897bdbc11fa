"""What a wheel has beside the package: the extension, where JupyterLab and its relatives look for it."""

import sys
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class LabExtension(BuildHookInterface[Any]):
    """Put the extension together as ``nkj lab`` does, with the marks of the lessons of this version."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Add its files to a wheel; a checkout needs none, since ``nkj lab`` writes its own."""
        if version == "editable":
            return
        sys.path.insert(0, self.root)
        from nkj_data.lab.extension import NAME, lesson_marks, write_extension

        marks = lesson_marks(Path(self.root) / "notebooks")
        written = write_extension(Path(mkdtemp()), marks, marks.values())
        build_data["shared_data"][str(written)] = f"share/jupyter/labextensions/{NAME}"
