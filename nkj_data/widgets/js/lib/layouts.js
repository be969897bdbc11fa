// @ts-check
/**
 * Fitting a figure to the room it has.
 *
 * A chart's `layout.meta.layouts` (charts/base.py) lists from how many pixels on a layout fits, and how it differs from
 * the one that was drawn. Plotly keeps `meta` and does nothing with it.
 *
 * @typedef {{data: unknown, layout: unknown}} Drawing
 * @typedef {{layouts?: [least: number, patch: unknown][]}} Meta
 * @typedef {HTMLElement & {data?: unknown, layout?: {height?: number, meta?: Meta},
 *   _fullLayout?: {height?: number, width?: number}}} Graph
 */

/** @type {WeakMap<Graph, {first: Drawing, drawn: unknown, at: number}>} what each graph was given, and what we made of it */
const fitted = new WeakMap();

/**
 * What a patch makes of a value: parts by key or place, `null` where a key goes; anything else takes its place.
 *
 * @param {any} value
 * @param {any} patch
 * @returns {any}
 */
export function merged(value, patch) {
  if (patch === null || typeof patch !== "object" || Array.isArray(patch)) return patch;
  if (Array.isArray(value)) return value.map((part, at) => (at in patch ? merged(part, patch[at]) : part));
  const whole = { ...value };
  for (const [key, part] of Object.entries(patch)) {
    if (part === null) delete whole[key];
    else whole[key] = merged(whole[key], part);
  }
  return whole;
}

/**
 * Draw a figure in the layout for its width, and as wide as its place, if it is not drawn so.
 *
 * @param {Graph} graph
 */
export async function fit(graph) {
  const { Plotly } = /** @type {any} */ (window);
  if (!Plotly || !graph.clientWidth) return;
  await draw(graph, Plotly);
  // plotly follows the window, and no pane inside it. It refuses where the figure is gone by now.
  const wide = graph._fullLayout?.width ?? 0;
  if (wide && Math.abs(wide - graph.clientWidth) > 1) await Plotly.Plots.resize(graph).catch(() => {});
}

/**
 * @param {Graph} graph
 * @param {any} Plotly
 */
async function draw(graph, Plotly) {
  const layouts = graph.layout?.meta?.layouts;
  if (!layouts) return;
  const at = layouts.findLastIndex(([least]) => least <= graph.clientWidth);
  let known = fitted.get(graph);
  if (!known || known.drawn !== graph.layout) {
    // Drawn by others since: this is the figure as Python sent it.
    known = { first: structuredClone({ data: graph.data, layout: graph.layout }), drawn: graph.layout, at: -1 };
  }
  if (known.at === at) return;
  const { data, layout } = merged(known.first, layouts[at]?.[1]);
  fitted.set(graph, { ...known, drawn: layout, at });
  graph.style.height = `${layout.height}px`;
  await Plotly.react(graph, data, layout);
}
