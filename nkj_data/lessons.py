"""Floor 5: one name for what now has rooms of its own, for lessons that were copied before version 0.2.

``nkj.lessons.task`` is ``nkj.tasks.task``, and so on. New code names the room.
"""
