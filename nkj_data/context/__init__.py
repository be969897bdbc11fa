"""Floor 3: the wider record, from other public sources, fenced off from the document.

Every table ends with the column ``layer``, and everything shown from here says in words that it is outside the
document. Ids in capitals (``TK06``) belong to this layer, ids with a hyphen (``talk-01``) to the document.

>>> from nkj_data import context
>>> context.talks()["kind"].value_counts()["round"].item()
12
"""

from __future__ import annotations

from typing import NoReturn

from nkj_data.context.inquiry_bank import Inquiry, inquiries, inquiry
from nkj_data.context.references import Cited, cited
from nkj_data.context.source_cards import source_cards
from nkj_data.context.tables import (
    catalog,
    citations,
    claims_check,
    columns,
    compensation,
    concordance,
    debt,
    entities,
    events,
    repatriation,
    sources,
    table,
    talks,
    trade,
)
from nkj_data.context.totals import Total, total

__all__ = [
    "Cited",
    "Inquiry",
    "Total",
    "catalog",
    "citations",
    "cited",
    "claims_check",
    "columns",
    "compensation",
    "concordance",
    "debt",
    "entities",
    "events",
    "inquiries",
    "inquiry",
    "repatriation",
    "source_cards",
    "sources",
    "table",
    "talks",
    "total",
    "trade",
]


def __getattr__(name: str) -> NoReturn:
    if name.startswith("_"):
        raise AttributeError(f"module 'nkj_data.context' has no attribute {name!r}")
    from nkj_data.errors import UnknownNameError

    raise AttributeError(str(UnknownNameError("public name", name, __all__)))
