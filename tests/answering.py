"""Answers that a page can give to a question."""

from nkj_data.items.model import NONE


def answers(item, dice):
    """Return answers a page can give: none, the key, and others by chance."""
    ids = [option.option_id for option in item.options]
    some = []
    if item.kind in ("single", "verdict"):
        field = "choice" if item.kind == "single" else "verdict"
        some = [{field: name} for name in ids]
    elif item.kind == "multiple":
        some = [{"choices": dice.sample(ids, dice.randint(1, len(ids)))} for _ in range(12)] + [{"choices": ids}]
    elif item.kind == "find":
        names = [name for name in ids if name != NONE]
        some = [{"sentences": dice.sample(names, dice.randint(1, item.allowed))} for _ in range(12)]
        some.append({"sentences": [NONE]})
        some.append({"sentences": [option.option_id for option in item.options if option.correct][: item.allowed]})
    elif item.kind == "sort":
        buckets = [bucket.bucket_id for bucket in item.buckets]
        cards = [card.card_id for card in item.cards]
        for _ in range(12):
            placed = dice.sample(cards, dice.randint(1, len(cards)))
            some.append({"buckets": {card: dice.choice(buckets) for card in placed}})
        some.append({"buckets": {card.card_id: card.bucket for card in item.cards}})
    elif item.kind == "order":
        steps = [step.step_id for step in item.steps]
        some = [{"order": dice.sample(steps, len(steps))} for _ in range(12)]
        some.append({"order": [step.step_id for step in sorted(item.steps, key=lambda step: step.place)]})
    else:
        some = [{"text": "Words.", "rubric": {}}, {"text": "  ", "rubric": {}}]
    return [{}, *some]
