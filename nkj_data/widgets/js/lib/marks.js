// @ts-check
/**
 * The marks of a plotly figure as things that can be clicked: lit under the mouse, and reached by the arrow keys.
 *
 * @typedef {SVGElement & {__data__?: any}} Node
 */

const TRACES = ".barlayer .trace, .scatterlayer .trace";
const MARKS = ".points > .point, .points > path.point, .text > .textpoint";
const STEPS = new Map([
  ["ArrowRight", 1],
  ["ArrowDown", 1],
  ["ArrowLeft", -1],
  ["ArrowUp", -1],
]);

/**
 * The marks of a figure with their row ids, in reading order.
 *
 * @param {HTMLElement} graph
 * @returns {{node: Node, ids: string, words: string}[]}
 */
function marksOf(graph) {
  const found = [];
  for (const trace of graph.querySelectorAll(TRACES)) {
    const drawn = /** @type {Node} */ (trace).__data__?.[0]?.trace;
    if (!drawn || drawn.hoverinfo === "skip") continue;
    for (const one of trace.querySelectorAll(MARKS)) {
      const node = /** @type {Node} */ (one);
      const at = node.__data__?.i ?? 0;
      const ids = String(drawn.customdata?.[at] ?? "");
      const words = String(drawn.hovertext?.[at] ?? "").replaceAll("<br>", " ");
      if (ids) found.push({ node, ids, words, place: node.getBoundingClientRect() });
    }
  }
  return found.sort((one, other) => one.place.top - other.place.top || one.place.left - other.place.left);
}

/**
 * Make the marks of a figure reachable by the keys. Called again after each drawing: the marks are new then.
 *
 * @param {HTMLElement} graph
 */
export function tag(graph) {
  const reads = new DOMParser();
  /** @type {Set<string>} */
  const seen = new Set();
  for (const { node, ids, words } of marksOf(graph)) {
    if (node.dataset.rows === ids) {
      seen.add(ids);
      continue;
    }
    node.dataset.rows = ids;
    node.classList.add("nkj-mark");
    // One stop a row: a box and its words, or the pieces of a band, are one thing.
    if (seen.has(ids)) continue;
    seen.add(ids);
    node.setAttribute("role", "button");
    node.setAttribute("aria-label", reads.parseFromString(words, "text/html").body.textContent ?? "");
    node.setAttribute("tabindex", graph.querySelector('.nkj-mark[tabindex="0"]') ? "-1" : "0");
  }
}

/**
 * Light up the marks of some rows, and no others.
 *
 * @param {HTMLElement} graph
 * @param {string} ids as a mark carries them
 */
function lightUp(graph, ids) {
  for (const node of graph.querySelectorAll(".nkj-mark")) {
    node.classList.toggle("nkj-lit", ids !== "" && /** @type {SVGElement} */ (node).dataset.rows === ids);
  }
  graph.classList.toggle("nkj-over-mark", ids !== "");
}

/**
 * Let the keys and the mouse find the marks of a figure.
 *
 * @param {HTMLElement & {on?: Function, removeListener?: Function}} graph
 * @param {(ids: string) => void} choose
 * @returns {() => void} clean-up
 */
export function liven(graph, choose) {
  /** @param {{points?: {customdata?: unknown}[]}} over */
  const over = ({ points }) => lightUp(graph, String(points?.[0]?.customdata ?? ""));
  const out = () => lightUp(graph, "");

  /** @param {KeyboardEvent} event */
  function pressed(event) {
    const here = /** @type {SVGElement} */ (event.target);
    if (event.isComposing || event.altKey || event.ctrlKey || event.metaKey || !here.matches?.(".nkj-mark")) return;
    const stops = marksOf(graph)
      .map(({ node }) => node)
      .filter((node) => node.hasAttribute("tabindex"));
    const step = STEPS.get(event.key);
    if (step) {
      const next = stops[stops.indexOf(here) + step];
      if (next) {
        here.setAttribute("tabindex", "-1");
        next.setAttribute("tabindex", "0");
        next.focus();
      }
    } else if (event.key === "Enter" || event.key === " ") {
      choose(here.dataset.rows ?? "");
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** @param {FocusEvent} event */
  const moved = (event) => lightUp(graph, /** @type {SVGElement} */ (event.target).dataset?.rows ?? "");
  graph.on?.("plotly_hover", over);
  graph.on?.("plotly_unhover", out);
  graph.addEventListener("keydown", pressed);
  graph.addEventListener("focusin", moved);
  graph.addEventListener("focusout", out);
  return () => {
    graph.removeListener?.("plotly_hover", over);
    graph.removeListener?.("plotly_unhover", out);
    graph.removeEventListener("keydown", pressed);
    graph.removeEventListener("focusin", moved);
    graph.removeEventListener("focusout", out);
  };
}
