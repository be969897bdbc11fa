// What a notebook gives the board: the module and the styles as they are sent, and a model with a kernel or without.
import { codingAgreement } from "/widgets/agreement.js";

// How many listeners of the board stand on the window, which outlives it. What drives the page listens there too, to
// other events.
window.standing = 0;
const counted = ["keydown", "pagehide", "pointercancel"];
const { addEventListener: add, removeEventListener: remove } = window;
window.addEventListener = (...given) => {
  if (counted.includes(given[0])) window.standing += 1;
  return add.apply(window, given);
};
window.removeEventListener = (...given) => {
  if (counted.includes(given[0])) window.standing -= 1;
  return remove.apply(window, given);
};

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

window.codingAgreement = codingAgreement;
window.lay = async ({ esm, css, state, gone = false }) => {
  const style = document.createElement("style");
  style.textContent = css;
  document.head.append(style);
  const address = URL.createObjectURL(new Blob([esm], { type: "text/javascript" }));
  const { default: board } = await import(address);
  URL.revokeObjectURL(address);
  const model = new Model(state);
  model.gone = gone;
  const el = document.createElement("div");
  document.querySelector("main").append(el);
  const cleanUp = board.render({ model, el });
  window.laid = { model, el, cleanUp };
};
window.ready = true;
