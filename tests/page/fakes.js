// What a notebook gives a widget, as small as it can be: a plotly figure, cells that hold both.
import { Model } from "/model.js";
import reader from "/js/reader.js";

/** As plotly does it: a drawing gives the node a new emitter and new children. */
function draw(node) {
  const heard = [];
  node.className = "js-plotly-plot";
  node.on = (event, call) => heard.push([event, call]);
  node.removeListener = (event, call) => {
    const at = heard.findIndex(([name, known]) => name === event && known === call);
    if (at >= 0) heard.splice(at, 1);
  };
  const clicks = () => heard.filter(([event]) => event === "plotly_click");
  node.listeners = () => clicks().length;
  node.click = (...points) => {
    for (const [, call] of clicks()) call({ points });
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
