// @ts-check
/**
 * The text to read: original, adapted or both; hard words of the original are buttons that explain themselves.
 *
 * @typedef {import("./lib/dom.js").Model} Model
 * @typedef {[id: string, paragraph: number, parts: [words: string, term: number][], adapted: string,
 *   chosen: boolean]} Sentence
 * @typedef {import("./lib/glossary.js").Way} Way
 * @typedef {import("./lib/glossary.js").Term} Term
 */
import { button, fill, freshId, keepKeys, liveRegion, make } from "./lib/dom.js";
import { light } from "./lib/passage_events.js";
import { explain, keepWay, keptWay, WAYS } from "./lib/glossary.js";

/**
 * A sentence with its number before it.
 *
 * @param {Sentence} sentence
 * @param {boolean} marked whether the sentences asked for stand out
 * @param {(Node | string)[]} words
 * @returns {(Node | string)[]}
 */
function numbered([id, , , , asked], marked, [first = "", ...words]) {
  const name = marked && asked ? "nkj-number nkj-text-asked" : "nkj-number";
  const number = make("span", name, `${id}\u00a0`);
  number.translate = false;
  // A line may end between a no-break space and a button: inside a bound word it may not.
  if (first instanceof HTMLElement) first.prepend(number);
  return first instanceof HTMLElement ? [first, ...words] : [number, first, ...words];
}

/**
 * The signs that stick to what stands before them.
 *
 * @param {[words: string, term: number] | undefined} part
 * @returns {string}
 */
function leading(part) {
  return part && part[1] < 0 ? (/^\S+/.exec(part[0])?.[0] ?? "") : "";
}

/**
 * The sentences as running text, in the paragraphs of the passage.
 *
 * @param {{shown: Sentence[], all: Sentence[], marked: boolean, leftOut: string}} what
 * @param {string} name class
 * @param {(sentence: Sentence) => (Node | string)[]} words
 * @returns {HTMLElement[]}
 */
function paragraphs({ shown, all, marked, leftOut }, name, words) {
  /** @type {HTMLElement[]} */
  const made = [];
  /** @type {Sentence | undefined} */
  let last;
  for (const sentence of shown) {
    let paragraph = made.at(-1);
    if (!paragraph || !last || sentence[1] !== last[1]) made.push((paragraph = make("p", name)));
    else if (all.indexOf(sentence) > all.indexOf(last) + 1) paragraph.append(`${leftOut} `);
    paragraph.append(...numbered(sentence, marked, words(sentence)), " ");
    last = sentence;
  }
  return made;
}

/**
 * What is selected in the text, as its words alone: no numbers, no labels, every button's word.
 *
 * @param {Range} range
 * @returns {string}
 */
function plain(range) {
  const copy = make("div", "", range.cloneContents());
  for (const extra of copy.querySelectorAll(".nkj-number, .nkj-text-label")) extra.remove();
  const blocks = [...copy.querySelectorAll("p")];
  return (blocks.length ? blocks : [copy])
    .map((block) => (block.textContent ?? "").trim())
    .filter(Boolean)
    .join("\n\n");
}

/**
 * @param {{model: Model, el: HTMLElement}} context
 * @returns {() => void} clean-up
 */
