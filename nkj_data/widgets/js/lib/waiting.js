// @ts-check
/** What waits for a record: in the window, which outlives each widget, and in this browser's storage. */

/**
 * @template L
 * @typedef {{line: L, kept: string, behind: Waiting<L>[]}} Waiting a line; under which name storage holds it, empty
 *   where it does not; and the older states of the same work that storage holds in its place
 */

/** Where the window holds what waits, by record. Each widget has this module anew, so the module cannot. */
const HELD = "nkj-waiting";
/** Where the window keeps what came on record last, by record. */
const LANDED = "nkj-landed";

/**
 * Do something with the browser's storage, which may be full, or switched off at any moment.
 *
 * @template T
 * @param {(storage: Storage) => T} what
 * @returns {T | undefined} nothing where it failed
 */
export function inStorage(what) {
  try {
    return what(localStorage);
  } catch {
    return undefined;
  }
}

/**
 * @param {string} prefix
 * @returns {Map<string, Waiting<any>>} what waits for a record, by the id of the line; one for the whole window
 */
export const heldFor = (prefix) => inWindow(HELD, prefix);

/**
 * @param {string} prefix
 * @returns {Map<string, {line: any, when: number}>} what came on record last, by item and phase
 */
export const landedFor = (prefix) => inWindow(LANDED, prefix);

/**
 * @param {string} what
 * @param {string} prefix
 * @returns {Map<string, any>} one for the whole window
 */
function inWindow(what, prefix) {
  const page = /** @type {Record<string, Map<string, Map<string, any>>>} */ (/** @type {unknown} */ (window));
  const all = (page[what] ??= new Map());
  return all.get(prefix) ?? all.set(prefix, new Map()).get(prefix) ?? new Map();
}

/** @param {string} place */
export const prefixOf = (place) => `nkj-outbox:${place}:`;

/**
 * Forget all that waits for a record: its learner began anew, or deleted it.
 *
 * @param {string} place
 */
export function emptyOutbox(place) {
  const prefix = prefixOf(place);
  heldFor(prefix).clear();
  landedFor(prefix).clear();
  inStorage((storage) => {
    for (const name of Object.keys(storage)) if (name.startsWith(prefix)) storage.removeItem(name);
  });
}
