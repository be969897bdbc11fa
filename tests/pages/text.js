// What a notebook gives the text to read: the module as it is sent, and a model; and a count of the listeners that
// stand on what outlives it.
window.standing = 0;
for (const target of [window, document]) {
  const { addEventListener: add, removeEventListener: remove } = target;
  target.addEventListener = (...given) => {
    window.standing += 1;
    return add.apply(target, given);
  };
  target.removeEventListener = (...given) => {
    window.standing -= 1;
    return remove.apply(target, given);
  };
}

class Model {
  heard = [];
  saved = [];
  broken = false;
  constructor(state) {
    this.state = { ...state };
  }
  get(name) {
    return this.state[name];
  }
  set(name, value) {
    const changed = this.state[name] !== value;
    this.state[name] = value;
    if (changed) for (const [event, call] of [...this.heard]) if (event === `change:${name}`) call();
  }
  save_changes() {
    if (this.broken) throw new Error("Cannot send");
    this.saved.push(this.state.show);
  }
  on(event, call) {
    this.heard.push([event, call]);
  }
  off(event, call) {
    this.heard = this.heard.filter(([name, known]) => name !== event || known !== call);
  }
}

window.widgets = [];
window.add = async (esm, state) => {
  const sent = URL.createObjectURL(new Blob([esm], { type: "text/javascript" }));
  const { default: text } = await import(sent);
  const model = new Model(state);
  const el = document.createElement("div");
  const cleanUp = text.render({ model, el });
  document.querySelector("#here").append(el);
  window.widgets.push({ model, el, cleanUp });
};
window.ready = true;
