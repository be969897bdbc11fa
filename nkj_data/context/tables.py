"""The tables of the wider record, one noun each, and their code book."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import pandas as pd

from nkj_data.context.checks import problems
from nkj_data.document import tables
from nkj_data.document.passage import passage
from nkj_data.document.schema import Descriptor, catalog_of, code_book, read_descriptor, read_package
from nkj_data.errors import UnknownNameError
from nkj_data.packaged_files import data_folder

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

__all__ = [
    "LAYER",
    "catalog",
    "citations",
    "claims_check",
    "columns",
    "compensation",
    "concordance",
    "debt",
    "descriptor",
    "entities",
    "events",
    "read",
    "repatriation",
    "sources",
    "table",
    "talks",
    "trade",
]

LAYER = "outside the document"


def table(name: str) -> pd.DataFrame:
    """Return the table of the wider record called ``name``, checked, as a fresh frame.

    ``attrs["layer"]`` names the layer too, so that a frame with fewer columns can still be told apart.

    Raises
    ------
    UnknownNameError
        There is no such table; the nearest name is suggested.
    SchemaError
        A packaged table was edited into something its schema forbids.

    Examples
    --------
    >>> table("talks").attrs["layer"]
    'outside the document'
    """
    found = _checked()
    if name not in found:
        raise UnknownNameError("table of the wider record", name, found)
    return _labelled(found[name].copy())


def catalog() -> pd.DataFrame:
    """Return what tables the wider record has, one row per table.

    Returns
    -------
    pandas.DataFrame
        table : str
            Name; ``nkj.context.events()`` returns the table called ``events``.
        rows, columns : int64
            Size of the table.
        description : str
            What one row is.
        source, licence : str
            Where the facts come from; the licence of our wording of them.
        layer : str
            ``outside the document``.
    """
    return _labelled(catalog_of(descriptor(), _checked()).assign(layer=LAYER))


def columns(name: str) -> pd.DataFrame:
    """Return the code book of one table, one row per column, in the table's order.

    The columns are those of :func:`nkj_data.columns`.

    Raises
    ------
    UnknownNameError
        There is no such table; the nearest name is suggested.
    """
    return _labelled(code_book(descriptor(), name))


def citations() -> pd.DataFrame:
    """Return which row cites which source, one row per citation.

    Returns
    -------
    pandas.DataFrame
        table, row_id : str
            The row that cites.
        source_id : str
            The source, as in :func:`sources`.
        layer : str
            ``outside the document``.
    """
    pairs = [
        (name, row, source)
        for name, frame in _checked().items()
        if "source_ids" in frame
        for row, cell in zip(frame.iloc[:, 0], frame["source_ids"], strict=True)
        for source in cell.split(";")
    ]
    return _labelled(pd.DataFrame(pairs, columns=["table", "row_id", "source_id"]).assign(layer=LAYER))


def concordance() -> pd.DataFrame:
    """Return which check is about which claim of the document, one row per pair.

    It holds ids only. To set a claim beside its check, merge on them, and say so in what you show:
    ``nkj.claims().merge(nkj.context.concordance(), on="claim_id")``, and the checks on ``check_id``.

    Returns
    -------
    pandas.DataFrame
        check_id : str
            The check, as in :func:`claims_check`.
        claim_id : str
            The claim, as in ``nkj.claims()``. A claim that no check is about is not here.
        layer : str
            ``outside the document``.
    """
    frame = _checked()["claims_check"]
    pairs = [
        (check, claim)
        for check, cell in zip(frame["check_id"], frame["claim_ids"], strict=True)
        for claim in cell.split(";")
    ]
    return _labelled(pd.DataFrame(pairs, columns=["check_id", "claim_id"]).assign(layer=LAYER))


def read(folder: Traversable) -> dict[str, pd.DataFrame]:
    """Return the tables of another folder of the same make, checked; for people who edit the CSV files.

    Raises
    ------
    SchemaError
        Lists every problem in every file. What rows must be to each other is looked at in files whose cells are
        well.
    """
    return _read(folder, read_descriptor(folder))


@cache
def descriptor() -> Descriptor:
    """Return what the packaged ``datapackage.json`` of this layer says."""
    return read_descriptor(data_folder() / "context")


@cache
def _checked() -> dict[str, pd.DataFrame]:
    return _read(data_folder() / "context", descriptor())


def _read(folder: Traversable, book: Descriptor) -> dict[str, pd.DataFrame]:
    document = {name: tables.table(name) for name in ("sentences", "claims")}
    return read_package(folder, book, passage(), beside=document, rules=problems)


def _labelled(frame: pd.DataFrame) -> pd.DataFrame:
    frame.attrs["layer"] = LAYER
    return frame


def talks() -> pd.DataFrame:
    """Return the meetings of the two sides, 1990-2014, one row per meeting.

    Returns
    -------
    pandas.DataFrame, 28 rows, in order of time
        meeting_id : str
            Identifier of the meeting; never reused.
        kind : category
            What kind of meeting: ``party talks``, ``preliminary talks``, ``round``, ``foreign
            ministers``, ``summit``, ``working-level talks``.
        series : category
            The run of meetings it belongs to: ``1990``, ``1991-92``, ``1993-99``, ``2000``,
            ``2002``, ``2004``, ``2005-07``, ``2012-14``.
        round : Int64
            Number of the round in the official Japanese count; missing for every other kind
            of meeting.
        meeting : str
            Short name.
        date_text : str
            When it was held.
        earliest : datetime64[s], day
            First day it can mean.
        latest : datetime64[s], day
            Last day; missing where the closing day was not verified.
        precision : category
            How fine the date is; a month or a year never stands for one of its days: ``day``.
        place : str
            Where it was held.
        summary : str
            What is reported of it, in our own words.
        ending : category
            How it ended, as far as reported; adjourned: it closed, and whether a next meeting
            was agreed on is not recorded here: ``next meeting agreed``, ``adjourned``, ``no
            date for a next meeting``, ``broken off``, ``text agreed``, ``not recorded``.
        outcome : str
            The ending in words; missing where none was recorded.
        head_japan : str
            Who led the Japanese side; missing where not found.
        head_dprk : str
            Who led the DPRK side; missing where not found.
        confidence : category
            How well the row is borne out: high needs two sources, or one that is official or
            academic; else medium: ``high``, ``medium``.
        disagreement : str
            Where sources differ from each other or from the document; missing where none was
            found.
        source_ids : str
            The sources the row rests on, with semicolons between them; sources() holds them.
        layer : category
            Which layer the row belongs to: never the document: ``outside the document``.

    Raises
    ------
    SchemaError
        A packaged table was edited into something its schema forbids.

    Source
    ------
    The sources that each row cites; :func:`sources` lists them. Outside the document.
    """
    return table("talks")


def events() -> pd.DataFrame:
    """Return dated events 1905-2014 that bear on the document, one row per event.

    Returns
    -------
    pandas.DataFrame, 63 rows, in order of time
        event_id : str
            Identifier of the event; never reused.
        thread : category
            Which thread of the document it belongs to: ``colonial past``, ``Koreans in
            Japan``, ``Japanese spouses``, ``Red Army``, ``debt``, ``South Korea``,
            ``isolation``, ``talks``, ``nuclear``, ``abduction``, ``security``.
        title : str
            Short name.
        summary : str
            What is reported of it, in our own words.
        date_text : str
            The date as far as it is known.
        earliest : datetime64[s], day
            First day it can mean.
        latest : datetime64[s], day
            Last day it can mean.
        precision : category
            How fine the date is; a month or a year never stands for one of its days: ``day``,
            ``month``, ``year``.
        window : category
            Where it stands to the document, whose research was completed in June 1993: by
            then; earlier, but made public or recognized only later; or after: ``by June
            1993``, ``known later``, ``after June 1993``.
        relation : category
            What it does to the account that the document gives: ``supports``, ``adds``,
            ``complicates``.
        confidence : category
            How well the row is borne out: high needs two sources, or one that is official or
            academic; else medium: ``high``, ``medium``.
        disagreement : str
            Where sources differ from each other or from the document; missing where none was
            found.
        source_ids : str
            The sources the row rests on, with semicolons between them; sources() holds them.
        layer : category
            Which layer the row belongs to: never the document: ``outside the document``.

    Raises
    ------
    SchemaError
        A packaged table was edited into something its schema forbids.

    Source
    ------
    The sources that each row cites; :func:`sources` lists them. Outside the document.
    """
    return table("events")


def repatriation() -> pd.DataFrame:
    """Return who went from Japan to North Korea in 1959-84, one row per figure.

    Counts overlap: totals, running totals and rival counts stand beside each other. :func:`total` adds only what
    may be added.

    Returns
    -------
    pandas.DataFrame, 29 rows, in order of account
        figure_id : str
            Identifier of the figure; figures that share two letters and two digits come from
            one account.
        covers : category
            What stretch it counts; a running total starts with the first voyage: ``year``,
            ``period``, ``running total``, ``whole programme``, ``home visit``.
        counts : category
            Who or what is counted: ``people``, ``Japanese nationals``, ``Japanese wives``,
            ``voyages``.
        value : int64
            The figure.
        unit : category
            Unit of the figure; figures in different units are never one series: ``persons``,
            ``voyages``.
        figure_kind : category
            What kind of number it is: as its source prints it; 'about'; 'more than'; two
            ends; or computed by us: ``reported``, ``rounded``, ``lower bound``, ``derived``.
        adds_with : str
            Figures with the same words here count separate things and may be added to each
            other; missing: never add it. total() keeps to this.
        date_text : str
            The stretch of time counted.
        earliest : datetime64[s], day
            First day it can mean.
        latest : datetime64[s], day
            Last day it can mean.
        precision : category
            How fine the date is; a month or a year never stands for one of its days: ``day``,
            ``month``, ``year``.
        note : str
            What to know before using the row.
        disagreement : str
            Where sources differ from each other or from the document; missing where none was
            found.
        source_ids : str
            The sources the row rests on, with semicolons between them; sources() holds them.
        layer : category
            Which layer the row belongs to: never the document: ``outside the document``.

    Raises
    ------
    SchemaError
        A packaged table was edited into something its schema forbids.

    Source
    ------
    The sources that each row cites; :func:`sources` lists them. Outside the document.
    """
    return table("repatriation")


def trade() -> pd.DataFrame:
    """Return trade between Japan and North Korea, 1977-2010, with gaps, one row per figure.

    Yen and dollars are different series, and a missing year stays missing.

    Returns
    -------
    pandas.DataFrame, 62 rows, in order of year
        figure_id : str
            Identifier of the figure; figures that share two letters and two digits come from
            one account of one year.
        year : int64
            Calendar year.
        flow : category
            Exports of Japan to North Korea, imports of Japan from it, or both together:
            ``exports``, ``imports``, ``total``.
        value : Float64
            The figure.
        unit : category
            Unit of the figure; figures in different units are never one series: ``billion
            JPY``, ``million USD``.
        figure_kind : category
            What kind of number it is: as its source prints it; 'about'; 'more than'; two
            ends; or computed by us: ``reported``, ``rounded``, ``lower bound``, ``derived``.
        adds_with : str
            Figures with the same words here count separate things and may be added to each
            other; missing: never add it. total() keeps to this.
        caution : category
            Why not to lean on the figure; missing where there is no special reason: ``parts
            do not add up``, ``contested``.
        note : str
            What to know before using the row.
        disagreement : str
            Where sources differ from each other or from the document; missing where none was
            found.
        source_ids : str
            The sources the row rests on, with semicolons between them; sources() holds them.
        layer : category
            Which layer the row belongs to: never the document: ``outside the document``.

    Raises
    ------
    SchemaError
        A packaged table was edited into something its schema forbids.

    Source
    ------
    The sources that each row cites; :func:`sources` lists them. Outside the document.
    """
    return table("trade")


def debt() -> pd.DataFrame:
    """Return what North Korea is said to owe, as stated on some date, one row per figure.

    No two of these figures are to be added.

    Returns
    -------
    pandas.DataFrame, 18 rows, in order of time
        figure_id : str
            Identifier of the figure; never reused.
        date_text : str
            The date for which the figure is given.
        earliest : datetime64[s], day
            First day it can mean.
        latest : datetime64[s], day
            Last day it can mean.
        precision : category
            How fine the date is; a month or a year never stands for one of its days: ``day``,
            ``month``, ``year``.
        dating : category
            Whether the source gives that date, or it was inferred from the text: ``stated``,
            ``inferred``.
        amount_low : Float64
            The figure, or its lower end.
        amount_high : Float64
            The figure, or its upper end; missing where only a lower bound is given.
        unit : category
            Unit of the figure; figures in different units are never one series: ``billion
            JPY``, ``million USD``.
        figure_kind : category
            What kind of number it is: as its source prints it; 'about'; 'more than'; two
            ends; or computed by us: ``reported``, ``rounded``, ``lower bound``, ``range``.
        creditor : category
            To whom: ``Japan``, ``Japanese firms``, ``Japanese state``, ``Western banks``,
            ``Western creditors``, ``all foreign creditors``.
        counts : category
            What the figure counts: ``trade debt``, ``trade debt with interest``, ``insurance
            paid out``, ``repayment offered``, ``bank loans``, ``rice loans``, ``interest on
            rice loans``, ``all debt``.
        stated_by : str
            Who gives the figure.
        note : str
            What to know before using the row.
        source_ids : str
            The sources the row rests on, with semicolons between them; sources() holds them.
        layer : category
            Which layer the row belongs to: never the document: ``outside the document``.

    Raises
    ------
    SchemaError
        A packaged table was edited into something its schema forbids.

    Source
    ------
    The sources that each row cites; :func:`sources` lists them. Outside the document.
    """
    return table("debt")


def compensation() -> pd.DataFrame:
    """Return the settlement of 1965 and later estimates, one row per figure.

    Returns
    -------
    pandas.DataFrame, 9 rows, in order of time
        figure_id : str
            Identifier of the figure; never reused.
        item : str
            What the sum is for.
        date_text : str
            The date for which the figure is given.
        earliest : datetime64[s], day
            First day it can mean.
        latest : datetime64[s], day
            Last day it can mean.
        precision : category
            How fine the date is; a month or a year never stands for one of its days: ``day``,
            ``month``, ``year``.
        amount_low : Float64
            The figure, or its lower end.
        amount_high : Float64
            The figure, or its upper end; missing where only a lower bound is given.
        unit : category
            Unit of the figure; figures in different units are never one series: ``million
            USD``.
        figure_kind : category
            What kind of number it is: as its source prints it; 'about'; 'more than'; two
            ends; or computed by us: ``reported``, ``rounded``, ``lower bound``, ``range``.
        adds_with : str
            Figures with the same words here count separate things and may be added to each
            other; missing: never add it. total() keeps to this.
        status : category
            What the figure rests on: ``agreed``, ``private credits``, ``research estimate``,
            ``press report``.
        form : str
            The legal form the text gives it; missing for estimates.
        stated_by : str
            Who gives the figure.
        note : str
            What to know before using the row.
        source_ids : str
            The sources the row rests on, with semicolons between them; sources() holds them.
        layer : category
            Which layer the row belongs to: never the document: ``outside the document``.

    Raises
    ------
    SchemaError
        A packaged table was edited into something its schema forbids.

    Source
    ------
    The sources that each row cites; :func:`sources` lists them. Outside the document.
    """
    return table("compensation")


def entities() -> pd.DataFrame:
    """Return people and organizations with their names, one row per entity.

    Returns
    -------
    pandas.DataFrame, 35 rows, states first
        entity_id : str
            Identifier of the entity; never reused.
        name : str
            Name used in this layer, family name first.
        kind : category
            What kind of entity: ``state``, ``organization``, ``group``, ``person``.
        document_name : str
            The words by which the document names or describes it; missing where it does not.
        hangul : str
            Name in Korean script, where it is certain; forms of North and South are divided
            by a semicolon.
        japanese : str
            Name as Japanese texts write it, where it is certain; the reading stands in
            brackets.
        other_script : str
            Name in another script, for China and Russia.
        spelling : str
            Other spellings, and a note on romanisation.
        description : str
            Who or what it is, in our own words.
        note : str
            What to know before using the row.
        source_ids : str
            The sources the row rests on, with semicolons between them; sources() holds them.
        layer : category
            Which layer the row belongs to: never the document: ``outside the document``.

    Raises
    ------
    SchemaError
        A packaged table was edited into something its schema forbids.

    Source
    ------
    The sources that each row cites; :func:`sources` lists them. Outside the document.
    """
    return table("entities")


def claims_check() -> pd.DataFrame:
    """Return claims of the document set against the record, one row per check.

    The verdicts are this package's. ``claim_ids`` leads to ``nkj.claims()``; see :func:`concordance`.

    Returns
    -------
    pandas.DataFrame, 30 rows, in order of the passage
        check_id : str
            Identifier of the check; never reused.
        claim_ids : str
            The claims of the document it is about, with semicolons between them: claim_id in
            nkj.claims(); concordance() gives a row for each.
        claim : str
            What is checked, in our own words.
        verdict : category
            Corroborated: a source outside the document says the same. Partly: part of it is
            borne out, or within limits that the note names. Disputed: a source of the time or
            several sources say otherwise. Not checked: nothing was found to set it against:
            ``corroborated``, ``partly``, ``disputed``, ``not checked``.
        note : str
            What the record says.
        source_ids : str
            The sources the row rests on, with semicolons between them; sources() holds them.
        sentence_id : str
            The sentence in which the quote stands, found when the table is read.
        quote : str
            The exact words of the passage that are checked; they stand in it exactly once and
            inside one sentence.
        char_start : int64, characters
            Where the quote starts in passage().text (half-open span), found when the table is
            read.
        char_end : int64, characters
            Where the quote ends in passage().text (half-open span), found when the table is
            read.
        layer : category
            Which layer the row belongs to: never the document: ``outside the document``.

    Raises
    ------
    SchemaError
        A packaged table was edited into something its schema forbids.

    Source
    ------
    The sources that each row cites; :func:`sources` lists them. Outside the document.
    """
    return table("claims_check")


def sources() -> pd.DataFrame:
    """Return the sources that the rows rest on, one row per source.

    Returns
    -------
    pandas.DataFrame, 233 rows, in no order
        source_id : str
            Identifier of the source; never reused.
        title : str
            Title; in square brackets where it is our description.
        author : str
            Author or publisher, and through whom it was read.
        published : str
            Year, month or day of publication, as far as known.
        dating : category
            Whether the source gives its date, it was inferred from the text or address, it is
            approximate, or there is none: ``stated``, ``inferred``, ``approximate``, ``not
            dated``.
        kind : category
            What kind of source: ``official``, ``research service``, ``academic``, ``news``,
            ``NGO``, ``encyclopedia``.
        language : category
            Language in which it was read: ``en``, ``ja``, ``ko``.
        url : str
            Address, where it may be linked; missing: cite it, do not link.
        use : category
            Whether a row may rest on it alone: ``alone``, ``with another``.
        note : str
            What to know of the source.
        layer : category
            Which layer the row belongs to: never the document: ``outside the document``.

    Raises
    ------
    SchemaError
        A packaged table was edited into something its schema forbids.

    Source
    ------
    See ``url`` of each row.
    """
    return table("sources")
