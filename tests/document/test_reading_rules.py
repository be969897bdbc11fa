"""The twelve ways in which a careless modeller gets this text wrong, each held by a test."""

import re

import pandas as pd

import nkj_data as nkj


def rows(frame, **wanted):
    for column, value in wanted.items():
        frame = frame[frame[column] == value]
    return frame


def actor(name):
    return rows(nkj.actors(), name=name)["actor_id"].item()


def test_01_one_dated_round_no_number_of_rounds_and_a_dated_statement():
    talks = nkj.talks()
    assert rows(talks, kind="round")["earliest"].item() == pd.Timestamp("1991-01-30")
    assert rows(talks, kind="round")["latest"].item() == pd.Timestamp("1991-01-31")
    breakdown = rows(talks, kind="breakdown")
    assert breakdown[["date_text", "earliest", "latest"]].isna().all(axis=None)
    assert rows(talks, kind="status")["precision"].item() == "part of year"
    assert rows(nkj.timeline(), date_text="As of mid-1993")["kind"].item() == "statement"
    assert not talks.select_dtypes("number").columns.difference(["char_start", "char_end"]).tolist()
    said = " ".join(nkj.table(name).to_string() for name in nkj.catalog()["table"])
    assert not re.search(r"\b(\d+|two|three|four|five|six|seven|eight|nine|ten|twelve) rounds", said, re.IGNORECASE)


def test_02_periods_keep_their_open_ends_and_get_no_years_the_text_lacks():
    timeline = nkj.timeline()
    until = rows(timeline, date_text="Until the late 1980s")
    assert until["earliest"].isna().item()
    assert until["precision"].item() == "part of decade"
    assert rows(timeline, date_text="in the 1960s")["kind"].item() == "period"
    after_war = timeline[timeline["date_text"].str.contains("post-World War II")]
    assert len(after_war) == 2
    assert after_war[["earliest", "latest"]].isna().all(axis=None)
    rule = timeline[timeline["earliest"] == "1910-01-01"]
    assert rule["dates"].tolist() == ["Japan's colonial rule"]
    assert timeline[timeline["precision"] == "day"]["date_text"].tolist() == ["January 30- 31, 1991"]
    assert timeline[timeline["precision"] == "none"][["earliest", "latest"]].isna().all(axis=None)


def test_03_motives_are_hedged_compensation_is_a_possible_gain_shortages_are_stated():
    motives = nkj.motives()
    assert set(motives["certainty"]) == {"hedged"}
    primary = rows(motives, rank="primary")
    assert primary["isolation"].tolist() == ["diplomatic", "economic"]
    assert set(primary["hedge"]) == {"appear to be"}
    gain = rows(motives, rank="possible gain")
    assert gain["hedge"].tolist() == ["raises the possibility"]
    assert set(nkj.shortages()["certainty"]) == {"stated"}
    assert set(nkj.shortages()["cause"]) == {"isolation"}


def test_04_coincidental_is_not_because_and_no_direction_of_change_is_given():
    link = rows(nkj.links(), words="Coincidental with")
    assert link["kind"].tolist() == ["coincidence"]
    s07 = rows(nkj.claims(), sentence_id="S07")
    text = " ".join(s07["claim"])
    assert not re.search(r"because|caused|led to|worse|better|decline|lost|less", text)


def test_05_the_demand_has_two_grounds_and_no_stated_payer_the_gain_is_monetary():
    demands = rows(nkj.positions(), act="demands")
    assert len(demands) == 2
    assert "colonial rule" in demands["position"].iloc[0]
    assert '"sufferings and losses" in the post-World War II period' in demands["position"].iloc[1]
    assert set(demands["toward_basis"]) == {"context"}
    assert demands["must_act_actor_id"].isna().all()
    assert not demands["position"].str.contains("monetary").any()
    gain = rows(nkj.motives(), rank="possible gain")["motive"].item()
    assert "monetary" in gain
    assert "colonial rule" in gain
    assert "losses" not in gain


