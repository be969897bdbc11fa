// @ts-check
/**
 * What a kernel gives a widget, given by the page: state, events, and for a line of the record the word that it is
 * kept. The widgets are the ones that JupyterLab loads, and know no difference.
 *
 * @typedef {import("./learner.js").Entry} Entry
 * @typedef {import("./learner.js").Known} Known
 * @typedef {{bank: Known[], checks: string[], titles: Record<string, string>, rows: Record<string, string[]>,
 *   strings: Record<string, string>, bar: Record<string, string> | null, work: (import("../../widgets/js/lib/hand_in.js").Work & {boards: string}) | null}}
 *   Knowledge
 * @typedef {ReturnType<typeof desk>} Desk
 */
import { fill } from "../../widgets/js/lib/dom.js";
import {
  basket,
  cleanName,
  CODE_NAME,
  entryOf,
  growth,
  learnerOf,
  progress,
  readLine,
  states,
  VERSION,
} from "./learner.js";
import { openStore } from "./store.js";

/** State of a widget, and those who listen to it. */
export class Model {
  /** @type {[string, (...values: any[]) => void][]} */
  #heard = [];
  /** @type {Record<string, unknown>} */
  #state;
  /** @type {(content: any) => void} what becomes of a message */
  receive = () => {};

  /** @param {Record<string, unknown>} state */
  constructor(state) {
    this.#state = state;
  }
  /** @param {string} name @returns {any} */
  get(name) {
    return structuredClone(this.#state[name]);
  }
  /** @param {string} name */
  has(name) {
    return name in this.#state;
  }
  /** @param {string} name @param {unknown} value */
  set(name, value) {
    const same = JSON.stringify(this.#state[name]) === JSON.stringify(value);
    this.#state[name] = value;
    if (!same) this.say(`change:${name}`);
  }
  save_changes() {}
  /** @param {unknown} content */
  send(content) {
    // As from a kernel, the answer comes when whoever asked has finished.
    const given = structuredClone(content);
    queueMicrotask(() => this.receive(given));
  }
  /** @param {string} event @param {any[]} values */
  say(event, ...values) {
    for (const [name, call] of [...this.#heard]) if (name === event) call(...values);
  }
  /** @param {string} event @param {(...values: any[]) => void} call */
  on(event, call) {
    this.#heard.push([event, call]);
  }
  /** @param {string} event @param {(...values: any[]) => void} call */
  off(event, call) {
    this.#heard = this.#heard.filter(([name, known]) => name !== event || known !== call);
  }
}

/**
 * The record of this page, and the widgets that follow it.
 *
 * @param {string} site
 * @param {Knowledge} known
 * @param {{save: (name: string, content: string, type: string) => void, told: () => void}} page
 */
export function desk(site, known, { save, told }) {
  const { strings } = known;
  const bank = new Map(known.bank.map((item) => [item.id, item]));
  /** @type {Model[]} */
  const models = [];
  const store = openStore(site, follow);

  /** @param {Model} model */
  function bring(model) {
    const entries = store.entries();
    if (model.has("states"))
      model.set("states", model.get("phase") === "review" ? {} : states(entries, model.get("phase")));
    if (model.has("basket")) {
      const worded = basket(entries).map((piece) => {
        const [quote = "", sentence = "", surely = ""] = known.rows[piece.of] ?? [];
        return { ...piece, quote: piece.words || quote, sentence, surely };
      });
      model.set("basket", worded);
    }
    if (model.has("unsaved")) model.set("unsaved", store.loose());
    if (model.has("note") && ["before", "after"].includes(model.get("phase"))) {
      model.set("note", growth(entries, known.bank, strings));
    }
    if (model.has("counted_at")) {
      const lesson = model.get("whole") ? "" : model.get("rows")[0]?.lesson;
      model.set(
        "rows",
        progress(entries, known.bank, known.titles).filter((row) => !lesson || row.lesson === lesson),
      );
      const now = states(entries, "lesson");
      const missed = (known.work?.items ?? []).filter(({ id }) =>
        ["partly correct", "incorrect"].includes(now[id]?.best_outcome ?? ""),
      );
      model.set("again", lesson ? missed.map(({ id, stem }) => ({ id, stem })) : []);
      model.set("learner", learnerOf(entries));
      model.set("notices", store.refused() ? [strings.refused ?? ""] : []);
      model.set("counted_at", new Date().toISOString());
    }
  }

  function follow() {
    for (const model of models) bring(model);
    told();
  }

  /** @param {import("../../widgets/js/lib/outbox.js").Line} line */
  function keep(line) {
    const before = store.entries().find((entry) => entry.id === line.id);
    const made = before ? { entry: before } : entryOf(store.entries(), line, bank, known.rows, strings);
    if ("says" in made) return { saved: false, keep: false, says: made.says };
    const saved = store.add(made.entry);
    follow();
    return { saved, keep: true, says: saved ? "" : (strings.refused ?? "") };
  }

  /** @param {string} learner */
  function rename(learner) {
    const id = Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0"));
    store.add({
      ...{ v: VERSION, id: id.join(""), at: new Date().toISOString(), act: "draft", learner, item: CODE_NAME },
      ...{ answer: {}, outcome: "", points: null, attempt: 1, phase: "lesson", widget: "" },
    });
  }

  /** @returns {string} the record as JSON lines, as `my_work/record.jsonl` has them */
  const asFile = () =>
    store
      .entries()
      .map((entry) => `${JSON.stringify(entry)}\n`)
      .join("");

  /** @returns {boolean} whether there was something to save */
  function exported() {
    const file = asFile();
    if (file) save(`my_record_${new Date().toISOString().slice(0, 10)}.jsonl`, file, "application/jsonl");
    return file !== "";
  }

  /** @param {string} file @returns {string} what came of taking it in */
  function takeIn(file) {
    const lines = file.split(/\r?\n/u).map(readLine);
    /** @type {Entry[]} */
    const entries = lines.flatMap((line) => (typeof line === "string" ? [] : [line]));
    const unread = lines.filter((line) => line === "unreadable" || line === "foreign").length;
    if (!entries.length) return strings.nothingThere ?? "";
    const before = store.entries().length;
    const had = learnerOf(store.entries());
    const fresh = store.takeIn(entries);
    const theirs = learnerOf(entries);
    if (learnerOf(store.entries()) !== theirs) rename(theirs);
    follow();
    const parts = [fill(fresh === 1 ? strings.takenOne : strings.taken, { n: fresh, all: entries.length })];
    if (unread) parts.push(fill(strings.unread, { n: unread }));
    if (had !== theirs && before) parts.push(fill(strings.underName, { name: theirs, before: had }));
    if (store.refused()) parts.push(strings.refused ?? "");
    return parts.join(" ");
  }

  /** @param {string} lesson what a page of the learner's work is made from */
  function work(lesson) {
    const now = states(store.entries(), "lesson");
    const board = lesson === known.work?.boards ? "board-" : `${lesson}-`;
    const more = Object.keys(now).filter((name) => name.startsWith(`${lesson}-`) || name.startsWith(board));
    return { ...known.work, learner: learnerOf(store.entries()), states: now, more };
  }

  /** @param {any} wish @returns {{says: string, emptied?: string} | undefined} */
  function wished(wish) {
    if (wish.wish === "rename") {
      const name = cleanName(String(wish.name ?? ""));
      rename(name);
      return { says: fill(strings.renamed, { name }) };
    }
    if (wish.wish === "keep page") {
      const name = `hand_in_${known.work?.lesson ?? ""}_${new Date().toISOString().slice(0, 10)}.html`;
      save(name, String(wish.page), "text/html");
      return { says: fill(strings.handedIn, { name }) };
    }
    if (wish.wish === "export") return { says: (exported() ? strings.exported : strings.nothingToExport) ?? "" };
    if (wish.wish === "start over") {
      const file = exported();
      store.clear();
      return { says: (file ? strings.startedOver : strings.begun) ?? "", emptied: site };
    }
    if (wish.wish === "delete") {
      store.clear();
      return { says: strings.deleted ?? "", emptied: site };
    }
    return wish.wish === "look" ? { says: strings.counted ?? "" } : undefined;
  }

  return {
    /** @param {Record<string, unknown>} state @returns {Model} */
    model(state) {
      const model = new Model("place" in state ? { ...state, place: site } : state);
      model.receive = (content) => {
        if (content?.type === "line")
          model.say("msg:custom", { type: "saved", id: content.line.id, ...keep(content.line) });
        else if (content?.type === "follow") bring(model);
        else if (content?.type === "wish") {
          if (content.wish === "hand in") {
            const lesson = model.get("rows")[0]?.lesson;
            model.say("msg:custom", { type: "work", work: work(lesson) });
            return;
          }
          const done = wished(content);
          follow();
          if (done && !content.quiet) model.say("msg:custom", { type: "done", ...done });
        }
      };
      bring(model);
      models.push(model);
      return model;
    },
    entries: store.entries,
    refused: store.refused,
    exported,
    takeIn(/** @type {string} */ file) {
      return takeIn(file);
    },
  };
}
