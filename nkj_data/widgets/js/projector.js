// @ts-check
/**
 * A lesson on a projector: the notebook covers the window, in large type, without code, one section at a time.
 *
 * The page is changed by classes, two custom properties and one bar, and all of it is taken back at the end.
 */
import { button, fill, freshId, keepKeys, liveRegion, make, ownKey } from "./lib/dom.js";
import { wordsOf } from "./lib/lesson_steps.js";

/** A chart is drawn about this wide or wider before it is enlarged, in pixels: below, its labels grow crowded. */
const CHART_WIDTH = 700;
/** A text that a double click has opened for writing. */
const OPEN_TEXT = ".jp-MarkdownCell.jp-mod-active:not(.jp-mod-rendered, .nkj-projector-away)";
/** How far an arrow key scrolls, as a share of what is seen. */
const SCROLL = 0.3;
/** How far a page key scrolls: the last line that was read is still there. */
const PAGE = 0.85;
/** Where a key belongs to what is written or chosen. */
const FIELDS = "select, textarea, [contenteditable='true'], input:not([type='radio'], [type='checkbox'])";
/** Where the arrows to the sides may belong to a control. */
const CONTROLS = `${FIELDS}, a[href], button, input, summary, audio, video, .jp-OutputArea-output [tabindex]`;

/**
 * @typedef {{title: string, cells: HTMLElement[]}} Step
 * @typedef {{level: number, title: string}} Title
 */

/**
 * The sections of a notebook, and what stands before the first one.
 *
 * @param {Element} viewport which holds the cells
 * @param {WeakMap<HTMLElement, Title>} titles of the cells, as last seen
 * @returns {Step[]}
 */
function stepsIn(viewport, titles) {
  /** @type {Step[]} */
  const steps = [];
  for (const cell of /** @type {NodeListOf<HTMLElement>} */ (viewport.querySelectorAll(".jp-Cell"))) {
    // Opened for writing, a text has no headings to be seen: then it counts as what it was before.
    if (cell.matches(".jp-MarkdownCell.jp-mod-rendered")) titles.set(cell, titleOf(cell));
    const { level, title } = titles.get(cell) ?? { level: 0, title: "" };
    if (level === 2 || !steps.length) steps.push({ title, cells: [] });
    steps.at(-1)?.cells.push(cell);
  }
  return steps;
}

/** @param {HTMLElement} cell @returns {Title} of the section that begins here, or of the whole lesson */
function titleOf(cell) {
  const heading = cell.querySelector(".jp-RenderedMarkdown h2") ?? cell.querySelector(".jp-RenderedMarkdown h1");
  return heading ? { level: Number(heading.tagName[1]), title: wordsOf(heading) } : { level: 0, title: "" };
}

/** @param {HTMLElement} cell @returns {boolean} whether it holds code that has shown nothing yet */
function isEmpty(cell) {
  if (!cell.matches(".jp-CodeCell") || cell.querySelector(".jp-OutputArea-child")) return false;
  // A folded cell has neither prompt nor editor in the page.
  if (/\[\d+\]/.test(cell.querySelector(".jp-InputPrompt")?.textContent ?? "")) return false;
  return cell.querySelector(".cm-content")?.textContent?.trim() !== "";
}

/**
 * Show the notebook step by step until `end` is called.
 *
 * @param {HTMLElement} panel
 * @param {HTMLElement} viewport
 * @param {Record<string, string>} strings
 * @param {() => void} ended
 * @returns {() => void} end it
 */
