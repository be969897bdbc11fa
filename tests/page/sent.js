// A widget as a notebook sends it: its module and styles as text, and a model.
import { Model } from "/model.js";

// How many listeners stand on what outlives a widget. What drives the page listens there too, to other events.
window.standing = 0;
const counted = ["keydown", "pagehide", "pointercancel", "copy", "beforeinput", "nkj-saved"];
for (const target of [window, document]) {
  const { addEventListener: add, removeEventListener: remove } = target;
  target.addEventListener = (...given) => {
    if (counted.includes(given[0])) window.standing += 1;
    return add.apply(target, given);
  };
  target.removeEventListener = (...given) => {
    if (counted.includes(given[0])) window.standing -= 1;
    return remove.apply(target, given);
  };
}

window.widgets = [];
window.lay = async ({ esm, css, state, kernel }) => {
  const style = document.createElement("style");
  style.textContent = css;
  document.head.append(style);
  const address = URL.createObjectURL(new Blob([esm], { type: "text/javascript" }));
  const { default: widget } = await import(address);
  URL.revokeObjectURL(address);
  const model = new Model(state, kernel);
  const el = document.createElement("div");
  const cleanUp = widget.render({ model, el });
  document.querySelector("#here").append(el);
  window.laid = { model, el, cleanUp };
  window.widgets.push(window.laid);
};
window.ready = true;
