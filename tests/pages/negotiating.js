// What a notebook gives the table: the module and the styles as they are sent, and a model with a kernel or without.
class Model {
  constructor(state) {
    this.state = { ...state };
    this.heard = [];
    this.sent = [];
    this.gone = false;
  }
  get(name) {
    return this.state[name];
  }
  set(name, value) {
    this.state[name] = value;
  }
  save_changes() {}
  send(content) {
    if (this.gone) throw new Error("Cannot send");
    this.sent.push(content);
  }
  on(event, call) {
    this.heard.push([event, call]);
  }
  off(event, call) {
    this.heard = this.heard.filter(([name, known]) => name !== event || known !== call);
  }
  /** What the kernel says. */
  tell(content) {
    for (const [event, call] of [...this.heard]) if (event === "msg:custom") call(content);
  }
}

window.lay = async ({ esm, css, state, gone = false }) => {
  const style = document.createElement("style");
  style.textContent = css;
  document.head.append(style);
  const address = URL.createObjectURL(new Blob([esm], { type: "text/javascript" }));
  const { default: table } = await import(address);
  URL.revokeObjectURL(address);
  const model = new Model(state);
  model.gone = gone;
  const el = document.createElement("div");
  const cleanUp = table.render({ model, el });
  document.querySelector("main").append(el);
  window.laid = { model, el, cleanUp };
};
window.ready = true;
