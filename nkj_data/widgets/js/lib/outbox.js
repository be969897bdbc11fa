// @ts-check
/**
 * What a learner did, on its way to the record: handed to the kernel, and kept until the kernel says that it is on disk.
 *
 * What waits is held by the window, for every widget of the same record, so that it outlives a widget that is drawn
 * anew; and in this browser's storage where there is any, so that it outlives the page too. The page is told which.
 */
import { button, fill, freshId, make } from "./dom.js";
import { STANDS } from "./lesson_steps.js";
import { heldFor, inStorage, landedFor, prefixOf } from "./waiting.js";

/**
 * @typedef {{id: string, at: string, act: "answer" | "draft" | "evidence" | "evidence removed", item: string,
 *   answer: Record<string, unknown>, phase: string, widget: string, nr?: number}} Line ``nr`` says which came first,
 *   whatever the clock says
 * @typedef {"saving" | "saved" | "waiting" | "unkept" | "failed"} Status ``waiting``: storage holds it; ``unkept``:
 *   nothing but this page does
 * @typedef {import("./waiting.js").Waiting<Line>} Waiting
 * @typedef {(line: Line, status: Status, says: string, copy: string) => void} Tell ``copy`` is what the learner should
 *   copy to be safe, if anything
 * @typedef {{put: (act: Line["act"], item: string, answer: Record<string, unknown>) => Line,
 *   pending: (item: string) => Line | undefined, latest: (item: string) => Line | undefined, standing: (item: string, saved: Shown) => void,
 *   close: () => void}} Outbox
 * @typedef {{node: HTMLElement, tell: (status: Status, says: string, copy?: string) => void}} Shown
 */

/** How long the kernel has to say that a line is saved, before the page says that it waits, in milliseconds. */
const PATIENCE = 3000;
const LONGEST = 60000;
/**
 * How long a widget that is drawn anew may take, in milliseconds. What it shows was read before it is there, so that a
 * line which another widget brought on record in between is in neither what waits nor what Python told it.
 */
const DRAWING = 20_000;

/** Heard by every widget of the page when one of them has put a line on record. */
const NEWS = "nkj-saved";
/** Heard by the widgets of a record when one of them is closed while lines wait. */
const LEFT = "nkj-left";

