"""Who demands, insists on or refuses what, toward whom."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from nkj_data.charts.base import Chart
from nkj_data.charts.diagram import Sheet
from nkj_data.charts.style import Record, group, listed, names_of, records, tint, twin

_SETTING = {"talks": "At the talks", "discredit": "Told earlier, never called an issue of the talks"}


def _draw(sheet: Sheet, positions: pd.DataFrame, actors: pd.DataFrame) -> float:
    """Return who demands, insists on or refuses what, toward whom; the inspections have three roles.

    A row per position, read from left to right: who, the act, what, toward whom. A dotted box: the text does not
    say toward whom, we read it from context.
    """
    names = names_of(actors)
    found = group(records(positions), "setting")
    narrow = sheet.room < 500
    parts = (0.22, 0.45, 1, 0) if narrow else (0.14, 0.28, 0.7, 0.715)
    who, start, end, to = (sheet.width * part for part in parts)
    top = 0.0
    for setting, words in _SETTING.items():
        if setting not in found:
            continue
        top = sheet.heading(words, top)
        for row in found[setting]:
            roles = _roles(row, names)
            head = "; ".join(
                f"{role} {name}{', from context' if sure != 'stated' else ''}" for role, name, sure in roles
            )
            head = head if narrow else ""
            columns = 0 if narrow else len(roles)
            high = max(sheet.tall((to, sheet.width), _said(role)) for role in roles) if columns else 0
            tall = max(sheet.tall((start, end), row["position"], head), columns * (high + 4) - 4, 38)
            actor = names.get(row["actor_id"], "")
            box = sheet.box([row], (0, who), top, actor, fill=tint(actor), tall=tall)
            sheet.link([row], [(who, box.middle), (start, box.middle)])
            sheet.arrow([row], start, box.middle)
            at = ((who + start) / 2, box.middle - 2)
            sheet.say([row], *at, sheet.fold(row["act"], 90), at="top center", style="italic")
            sheet.box([row], (start, end), top, row["position"], head=head, fill="plain", tall=tall)
            for place in range(columns):
                each = (tall - 4 * (columns - 1)) / columns
                y = top + place * (each + 4)
                _, name, sure = roles[place]
                sheet.box(
                    [row], (to, sheet.width), y, _said(roles[place]), fill=tint(name), certainty=sure, tall=each
                )
            top += tall + 8
        top += 8
    return top - 8


def _said(role: tuple[str, str, str]) -> str:
    return f"{role[0]} {role[1]}{'' if role[2] == 'stated' else ' (from context)'}"


def _roles(row: Record, names: Mapping[str, str]) -> list[tuple[str, str, str]]:
    """Return the others in a position: their part, their name, and whether the text says so."""
    if pd.isna(row["other_party_actor_id"]):
        sure = "stated" if row["toward_basis"] == "stated" else "implied"
        return [("toward", names.get(row["toward_actor_id"], ""), sure)]
    parts = {"to act:": row["must_act_actor_id"], "with": row["other_party_actor_id"]}
    return [(part, names.get(actor, ""), "stated") for part, actor in parts.items()]


def _finding(positions: pd.DataFrame, actors: pd.DataFrame) -> str:
    names = names_of(actors)
    talks = positions[positions["setting"] == "talks"]
    acts = group(records(talks if len(talks) else positions), "actor_id")
    said = (
        f"{names.get(actor, '')} {listed(dict.fromkeys(row['act'] for row in rows))}"
        for actor, rows in acts.items()
    )
    return "; ".join(said)


def _describe(positions: pd.DataFrame, actors: pd.DataFrame) -> str:
    names = names_of(actors)
    said = [f"{names.get(row['actor_id'], '')} {row['act']} {row['position']}." for row in records(positions)]
    for actor, rows in group(records(positions[positions["toward_basis"] != "stated"]), "actor_id").items():
        acts = listed(dict.fromkeys(row["act"] for row in rows))
        toward = listed(dict.fromkeys(names.get(row["toward_actor_id"], "") for row in rows))
        said.append(f"Toward whom {names.get(actor, '')} {acts}, the text does not say; from context, {toward}.")
    return " ".join(said)


def _table(positions: pd.DataFrame, actors: pd.DataFrame) -> pd.DataFrame:
    names = names_of(actors)
    return pd.DataFrame(
        [
            twin(
                row,
                who=names.get(row["actor_id"], ""),
                act=str(row["act"]),
                what=row["position"],
                toward=names.get(row["toward_actor_id"], ""),
                toward_is=str(row["toward_basis"]),
                must_act=names.get(row["must_act_actor_id"], ""),
                other_party=names.get(row["other_party_actor_id"], ""),
                setting=str(row["setting"]),
            )
            for row in records(positions)
        ]
    )


positions = Chart(_draw, _finding, _describe, _table, takes=("positions", "actors"), partly=("actors",))
