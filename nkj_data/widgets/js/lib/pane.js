// @ts-check
/**
 * The passage in a pane of its own: widgets light up words in it, and what is selected in it can be put to use.
 * It is made from data alone, so that JupyterLab and a page can both hold it. Python cuts the text.
 *
 * @typedef {[id: string, paragraph: number, parts: [text: string, word: number, term: number][],
 *   adapted: string]} PaneSentence
 * @typedef {{sentences: PaneSentence[], terms: import("./glossary.js").Term[], source: string,
 *   strings: Record<string, string>}} PaneContent
 * @typedef {import("./glossary.js").Way} Way
 * @typedef {import("./passage_events.js").Lit} Lit
 * @typedef {import("./passage_events.js").Selected} Selected
 */
import { button, fill, freshId, keepKeys, liveRegion, make, ownKey } from "./dom.js";
import { explain, keepWay, keptWay, WAYS } from "./glossary.js";
import { askOffers, hearLight, tellPane } from "./passage_events.js";

/**
 * A sentence cut at some of its words.
 *
 * @param {string} text
 * @param {string} words
 * @returns {import("./passage_events.js").Segments}
 */
function cutAt(text, words) {
  const [before = "", ...after] = text.split(words);
  if (!after.length) return [[text, true]];
  return /** @type {import("./passage_events.js").Segments} */ ([
    [before, false],
    [words, true],
    [after.join(words), false],
  ]).filter(([part]) => part);
}

/**
 * A sentence of the original: its words, of which some are hard, and some may be marked.
 *
 * @param {PaneSentence} sentence
 * @param {HTMLElement} number what stands before its first word
 * @param {import("./glossary.js").Term[]} terms
 * @param {WeakMap<HTMLElement, import("./glossary.js").Term>} explained
 */
function drawSentence([id, , parts], number, terms, explained) {
  const node = make("span", "nkj-pane-words");
  const first = parts[0]?.[2] ?? -1;
  const text = parts.map(([part]) => part).join("");
  let drawn = "";

  /** @param {import("./passage_events.js").Segments} segments */
  function draw(segments) {
    const now = JSON.stringify(segments);
    // An untouched sentence keeps its nodes, and with them what a person has selected in it.
    if (now === drawn) return;
    drawn = now;
    // No line may end between the number and the first word.
    const start = make("span", "nkj-text-bound", number, "\u00a0");
    node.replaceChildren(start);
    let starts = true;
    /** @type {HTMLElement | null} */
    let mark = null;
    /** @type {{place: number, word: number, node: HTMLElement, bound: HTMLElement} | null} */
    let hard = null;
    let [at, used] = [0, 0];
    for (const [part, word, place] of parts) {
      let rest = part;
      if (starts && part !== parts[0]?.[0] && (first < 0 || place !== first))
        [starts, mark, hard] = [false, null, null];
      while (rest) {
        const [segment = rest, marked = false] = segments[at] ?? [];
        const piece = rest.slice(0, segment.length - used);
        rest = rest.slice(piece.length);
        used += piece.length;
        if (used >= segment.length) [at, used] = [at + 1, 0];
        if (!marked) {
          if (mark) hard = null;
          mark = null;
        } else if (!mark) {
          hard = null;
          (starts ? start : node).append((mark = make("mark")));
        }
        put(piece, word, place, mark ?? (starts ? start : node));
      }
    }

    /**
     * @param {string} piece
     * @param {number} word
     * @param {number} place
     * @param {HTMLElement} around
     */
    function put(piece, word, place, around) {
      const term = terms[place];
      /** @type {HTMLElement | string} */
      let shown = piece;
      if (word >= 0) {
        shown = make("span", "nkj-pane-word", piece);
        shown.dataset.word = String(word);
      }
      if (term) {
        if (hard?.place !== place) {
          const asked = make("button", "nkj-text-term");
          asked.type = "button";
          asked.setAttribute("aria-expanded", "false");
          explained.set(asked, term);
          hard = { place, word, node: asked, bound: make("span", "nkj-text-bound", asked) };
          around.append(hard.bound);
        }
        hard.node.append(shown);
        if (word >= 0) hard.word = word;
        return;
      }
      if (hard && hard.word === word) {
        // The end of a word of which the beginning is a term: P'yongyang's.
        hard.bound.append(shown);
        return;
      }
      // A line may end after a button whatever follows it, so a comma is bound to it.
      const [stuck = ""] = (hard && word < 0 && /^\S+/.exec(piece)) || [];
      hard?.bound.append(stuck);
      hard = null;
      around.append(typeof shown === "string" ? shown.slice(stuck.length) : shown);
    }
  }

  draw([[text, false]]);
  return {
    id,
    node,
    text,
    /** @param {Lit | undefined} lit */
    light(lit) {
      /** @type {import("./passage_events.js").Segments} */
      const whole = [[text, Boolean(lit)]];
      const segments = lit?.segments ?? (lit?.words ? cutAt(text, lit.words) : whole);
      draw(segments.map(([part]) => part).join("") === text ? segments : whole);
    },
  };
}

