// @ts-check
/** A line over a lesson: where one is, how much is answered, and one button that leads on. */
import { button, fill, make } from "./dom.js";
import { doneOf, goTo, SHAPE } from "./lesson_steps.js";

/** A step is being read once its heading has come so far up, as a share of the window. */
const READ = 0.4;

/** @param {Element | undefined} inside @returns {boolean} whether the page around it is scrolled to its end */
function atEnd(inside) {
  const pane = inside?.closest(".jp-WindowedPanel-outer");
  const scroller = pane && pane.scrollHeight > pane.clientHeight + 4 ? pane : document.scrollingElement;
  if (!scroller || scroller.scrollTop < 4) return false;
  return scroller.scrollTop + scroller.clientHeight > scroller.scrollHeight - 8;
}

/**
 * @param {Record<string, string>} strings
 * @param {HTMLElement} home holds the lesson
 * @param {{title: string, open: () => void} | null} after the lesson that comes next
 * @returns {{node: HTMLElement, close: () => void}}
 */
export function lessonBar(strings, home, after) {
  const line = make("progress", "nkj-line");
  const [place, count] = [make("span"), make("span", "nkj-line-count")];
  const next = button("", () => on(), "nkj-line-next");
  const node = make("div", "nkj-line-bar", line, make("p", "nkj-line-place", place, count), next);
  node.hidden = true;
  /** @type {import("./lesson_steps.js").Step[]} */
  let steps = [];
  let asked = 0;
  let on = () => {};

  function draw() {
    asked = 0;
    const shown = steps.filter((step) => step.heading.isConnected);
    node.hidden = !shown.length;
    if (!shown.length) return;
    const low = innerHeight * READ;
    const reached = shown.findLastIndex((step) => step.heading.getBoundingClientRect().top < low);
    const at = atEnd(shown[0]?.heading) ? shown.length - 1 : reached;
    const { done, of } = doneOf(shown);
    line.max = of || 1;
    line.value = done;
    line.setAttribute("aria-label", fill(strings.answeredOf, { done, of }));
    const told = { n: at + 1, of: shown.length };
    write(place, fill(at < 0 ? strings.steps : strings.step, told));
    write(count, of ? ` · ${fill(strings.answeredOf, { done, of })}` : "");
    const following = shown[at + 1];
    next.hidden = !following && !after;
    if (following) {
      write(next, fill(strings.nextStep, { title: following.title }));
      on = () => goTo(following.heading);
    } else if (after) {
      write(next, fill(strings.nextLesson, { title: after.title }));
      on = after.open;
    }
  }

  /** @param {HTMLElement} where @param {string} text */
  function write(where, text) {
    if (where.textContent !== text) where.textContent = text;
  }

  const soon = () => {
    asked ||= requestAnimationFrame(draw);
  };
  /** @param {Event} event */
  function heard(event) {
    const { viewport, steps: now } = /** @type {CustomEvent<import("./lesson_steps.js").Shape>} */ (event).detail;
    if (!home.contains(viewport)) return;
    steps = now;
    soon();
  }
  window.addEventListener(SHAPE, heard);
  document.addEventListener("scroll", soon, { capture: true, passive: true });
  window.addEventListener("resize", soon);
  return {
    node,
    close() {
      cancelAnimationFrame(asked);
      window.removeEventListener(SHAPE, heard);
      document.removeEventListener("scroll", soon, { capture: true });
      window.removeEventListener("resize", soon);
      node.remove();
    },
  };
}
