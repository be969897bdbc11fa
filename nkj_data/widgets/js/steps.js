// @ts-check
/** The shape of a lesson: its place in the series, its steps with their minutes, and how each of them stands. */
import { fill, keepKeys, make } from "./lib/dom.js";
import { doneOf, goTo, lessonAround, STANDS, SHAPE, stepsOf } from "./lib/lesson_steps.js";
import { outbox } from "./lib/outbox.js";

/** Widgets are drawn one after the other; the steps are counted when there is a pause, in milliseconds. */
const PAUSE = 120;
const STATES = { done: "✓", begun: "◐", open: "○", reading: "–" };

/**
 * @param {{model: import("./lib/dom.js").Model, el: HTMLElement}} context
 * @returns {() => void} clean-up
 */
function render({ model, el }) {
  const strings = model.get("strings");
  const lesson = /** @type {string} */ (model.get("lesson"));
  const whole = make("nav", "nkj-page nkj-shape");
  whole.setAttribute("aria-label", strings.group ?? "");
  const [at, of] = [Number(lesson), model.get("series").length - 1];
  const place = at ? fill(strings.place, { n: at, of }) : ((lesson ? strings.begin : strings.own) ?? "");
  const dots = make("span", "nkj-shape-dots");
  dots.setAttribute("aria-hidden", "true");
  for (let n = 0; lesson && n <= of; n += 1) dots.append(make("span", n === at ? "nkj-shape-here" : ""));
  const length = make("span", "nkj-shape-length");
  const list = make("ol", "nkj-shape-steps");
  const line = make("progress");
  const count = make("p", "nkj-small");
  whole.append(
    make("p", "nkj-shape-place", place, " ", length, dots),
    list,
    make("div", "nkj-shape-foot", line, count),
  );
  el.append(whole);

  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let waiting;
  const post = outbox(
    model,
    () => {},
    (line) => line.act === "answer" || line.act === "draft",
  );

  /** @param {import("./lib/lesson_steps.js").Step} step */
  function stepLine(step) {
    const how = strings[step.stands] ?? "";
    const go = make(
      "button",
      "nkj-shape-step",
      Object.assign(make("span", "nkj-shape-sign", STATES[step.stands]), { ariaHidden: "true" }),
      make("span", "nkj-shape-title", step.title),
      make("span", "nkj-shape-minutes", step.minutes ? fill(strings.minutes, { n: step.minutes }) : ""),
      make("span", "nkj-heard", how),
    );
    go.type = "button";
    go.title = how;
    go.addEventListener("click", () => goTo(step.heading));
    const node = make("li", "", go);
    node.dataset.stands = step.stands;
    return node;
  }

  let shown = "";
  function draw() {
    const viewport = lessonAround(el);
    const steps = viewport ? stepsOf(viewport, model.get("states")) : [];
    const { done, of: all } = doneOf(steps);
    const now = JSON.stringify(steps.map(({ title, minutes, stands }) => [title, minutes, stands]));
    // Who stands on one of the buttons is not to lose it because nothing has changed.
    if (now !== shown) {
      const focused = [...list.querySelectorAll("button")].indexOf(
        /** @type {HTMLButtonElement} */ (document.activeElement),
      );
      shown = now;
      list.replaceChildren(...steps.map(stepLine));
      list.querySelectorAll("button")[focused]?.focus({ preventScroll: true });
    }
    const minutes = steps.reduce((sum, step) => sum + step.minutes, 0);
    length.textContent = minutes ? fill(strings.minutes, { n: minutes }) : "";
    line.max = all || 1;
    line.value = done;
    count.textContent = fill(strings.answeredOf, { done, of: all });
    line.setAttribute("aria-label", count.textContent);
    whole.classList.toggle("nkj-shape-alone", !steps.length);
    if (viewport) window.dispatchEvent(new CustomEvent(SHAPE, { detail: { lesson, viewport, steps } }));
  }
  const soon = () => {
    clearTimeout(waiting);
    waiting = setTimeout(draw, PAUSE);
  };
  // Texts and questions come one by one, in any order; what this widget writes itself is no news.
  const grown = new MutationObserver((changes) => {
    if (changes.some(({ target }) => !whole.contains(target))) soon();
  });
  requestAnimationFrame(() => {
    const viewport = lessonAround(el);
    if (viewport) grown.observe(viewport, { childList: true, subtree: true });
  });
  model.on("change:states", soon);
  window.addEventListener(STANDS, soon);
  draw();
  const freeKeys = keepKeys(whole);
  return () => {
    clearTimeout(waiting);
    grown.disconnect();
    model.off("change:states", soon);
    window.removeEventListener(STANDS, soon);
    post.close();
    freeKeys();
    whole.remove();
  };
}

export default { render };
