"""A text that nobody has coded yet: the board takes a learner's coding and has nothing to compare it with."""

import pytest
from page_driver import OnPage

from nkj_data.record import Record
from nkj_data.widgets import CodingBoard

pytestmark = pytest.mark.browser


def test_a_board_without_our_coding_offers_no_comparison(page, site, tmp_path):
    on = OnPage(page, site)
    on.open()
    board = CodingBoard("S03", "S04", record=Record(tmp_path))
    on.lay(board)
    compare = board.strings["compare"]
    assert on.button(compare).is_visible()
    on.open()
    on.lay(board, ours=[])
    first = page.locator(".nkj-coding").get_by_role("radio").first
    first.check()
    assert first.is_checked()
    assert on.button(compare).count() == 0
