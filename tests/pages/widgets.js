// Any widget on a page, with a small fake model: it keeps what is sent, and answers as a kernel would, or not at all.
class Model {
  constructor(state) {
    this.state = { ...state };
    this.heard = [];
    this.sent = [];
    this.kernel = "saves"; // or "silent", "refuses", "gone"
  }
  get(name) {
    return structuredClone(this.state[name]);
  }
  set(name, value) {
    this.state[name] = value;
    this.tell(`change:${name}`);
  }
  save_changes() {}
  send(content) {
    if (this.kernel === "gone") throw new Error("Cannot send");
    this.sent.push(structuredClone(content));
    if (content.type !== "line" || this.kernel === "silent") return;
    const saved = this.kernel === "saves";
    const says = saved ? "Saved." : "Not saved: no room.";
    queueMicrotask(() => this.tell("msg:custom", { type: "saved", id: content.line.id, saved, keep: true, says }));
  }
  tell(event, ...values) {
    for (const [name, call] of [...this.heard]) if (name === event) call(...values);
  }
  on(event, call) {
    this.heard.push([event, call]);
  }
  off(event, call) {
    this.heard = this.heard.filter(([name, known]) => name !== event || known !== call);
  }
}

window.widgets = [];
window.load = (name) => import(`/widgets/${name}.js`);

window.addWidget = async (name, state, kernel = "saves", css = []) => {
  for (const sheet of css) {
    if (document.querySelector(`link[href="/widgets/${sheet}"]`)) continue;
    const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href: `/widgets/${sheet}` });
    document.head.append(link);
    await new Promise((done) => link.addEventListener("load", done));
  }
  const { default: widget } = await window.load(name);
  const model = new Model(state);
  model.kernel = kernel;
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
