// @ts-check
/**
 * The record in this browser's storage: a key of its own for each line, so that two tabs that write at once lose
 * nothing. Where the browser keeps nothing, the lines live as long as the page, and `refused` says so.
 *
 * Lines stand in the order in which they were made or taken in, each no earlier than those before it: a clock that
 * is set back puts nothing behind what was there.
 *
 * @typedef {import("./learner.js").Entry} Entry
 * @typedef {{when: string, n: number, entry: Entry}} Held
 * @typedef {{entries: () => readonly Entry[], add: (entry: Entry) => boolean,
 *   takeIn: (entries: readonly Entry[]) => number, clear: () => void, refused: () => boolean,
 *   close: () => void}} Store
 */
import { readLine } from "./learner.js";

/** @param {string} at @returns {string} the same moment in one zone, or nothing */
function moment(at) {
  const time = Date.parse(at);
  return Number.isNaN(time) ? "" : new Date(time).toISOString();
}

/** @param {Held} one @param {Held} other */
const inOrder = (one, other) =>
  one.when < other.when
    ? -1
    : one.when > other.when
      ? 1
      : one.n - other.n || (one.entry.id < other.entry.id ? -1 : 1);

/**
 * @param {string} site names the record among all that this browser keeps: pages opened from disk share one storage
 * @param {() => void} changed heard when another tab has added lines, or taken them away
 * @returns {Store}
 */
export function openStore(site, changed) {
  const prefix = `nkj-record:${site}:`;
  /** @type {Map<string, Held>} by the line's own name */
  const held = new Map();
  /** @type {Set<string>} names of the lines that are only in this page */
  const loose = new Set();
  let refused = false;
  /** @type {readonly Entry[] | undefined} */
  let sorted;

  /** @param {string | null} value */
  function take(value) {
    try {
      const { when, n, entry } = JSON.parse(value ?? "");
      const read = readLine(JSON.stringify(entry));
      if (typeof read === "string" || typeof when !== "string" || !Number.isFinite(n)) return;
      if (held.has(read.id)) loose.delete(read.id);
      held.set(read.id, { when, n, entry: read });
      sorted = undefined;
    } catch {
      // Not ours to read, and not ours to throw away.
    }
  }

  /** Put down what is only in this page. */
  function settle() {
    for (const id of loose) {
      const line = JSON.stringify(held.get(id));
      const done = put(id, line) || (makeRoom() && put(id, line));
      refused = !done;
      if (refused) return;
      loose.delete(id);
    }
  }

  /** @param {string} id @param {string} line */
  function put(id, line) {
    try {
      localStorage.setItem(prefix + id, line);
      return true;
    } catch {
      return false;
    }
  }

  /** @returns {boolean} whether drafts that a later draft or answer has overtaken made room */
  function makeRoom() {
    /** @type {Set<string>} */
    const later = new Set();
    let made = false;
    for (const { entry } of [...held.values()].sort(inOrder).reverse()) {
      const work = JSON.stringify([entry.learner, entry.phase, entry.item]);
      if (entry.act === "draft" && later.has(work) && !loose.has(entry.id)) {
        localStorage.removeItem(prefix + entry.id);
        held.delete(entry.id);
        made = true;
      }
      if (entry.act === "draft" || entry.act === "answer") later.add(work);
    }
    sorted = undefined;
    return made;
  }

  /** @param {readonly Entry[]} entries @param {string} when no line of them stands earlier */
  function hold(entries, when) {
    let n = Math.max(0, ...[...held.values()].map((one) => one.n));
    const before = held.size;
    for (const entry of entries) {
      const at = moment(entry.at);
      if (at > when) when = at;
      if (held.has(entry.id)) continue;
      held.set(entry.id, { when, n: (n += 1), entry });
      loose.add(entry.id);
    }
    sorted = undefined;
    settle();
    return held.size - before;
  }

  /** @param {StorageEvent} event */
  function heard(event) {
    if (event.key === null || (event.key.startsWith(prefix) && event.newValue === null)) {
      // Another tab has emptied the record.
      for (const id of [...held.keys()]) if (!loose.has(id) && !there(id)) held.delete(id);
      sorted = undefined;
      changed();
    } else if (event.key.startsWith(prefix)) {
      take(event.newValue);
      changed();
    }
  }

  /** @param {string} id */
  function there(id) {
    try {
      return localStorage.getItem(prefix + id) !== null;
    } catch {
      return true;
    }
  }

  try {
    for (const key of Object.keys(localStorage)) if (key.startsWith(prefix)) take(localStorage.getItem(key));
    // Whether it takes something is known only when it has: some browsers have a storage of no size.
    localStorage.setItem(`nkj-try:${site}`, "1");
    localStorage.removeItem(`nkj-try:${site}`);
  } catch {
    refused = true;
  }
  window.addEventListener("storage", heard);

  return {
    entries() {
      sorted ??= [...held.values()].sort(inOrder).map((one) => one.entry);
      return sorted;
    },
    add(entry) {
      hold([entry], [...held.values()].sort(inOrder).at(-1)?.when ?? "");
      return !loose.has(entry.id);
    },
    takeIn: (entries) => hold(entries, ""),
    clear() {
      for (const id of held.keys()) {
        try {
          localStorage.removeItem(prefix + id);
        } catch {
          // There is nothing there.
        }
      }
      held.clear();
      loose.clear();
      sorted = undefined;
    },
    refused: () => refused,
    close: () => window.removeEventListener("storage", heard),
  };
}
