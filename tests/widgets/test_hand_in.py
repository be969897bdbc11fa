"""Handing in from JupyterLab: the same page as on the site, put beside the record by Python."""

import pytest
from page_driver import OnPage
from playwright.sync_api import expect

from nkj_data import widgets
from nkj_data.record import Record


@pytest.fixture
def on_page(page, site):
    driver = OnPage(page, site)
    driver.open()
    return driver


def test_one_click_puts_a_page_of_ones_own_work_beside_the_record(on_page, tmp_path):
    record = Record(tmp_path / "my_work", learner="blue heron")
    record.answer("q03-01", {"choice": "a"})
    record.draft("03-warm-up", {"texts": {"Need": "Bread", "Hope": " "}})
    record.draft("04-warm-up", {"texts": {"On the table": "nothing of this lesson"}})
    on_page.lay(widgets.Progress("03", record=record))
    on_page.button("Make a page of my work").click()
    on_page.hand_over()
    on_page.hand_over()
    expect(on_page.page.locator(".nkj-done")).to_contain_text("my_work/hand_in_03_")
    (made,) = (tmp_path / "my_work").glob("hand_in_03_*.html")
    on_page.page.goto(made.as_uri())
    body = on_page.page.locator("body")
    expect(body).to_contain_text("By blue heron,")
    expect(body).to_contain_text("Bread")
    expect(body).not_to_contain_text("Hope")
    expect(body).not_to_contain_text("nothing of this lesson")


def test_a_folder_that_takes_no_page_is_named(on_page, tmp_path):
    record = Record(tmp_path / "my_work")
    record.answer("q03-01", {"choice": "a"})
    on_page.lay(widgets.Progress("03", record=record))
    on_page.button("Make a page of my work").click()
    on_page.hand_over()
    (tmp_path / "my_work").rename(tmp_path / "away")
    (tmp_path / "my_work").write_text("a file")
    on_page.hand_over()
    expect(on_page.page.locator(".nkj-done")).to_contain_text("The page could not be kept: ")