/** @returns {string} 32 hexadecimal signs */
function lineId() {
  // Not randomUUID: a page that is served without https does not have it.
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/**
 * @param {Line} line
 * @returns {string} what it says, as text that a person can copy
 */
function inText({ act, item, answer }) {
  const texts = answer.texts && typeof answer.texts === "object" ? Object.entries(answer.texts) : [];
  if (texts.length) return texts.map(([label, text]) => `${label}\n${text}`).join("\n\n");
  if (typeof answer.text === "string") return answer.text;
  if (act === "evidence removed") return "";
  return act === "evidence" ? `${item} ${answer.note ?? ""}`.trim() : `${item} ${JSON.stringify(answer)}`;
}

/**
 * @param {import("./dom.js").Model} model holds ``place``, ``phase`` and ``widget``
 * @param {Tell} tell
 * @param {(line: Line) => boolean} [concerns] whether a line that another widget saved is this one's business too
 * @returns {Outbox}
 */
export function outbox(model, tell, concerns = () => false) {
  const prefix = prefixOf(model.get("place"));
  const held = /** @type {Map<string, Waiting>} */ (heldFor(prefix));
  const landed = /** @type {Map<string, {line: Line, when: number}>} */ (landedFor(prefix));
  /** @type {Set<string>} what this widget shows, or showed when it began: its own work, which newer work holds too */
  const mine = new Set();
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  let pause = PATIENCE;
  const phase = () => model.get("phase") ?? "lesson";

  /** What an earlier page could not hand over. */
  function remember() {
    const known = new Set([...held.values()].flatMap((one) => [one, ...one.behind]).map((one) => one.kept));
    const names = inStorage((storage) => Object.keys(storage).filter((name) => name.startsWith(prefix))) ?? [];
    for (const kept of names) {
      if (known.has(kept)) continue;
      try {
        const line = JSON.parse(localStorage.getItem(kept) ?? "");
        if (typeof line?.id === "string" && !held.has(line.id)) held.set(line.id, { line, kept, behind: [] });
      } catch {
        // Not ours to read, and not ours to throw away.
      }
    }
  }

  /** @returns {Line[]} everything that waits for this record, oldest first */
  function lines() {
    remember();
    const all = [...held.values()].map((one) => one.line);
    return all.sort((one, other) => (one.nr ?? 0) - (other.nr ?? 0) || (one.at < other.at ? -1 : 1));
  }

  /** @param {Waiting} one storage is to hold, in the place of the older states of the same work */
  function store(one) {
    const older = one.behind.filter((old) => old.kept);
    const text = JSON.stringify(one.line);
    const fits = (/** @type {string} */ name) =>
      inStorage((storage) => {
        storage.setItem(name, text);
        return storage.getItem(name) === text;
      });
    // Where there is room for no more it may go where the older one is; and better an older state than none.
    const name = [prefix + one.line.id, ...older.map((old) => old.kept)].find(fits);
    if (!name) return;
    one.kept = name;
    one.behind = [];
    for (const old of older) if (old.kept !== name) unstore(old);
  }

  /** @param {Waiting} one is on record, or overtaken */
  function unstore(one) {
    if (one.kept) inStorage((storage) => storage.removeItem(one.kept));
    one.kept = "";
  }

  /** @param {Waiting} one stays in this browser no longer */
  function drop(one) {
    held.delete(one.line.id);
    unstore(one);
    for (const old of one.behind) unstore(old);
  }

  /** @param {Waiting} one */
  function stillKept(one) {
    if (!one.kept || inStorage((storage) => storage.getItem(one.kept)) === undefined) one.kept = "";
    // Somebody emptied the storage, or made room in it.
    if (!one.kept || localStorage.getItem(one.kept) === null) store(one);
    return Boolean(one.kept);
  }

  /** @param {Line} line */
  function hand(line) {
    try {
      model.send({ type: "line", line });
    } catch {
      // The kernel has gone; the line stays here.
    }
  }

  function watch() {
    clearTimeout(timer);
    if (held.size) timer = setTimeout(again, pause);
  }

  function again() {
    for (const { id } of lines()) {
      const one = held.get(id);
      if (!one) continue;
      const kept = stillKept(one);
      tell(one.line, kept ? "waiting" : "unkept", "", kept ? "" : inText(one.line));
      hand(one.line);
    }
    pause = Math.min(2 * pause, LONGEST);
    watch();
  }

  /** @param {{type?: string, id?: string, saved?: boolean, keep?: boolean, says?: string}} content */
  function heard(content) {
    if (content?.type !== "saved" || !content.id) return;
    remember();
    const one = held.get(content.id);
    if (!one) return;
    const { line } = one;
    if (content.saved) landed.set(`${line.item} ${line.phase}`, { line, when: performance.now() });
    if (content.saved || !content.keep) {
      drop(one);
      pause = PATIENCE;
    }
    const safe = content.saved || (content.keep && stillKept(one));
    tell(line, content.saved ? "saved" : "failed", content.says ?? "", safe ? "" : inText(line));
    watch();
    if (content.saved) window.dispatchEvent(new CustomEvent(NEWS, { detail: { prefix, line, by: mine } }));
  }

  /** @param {Event} event another widget has saved something: ask Python how things stand now */
  function news(event) {
    const { detail } = /** @type {CustomEvent<{prefix: string, line: Line, by: unknown}>} */ (event);
    if (detail.by === mine || detail.prefix !== prefix) return;
    if (mine.has(detail.line.id)) tell(detail.line, "saved", "", "");
    if (!concerns(detail.line)) return;
    try {
      model.send({ type: "follow" });
    } catch {
      // The kernel has gone.
    }
  }

  /** @param {Event} event another widget of this record goes, and can no longer hand over what it put here */
  function left(event) {
    if (/** @type {CustomEvent<string>} */ (event).detail !== prefix) return;
    for (const line of lines()) hand(line);
    watch();
  }

  /** @param {StorageEvent} event another page has handed a line over, or emptied the record */
  function elsewhere(event) {
    if (!event.key?.startsWith(prefix) || event.newValue !== null) return;
    for (const one of [...held.values()]) {
      if (one.kept !== event.key) continue;
      drop(one);
      window.dispatchEvent(new CustomEvent(NEWS, { detail: { prefix, line: one.line, by: null } }));
    }
  }

  /** @param {BeforeUnloadEvent} event the browser asks before it closes a page that alone holds something */
  function leaving(event) {
    window.dispatchEvent(new Event("nkj-leaving")); // what is being typed is to count too
    if ([...held.values()].some((one) => !one.kept)) event.preventDefault();
  }

  model.on("msg:custom", heard);
  window.addEventListener(NEWS, news);
  window.addEventListener(LEFT, left);
  window.addEventListener("storage", elsewhere);
  window.addEventListener("beforeunload", leaving);
  // What an earlier widget, page or kernel could not hand over.
  for (const line of lines()) {
    mine.add(line.id);
    hand(line);
  }
  watch();
  const stands = () => window.dispatchEvent(new Event(STANDS));
  model.on("change:states", stands);
  stands();

  /** @param {string} item */
  const pending = (item) =>
    lines()
      .filter((line) => line.item === item && line.phase === phase())
      .at(-1);

  return {
    put(act, item, answer) {
      const nr = 1 + Math.max(0, ...lines().map((one) => one.nr ?? 0));
      const line = {
        ...{ id: lineId(), at: new Date().toISOString(), act, item, answer },
        ...{ phase: phase(), widget: model.get("widget") ?? "", nr },
      };
      const older = [...held.values()].filter(
        ({ line: old }) => old.act === "draft" && mine.has(old.id) && old.item === item && old.phase === line.phase,
      );
      const behind = act === "draft" || act === "answer" ? older.flatMap((old) => [old, ...old.behind]) : [];
      const one = { line, kept: "", behind };
      for (const old of behind) held.delete(old.line.id);
      held.set(line.id, one);
      mine.add(line.id);
      store(one);
      pause = PATIENCE;
      tell(line, "saving", "", "");
      hand(line);
      watch();
      return line;
    },
    pending,
    latest(item) {
      const last = landed.get(`${item} ${phase()}`);
      return pending(item) ?? (last && performance.now() - last.when < DRAWING ? last.line : undefined);
    },
    standing(item, saved) {
      const line = pending(item);
      const one = line && held.get(line.id);
      if (!one) {
        const onDisk = !model.get("unsaved")?.includes(item);
        saved.tell(onDisk ? "saved" : "failed", onDisk ? "" : model.get("strings").unsaved);
      } else if (!stillKept(one)) {
        saved.tell("unkept", "", inText(one.line));
      }
    },
    close() {
      clearTimeout(timer);
      model.off("msg:custom", heard);
      model.off("change:states", stands);
      window.removeEventListener(NEWS, news);
      window.removeEventListener(LEFT, left);
      window.removeEventListener("storage", elsewhere);
      window.removeEventListener("beforeunload", leaving);
      if (held.size) window.dispatchEvent(new CustomEvent(LEFT, { detail: prefix }));
    },
  };
}

/**
 * A small line that says whether an answer is saved, and offers to copy what may be lost.
 *
 * @param {Record<string, string>} strings
 * @returns {Shown}
 */
export function savedLine(strings) {
  const says = make("p", "nkj-small nkj-saved");
  says.id = freshId("saved");
  says.setAttribute("role", "status");
  const words = make("textarea");
  words.readOnly = true;
  words.rows = 3;
  words.setAttribute("aria-label", strings.copyText ?? "");
  const copy = button(strings.copy ?? "", () => {
    words.select();
    // Not navigator.clipboard: a page that is served without https does not have it. What is selected can be copied
    // by hand where this does nothing.
    document.execCommand("copy");
  });
  const offer = make("div", "nkj-unkept", words, copy);
  const node = make("div", "nkj-kept", says);
  return {
    node,
    tell(status, why, text = "") {
      says.dataset.status = status;
      says.textContent = status === "failed" ? why : fill(strings[status], {});
      words.value = text;
      if (text) node.append(offer);
      else offer.remove();
    },
  };
}
