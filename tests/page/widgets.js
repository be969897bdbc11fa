// Any widget on a page, module by module, with a kernel that saves what is sent, or does not.
import { Model } from "/model.js";

window.widgets = [];
window.load = (name) => import(`/js/${name}.js`);

window.addWidget = async (name, state, kernel = "saves", css = []) => {
  for (const sheet of css) {
    if (document.querySelector(`link[href="/css/${sheet}"]`)) continue;
    const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href: `/css/${sheet}` });
    document.head.append(link);
    await new Promise((done) => link.addEventListener("load", done));
  }
  const { default: widget } = await window.load(name);
  const model = new Model(state, kernel);
  const el = document.createElement("div");
  const cell = document.createElement("div");
  cell.className = "jp-Cell";
  document.querySelector("main").append(cell);
  cell.append(el);
  const cleanUp = widget.render({ model, el });
  window.widgets.push({ model, el, cell, cleanUp });
};
window.lines = (at = -1) => window.widgets.at(at).model.sent.filter((one) => one.type === "line").map((one) => one.line);
window.ready = true;
