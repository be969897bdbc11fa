// @ts-check
/**
 * Finding the plotly figures that stand in the same cell: fitting them to their room, hearing what is chosen on them.
 *
 * @typedef {HTMLElement & {layout?: {height?: number}, _fullLayout?: {height?: number, width?: number},
 *   on?: (event: string, heard: (click: Click) => void) => void,
 *   removeListener?: (event: string, heard: (click: Click) => void) => void}} Graph
 * @typedef {{points?: {customdata?: unknown}[]}} Click
 */

import { fit } from "./layouts.js";
import { liven, tag } from "./marks.js";

/** What holds one cell's outputs: JupyterLab and Notebook, VS Code, exported pages, our own. */
const CELL = ".jp-Cell, .cell, .cell_container, [data-nkj-cell], figure";

/**
 * The ids in a mark's customdata: one, several with spaces between, or an array of either.
 *
 * @param {unknown} data
 * @returns {string[]}
 */
export function idsIn(data) {
  return [data].flat(3).join(" ").split(/\s+/).filter(Boolean);
}

/**
 * Hear the clicks on every plotly figure beside `el`, now and after it is drawn again.
 *
 * @param {HTMLElement} el
 * @param {string} name what a screen reader calls the figure
 * @param {(ids: string[]) => void} choose
 * @param {(hears: boolean) => void} tell whether there is a figure
 * @returns {() => void} clean-up
 */
export function listen(el, name, choose, tell) {
  /** @type {Map<Graph, {on: Graph["on"], leave: () => void}>} its `on` when we bound it: a new drawing has a new one */
  const bound = new Map();
  /** @type {Element | null} */
  let scope = null;
  const woken = new WeakSet();

  /** @param {Click} click */
  const heard = (click) => choose(idsIn(click.points?.[0]?.customdata));

  /** @param {Graph} graph */
  function release(graph) {
    graph.removeListener?.("plotly_click", heard);
    bound.get(graph)?.leave();
    room.unobserve(graph);
    bound.delete(graph);
  }

  /** @param {Graph} graph JupyterLab resizes it, and plotly forgets its height: the next tab change would fold it up. */
  function hold(graph) {
    const tall = graph.layout?.height ?? graph._fullLayout?.height;
    if (tall && !graph.style.height) graph.style.height = `${tall}px`;
  }

  function bind() {
    if (!el.isConnected) return;
    const cell = el.closest(CELL);
    const around = cell ?? document.body;
    if (around !== scope) {
      for (const graph of bound.keys()) release(graph);
      changes.disconnect();
      changes.observe(around, { childList: true, subtree: true });
      scope = around;
    }
    for (const graph of bound.keys()) if (!around.contains(graph)) release(graph);
    for (const one of around.getElementsByClassName("js-plotly-plot")) {
      const graph = /** @type {Graph} */ (one);
      if (!graph.on || bound.get(graph)?.on === graph.on || (!cell && graph.closest(CELL))) continue;
      bound.get(graph)?.leave();
      bound.set(graph, { on: graph.on, leave: liven(graph, (ids) => choose(idsIn(ids))) });
      graph.on("plotly_click", heard);
      graph.style.height = "";
      room.observe(graph);
      graph.setAttribute("role", "figure");
      graph.setAttribute("aria-label", name);
    }
    for (const graph of bound.keys()) {
      fit(graph);
      hold(graph);
      tag(graph);
    }
    tell(bound.size > 0);
    // JupyterLab shows a reopened notebook's figure as a picture, without alt text, until a mouse comes near.
    for (const picture of around.querySelectorAll("img.plot-img[src]")) {
      if (woken.has(picture) || picture.closest(".js-plotly-plot")) continue;
      woken.add(picture);
      picture.setAttribute("alt", name);
      picture.dispatchEvent(new MouseEvent("mouseenter"));
    }
  }

  const changes = new MutationObserver(bind);
  // A pane that moves gives a figure another width, and with it another layout.
  const room = new ResizeObserver((sized) => {
    for (const { target } of sized) fit(/** @type {Graph} */ (target));
  });
  // `render` runs before the page holds `el`; its first size says that it does, and where.
  const arrival = new ResizeObserver(bind);
  arrival.observe(el);
  bind();
  return () => {
    changes.disconnect();
    arrival.disconnect();
    room.disconnect();
    for (const graph of bound.keys()) release(graph);
  };
}
