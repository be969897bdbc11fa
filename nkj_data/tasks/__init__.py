"""Floor 4: the tasks of the data room, with checks and hints."""

from __future__ import annotations

from nkj_data.lazy import lazy_names

TYPE_CHECKING = False  # see nkj_data/__init__.py
if TYPE_CHECKING:
    from nkj_data.tasks.bank import Review as Review
    from nkj_data.tasks.bank import Task as Task
    from nkj_data.tasks.bank import task as task
    from nkj_data.tasks.bank import tasks as tasks

_HOMES = {
    **dict.fromkeys(("Review", "Task", "task", "tasks"), "nkj_data.tasks.bank"),
}
__all__ = [*_HOMES]
__getattr__, __dir__ = lazy_names(__name__, _HOMES)
