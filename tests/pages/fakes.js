// What a notebook gives a widget, as small as it can be: a model, a plotly figure, cells that hold both.
import reader from "/widgets/reader.js";

class Model {
  constructor(state) {
    this.state = { ...state };
    this.heard = [];
    this.saved = [];
    this.broken = false;
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
    this.saved.push(this.state.selected);
  }
  on(event, call) {
    this.heard.push([event, call]);
  }
  off(event, call) {
    this.heard = this.heard.filter(([name, known]) => name !== event || known !== call);
  }
}

/** As plotly does it: a drawing gives the node a new emitter and new children. */
function draw(node) {
  const heard = [];
  node.className = "js-plotly-plot";
  node.on = (event, call) => heard.push([event, call]);
  node.removeListener = (event, call) => {
    const at = heard.findIndex(([name, known]) => name === event && known === call);
    if (at >= 0) heard.splice(at, 1);
  };
  node.listeners = () => heard.length;
  node.click = (...points) => {
    for (const [, call] of [...heard]) call({ points });
  };
  node.replaceChildren(document.createElement("span"));
  return node;
}

window.draw = draw;
window.cells = [];

/** A cell with a figure, then a reader; as in JupyterLab, `render` runs before the page holds the reader. */
window.addCell = (state, { kind = "jp-Cell", figure = true } = {}) => {
  const cell = document.createElement("div");
  cell.className = kind;
  const graph = document.createElement("div");
  cell.append(graph);
  if (figure) draw(graph);
  const model = new Model(state);
  const el = document.createElement("div");
  const cleanUp = reader.render({ model, el });
  cell.append(el);
  document.querySelector("main").append(cell);
  window.cells.push({ cell, graph, model, el, cleanUp });
};
window.ready = true;