function project(panel, viewport, strings, ended) {
  const scroller = viewport.closest(".jp-WindowedPanel-outer") ?? panel;
  const scrolled = scroller.scrollTop;
  /** @type {WeakMap<HTMLElement, Title>} */
  const titles = new WeakMap();
  let steps = stepsIn(viewport, titles);
  let at = 0;
  let waiting = 0;
  let width = 0;
  let over = false;
  /** @type {Set<HTMLElement>} */
  const away = new Set();

  const place = make("p", "nkj-projector-place");
  const note = make("p", "nkj-projector-note");
  const said = liveRegion("nkj-projector-said");
  const back = button(strings.previous ?? "", () => go(at - 1));
  const on = button(strings.next ?? "", () => go(at + 1), "nkj-main");
  const stop = button(strings.end ?? "", () => end());
  const bar = make("section", "nkj-page nkj-projector-bar", back, on, said, stop);
  said.append(place, note);
  bar.setAttribute("aria-label", strings.bar ?? "");
  // A live region is silent about what it holds when it comes; the button that has the focus then says it.
  place.id = freshId("place");
  on.setAttribute("aria-describedby", place.id);

  function show() {
    const here = new Set(steps[at]?.cells);
    for (const step of steps) {
      for (const cell of step.cells) {
        cell.classList.toggle("nkj-projector-away", !here.has(cell));
        away.add(cell);
        // A word to teachers is not for the class to read.
        for (const aside of /** @type {NodeListOf<HTMLElement>} */ (
          cell.querySelectorAll(".jp-RenderedMarkdown blockquote")
        )) {
          if (aside.querySelector("strong")?.textContent !== strings.teachers) continue;
          aside.classList.add("nkj-projector-away");
          away.add(aside);
        }
      }
    }
    const title = steps[at]?.title ?? "";
    const empty = [...here].filter(isEmpty).length;
    write(place, fill(title ? strings.step : strings.stepUntitled, { n: at + 1, of: steps.length, title }));
    write(note, empty ? fill(strings.empty, { n: empty }) : "");
    // Not disabled: a button that is would lose the focus.
    back.setAttribute("aria-disabled", `${at <= 0}`);
    on.setAttribute("aria-disabled", `${at >= steps.length - 1}`);
  }

  /** @param {HTMLElement} line @param {string} text a text that is the same is not read aloud again */
  function write(line, text) {
    if (line.textContent !== text) line.textContent = text;
  }

  /** @param {number} to */
  function go(to) {
    if (to < 0 || to >= steps.length) return;
    at = to;
    show();
    scroller.scrollTop = 0;
    if (document.activeElement?.closest(".nkj-projector-away")) on.focus();
    fit();
  }

  /**
   * The page keys, which are all that a hand-held clicker has: what stands below first, then the next step.
   *
   * @param {1 | -1} way
   */
  function turn(way) {
    const { scrollTop, scrollHeight, clientHeight } = scroller;
    const left = way > 0 ? scrollHeight - clientHeight - scrollTop : scrollTop;
    if (left > 1) scroller.scrollBy(0, way * clientHeight * PAGE);
    else go(at + way);
  }

  /** Charts fill the width they have now, and grow as the type does. */
  function fit() {
    width = viewport.getBoundingClientRect().width;
    const room = Math.max(0, ...(steps[at]?.cells ?? []).map((cell) => cell.getBoundingClientRect().width));
    const large = Number.parseFloat(getComputedStyle(panel).getPropertyValue("--nkj-projector-large")) || 1;
    const scale = Math.min(large, Math.max(1, room / CHART_WIDTH));
    panel.style.setProperty("--nkj-projector-chart", scale.toFixed(3));
    for (const graph of viewport.querySelectorAll(".js-plotly-plot")) sizes.observe(graph);
    window.dispatchEvent(new Event("resize"));
  }

  // What is enlarged by a transform takes no more room than before: the chart says how tall it is.
  const sizes = new ResizeObserver((changed) => {
    for (const { target } of changed) {
      const graph = /** @type {HTMLElement} */ (target);
      graph.style.setProperty("--nkj-projector-tall", `${graph.offsetHeight}px`);
    }
  });

  // Cells come into the page, are drawn and put out results in their own time.
  const changes = new MutationObserver(() => {
    if (!waiting) waiting = requestAnimationFrame(follow);
  });

  function follow() {
    waiting = 0;
    const first = steps[at]?.cells[0];
    steps = stepsIn(viewport, titles);
    const found = steps.findIndex((step) => first && step.cells.includes(first));
    at = found >= 0 ? found : Math.max(0, Math.min(at, steps.length - 1));
    show();
    for (const graph of viewport.querySelectorAll(".js-plotly-plot")) sizes.observe(graph);
  }

  let noteOpen = false;

  /** @param {KeyboardEvent} event */
  const isOurs = ({ target }) =>
    target instanceof Element && (target === document.body || panel.contains(target) || bar.contains(target));

  /**
   * Before JupyterLab hears of a key: it would act on the active cell, which may be out of sight, and delete or move
   * it. Saving stays, and so does writing in a text that was opened with a double click.
   *
   * @param {KeyboardEvent} event
   */
  function keep(event) {
    // Escape closes an explanation that is open; we hear of it only when it is closed.
    noteOpen = document.querySelector(":popover-open") !== null;
    const target = /** @type {Element} */ (event.target);
    const saves = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s";
    const writes = target.closest(".jp-Editor") || (event.key === "Enter" && panel.querySelector(OPEN_TEXT));
    if (!isOurs(event) || saves || writes || target.hasAttribute("data-lm-suppress-shortcuts")) return;
    target.setAttribute("data-lm-suppress-shortcuts", "");
    setTimeout(() => target.removeAttribute("data-lm-suppress-shortcuts"));
  }

  /** @param {KeyboardEvent} event */
  function move(event) {
    const target = /** @type {Element} */ (event.target);
    if (event.defaultPrevented || !ownKey(event) || event.ctrlKey || event.metaKey || event.altKey) return;
    if (!isOurs(event)) return;
    if (target.matches(FIELDS)) return;
    const free = bar.contains(target) || !target.matches(CONTROLS);
    if (event.key === "Escape" && !noteOpen) end();
    else if (event.key === "PageDown") turn(1);
    else if (event.key === "PageUp") turn(-1);
    else if (free && event.key === "ArrowRight") go(at + 1);
    else if (free && event.key === "ArrowLeft") go(at - 1);
    else if (free && event.key === "ArrowDown") scroller.scrollBy(0, scroller.clientHeight * SCROLL);
    else if (free && event.key === "ArrowUp") scroller.scrollBy(0, -scroller.clientHeight * SCROLL);
    else return;
    event.preventDefault();
  }

  function resized() {
    // What `fit` itself sends comes here too.
    if (viewport.getBoundingClientRect().width !== width) fit();
  }

  function end() {
    if (over) return;
    over = true;
    cancelAnimationFrame(waiting);
    changes.disconnect();
    sizes.disconnect();
    window.removeEventListener("keydown", keep, true);
    window.removeEventListener("keydown", move);
    window.removeEventListener("resize", resized);
    for (const node of away) node.classList.remove("nkj-projector-away");
    document.body.classList.remove("nkj-projecting");
    panel.classList.remove("nkj-projected");
    panel.style.removeProperty("--nkj-projector-chart");
    for (const graph of /** @type {NodeListOf<HTMLElement>} */ (viewport.querySelectorAll(".js-plotly-plot"))) {
      graph.style.removeProperty("--nkj-projector-tall");
    }
    bar.remove();
    window.dispatchEvent(new Event("resize"));
    scroller.scrollTop = scrolled;
    ended();
  }

  document.body.classList.add("nkj-projecting");
  panel.classList.add("nkj-projected");
  document.body.append(bar);
  window.addEventListener("keydown", keep, true);
  window.addEventListener("keydown", move);
  window.addEventListener("resize", resized);
  changes.observe(viewport, { childList: true, subtree: true, attributes: true, attributeFilter: ["class"] });
  on.focus();
  go(0);
  return end;
}

