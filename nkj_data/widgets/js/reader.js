// @ts-check
/**
 * The reader: the passage, and a list of rows; the words of the chosen rows are marked.
 *
 * A plotly figure in the same cell leads here too: its marks carry row ids in `customdata`. Everything runs
 * in the page, so it goes on when the kernel has gone.
 *
 * @typedef {{id: string, label: string, group: string, sentence: string, quote: string, voice?: string,
 *   certainty?: string, hedge?: string, note?: string}} Row
 * @typedef {[text: string, sentence: string, paragraph: number, rows: number[]]} Segment
 * @typedef {import("./lib/dom.js").Model} Model
 */
import { make } from "./lib/dom.js";
import { light, paneThere } from "./lib/passage_events.js";
import { followRows, rowList } from "./lib/rows.js";

/**
 * @param {Segment[]} segments
 * @param {string} name what a screen reader calls it
 * @returns {{node: HTMLElement, mark: (chosen: Set<number>) => void, lit: (chosen: Set<number>) => import("./lib/passage_events.js").Lit[]}}
 */
function drawPassage(segments, name) {
  const node = make("div", "nkj-reader-text");
  node.lang = "en";
  node.translate = false;
  // It scrolls, so the keys must reach it.
  node.tabIndex = 0;
  node.setAttribute("role", "group");
  node.setAttribute("aria-label", name);
  /** @type {Map<string, {words: HTMLElement, parts: Segment[], marked: string}>} */
  const sentences = new Map();
  let [paragraph, last] = [make("p"), 0];
  for (const part of segments) {
    const [text, name, number] = part;
    if (number !== last) node.append((paragraph = make("p")));
    last = number;
    const known = sentences.get(name);
    if (known) {
      known.parts.push(part);
      known.words.append(text);
    } else {
      const words = make("span", "", text);
      sentences.set(name, { words, parts: [part], marked: "" });
      paragraph.append(make("span", "nkj-number", name), "\u00a0", words, " ");
    }
  }

  /** @param {Set<number>} chosen */
  function mark(chosen) {
    for (const sentence of sentences.values()) {
      const flags = sentence.parts.map((part) => part[3].some((at) => chosen.has(at)));
      const marked = flags.join();
      // Untouched sentences keep their nodes, and with them what a person has selected in the text.
      if (marked === sentence.marked || (!sentence.marked && !flags.includes(true))) continue;
      sentence.marked = marked;
      sentence.words.replaceChildren();
      /** @type {HTMLElement | null} */
      let open = null;
      sentence.parts.forEach(([text], at) => {
        if (!flags[at]) open = null;
        else if (!open) sentence.words.append((open = make("mark")));
        (open ?? sentence.words).append(text);
      });
    }
    const first = node.querySelector("mark");
    if (first) node.scrollTop = first.offsetTop - node.clientHeight / 3;
  }

  /** @param {Set<number>} chosen */
  const lit = (chosen) =>
    [...sentences]
      .map(([sentence, { parts }]) => ({
        sentence,
        segments: parts.map(
          ([text, , , owners]) => /** @type {[string, boolean]} */ ([text, owners.some((at) => chosen.has(at))]),
        ),
      }))
      .filter(({ segments }) => segments.some(([, marked]) => marked));

  return { node, mark, lit };
}

/**
 * What there is to say about some rows; what is the same for several is said once.
 *
 * @param {Row[]} rows
 * @param {Record<string, string>} strings
 * @returns {HTMLElement[]}
 */
function notes(rows, strings) {
  /** @type {Map<string, {rows: Row[], where: string, tail: HTMLElement[]}>} */
  const groups = new Map();
  for (const row of rows) {
    const where = `${row.group}, ${(strings.sentence ?? "").replace("{sentence}", () => row.sentence)}.`;
    const surely = (strings[row.certainty ?? ""] ?? "").replace("{hedge}", () => row.hedge ?? "");
    const told = [surely, strings[row.voice ?? ""] ?? ""].filter(Boolean).join(" ");
    const key = JSON.stringify([where, told, row.note]);
    const known = groups.get(key);
    if (known) {
      known.rows.push(row);
      continue;
    }
    const tail = told ? [make("p", "", told)] : [];
    if (row.note) tail.push(make("p", "", make("em", "", strings.note ?? ""), " ", row.note));
    groups.set(key, { rows: [row], where, tail });
  }
  return [...groups.values()].map(({ rows: alike, where, tail }) => {
    const labels = alike.flatMap((row) => [make("strong", "", row.label), " "]);
    // Sighted people see the words in the passage; the others hear them here.
    const heard = alike.map((row) => make("p", "nkj-heard", `${strings.quote} ${row.quote}`));
    return make("div", "", make("p", "nkj-reader-row", ...labels, make("span", "", where)), ...heard, ...tail);
  });
}

/**
 * @param {{model: Model, el: HTMLElement}} context
 * @returns {() => void} clean-up
 */
function render({ model, el }) {
  /** @type {Row[]} */
  const rows = model.get("rows");
  /** @type {Record<string, string>} */
  const strings = model.get("strings");
  const places = new Map(rows.map((row, at) => [row.id, at]));

  const passage = drawPassage(model.get("segments"), strings.passage ?? "");
  const list = rowList(rows, strings.none ?? "");
  const also = make("p", "nkj-reader-also", strings.also ?? "");
  also.hidden = true;
  const status = make("div", "nkj-reader-note");
  status.setAttribute("aria-live", "polite");
  status.setAttribute("aria-atomic", "true");
  const whole = make(
    "div",
    "nkj-page nkj-reader",
    make(
      "div",
      "nkj-reader-margin",
      make("label", "", make("span", "", strings.choose ?? ""), list.node),
      also,
      status,
    ),
    make(
      "div",
      "nkj-reader-page nkj-without-pane",
      passage.node,
      make("p", "nkj-reader-source", model.get("source")),
    ),
  );
  // A group and no landmark: a lesson has several readers, and landmarks of one name are no help.
  whole.setAttribute("role", "group");
  whole.setAttribute("aria-label", strings.reader ?? "");
  el.append(whole);

  let drawn = false;
  /** @param {string[]} ids */
  function show(ids) {
    const known = ids.filter((id) => places.has(id));
    const chosen = known.map((id) => places.get(id) ?? -1);
    const several = (strings.several ?? "").replace("{n}", String(known.length));
    passage.mark(new Set(chosen));
    // What is there when a lesson opens is nobody's question to the passage.
    if (drawn) light(passage.lit(new Set(chosen)));
    drawn = true;
    list.show(known, several);
    const told = notes(
      chosen.flatMap((at) => rows[at] ?? []),
      strings,
    );
    if (known.length > 1) told.unshift(make("p", "", several));
    status.replaceChildren(...(told.length ? told : [make("p", "", strings.hint ?? "")]));
  }

  const leave = followRows({ model, el }, list.node, {
    known: places,
    chart: strings.chart ?? "",
    show,
    shown: () => (paneThere() ? null : passage.node),
    heard: (charts) => (also.hidden = !charts),
  });
  return () => {
    leave();
    whole.remove();
  };
}

export default { render };
