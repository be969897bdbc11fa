def test_x(lab, page, page_problems, axe):
    n = lab.add(
        "tiny",
        "import nkj_data as nkj\nfrom nkj_data import charts, widgets",
        "widgets.linked(charts.motive_map, nkj.motives(), nkj.shortages())",
    )
    nb = lab.open(page, n)
    page.screenshot(path="/tmp/shots/a0.png")
    try:
        nb.run_all()
    except Exception:
        page.screenshot(path="/tmp/shots/fail.png")
        print(
            page.evaluate("[...document.querySelectorAll('.jp-InputPrompt')].map(x=>x.textContent)"), page_problems
        )
        raise
    nb.graph()
    page.screenshot(path="/tmp/shots/a1.png")
    page.locator(".nkj-reader").wait_for()
    nb.click_mark("motive-01")
    print(page.locator(".nkj-reader mark").all_inner_texts())
    page.screenshot(path="/tmp/shots/a2.png")
    print(page_problems)
    for l in axe(page, ".jp-Cell-outputArea"):
        print(l)
    print(page.locator(".nkj-reader").aria_snapshot())
    print(page.locator(".js-plotly-plot").aria_snapshot()[:1500])
    page_problems.clear()
