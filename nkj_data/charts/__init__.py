"""Floor 4: charts. Frames in, a plotly Figure out; each also describes itself and has a table twin."""

from nkj_data.charts.house import Chart
from nkj_data.charts.motive_map import motive_map

__all__ = ["Chart", "motive_map"]
