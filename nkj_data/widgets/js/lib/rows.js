// @ts-check
/**
 * A list of rows to choose from, for the widgets that show what stands behind a row. The marks of a chart in the same
 * cell lead to the same rows. Everything runs in the page, so it goes on when the kernel has gone.
 *
 * @typedef {import("./dom.js").Model} Model
 */
import { keepKeys, make } from "./dom.js";
import { idsIn, listen } from "./graphs.js";

/**
 * @param {{id: string, label: string, group: string}[]} rows
 * @param {string} none what the first option says
 * @returns {{node: HTMLSelectElement, show: (ids: string[], label: string) => void}}
 */
export function rowList(rows, none) {
  const node = make("select", "", new Option(none, ""));
  /** @type {Map<string, HTMLOptGroupElement>} */
  const groups = new Map();
  for (const row of rows) {
    let group = groups.get(row.group);
    if (!group) {
      groups.set(row.group, (group = make("optgroup")));
      group.label = row.group;
      node.append(group);
    }
    group.append(new Option(row.label, row.id));
  }
  const several = new Option("");

  /**
   * @param {string[]} ids
   * @param {string} label of several ids at once
   */
  function show(ids, label) {
    several.remove();
    if (ids.length > 1) {
      several.value = ids.join(" ");
      several.text = label;
      node.options[0]?.after(several);
    }
    node.value = ids.join(" ");
  }

  return { node, show };
}

/**
 * Show what is chosen: in the list, on a chart of the same cell, or by Python.
 *
 * @param {{model: Model, el: HTMLElement}} context
 * @param {HTMLSelectElement} node the list
 * @param {{known: {has(id: string): boolean}, chart: string, show: (ids: string[]) => void,
 *   shown: () => Element | null, heard: (charts: boolean) => void}} doing `shown` is what a click on the chart brings
 *   into view; `heard` is told whether there is a chart
 * @returns {() => void} clean-up
 */
export function followRows({ model, el }, node, { known, chart, show, shown, heard }) {
  /** @param {string[]} ids */
  function choose(ids) {
    show(ids);
    try {
      model.set("selected", ids.join(" "));
      model.save_changes();
    } catch {
      // The kernel has gone; the page does not need it.
    }
  }

  const follow = () => show(idsIn(model.get("selected")));
  const picked = () => choose(idsIn(node.value));
  const clicked = (/** @type {string[]} */ ids) => {
    const found = [...new Set(ids)].filter((id) => known.has(id));
    if (!found.length) return;
    choose(found);
    // The chart may fill the window: bring the answer in from its edge, and no further.
    const quick = matchMedia("(prefers-reduced-motion: reduce)").matches;
    shown()?.scrollIntoView({ block: "nearest", behavior: quick ? "auto" : "smooth" });
  };
  follow();
  node.addEventListener("change", picked);
  model.on("change:selected", follow);
  const freeKeys = keepKeys(el);
  const deaf = listen(el, chart, clicked, heard);
  return () => {
    deaf();
    freeKeys();
    model.off("change:selected", follow);
    node.removeEventListener("change", picked);
  };
}
