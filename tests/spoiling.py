"""Edit a copy of data files, and list what its reader finds wrong."""

import pytest

from nkj_data.errors import SchemaError


def edit(path, old, new):
    """Replace the first ``old`` in a file, which must be there."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8", newline="")


def problems_in(read, folder):
    """Return the problems, as people read them, that ``read`` reports for a folder."""
    with pytest.raises(SchemaError) as caught:
        read(folder)
    return [str(problem) for problem in caught.value.problems]
