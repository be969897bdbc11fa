"""Modules are sent to a page as one text: what each part declares must not meet itself in another part."""

import pytest

from nkj_data.packaged_files import package_folder
from nkj_data.widgets.assets import joined

NAMES = sorted(
    f"{folder}/{path.name}"
    for folder in ("widgets/js", "pages/js")
    for path in (package_folder() / folder).iterdir()
    if path.name.endswith(".js") and path.name != "page.js"  # it begins to work when it is loaded
)
LOAD = """async (text) => {
  const address = URL.createObjectURL(new Blob([text], {type: "text/javascript"}));
  return Object.keys(await import(address));
}"""


@pytest.mark.parametrize("name", NAMES)
def test_a_module_with_all_it_imports_is_one_module(page, site, name):
    page.goto(f"{site}/widgets.html")
    assert page.evaluate(LOAD, joined(name))
