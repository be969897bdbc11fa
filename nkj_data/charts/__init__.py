"""Floor 4: charts. Frames in, a plotly Figure out; each also describes itself and has a table twin."""

from nkj_data.charts.actor_map import actor_map
from nkj_data.charts.base import Chart, ContextChart
from nkj_data.charts.before_after import before_after
from nkj_data.charts.context_claims_check import claims_check
from nkj_data.charts.context_meetings import meetings
from nkj_data.charts.context_repatriation import repatriation
from nkj_data.charts.context_threads import threads
from nkj_data.charts.context_trade import trade
from nkj_data.charts.coverage import coverage
from nkj_data.charts.motive_map import motive_map
from nkj_data.charts.obstacle_grid import obstacle_grid
from nkj_data.charts.positions import positions
from nkj_data.charts.support import support
from nkj_data.charts.timeline import timeline
from nkj_data.charts.voice_lens import voice_lens

__all__ = [
    "Chart",
    "ContextChart",
    "actor_map",
    "before_after",
    "claims_check",
    "coverage",
    "meetings",
    "motive_map",
    "obstacle_grid",
    "positions",
    "repatriation",
    "support",
    "threads",
    "timeline",
    "trade",
    "voice_lens",
]