/**
 * @param {PaneContent} content
 * @param {...HTMLElement} controls what the place that holds the pane adds to its head
 * @returns {{node: HTMLElement, inView: (there: boolean) => void, focus: () => void, close: () => void}}
 */
export function drawPane({ sentences, terms, source, strings }, ...controls) {
  /** @type {WeakMap<HTMLElement, import("./glossary.js").Term>} */
  const explained = new WeakMap();
  /** @type {Map<string, HTMLElement>} what holds a sentence, by its number */
  const holders = new Map();
  const numbers = sentences.map(([id], at) => {
    const one = button(id, () => choose(at, 0, Number.POSITIVE_INFINITY), "nkj-number nkj-pane-number");
    one.setAttribute("aria-label", fill(strings.pick, { sentence: id }));
    one.tabIndex = at ? -1 : 0;
    return one;
  });
  const drawn = sentences.map((sentence, at) =>
    drawSentence(sentence, /** @type {HTMLElement} */ (numbers[at]), terms, explained),
  );

  const body = make("div", "nkj-pane-text");
  body.lang = "en";
  body.translate = false;
  const how = make("p", "nkj-heard", strings.how ?? "");
  how.id = freshId("how");
  let paragraph = 0;
  sentences.forEach(([id, number, , adapted], at) => {
    numbers[at]?.setAttribute("aria-describedby", how.id);
    const plainer = make("span", "nkj-pane-adapted", adapted);
    const holder = make("span", "nkj-pane-sentence", drawn[at]?.node ?? "", " ", plainer, " ");
    holder.dataset.sentence = id;
    holders.set(id, holder);
    if (number !== paragraph) body.append(make("p", "nkj-pane-paragraph"));
    paragraph = number;
    body.lastElementChild?.append(holder);
  });

  const note = make("div", "nkj-text-note");
  note.id = freshId("note");
  note.setAttribute("role", "tooltip");
  note.setAttribute("popover", "manual");
  note.hidden = true;
  const live = liveRegion("nkj-heard");
  const mark = make("p", "nkj-text-mark", strings.adaptedMark ?? "");
  const name = freshId("show");
  const radios = WAYS.map((way) => {
    const radio = make("input");
    radio.type = "radio";
    radio.name = name;
    radio.value = way;
    return radio;
  });
  const ways = make(
    "fieldset",
    "nkj-pane-ways",
    make("legend", "nkj-heard", strings.show ?? ""),
    ...radios.map((radio) => make("label", "", radio, make("span", "", strings[radio.value] ?? ""))),
  );
  const chosen = make("span", "nkj-pane-chosen");
  const acts = make("div", "nkj-pane-acts");
  acts.setAttribute("role", "group");
  acts.setAttribute("aria-label", strings.tools ?? "");
  const said = liveRegion("nkj-pane-said");
  const foot = make("div", "nkj-pane-foot", chosen, acts, said);
  const scroller = make("div", "nkj-pane-scroll", how, mark, body, make("p", "nkj-small nkj-pane-source", source));
  const node = make(
    "div",
    "nkj-page nkj-pane",
    make("div", "nkj-pane-head", ways, make("div", "nkj-pane-controls", ...controls)),
    scroller,
    foot,
    note,
    live,
  );
  node.setAttribute("role", "region");
  node.setAttribute("aria-label", strings.pane ?? "");
  const notes = explain(body, note, live, (word) => explained.get(word), strings.explained ?? "");

  /** @param {Way} way */
  function show(way) {
    notes.close();
    node.dataset.shows = way;
    mark.hidden = way === "original";
    for (const radio of radios) radio.checked = radio.value === way;
  }
  show(keptWay() ?? "original");
  ways.addEventListener("change", () => {
    const way = WAYS.find((_, at) => radios[at]?.checked) ?? "original";
    keepWay(way);
    show(way);
  });

  /** @param {Lit[]} lit */
  function shine(lit) {
    if (!node.isConnected || !node.getClientRects().length) return false;
    const wanted = new Map(lit.map((one) => [one.sentence, one]));
    for (const one of drawn) {
      one.light(wanted.get(one.id));
      holders.get(one.id)?.classList.toggle("nkj-lit", wanted.has(one.id));
    }
    const first = node.querySelector("mark") ?? node.querySelector(".nkj-lit");
    if (first) {
      const [box, room] = [first.getBoundingClientRect(), scroller.getBoundingClientRect()];
      const inSight = box.top >= room.top && box.bottom <= room.bottom;
      if (!inSight) scroller.scrollTop += box.top - room.top - room.height / 4;
      live.textContent = fill(strings.lit, { sentences: lit.map((one) => one.sentence).join(", ") });
    }
    return true;
  }

  /** @type {Selected[]} */
  let selected = [];
  /** @type {{sentence: number, from: number, to: number} | null} where the keys are */
  let cursor = null;

  /** @param {number} at */
  const wordsOf = (at) =>
    /** @type {HTMLElement[]} */ ([...(drawn[at]?.node.querySelectorAll(".nkj-pane-word") ?? [])]);
  /** @param {HTMLElement} word */
  const numberOf = (word) => Number(word.dataset.word);

  /**
   * Select words of a sentence, from one to another, both counted from 0.
   *
   * @param {number} at
   * @param {number} from
   * @param {number} to
   */
  function choose(at, from, to) {
    const [low, high] = [Math.min(from, to), Math.max(from, to)];
    const words = wordsOf(at).filter((word) => numberOf(word) >= low && numberOf(word) <= high);
    const [first, last] = [words[0], words.at(-1)];
    const holder = drawn[at]?.node;
    if (!first || !last || !holder) return;
    const range = document.createRange();
    const whole = words.length === wordsOf(at).length;
    range.setStartBefore(first);
    if (whole) range.setEnd(holder, holder.childNodes.length);
    else range.setEndAfter(last);
    const selection = document.getSelection();
    selection?.removeAllRanges();
    selection?.addRange(range);
    last.scrollIntoView({ block: "nearest" });
    cursor = { sentence: at, from, to: Math.min(to, numberOf(/** @type {HTMLElement} */ (wordsOf(at).at(-1)))) };
    read();
  }

  /** What is selected, as whole words, sentence by sentence. */
  function read() {
    const selection = document.getSelection();
    const range = selection?.rangeCount ? selection.getRangeAt(0) : null;
    // A click elsewhere, such as on a button that uses the words, takes nothing away.
    if (!range || !body.contains(range.commonAncestorContainer)) return;
    const before = JSON.stringify(selected);
    selected = range.collapsed ? [] : drawn.flatMap((_, at) => picked(range, at));
    if (range.collapsed) cursor = null;
    // When words light up the browser says that the selection changed, or lets go of it: what was said stays.
    if (selected.length && JSON.stringify(selected) !== before) said.textContent = "";
    offer();
  }

  /**
   * @param {Range} range
   * @param {number} at
   * @returns {Selected[]}
   */
  function picked(range, at) {
    const sentence = drawn[at];
    if (!sentence || !range.intersectsNode(sentence.node)) return [];
    const one = document.createRange();
    const taken = wordsOf(at).filter((word) => {
      const inside = word.firstChild;
      if (!inside) return false;
      one.setStart(inside, 0);
      one.setEnd(inside, inside.textContent?.length ?? 0);
      const starts = range.compareBoundaryPoints(Range.END_TO_START, one);
      const ends = range.compareBoundaryPoints(Range.START_TO_END, one);
      return starts < 0 && ends > 0;
    });
    const [first, last] = [taken[0], taken.at(-1)];
    if (!first || !last) return [];
    const found = [...new Set(taken.map(numberOf))];
    const parts = sentences[at]?.[2] ?? [];
    const [low, high] = [found[0] ?? 0, found.at(-1) ?? 0];
    const start = parts.findIndex(([, word]) => word === low);
    const end = parts.findLastIndex(([, word]) => word === high);
    const all = parts.filter(([, word]) => word >= 0);
    const whole = low === 0 && high === all.at(-1)?.[1];
    const words = whole
      ? sentence.text
      : parts
          .slice(start, end + 1)
          .map(([text]) => text)
          .join("");
    return [{ sentence: sentence.id, words, numbers: found, whole }];
  }

  function offer() {
    const n = selected.reduce((sum, one) => sum + one.numbers.length, 0);
    foot.hidden = !n && !said.textContent;
    chosen.textContent = n
      ? fill(strings.chosen, { n, sentences: selected.map((one) => one.sentence).join(", ") })
      : "";
    if (!n) {
      acts.replaceChildren();
      return;
    }
    const offers = askOffers(selected);
    const best = offers.filter((one, at) => offers.findIndex((other) => other.act === one.act) === at);
    const buttons = best.map((one) =>
      button(one.label, () => one.take(selected, (text) => (said.textContent = text)), "nkj-pane-act"),
    );
    if (!best.length) said.textContent = strings.nobody ?? "";
    else if (said.textContent === strings.nobody) said.textContent = "";
    acts.replaceChildren(...buttons, button(strings.unchoose ?? "", letGo));
  }
  foot.hidden = true;

  function letGo() {
    document.getSelection()?.removeAllRanges();
    [selected, cursor] = [[], null];
    said.textContent = "";
    offer();
  }

  /** @param {number} at */
  function goTo(at) {
    const to = Math.max(0, Math.min(numbers.length - 1, at));
    numbers.forEach((one, place) => {
      one.tabIndex = place === to ? 0 : -1;
    });
    numbers[to]?.focus();
  }

  /** @param {KeyboardEvent} event */
  function pressed(event) {
    const at = numbers.indexOf(/** @type {HTMLButtonElement} */ (event.target));
    if (!ownKey(event) || event.ctrlKey || event.metaKey || event.altKey || at < 0) return;
    const here = cursor?.sentence === at ? cursor : null;
    const last = wordsOf(at).length - 1;
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const goal = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: numbers.length - 1 }[event.key];
    if (goal !== undefined) goTo(goal);
    else if (step) {
      const to = Math.max(0, Math.min(last, here ? here.to + step : step > 0 ? 0 : last));
      choose(at, event.shiftKey && here ? here.from : to, to);
    } else if (event.key === "Escape" && selected.length) letGo();
    else if (event.key === "Enter" && here) acts.querySelector("button")?.focus();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }
  body.addEventListener("keydown", pressed);
  let dragging = false;
  // What can be done with the words is shown when they are chosen: while one drags, nothing moves.
  const changed = () => dragging || read();
  const dragged = () => {
    if (!dragging) return;
    dragging = false;
    read();
    const last = selected.at(-1);
    const at = drawn.findIndex((one) => one.id === last?.sentence);
    wordsOf(at)
      .find((word) => numberOf(word) === last?.numbers.at(-1))
      ?.scrollIntoView({ block: "nearest" });
  };
  body.addEventListener("pointerdown", () => {
    dragging = true;
  });
  for (const name of ["pointerup", "pointercancel"]) window.addEventListener(name, dragged);
  document.addEventListener("selectionchange", changed);
  const deaf = hearLight(shine);
  const freeKeys = keepKeys(node);

  return {
    node,
    inView: tellPane,
    focus: () => numbers.find((one) => one.tabIndex === 0)?.focus(),
    close() {
      tellPane(false);
      deaf();
      freeKeys();
      notes.cleanUp();
      for (const name of ["pointerup", "pointercancel"]) window.removeEventListener(name, dragged);
      document.removeEventListener("selectionchange", changed);
      node.remove();
    },
  };
}
