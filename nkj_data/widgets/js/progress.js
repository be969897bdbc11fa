// @ts-check
/** How far a learner is, and what they may do with their record: hand in, rename, export, start over, delete. */
import { button, fill, freshId, keepKeys, liveRegion, make } from "./lib/dom.js";
import { REST_NOW } from "./lib/drafts.js";
import { handedIn } from "./lib/hand_in.js";
import { goToQuestion } from "./lib/lesson_steps.js";
import { emptyOutbox } from "./lib/waiting.js";

/** How long the kernel has to answer, in milliseconds. */
const WAIT = 4000;

/**
 * @typedef {{lesson: string, title: string, items: number, attempted: number, correct: number, partly: number,
 *   written: number}} Row
 */

/**
 * How the answers of a lesson stand, with no word on what there is none of.
 *
 * @param {Row} row
 * @param {Record<string, string>} strings
 * @returns {string}
 */
function standing({ attempted, correct, partly, written }, strings) {
  /** @type {[number, string | undefined][]} */
  const counts = [
    [correct, strings.right],
    [partly, strings.partly],
    [attempted - correct - partly - written, strings.wrong],
    [written, strings.written],
  ];
  return counts.flatMap(([n, text]) => (n > 0 ? [fill(text, { n })] : [])).join(", ");
}

/**
 * @param {Row} row
 * @param {Record<string, string>} strings
 * @returns {string}
 */
function inWords(row, strings) {
  const { lesson, attempted: n, items: of } = row;
  return fill(n ? strings.lineHow : strings.line, { lesson, n, of, outcomes: standing(row, strings) });
}

/**
 * What is not right yet, each a click away.
 *
 * @param {{id: string, stem: string}[]} missed
 * @param {boolean} answered
 * @param {Record<string, string>} strings
 * @param {HTMLElement} el
 * @returns {HTMLElement[]}
 */
function lookAgain(missed, answered, strings, el) {
  if (!missed.length) return answered ? [make("p", "", strings.againAll ?? "")] : [];
  const list = make("ul", "nkj-again");
  for (const { id, stem } of missed)
    list.append(
      make(
        "li",
        "",
        button(stem, () => void goToQuestion(el, id)),
      ),
    );
  return [make("p", "nkj-again-title", strings.again ?? ""), list];
}

/**
 * When it was counted, in the time of the person who reads it.
 *
 * @param {string} at in ISO 8601
 * @param {Record<string, string>} strings
 * @returns {string}
 */
function when(at, strings) {
  const moment = new Date(at);
  if (Number.isNaN(moment.getTime())) return "";
  /** @param {Intl.DateTimeFormatOptions} how */
  const local = (how) => {
    try {
      return moment.toLocaleString(strings.language, how);
    } catch {
      return moment.toLocaleString(undefined, how); // The translation names no language that there is.
    }
  };
  const date = local({ day: "numeric", month: "long", year: "numeric" });
  const time = local({ hour: "2-digit", minute: "2-digit" });
  return fill(strings.countedOn, { date, time, again: strings.look });
}

/**
 * @param {Row[]} rows
 * @param {Record<string, string>} strings
 * @returns {HTMLElement}
 */
function table(rows, strings) {
  const heads = [strings.lesson, strings.answered, strings.outcomes];
  const head = make("tr", "", ...heads.map((text) => Object.assign(make("th", "", text ?? ""), { scope: "col" })));
  const body = rows.map((row) => {
    const bar = make("progress");
    bar.max = row.items || 1;
    bar.value = row.attempted;
    bar.setAttribute("aria-label", inWords(row, strings));
    const name = Object.assign(make("th", "", row.title), { scope: "row" });
    const count = make("span", "nkj-count-of", fill(strings.ofAll, { n: row.attempted, of: row.items }));
    return make("tr", "", name, make("td", "", bar, " ", count), make("td", "", standing(row, strings) || "–"));
  });
  const caption = make("caption", "nkj-heard", strings.caption ?? "");
  return make("table", "nkj-table", caption, make("thead", "", head), make("tbody", "", ...body));
}

/**
 * @param {{model: import("./lib/dom.js").Model, el: HTMLElement}} context
 * @returns {() => void} clean-up
 */
