// @ts-check
/** The steps of a lesson, read from the page around a widget: their headings, minutes, questions, and how they stand. */

/**
 * @typedef {"done" | "begun" | "open" | "reading"} Stands ``reading``: there is nothing to answer
 * @typedef {{title: string, minutes: number, heading: HTMLElement, items: string[], done: number, stands: Stands}} Step
 * @typedef {Record<string, {last_answer: unknown, draft: unknown}>} States
 * @typedef {{lesson: string, viewport: Element, steps: Step[]}} Shape
 */

/** Said on the window when the steps of a lesson, or how they stand, have changed; ``detail`` is a ``Shape``. */
export const SHAPE = "nkj-shape";
/** Said on the window by every widget with questions when it is drawn, or how its record stands has changed. */
export const STANDS = "nkj-stands";
/** Asked of a question that may be out of sight behind another one; it bubbles. */
export const SHOW_QUESTION = "nkj-show-question";

const VIEWPORT = ".jp-WindowedPanel-viewport, .jp-Notebook";
const MINUTES = /\s*\((\d+)\s*[^()\d]*\)\s*$/;

/** @param {Element} heading @returns {string} its words, without the sign that links to it */
export function wordsOf(heading) {
  const copy = /** @type {Element} */ (heading.cloneNode(true));
  for (const link of copy.querySelectorAll(".jp-InternalAnchorLink, .anchor-link")) link.remove();
  return (copy.textContent ?? "").trim();
}

/** @param {Element} inside @returns {Element | null} what holds the cells of the lesson */
export const lessonAround = (inside) => inside.closest(VIEWPORT);

/**
 * @param {Element} viewport
 * @param {States} states
 * @returns {Step[]}
 */
export function stepsOf(viewport, states) {
  /** @type {Step[]} */
  const steps = [];
  const found = viewport.querySelectorAll(".jp-RenderedMarkdown h2, [data-item]:not([data-apart] *)");
  for (const node of /** @type {NodeListOf<HTMLElement>} */ (found)) {
    if (node.tagName === "H2") {
      const words = wordsOf(node);
      const minutes = Number(MINUTES.exec(words)?.[1] ?? 0);
      steps.push({
        ...{ title: words.replace(MINUTES, ""), minutes, heading: node, items: [], done: 0 },
        stands: "reading",
      });
    } else if (!steps.at(-1)?.items.includes(node.dataset.item ?? "")) {
      steps.at(-1)?.items.push(node.dataset.item ?? "");
    }
  }
  // Where a lesson gives minutes, what has none is a signpost and no step.
  const timed = steps.some((step) => step.minutes) ? steps.filter((step) => step.minutes) : steps;
  for (const step of timed) {
    const begun = step.items.filter((id) => states[id]?.last_answer || states[id]?.draft);
    // Notes, a board and a table are never handed in: who has begun them has done them.
    step.done = begun.filter((id) => states[id]?.last_answer || !/^q\d/.test(id)).length;
    if (step.items.length) {
      step.stands = step.done === step.items.length ? "done" : begun.length ? "begun" : "open";
    }
  }
  return timed;
}

/** @param {Step[]} steps @returns {{done: number, of: number}} */
export const doneOf = (steps) => ({
  done: steps.reduce((sum, step) => sum + step.done, 0),
  of: steps.reduce((sum, step) => sum + step.items.length, 0),
});

/** @param {HTMLElement} place that is to be read now: the heading of a step, a question */
export function goTo(place) {
  place.tabIndex = -1;
  place.scrollIntoView({ block: "start" });
  place.focus({ preventScroll: true });
}

/**
 * Bring a question of this lesson into view, wherever it is.
 *
 * @param {Element} inside anything of the same lesson
 * @param {string} item
 * @returns {boolean} whether it is on this page
 */
export function goToQuestion(inside, item) {
  const question = (lessonAround(inside) ?? document).querySelector(`[data-item="${CSS.escape(item)}"]`);
  if (!(question instanceof HTMLElement)) return false;
  question.dispatchEvent(new CustomEvent(SHOW_QUESTION, { bubbles: true, detail: item }));
  goTo(question);
  return true;
}