def test_06_the_inspections_have_three_roles_and_none_took_place():
    position = rows(nkj.positions(), act="insists")
    assert position["actor_id"].item() == actor("Japan")
    assert position["must_act_actor_id"].item() == actor("North Korea")
    assert position["other_party_actor_id"].item() == actor("South Korea")
    bilateral = nkj.claims()[nkj.claims()["claim"].str.contains("Bilateral")]
    assert bilateral["certainty"].tolist() == ["implied"]
    obstacle = rows(nkj.obstacles(), kind="precondition")
    assert obstacle["third_actor_id"].item() == actor("South Korea")


def test_07_two_refusals_are_stated_the_kidnapping_its_goal_and_purpose_alleged_by_nobody_named():
    s13 = rows(nkj.claims(), sentence_id="S13")
    alleged = rows(s13, certainty="alleged")
    assert len(alleged) == 4
    assert set(alleged["voice"]) == {"unattributed"}
    assert set(alleged["hedge"]) == {"allegedly"}
    stated = " ".join(rows(s13, certainty="stated")["claim"])
    assert "refuses to provide information" in stated
    assert "refuses to discuss the case" in stated
    assert "Yi Un Hee was a Korean resident of Japan" in stated
    refusals = nkj.positions()[(nkj.positions()["act"] == "refuses") & (nkj.positions()["sentence_id"] == "S13")]
    assert refusals["certainty"].tolist() == ["stated", "stated"]
    said = " ".join(nkj.table(name).to_string() for name in nkj.catalog()["table"])
    assert not re.search(r"\b(she|her|he|him|his|woman|man|daughter|Lee)\b", said)


def test_08_no_agent_prevents_and_the_two_groups_are_one_only_by_inference():
    comm = nkj.claims()[nkj.claims()["claim"].str.contains("prevented from communicating")].iloc[0]
    assert "North Korea" not in comm["claim"]
    assert "no agent" in comm["note"]
    same = nkj.claims()[nkj.claims()["claim"].str.contains("same people")]
    assert same["certainty"].tolist() == ["implied"]
    names = nkj.actors()["name"].tolist()
    assert "Japanese who had accompanied their spouses" in names
    assert "Japanese citizens who had migrated" in names


def test_09_s04_to_s06_are_never_called_issues_of_the_talks():
    early = {"S04", "S05", "S06"}
    assert not early & set(nkj.obstacles()["sentence_id"])
    positions = nkj.positions()
    assert set(positions[positions["sentence_id"].isin(early)]["setting"]) == {"discredit"}
    assert set(nkj.setbacks()["sentence_id"]) == early


def test_10_words_of_scope_survive_every_paraphrase_and_three_audiences_stay_three():
    claims = nkj.claims()
    for word in ("mainly", "especially", "many potential", "elements of", "severe", "serious", "quickly"):
        quoting = claims[claims["quote"].str.contains(word) & (claims["certainty"] == "stated")]
        assert quoting["claim"].str.contains(word).any(), word
    for sentence, word in (
        ("S05", "elements of"),
        ("S08", "serious"),
        ("S03", "many potential"),
        ("S03", "much"),
    ):
        said = rows(claims, sentence_id=sentence)["claim"]
        assert said.str.contains(word).any()
    assert claims[claims["claim"].str.contains("shortage")]["claim"].str.contains("serious").all()
    progress = claims[claims["claim"].str.contains("yet to produce")]["claim"].item()
    assert "any significant progress" in progress
    names = set(nkj.actors()["name"])
    assert {"Japan", "the Japanese public", "potential supporters in Japan"} <= names
    audiences = nkj.setbacks().set_index("setback_id")["reacting_actor_id"]
    assert audiences["setback-03"] == actor("Japan")
    assert audiences["setback-04"] == actor("the Japanese public")


def test_11_nothing_speaks_of_a_present_other_than_1993s():
    said = " ".join(nkj.table(name).to_string() for name in nkj.catalog()["table"])
    assert not re.search(r"\b(today|nowadays|currently|still now)\b", said)


def test_12_no_full_name_or_treaty_year_from_outside():
    said = " ".join(nkj.table(name).to_string() for name in nkj.catalog()["table"])
    for outside in (
        "1965",
        "Democratic People",
        "Treaty",
        "treaty",
        "Soviet",
        "Kim ",
        "DPRK",
        "ROK",
        "Chongryon",
    ):
        assert outside not in said
