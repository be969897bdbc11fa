// @ts-check
/** A lesson as a page: the widgets and charts come alive, without a kernel and without a request. */
import { desk } from "./model.js";
import { button, fill, make } from "../../widgets/js/lib/dom.js";
import { lessonBar } from "../../widgets/js/lib/lesson_bar.js";
import { drawPane } from "../../widgets/js/lib/pane.js";

/** @typedef {{newPlot: (node: HTMLElement, data: unknown, layout: unknown, config: unknown) => Promise<unknown>}} Plotly */

/**
 * @param {string} id
 * @returns {any} what a block of data in the page holds
 */
function data(id) {
  const node = document.getElementById(id);
  return node ? JSON.parse(node.textContent ?? "null") : null;
}

/**
 * Hand a person a file.
 *
 * @param {string} name
 * @param {string} content
 * @param {string} type
 */
function save(name, content, type) {
  const link = make("a");
  link.href = URL.createObjectURL(new Blob([content], { type }));
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/** Draw the charts. */
async function draw() {
  const plotly = /** @type {{Plotly?: Plotly}} */ (/** @type {unknown} */ (window)).Plotly;
  /** @type {NodeListOf<HTMLElement>} */
  const places = document.querySelectorAll("[data-figure]");
  if (!plotly) {
    for (const place of places) place.textContent = document.body.dataset.noCharts ?? "";
    return;
  }
  for (const place of places) {
    const { data: traces, layout, config } = data(place.dataset.figure ?? "");
    await plotly.newPlot(place, traces, layout, config);
  }
}

/** @param {import("./model.js").Desk} mine */
async function enliven(mine) {
  const { modules, models, values } = data("nkj-widgets");
  const loaded = await Promise.all(
    modules.map((/** @type {string} */ text) => {
      const address = URL.createObjectURL(new Blob([text], { type: "text/javascript" }));
      return import(address).finally(() => URL.revokeObjectURL(address));
    }),
  );
  /** @type {Map<string, import("./model.js").Model>} */
  const live = new Map();
  for (const place of document.querySelectorAll("[data-widget]")) {
    const id = /** @type {HTMLElement} */ (place).dataset.widget ?? "";
    const given = models[id];
    /** @type {[string, number][]} */
    const named = Object.entries(given.state);
    const model = live.get(id) ?? mine.model(Object.fromEntries(named.map(([name, at]) => [name, values[at]])));
    live.set(id, model);
    await loaded[given.module].default.render({ model, el: place });
  }
}

/**
 * The line at the foot of a lesson that says where the record is, and takes in a file.
 *
 * @param {import("./model.js").Desk} mine
 * @param {Record<string, string>} strings
 */
function recordLine(mine, strings) {
  const place = document.getElementById("nkj-record");
  if (!place) return { tell() {} };
  const told = make("p");
  const said = make("p");
  said.setAttribute("role", "status");
  const file = make("input");
  file.type = "file";
  file.accept = ".jsonl,.json,.txt";
  file.id = "nkj-take-in";
  file.addEventListener("change", async () => {
    const given = file.files?.[0];
    if (!given) return;
    said.textContent = mine.takeIn(await given.text());
    file.value = "";
  });
  const label = make("label", "", strings.takeIn ?? "");
  label.htmlFor = file.id;
  const out = button(strings.takeOut ?? "", () => {
    said.textContent = (mine.exported() ? strings.exported : strings.nothingToExport) ?? "";
  });
  place.replaceChildren(told, make("div", "nkj-record-doing", out, make("span", "", label, " ", file)), said);
  return {
    tell() {
      const refused = mine.refused();
      const n = mine.entries().length;
      place.classList.toggle("nkj-refused", refused);
      told.textContent = refused ? (strings.refused ?? "") : fill(strings.kept, { n });
    },
  };
}

/** The passage stands beside the lesson, or on a small screen in a sheet at the foot that opens and closes. */
function hostPane() {
  const content = data("nkj-passage");
  const sheet = document.querySelector("#nkj-pane details");
  if (!content || !(sheet instanceof HTMLDetailsElement)) return;
  const pane = drawPane(content);
  sheet.append(pane.node);
  // On a small screen it would lie over the lesson.
  sheet.open = matchMedia("(min-width: 1180px)").matches;
  pane.inView(sheet.open);
  sheet.addEventListener("toggle", () => pane.inView(sheet.open));
}

/** @param {Record<string, string>} strings */
function hostBar(strings) {
  const place = document.getElementById("nkj-bar");
  if (!place) return;
  const next = document.querySelector(".site-turn a[rel=next]");
  const { title, address } = place.dataset;
  const open = () => {
    if (address) location.href = address;
  };
  place.append(lessonBar(strings, document.body, next && title ? { title, open } : null).node);
}

async function start() {
  const known = data("nkj-known");
  let line = { tell() {} };
  const here = desk(document.body.dataset.site ?? "", known, { save, told: () => line.tell() });
  line = recordLine(here, known.strings);
  line.tell();
  hostPane();
  if (known.bar) hostBar(known.bar);
  await enliven(here);
  await draw();
  document.body.dataset.ready = "true";
}

await start();