function render({ model, el }) {
  const strings = model.get("strings");
  const whole = make("div", "nkj-page nkj-progress");
  whole.setAttribute("role", "group");
  whole.setAttribute("aria-label", strings.group ?? "");
  const shown = make("div");
  const said = liveRegion("nkj-done");
  const names = make("p", "nkj-small");
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let waiting;

  /** @param {Record<string, unknown>} wish */
  function ask(wish) {
    clearTimeout(waiting);
    said.textContent = strings.asking ?? "";
    waiting = setTimeout(() => (said.textContent = strings.away ?? ""), WAIT);
    try {
      model.send({ type: "wish", ...wish });
    } catch {
      // The line above comes when no answer does.
    }
  }

  /** @param {{type?: string, says?: string, emptied?: string, work?: import("./lib/hand_in.js").Work}} content */
  function heard(content) {
    if (content?.type === "work" && content.work) {
      const page = handedIn(content.work, strings);
      if (page) ask({ wish: "keep page", page });
      else heard({ type: "done", says: strings.noWork });
    }
    if (content?.type !== "done") return;
    clearTimeout(waiting);
    said.textContent = content.says ?? "";
    if (!content.emptied) return;
    // What this browser kept for the record must not come back into it.
    emptyOutbox(content.emptied);
  }

  function follow() {
    const rows = /** @type {Row[]} */ (model.get("rows"));
    const all = model.get("whole");
    const line = rows.map((row) => inWords(row, strings)).join(" ");
    shown.replaceChildren(
      all ? table(rows, strings) : make("p", "nkj-says", line),
      ...(all ? [] : lookAgain(model.get("again") ?? [], Boolean(rows[0]?.attempted), strings, el)),
      make("p", "nkj-small nkj-counted", when(model.get("counted_at"), strings)),
      make("p", "nkj-small", strings.legend ?? "", ...(all ? [" ", strings.legendWhole ?? ""] : [])),
    );
    names.textContent = fill(strings.named, { name: model.get("learner") });
    shown.append(...model.get("notices").map((/** @type {string} */ notice) => make("p", "", notice)));
    if (model.get("copies").length) shown.append(button(strings.merge ?? "", () => ask({ wish: "merge" })));
  }

  /**
   * A wish that is asked about once more before it is done.
   *
   * @param {string} text
   * @param {string} question
   * @param {string} yes
   * @param {Record<string, unknown>} wish
   */
  function sure(text, question, yes, wish) {
    const first = button(text, () => {
      first.hidden = true;
      asked.hidden = false;
      keep.focus();
    });
    const back = () => {
      asked.hidden = true;
      first.hidden = false;
      first.focus();
    };
    const keep = button(strings.keep ?? "", back);
    const go = button(yes, () => {
      back();
      ask(wish);
    });
    const words = make("p", "", question);
    words.id = freshId("sure");
    const asked = make("div", "nkj-sure", words, keep, " ", go);
    asked.setAttribute("role", "group");
    asked.setAttribute("aria-labelledby", words.id);
    asked.hidden = true;
    return make("div", "nkj-wish", first, asked);
  }

  whole.append(shown);
  const again = button(strings.look ?? "", () => ask({ wish: "look" }));
  // Where all cells are run at once, JupyterLab ends down here; reading begins at the top.
  const top = button(strings.top ?? "", () => {
    const page = el.closest(".jp-WindowedPanel-outer");
    const first = page?.querySelector(".jp-Cell");
    if (first instanceof HTMLElement) first.focus({ preventScroll: true });
    page?.scrollTo(0, 0);
  });
  if (model.get("whole")) {
    const name = make("input");
    name.type = "text";
    name.maxLength = 60;
    name.autocomplete = "off";
    name.id = freshId("name");
    const label = make("label", "", strings.codeName ?? "");
    label.htmlFor = name.id;
    const rename = button(strings.rename ?? "", () => {
      if (name.value.trim()) ask({ wish: "rename", name: name.value });
    });
    const wishes = make(
      "details",
      "",
      make("summary", "", strings.wishes ?? ""),
      make("p", "nkj-small", strings.where ?? ""),
      make("p", "nkj-field", label, name),
      make("div", "nkj-buttons", rename),
      make(
        "div",
        "nkj-buttons",
        button(strings.export ?? "", () => ask({ wish: "export" })),
      ),
      sure(strings.startOver ?? "", strings.sureStartOver ?? "", strings.yesStartOver ?? "", {
        wish: "start over",
      }),
      sure(strings.delete ?? "", strings.sureDelete ?? "", strings.yesDelete ?? "", { wish: "delete" }),
    );
    whole.append(names, make("div", "nkj-buttons", again, top), said, wishes);
  } else {
    const handIn = () => {
      // What was typed a moment ago belongs to it.
      window.dispatchEvent(new Event(REST_NOW));
      ask({ wish: "hand in" });
    };
    const hand = button(strings.handIn ?? "", handIn, "nkj-main");
    whole.append(
      make("p", "nkj-small", strings.howHandIn ?? ""),
      make("div", "nkj-buttons", hand, again, top),
      said,
    );
  }
  follow();
  const traits = ["rows", "again", "counted_at", "learner", "notices", "copies"].map((trait) => `change:${trait}`);
  for (const trait of traits) model.on(trait, follow);
  model.on("msg:custom", heard);
  /** @param {Event} event an answer given in this window was put on record */
  const news = (event) => {
    if (/** @type {CustomEvent} */ (event).detail.line.act !== "answer") return;
    try {
      model.send({ type: "wish", wish: "look", quiet: true });
    } catch {
      // The kernel has gone; "Count again" says so.
    }
  };
  window.addEventListener("nkj-saved", news);
  // Only a notebook page has a top to go to.
  requestAnimationFrame(() => (top.hidden = !el.closest(".jp-WindowedPanel-outer")));
  el.append(whole);
  const freeKeys = keepKeys(whole);
  return () => {
    clearTimeout(waiting);
    for (const trait of traits) model.off(trait, follow);
    model.off("msg:custom", heard);
    window.removeEventListener("nkj-saved", news);
    freeKeys();
    whole.remove();
  };
}

export default { render };