/**
 * @param {{model: import("./lib/dom.js").Model, el: HTMLElement}} context
 * @returns {() => void} clean-up
 */
function render({ model, el }) {
  /** @type {Record<string, string>} */
  const strings = model.get("strings");
  const whole = make("div", "nkj-page nkj-projector");
  whole.setAttribute("role", "group");
  whole.setAttribute("aria-label", strings.group ?? "");
  const said = liveRegion("nkj-projector-why");
  /** @type {() => void} */
  let end = () => {};

  const start = button(strings.start ?? "", () => {
    const panel = /** @type {HTMLElement | null} */ (el.closest(".jp-NotebookPanel"));
    const viewport = /** @type {HTMLElement | null | undefined} */ (
      panel?.querySelector(".jp-WindowedPanel-viewport")
    );
    if (!panel || !viewport?.querySelector(".jp-Cell")) {
      said.textContent = strings.noNotebook ?? "";
      return;
    }
    // In this mode JupyterLab takes cells out of the page and moves the others to where they would stand.
    if (viewport.style.transform) {
      said.textContent = strings.notAll ?? "";
      return;
    }
    said.textContent = "";
    end = project(panel, viewport, strings, () => start.focus({ preventScroll: true }));
  });

  whole.append(make("p", "", strings.how ?? ""), make("div", "nkj-buttons", start), said);
  el.append(whole);
  const freeKeys = keepKeys(whole);
  return () => {
    end();
    freeKeys();
    whole.remove();
  };
}

export default { render };
