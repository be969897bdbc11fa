"""Floor 2: the document tables, one noun each, and the code book."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import pandas as pd

from nkj_data.document.passage import passage
from nkj_data.document.schema import Descriptor, catalog_of, code_book, read_descriptor, read_package
from nkj_data.errors import UnknownNameError
from nkj_data.packaged_files import data_folder

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

__all__ = [
    "actors",
    "aims",
    "catalog",
    "claims",
    "columns",
    "glossary",
    "links",
    "motives",
    "obstacles",
    "positions",
    "sentences",
    "setbacks",
    "shortages",
    "supporters",
    "table",
    "talks",
    "timeline",
]


def table(name: str) -> pd.DataFrame:
    """Return the document table called ``name``, checked, as a fresh frame.

    Raises
    ------
    UnknownNameError
        There is no such table; the nearest name is suggested.
    SchemaError
        A packaged table was edited into something its schema forbids.

    Examples
    --------
    >>> len(table("motives"))
    3
    """
    tables = _checked()
    if name not in tables:
        raise UnknownNameError("table", name, tables)
    return tables[name].copy()


def catalog() -> pd.DataFrame:
    """Return what tables there are, one row per table.

    Returns
    -------
    pandas.DataFrame
        table : str
            Name; ``nkj.motives()`` returns the table called ``motives``.
        rows, columns : int64
            Size of the table.
        description : str
            What one row is.
        source, licence : str
            Where the words come from; the licence of our coding of them.
    """
    return catalog_of(descriptor(), _checked())


def columns(name: str) -> pd.DataFrame:
    """Return the code book of one table, one row per column, in the table's order.

    Returns
    -------
    pandas.DataFrame
        column, dtype : str
            Name and pandas dtype.
        unit : str
            Unit of a number or date, where it has one.
        required : bool
            Whether every row has a value.
        values : str
            The closed vocabulary, where there is one.
        description : str
            What the column means.

    Raises
    ------
    UnknownNameError
        There is no such table; the nearest name is suggested.
    """
    return code_book(descriptor(), name)


def read(folder: Traversable) -> dict[str, pd.DataFrame]:
    """Return the tables of another folder of the same make, checked; for people who edit the CSV files.

    Raises
    ------
    SchemaError
        Lists every problem in every file.
    """
    return read_package(folder, read_descriptor(folder), passage())


@cache
def descriptor() -> Descriptor:
    """Return what the packaged ``datapackage.json`` says."""
    return read_descriptor(data_folder() / "tables")


@cache
def _checked() -> dict[str, pd.DataFrame]:
    return read_package(data_folder() / "tables", descriptor(), passage())


def sentences() -> pd.DataFrame:
    """Return the fourteen sentences of the passage, one row per sentence.

    Returns
    -------
    pandas.DataFrame, 14 rows, in order of appearance
        sentence_id : str
            Identifier of the sentence, S01 to S14.
        paragraph : int64
            Paragraph of the passage, 1 to 3.
        position : int64
            Place of the sentence in its paragraph, from 1.
        quote : str
            The sentence, byte for byte.
        char_start : int64, characters
            Where the quote starts in passage().text (half-open span), found when the table is read.
        char_end : int64, characters
            Where the quote ends in passage().text (half-open span), found when the table is read.

    Raises
    ------
    SchemaError
        A packaged table was edited into something its schema forbids.

    Source
    ------
    Library of Congress country study of North Korea, section on Japan, S01-S14.
    """
    return table("sentences")


def claims() -> pd.DataFrame:
    """Return every assertion of the passage, one row per atomic claim.

    Returns
    -------
    pandas.DataFrame, 69 rows, in order of appearance
        claim_id : str
            Identifier of the claim; never reused.
        topic : category
            What the claim is about: ``aims``, ``support``, ``setbacks``, ``opening``, ``motives``,
            ``shortages``, ``talks``, ``positions``.
        claim : str
            The assertion in our own plain words, scope words and hedges kept.
        note : str
            Why the row is coded so, or what the text does not say; always there when certainty is
            'implied'.
        voice : category
            Who says so: the document itself, a party whose demand or insistence it reports, or
            nobody named: ``document``, ``north_korea``, ``japan``, ``unattributed``.
        certainty : category
            How surely the text says it: stated; hedged by the words in 'hedge'; alleged; or
            implied, that is read from context by the coders: ``stated``, ``hedged``, ``alleged``,
            ``implied``.
        hedge : str
            The weakening words of the passage; missing when the row is stated or implied.
        sentence_id : str
            The sentence in which the quote stands, found when the table is read.
        quote : str
            The exact words of the passage that support the row; they stand in it exactly once and
            inside one sentence.
        char_start : int64, characters
            Where the quote starts in passage().text (half-open span), found when the table is read.
        char_end : int64, characters
            Where the quote ends in passage().text (half-open span), found when the table is read.

    Raises
    ------
    SchemaError
        A packaged table was edited into something its schema forbids.

    Source
    ------
    Library of Congress country study of North Korea, section on Japan, S01-S14.
    """
    return table("claims")


def aims() -> pd.DataFrame:
    """Return what North Korea's policy toward Japan sought until the late 1980s, one row per aim.

    Returns
    -------
    pandas.DataFrame, 5 rows, in order of appearance
        aim_id : str
            Identifier of the aim; never reused.
        claim_id : str
            The atomic claim this row is a typed view of.
        aim : str
            What was sought, in our own words.
        rank : category
            Main aim, parallel aim ('while striving'), or a means to the policy ('crucial to'):
            ``main aim``, ``parallel aim``, ``means``.
        note : str
            Why the row is coded so, or what the text does not say; always there when certainty is
            'implied'.
        voice : category
            Who says so: the document itself, a party whose demand or insistence it reports, or
            nobody named: ``document``, ``north_korea``, ``japan``, ``unattributed``.
        certainty : category
            How surely the text says it: stated; hedged by the words in 'hedge'; alleged; or
            implied, that is read from context by the coders: ``stated``, ``hedged``, ``alleged``,
            ``implied``.
        hedge : str
            The weakening words of the passage; missing when the row is stated or implied.
        sentence_id : str
            The sentence in which the quote stands, found when the table is read.
        quote : str
            The exact words of the passage that support the row; they stand in it exactly once and
            inside one sentence.
        char_start : int64, characters
            Where the quote starts in passage().text (half-open span), found when the table is read.
        char_end : int64, characters
            Where the quote ends in passage().text (half-open span), found when the table is read.

    Raises
    ------
    SchemaError
        A packaged table was edited into something its schema forbids.

    Source
    ------
    Library of Congress country study of North Korea, section on Japan, S01-S02.
    """
    return table("aims")


def supporters() -> pd.DataFrame:
    """Return where North Korea sought support within Japan, one row per group or place.

    Returns
    -------
    pandas.DataFrame, 4 rows, in order of appearance
        supporter_id : str
            Identifier of the place or group where support was sought; never reused.
        claim_id : str
            The atomic claim this row is a typed view of.
        supporter : str
            Where or among whom support was sought.
        actor_id : str
            The actor named; missing where the text names a place only.
        emphasis : category
            'especially' where the text says so, else general: ``general``, ``especially``.
        note : str
            Why the row is coded so, or what the text does not say; always there when certainty is
            'implied'.
        voice : category
            Who says so: the document itself, a party whose demand or insistence it reports, or
            nobody named: ``document``, ``north_korea``, ``japan``, ``unattributed``.
        certainty : category
            How surely the text says it: stated; hedged by the words in 'hedge'; alleged; or
            implied, that is read from context by the coders: ``stated``, ``hedged``, ``alleged``,
            ``implied``.
        hedge : str
            The weakening words of the passage; missing when the row is stated or implied.
        sentence_id : str
            The sentence in which the quote stands, found when the table is read.
        quote : str
            The exact words of the passage that support the row; they stand in it exactly once and
            inside one sentence.
        char_start : int64, characters
            Where the quote starts in passage().text (half-open span), found when the table is read.
        char_end : int64, characters
            Where the quote ends in passage().text (half-open span), found when the table is read.

    Raises
    ------
    SchemaError
        A packaged table was edited into something its schema forbids.

    Source
    ------
    Library of Congress country study of North Korea, section on Japan, S02.
    """
    return table("supporters")


def setbacks() -> pd.DataFrame:
    """Return what the document tells among what discredited North Korea in Japan, one row per matter.

    Returns
    -------
    pandas.DataFrame, 5 rows, in order of appearance
        setback_id : str
            Identifier of the setback; never reused.
        claim_id : str
            The atomic claim this row is a typed view of.
        setback : str
            What happened, in our own words.
        tie : category
            How the text ties the matter to the discredit of S03: by a reaction that it names, or
            only by its place: ``reaction named``, ``place only``.
        reaction : str
            The word of the text for the reaction; missing where the sentence names none.
        reacting_actor_id : str
            Whose reaction, where the text says.
        affected_actor_id : str
            Who is affected, where the text says.
        note : str
            Why the row is coded so, or what the text does not say; always there when certainty is
            'implied'.
        voice : category
            Who says so: the document itself, a party whose demand or insistence it reports, or
            nobody named: ``document``, ``north_korea``, ``japan``, ``unattributed``.
        certainty : category
            How surely the text says it: stated; hedged by the words in 'hedge'; alleged; or
            implied, that is read from context by the coders: ``stated``, ``hedged``, ``alleged``,
            ``implied``.
        hedge : str
            The weakening words of the passage; missing when the row is stated or implied.
        sentence_id : str
            The sentence in which the quote stands, found when the table is read.
        quote : str
            The exact words of the passage that support the row; they stand in it exactly once and
            inside one sentence.
        char_start : int64, characters
            Where the quote starts in passage().text (half-open span), found when the table is read.
        char_end : int64, characters
            Where the quote ends in passage().text (half-open span), found when the table is read.

    Raises
    ------
    SchemaError
        A packaged table was edited into something its schema forbids.

    Source
    ------
    Library of Congress country study of North Korea, section on Japan, S04-S06.
    """
    return table("setbacks")


def motives() -> pd.DataFrame:
    """Return why, by the document, North Korea turned to Japan, one row per motive.

    Returns
    -------
    pandas.DataFrame, 3 rows, in order of appearance
        motive_id : str
            Identifier of the motive; never reused.
        claim_id : str
            The atomic claim this row is a typed view of.
        motive : str
            The motive, in our own words.
        rank : category
            'primary' in the text's word, or a gain that it calls a possibility: ``primary``,
            ``possible gain``.
        isolation : category
            Kind of isolation from which relief is sought; missing for the possible gain:
            ``diplomatic``, ``economic``.
        ground : str
            What the motive starts from: the isolation from which relief is sought, or the step that
            would bring the gain.
        precedent : str
            The words of the passage for the earlier case, where it names one.
        note : str
            Why the row is coded so, or what the text does not say; always there when certainty is
            'implied'.
        voice : category
            Who says so: the document itself, a party whose demand or insistence it reports, or
            nobody named: ``document``, ``north_korea``, ``japan``, ``unattributed``.
        certainty : category
            How surely the text says it: stated; hedged by the words in 'hedge'; alleged; or
            implied, that is read from context by the coders: ``stated``, ``hedged``, ``alleged``,
            ``implied``.
        hedge : str
            The weakening words of the passage; missing when the row is stated or implied.
        sentence_id : str
            The sentence in which the quote stands, found when the table is read.
        quote : str
            The exact words of the passage that support the row; they stand in it exactly once and
            inside one sentence.
        char_start : int64, characters
            Where the quote starts in passage().text (half-open span), found when the table is read.
        char_end : int64, characters
            Where the quote ends in passage().text (half-open span), found when the table is read.

    Raises
    ------
    SchemaError
        A packaged table was edited into something its schema forbids.

    Source
    ------
    Library of Congress country study of North Korea, section on Japan, S08-S09.
    """
    return table("motives")


def shortages() -> pd.DataFrame:
    """Return the serious shortages caused by isolation, one row per good.

    Returns
    -------
    pandas.DataFrame, 3 rows, in order of appearance
        shortage_id : str
            Identifier of the shortage; never reused.
        claim_id : str
            The atomic claim this row is a typed view of.
        shortage : str
            What was short.
        cause : category
            What the text names as the cause: ``isolation``.
        cause_words : str
            The connecting words of the passage.
        note : str
            Why the row is coded so, or what the text does not say; always there when certainty is
            'implied'.
        voice : category
            Who says so: the document itself, a party whose demand or insistence it reports, or
            nobody named: ``document``, ``north_korea``, ``japan``, ``unattributed``.
        certainty : category
            How surely the text says it: stated; hedged by the words in 'hedge'; alleged; or
            implied, that is read from context by the coders: ``stated``, ``hedged``, ``alleged``,
            ``implied``.
        hedge : str
            The weakening words of the passage; missing when the row is stated or implied.
        sentence_id : str
            The sentence in which the quote stands, found when the table is read.
        quote : str
            The exact words of the passage that support the row; they stand in it exactly once and
            inside one sentence.
        char_start : int64, characters
            Where the quote starts in passage().text (half-open span), found when the table is read.
        char_end : int64, characters
            Where the quote ends in passage().text (half-open span), found when the table is read.

    Raises
    ------
    SchemaError
        A packaged table was edited into something its schema forbids.

    Source
    ------
    Library of Congress country study of North Korea, section on Japan, S08.
    """
    return table("shortages")


def obstacles() -> pd.DataFrame:
    """Return what the talks stumble on, one row per point of contention.

    Returns
    -------
    pandas.DataFrame, 4 rows, in order of appearance
        obstacle_id : str
            Identifier of the obstacle; never reused.
        claim_id : str
            The atomic claim this row is a typed view of.
        obstacle : str
            The point, in our own words.
        kind : category
            The form it takes in the text: ``demand``, ``precondition``, ``refusal``.
        raised_by_actor_id : str
            Who raises the point.
        raised_by_basis : category
            Whether the text says who raises it, or we read it from context: ``stated``,
            ``context``.
        toward_actor_id : str
            Toward whom.
        toward_basis : category
            Whether the text says toward whom, or we read it from context: ``stated``, ``context``.
        third_actor_id : str
            A third party to the point, where there is one.
        wording : str
            The words by which the text ties the point to the talks or to a condition.
        note : str
            Why the row is coded so, or what the text does not say; always there when certainty is
            'implied'.
        voice : category
            Who says so: the document itself, a party whose demand or insistence it reports, or
            nobody named: ``document``, ``north_korea``, ``japan``, ``unattributed``.
        certainty : category
            How surely the text says it: stated; hedged by the words in 'hedge'; alleged; or
            implied, that is read from context by the coders: ``stated``, ``hedged``, ``alleged``,
            ``implied``.
        hedge : str
            The weakening words of the passage; missing when the row is stated or implied.
        sentence_id : str
            The sentence in which the quote stands, found when the table is read.
        quote : str
            The exact words of the passage that support the row; they stand in it exactly once and
            inside one sentence.
        char_start : int64, characters
            Where the quote starts in passage().text (half-open span), found when the table is read.
        char_end : int64, characters
            Where the quote ends in passage().text (half-open span), found when the table is read.

    Raises
    ------
    SchemaError
        A packaged table was edited into something its schema forbids.

    Source
    ------
    Library of Congress country study of North Korea, section on Japan, S10, S12-S13.
    """
    return table("obstacles")


def positions() -> pd.DataFrame:
    """Return who demands, insists on or refuses what, toward whom, one row per position.

    Returns
    -------
    pandas.DataFrame, 6 rows, in order of appearance
        position_id : str
            Identifier of the position; never reused.
        claim_id : str
            The atomic claim this row is a typed view of.
        actor_id : str
            Who takes the position.
        act : category
            What the actor does: ``demands``, ``insists``, ``refuses``.
        position : str
            What is demanded, insisted on or refused, hedges and quotation marks kept.
        toward_actor_id : str
            Toward whom.
        toward_basis : category
            Whether the text says toward whom, or we read it from context: ``stated``, ``context``.
        must_act_actor_id : str
            Who would have to act; missing where the text does not say.
        other_party_actor_id : str
            The other party to the act, where there is one.
        setting : category
            Whether the text treats it with the talks, or among what discredited North Korea:
            ``talks``, ``discredit``.
        note : str
            Why the row is coded so, or what the text does not say; always there when certainty is
            'implied'.
        voice : category
            Who says so: the document itself, a party whose demand or insistence it reports, or
            nobody named: ``document``, ``north_korea``, ``japan``, ``unattributed``.
        certainty : category
            How surely the text says it: stated; hedged by the words in 'hedge'; alleged; or
            implied, that is read from context by the coders: ``stated``, ``hedged``, ``alleged``,
            ``implied``.
        hedge : str
            The weakening words of the passage; missing when the row is stated or implied.
        sentence_id : str
            The sentence in which the quote stands, found when the table is read.
        quote : str
            The exact words of the passage that support the row; they stand in it exactly once and
            inside one sentence.
        char_start : int64, characters
            Where the quote starts in passage().text (half-open span), found when the table is read.
        char_end : int64, characters
            Where the quote ends in passage().text (half-open span), found when the table is read.

    Raises
    ------
    SchemaError
        A packaged table was edited into something its schema forbids.

    Source
    ------
    Library of Congress country study of North Korea, section on Japan, S06, S11-S13.
    """
    return table("positions")


def talks() -> pd.DataFrame:
    """Return the dated first round, its breakdown and the statement on progress, one row per statement.

    Returns
    -------
    pandas.DataFrame, 3 rows, in order of appearance
        talk_id : str
            Identifier of the statement on the talks; never reused.
        claim_id : str
            The atomic claim this row is a typed view of.
        statement : str
            What the text says, in our own words.
        kind : category
            A round that was held, its breakdown, or a statement on the state of things: ``round``,
            ``breakdown``, ``status``.
        date_text : str
            The time expression as written in the passage; missing where the text dates nothing.
        earliest : datetime64[s], day
            First day the words can mean, by the calendar unit they name; missing where the text
            gives none.
        latest : datetime64[s], day
            Last day the words can mean, by the calendar unit they name; missing where the text
            gives none.
        precision : category
            How fine the words are: ``day``, ``year``, ``part of year``, ``decade``, ``part of
            decade``, ``none``.
        note : str
            Why the row is coded so, or what the text does not say; always there when certainty is
            'implied'.
        voice : category
            Who says so: the document itself, a party whose demand or insistence it reports, or
            nobody named: ``document``, ``north_korea``, ``japan``, ``unattributed``.
        certainty : category
            How surely the text says it: stated; hedged by the words in 'hedge'; alleged; or
            implied, that is read from context by the coders: ``stated``, ``hedged``, ``alleged``,
            ``implied``.
        hedge : str
            The weakening words of the passage; missing when the row is stated or implied.
        sentence_id : str
            The sentence in which the quote stands, found when the table is read.
        quote : str
            The exact words of the passage that support the row; they stand in it exactly once and
            inside one sentence.
        char_start : int64, characters
            Where the quote starts in passage().text (half-open span), found when the table is read.
        char_end : int64, characters
            Where the quote ends in passage().text (half-open span), found when the table is read.

    Raises
    ------
    SchemaError
        A packaged table was edited into something its schema forbids.

    Source
    ------
    Library of Congress country study of North Korea, section on Japan, S10, S14.
    """
    return table("talks")


def timeline() -> pd.DataFrame:
    """Return every time expression of the passage with honest bounds, one row per expression.

    Returns
    -------
    pandas.DataFrame, 16 rows, in order of appearance
        time_id : str
            Identifier of the time expression; never reused.
        claim_id : str
            The atomic claim this row is a typed view of.
        dates : str
            What the expression dates.
        kind : category
            What kind of time it gives: ``event``, ``period``, ``statement``, ``same time``,
            ``order``.
        date_text : str
            The time expression as written in the passage; missing where the text dates nothing.
        earliest : datetime64[s], day
            First day the words can mean, by the calendar unit they name; missing where the text
            gives none.
        latest : datetime64[s], day
            Last day the words can mean, by the calendar unit they name; missing where the text
            gives none.
        precision : category
            How fine the words are: ``day``, ``year``, ``part of year``, ``decade``, ``part of
            decade``, ``none``.
        note : str
            Why the row is coded so, or what the text does not say; always there when certainty is
            'implied'.
        voice : category
            Who says so: the document itself, a party whose demand or insistence it reports, or
            nobody named: ``document``, ``north_korea``, ``japan``, ``unattributed``.
        certainty : category
            How surely the text says it: stated; hedged by the words in 'hedge'; alleged; or
            implied, that is read from context by the coders: ``stated``, ``hedged``, ``alleged``,
            ``implied``.
        hedge : str
            The weakening words of the passage; missing when the row is stated or implied.
        sentence_id : str
            The sentence in which the quote stands, found when the table is read.
        quote : str
            The exact words of the passage that support the row; they stand in it exactly once and
            inside one sentence.
        char_start : int64, characters
            Where the quote starts in passage().text (half-open span), found when the table is read.
        char_end : int64, characters
            Where the quote ends in passage().text (half-open span), found when the table is read.

    Raises
    ------
    SchemaError
        A packaged table was edited into something its schema forbids.

    Source
    ------
    Library of Congress country study of North Korea, section on Japan, S01, S03, S05, S07, S09-S14.
    """
    return table("timeline")


def actors() -> pd.DataFrame:
    """Return everyone the passage names or describes, one row per actor.

    Returns
    -------
    pandas.DataFrame, 21 rows, in order of appearance
        actor_id : str
            Identifier of the actor; never reused.
        claim_id : str
            The atomic claim this row is a typed view of.
        name : str
            Short name used in our tables and charts.
        also_written : str
            Another form in which the passage names the actor.
        kind : category
            What kind of actor: ``state``, ``party``, ``public``, ``group``, ``person``.
        note : str
            Why the row is coded so, or what the text does not say; always there when certainty is
            'implied'.
        voice : category
            Who says so: the document itself, a party whose demand or insistence it reports, or
            nobody named: ``document``, ``north_korea``, ``japan``, ``unattributed``.
        certainty : category
            How surely the text says it: stated; hedged by the words in 'hedge'; alleged; or
            implied, that is read from context by the coders: ``stated``, ``hedged``, ``alleged``,
            ``implied``.
        hedge : str
            The weakening words of the passage; missing when the row is stated or implied.
        sentence_id : str
            The sentence in which the quote stands, found when the table is read.
        quote : str
            The exact words of the passage that support the row; they stand in it exactly once and
            inside one sentence.
        char_start : int64, characters
            Where the quote starts in passage().text (half-open span), found when the table is read.
        char_end : int64, characters
            Where the quote ends in passage().text (half-open span), found when the table is read.

    Raises
    ------
    SchemaError
        A packaged table was edited into something its schema forbids.

    Source
    ------
    Library of Congress country study of North Korea, section on Japan, S01-S07, S13.
    """
    return table("actors")


def links() -> pd.DataFrame:
    """Return what the text connects to what, and by which words, one row per link.

    Returns
    -------
    pandas.DataFrame, 41 rows, in order of appearance
        link_id : str
            Identifier of the link; never reused.
        claim_id : str
            The atomic claim this row is a typed view of.
        source : str
            Where the link starts.
        source_actor_id : str
            The actor at the start, where it is one.
        words : str
            The connecting words of the passage; … stands for words left out.
        target : str
            Where the link ends.
        target_actor_id : str
            The actor at the end, where it is one.
        kind : category
            What kind of link: ``tie``, ``aim``, ``means``, ``motive``, ``cause``, ``coincidence``,
            ``possibility``, ``precedent``, ``reaction``, ``demand``, ``condition``, ``refusal``,
            ``purpose``.
        note : str
            Why the row is coded so, or what the text does not say; always there when certainty is
            'implied'.
        voice : category
            Who says so: the document itself, a party whose demand or insistence it reports, or
            nobody named: ``document``, ``north_korea``, ``japan``, ``unattributed``.
        certainty : category
            How surely the text says it: stated; hedged by the words in 'hedge'; alleged; or
            implied, that is read from context by the coders: ``stated``, ``hedged``, ``alleged``,
            ``implied``.
        hedge : str
            The weakening words of the passage; missing when the row is stated or implied.
        sentence_id : str
            The sentence in which the quote stands, found when the table is read.
        quote : str
            The exact words of the passage that support the row; they stand in it exactly once and
            inside one sentence.
        char_start : int64, characters
            Where the quote starts in passage().text (half-open span), found when the table is read.
        char_end : int64, characters
            Where the quote ends in passage().text (half-open span), found when the table is read.

    Raises
    ------
    SchemaError
        A packaged table was edited into something its schema forbids.

    Source
    ------
    Library of Congress country study of North Korea, section on Japan, S01-S13.
    """
    return table("links")


def glossary() -> pd.DataFrame:
    """Return hard words of the passage explained in plain English, one row per term.

    Returns
    -------
    pandas.DataFrame, 44 rows, in order of appearance
        term_id : str
            Identifier of the term; never reused.
        claim_id : str
            A claim in which the term stands.
        term : str
            The word or phrase.
        definition : str
            What it means here, in our own words; the meaning of the word only, no facts about the
            world.
        note : str
            Why the row is coded so, or what the text does not say; always there when certainty is
            'implied'.
        voice : category
            Who says so: the document itself, a party whose demand or insistence it reports, or
            nobody named: ``document``, ``north_korea``, ``japan``, ``unattributed``.
        certainty : category
            How surely the text says it: stated; hedged by the words in 'hedge'; alleged; or
            implied, that is read from context by the coders: ``stated``, ``hedged``, ``alleged``,
            ``implied``.
        hedge : str
            The weakening words of the passage; missing when the row is stated or implied.
        sentence_id : str
            The sentence in which the quote stands, found when the table is read.
        quote : str
            The exact words of the passage that support the row; they stand in it exactly once and
            inside one sentence.
        char_start : int64, characters
            Where the quote starts in passage().text (half-open span), found when the table is read.
        char_end : int64, characters
            Where the quote ends in passage().text (half-open span), found when the table is read.

    Raises
    ------
    SchemaError
        A packaged table was edited into something its schema forbids.

    Source
    ------
    Library of Congress country study of North Korea, section on Japan, S01-S14.
    """
    return table("glossary")
