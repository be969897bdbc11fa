"""The site, made once a session, and a way to open its pages from disk."""

import pytest

from nkj_data.pages import write_site


@pytest.fixture(scope="session")
def pages(tmp_path_factory):
    """The folder of the site, as ``nkj site`` makes it."""
    folder = tmp_path_factory.mktemp("pages") / "site"
    write_site(folder, tell=lambda _: None)
    return folder


@pytest.fixture
def open_page(page, pages):
    """``open_page("03_motives.html")`` opens a page from disk, with no network, and waits until it is alive."""
    asked = []
    page.context.set_offline(True)

    def opened(name, *, tab=page):
        tab.on("request", lambda request: asked.append(request.url))
        tab.goto((pages / name).as_uri())
        tab.wait_for_selector("body[data-ready]")
        return tab

    yield opened
    assert [url for url in asked if not url.startswith(("file:", "blob:", "data:"))] == []
