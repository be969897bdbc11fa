// @ts-check
/**
 * What other sources say: a list of rows, and for the chosen ones what each says, how sure it is and its sources.
 * The document's own words stand apart, in another form. Everything runs in the page, with or without a kernel.
 *
 * @typedef {import("./lib/dom.js").Model} Model
 * @typedef {import("./lib/dom.js").Quoted} Quoted
 * @typedef {{title: string, author: string, published: string, url: string}} Source
 * @typedef {{layer: "outside" | "inside", head: string, facts: [name: string, value: string][], confidence: string,
 *   differ: string, sources: string[], quoted: Quoted[]}} Section
 * @typedef {{id: string, label: string, group: string, sections: Section[]}} CitedRow
 */
import { fill, liveRegion, make, quote } from "./lib/dom.js";
import { followRows, rowList } from "./lib/rows.js";

/**
 * @param {string} id
 * @param {Source} source
 * @returns {HTMLElement}
 */
function cite(id, source) {
  const title = make(source.url ? "a" : "cite", "", source.title);
  if (title instanceof HTMLAnchorElement) {
    title.href = source.url;
    title.target = "_blank";
    title.rel = "noopener noreferrer";
  }
  return make("li", "", title, ` ${source.author}, ${source.published}. `, make("span", "nkj-small", id));
}

/**
 * @param {Section} section
 * @param {Record<string, Source>} sources
 * @param {Record<string, string>} strings
 * @returns {HTMLElement}
 */
function drawSection(section, sources, strings) {
  const layer = strings[section.layer] ?? "";
  /** @type {HTMLElement[]} */
  const parts = [make("p", "nkj-cited-layer", layer)];
  if (section.head) parts.push(make("p", "nkj-cited-head", section.head));
  parts.push(...quote(section.quoted));
  if (section.facts.length) {
    const facts = section.facts.flatMap(([name, value]) => [make("dt", "", name), make("dd", "", value)]);
    parts.push(make("dl", "", ...facts));
  }
  if (section.confidence) parts.push(make("p", "", fill(strings.confidence, { confidence: section.confidence })));
  if (section.differ) parts.push(make("p", "", make("strong", "", strings.differ ?? ""), " ", section.differ));
  const known = section.sources.flatMap((id) => (sources[id] ? [cite(id, sources[id])] : []));
  if (known.length) parts.push(make("p", "nkj-cited-sources", strings.sources ?? ""), make("ul", "", ...known));
  const node = make("div", `nkj-cited-${section.layer}`, ...parts);
  node.setAttribute("role", "group");
  node.setAttribute("aria-label", layer);
  return node;
}

/**
 * @param {{model: Model, el: HTMLElement}} context
 * @returns {() => void} clean-up
 */
function render({ model, el }) {
  /** @type {CitedRow[]} */
  const rows = model.get("rows");
  /** @type {Record<string, Source>} */
  const sources = model.get("sources");
  /** @type {Record<string, string>} */
  const strings = model.get("strings");
  const known = new Map(rows.map((row) => [row.id, row]));

  const list = rowList(rows, strings.none ?? "");
  const also = make("p", "nkj-small", strings.also ?? "");
  also.hidden = true;
  const status = liveRegion("nkj-cited-rows");
  const label = make("label", "", make("span", "nkj-cited-choose", strings.choose ?? ""), list.node);
  const whole = make("div", "nkj-page nkj-cited", label, also, status);
  whole.setAttribute("role", "group");
  whole.setAttribute("aria-label", strings.reader ?? "");
  el.append(whole);

  /** @param {string[]} ids */
  function show(ids) {
    const chosen = ids.flatMap((id) => known.get(id) ?? []);
    const several = fill(strings.several, { n: chosen.length });
    list.show(
      chosen.map((row) => row.id),
      several,
    );
    const drawn = chosen.flatMap((row) => row.sections.map((section) => drawSection(section, sources, strings)));
    if (chosen.length > 1) drawn.unshift(make("p", "", several));
    status.replaceChildren(...(drawn.length ? drawn : [make("p", "", strings.hint ?? "")]));
  }

  const leave = followRows({ model, el }, list.node, {
    known,
    chart: strings.chart ?? "",
    show,
    shown: () => status,
    heard: (charts) => (also.hidden = !charts),
  });
  return () => {
    leave();
    whole.remove();
  };
}

export default { render };
