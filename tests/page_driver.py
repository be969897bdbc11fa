"""A widget on our own test page, as a notebook sends it, and the Python side that its lines go to."""

IPYWIDGETS = {"layout", "tabbable", "tooltip"}


class OnPage:
    """The page, and the widget that was laid on it last."""

    def __init__(self, page, site):
        self.page, self.site = page, site

    def open(self):
        self.page.goto(f"{self.site}/sent.html")
        self.page.wait_for_function("window.ready")

    def lay(self, widget, *, kernel="silent", **changes):
        """Lay a widget on the page; ``changes`` stand in the place of what Python would send."""
        self.widget = widget
        names = [name for name in widget.traits(sync=True) if not name.startswith("_") and name not in IPYWIDGETS]
        state = {**{name: getattr(widget, name) for name in names}, **changes}
        sent = {"esm": widget._esm, "css": widget._css, "state": state, "kernel": kernel}
        self.page.evaluate("given => lay(given)", sent)

    def button(self, name, **how):
        return self.page.get_by_role("button", name=name, **how)

    def hand_over(self):
        """Give Python what the page has sent, as a kernel would, and the page its answers."""
        for content in self.page.evaluate("laid.model.sent.splice(0)"):
            answers = []
            self.widget.send = answers.append
            self.widget._handle_custom_msg(content, [])
            for answer in answers:
                self.page.evaluate("answer => laid.model.tell(answer)", answer)