function render({ model, el }) {
  /** @type {Sentence[]} */
  const sentences = model.get("sentences");
  /** @type {Term[]} */
  const terms = model.get("terms");
  /** @type {Record<string, string>} */
  const strings = model.get("strings");
  const asked = sentences.filter((sentence) => sentence[4]);
  const restricted = asked.length < sentences.length;
  let whole = !restricted;
  /** @type {Way | ""} */
  let shown = "";

  /** @type {WeakMap<HTMLElement, Term>} */
  const explained = new WeakMap();

  /**
   * @param {string} words
   * @param {Term} term
   * @returns {HTMLElement}
   */
  function hardWord(words, term) {
    const node = make("button", "nkj-text-term", words);
    node.type = "button";
    node.setAttribute("aria-expanded", "false");
    explained.set(node, term);
    return node;
  }

  /**
   * @param {Sentence} sentence
   * @returns {(Node | string)[]}
   */
  const original = ([, , parts]) =>
    parts.map(([words, at], place) => {
      const term = terms[at];
      const next = parts[place + 1];
      // A line may end after a button whatever follows it: its comma is bound to it, and cut from the next part.
      if (term) return make("span", "nkj-text-bound", hardWord(words, term), leading(next));
      return words.slice(terms[parts[place - 1]?.[1] ?? -1] ? leading(parts[place]).length : 0);
    });

  /** @param {Sentence} sentence */
  const pair = (sentence) =>
    make(
      "div",
      "nkj-text-pair",
      make("p", "nkj-text-original", ...numbered(sentence, whole && restricted, original(sentence))),
      make("p", "nkj-text-adapted", make("span", "nkj-text-label", strings.adapted ?? ""), sentence[3]),
    );

  const body = make("div", "nkj-text-body");
  body.lang = "en";
  const hint = make("p", "nkj-small nkj-text-hint", strings.hint ?? "");
  const mark = make("p", "nkj-text-mark", strings.adapted_mark ?? "");
  const live = liveRegion("nkj-heard");
  const note = make("div", "nkj-text-note");
  note.id = freshId("note");
  note.setAttribute("role", "tooltip");
  note.setAttribute("popover", "manual");
  note.hidden = true;

  const name = freshId("show");
  const radios = WAYS.map((way) => {
    const radio = make("input");
    radio.type = "radio";
    radio.name = name;
    radio.value = way;
    return radio;
  });
  const choice = make(
    "fieldset",
    "nkj-text-choice",
    make("legend", "", strings.show ?? ""),
    ...radios.map((radio) => make("label", "", radio, " ", strings[radio.value] ?? "")),
  );
  const ids = asked.map((sentence) => sentence[0]).join(", ");
  const wider = button("", () => {
    whole = !whole;
    draw();
  });
  const foot = make("div", "nkj-buttons", wider);
  foot.hidden = !restricted;
  const inPane = restricted
    ? button(fill(strings.lightUp, { sentences: ids }), () => light(asked.map(([sentence]) => ({ sentence }))))
    : make("p", "", strings.beside ?? "");
  const text = make("div", "nkj-without-pane", choice, hint, mark, body, foot);
  text.append(make("p", "nkj-small", model.get("source")));
  const outer = make("div", "nkj-page nkj-text", make("div", "nkj-with-pane", inPane), text, note, live);
  outer.setAttribute("role", "group");
  outer.setAttribute("aria-label", strings.text ?? "");
  el.append(outer);
  const notes = explain(body, note, live, (word) => explained.get(word), strings.explained ?? "");

  function draw() {
    notes.close();
    const some = whole ? sentences : asked;
    const what = { shown: some, all: sentences, marked: whole && restricted, leftOut: strings.left_out ?? "" };
    if (shown === "both") {
      body.replaceChildren(...some.map(pair));
      some.forEach(([, paragraph], at) => {
        // Where a paragraph of the passage starts is to be seen in pairs too.
        body.children[at]?.classList.toggle("nkj-text-new", at > 0 && paragraph !== some[at - 1]?.[1]);
      });
    } else if (shown === "adapted") {
      body.replaceChildren(...paragraphs(what, "nkj-text-adapted", (sentence) => [sentence[3]]));
    } else body.replaceChildren(...paragraphs(what, "nkj-text-original", original));
    for (const words of body.querySelectorAll(".nkj-text-original")) words.setAttribute("translate", "no");
    hint.hidden = shown === "adapted";
    mark.hidden = shown === "original";
    wider.textContent = whole ? fill(strings.part, { sentences: ids }) : (strings.whole ?? "");
    for (const radio of radios) radio.checked = radio.value === shown;
  }

  /** @param {Way} way */
  function show(way) {
    if (way === shown) return;
    shown = way;
    draw();
  }

  /** @param {Way} way */
  function choose(way) {
    show(way);
    try {
      model.set("show", way);
      model.save_changes();
    } catch {
      // The kernel has gone; the page does not need it.
    }
  }

  const follow = () => show(model.get("show"));
  const picked = () => {
    const way = WAYS.find((_, at) => radios[at]?.checked);
    if (!way) return;
    keepWay(way);
    choose(way);
  };
  /** @param {ClipboardEvent} event */
  const copied = (event) => {
    const selection = document.getSelection();
    const range = selection?.rangeCount ? selection.getRangeAt(0) : null;
    if (!range || range.collapsed || !body.contains(range.commonAncestorContainer)) return;
    event.clipboardData?.setData("text/plain", plain(range));
    event.preventDefault();
  };

  const before = keptWay();
  if (before && model.get("show") === "original") choose(before);
  follow();
  choice.addEventListener("change", picked);
  document.addEventListener("copy", copied);
  model.on("change:show", follow);
  const freeKeys = keepKeys(el);
  return () => {
    freeKeys();
    notes.cleanUp();
    model.off("change:show", follow);
    document.removeEventListener("copy", copied);
    choice.removeEventListener("change", picked);
    outer.remove();
  };
}

export default { render };
