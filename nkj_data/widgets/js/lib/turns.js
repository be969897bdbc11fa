// @ts-check
/** Questions one at a time, the others a dot away, or all of them: as the learner likes, and so from then on. */
import { button, fill, make } from "./dom.js";
import { SHOW_QUESTION } from "./lesson_steps.js";
import { inStorage } from "./waiting.js";

/** Where this browser keeps the wish, and what is said on the window when it changes. */
const WISH = "nkj-questions";

/** @returns {boolean} whether all are to be seen; without storage it holds for this page */
function wantsAll() {
  const page = /** @type {Record<string, unknown>} */ (/** @type {unknown} */ (window));
  return (page[WISH] ?? inStorage((storage) => storage.getItem(WISH))) === "all";
}

/** @param {boolean} all */
function wish(all) {
  const page = /** @type {Record<string, unknown>} */ (/** @type {unknown} */ (window));
  page[WISH] = all ? "all" : "one";
  inStorage((storage) => storage.setItem(WISH, all ? "all" : "one"));
  window.dispatchEvent(new Event(WISH));
}

/**
 * @param {{id: string, node: HTMLElement}[]} questions
 * @param {HTMLElement} whole holds them
 * @param {Record<string, string>} strings
 * @returns {{node: HTMLElement, stands: (id: string, sign: string, how: string) => void,
 *   close: () => void}}
 */
export function turns(questions, whole, strings) {
  let at = 0;
  const dots = questions.map((_, n) => {
    const [sign, how] = [make("span"), make("span", "nkj-heard")];
    sign.setAttribute("aria-hidden", "true");
    const dot = button("", () => go(n, true), "nkj-turn");
    dot.append(make("span", "nkj-heard", fill(strings.count, { at: n + 1, of: questions.length })), sign, how);
    return { dot, sign, how };
  });
  const all = button("", () => wish(!wantsAll()), "nkj-turn-all");
  const node = make("div", "nkj-turns", ...dots.map((one) => one.dot), all);
  node.setAttribute("role", "group");
  node.setAttribute("aria-label", strings.turns ?? "");
  questions.slice(0, -1).forEach((question, n) => {
    const next = button(strings.nextQuestion ?? "", () => go(n + 1, true), "nkj-turn-next");
    question.node.querySelector(".nkj-buttons")?.append(next);
  });

  /** @param {number} to @param {boolean} [asked] by a person, who goes along */
  function go(to, asked = false) {
    at = to;
    draw();
    if (!asked) return;
    const { node: question } = /** @type {{node: HTMLElement}} */ (questions[at]);
    question.tabIndex = -1;
    question.focus({ preventScroll: true });
    question.scrollIntoView({ block: "nearest" });
  }

  function draw() {
    const every = wantsAll();
    whole.classList.toggle("nkj-in-turns", !every);
    questions.forEach((question, n) => {
      question.node.hidden = !every && n !== at;
    });
    dots.forEach(({ dot, sign }, n) => {
      sign.textContent ||= String(n + 1);
      if (!every && n === at) dot.setAttribute("aria-current", "step");
      else dot.removeAttribute("aria-current");
    });
    all.textContent = (every ? strings.inTurn : strings.allAtOnce) ?? "";
  }

  /** @param {string} id */
  const show = (id) => {
    const n = questions.findIndex((question) => question.id === id);
    if (n >= 0) go(n);
  };
  const asked = (/** @type {Event} */ event) => show(/** @type {CustomEvent<string>} */ (event).detail);
  whole.addEventListener(SHOW_QUESTION, asked);
  window.addEventListener(WISH, draw);
  draw();
  return {
    node,
    stands(id, sign, how) {
      const one = dots[questions.findIndex((question) => question.id === id)];
      if (!one || !sign) return;
      one.sign.textContent = sign;
      one.how.textContent = ` ${how}`;
    },
    close() {
      whole.removeEventListener(SHOW_QUESTION, asked);
      window.removeEventListener(WISH, draw);
    },
  };
}
