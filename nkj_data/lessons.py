"""Floor 5: one name for what now has rooms of its own, for lessons that were copied before version 0.2.

``nkj.lessons.task`` is ``nkj.tasks.task``, and so on. New code names the room.
"""

from nkj_data.coding import coding_agreement, our_coding
from nkj_data.items import check_items, item, items, read, receive, score
from nkj_data.items import table as bank
from nkj_data.record import Record, my_record
from nkj_data.tasks import task, tasks
from nkj_data.texts import adapted, quotations, readability

__all__ = [
    "Record",
    "adapted",
    "bank",
    "check_items",
    "coding_agreement",
    "item",
    "items",
    "my_record",
    "our_coding",
    "quotations",
    "read",
    "readability",
    "receive",
    "score",
    "task",
    "tasks",
]
