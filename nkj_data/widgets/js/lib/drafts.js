// @ts-check
/** Work that goes on record while it is made: whenever its maker pauses, and when it is left. */

/** How long a person may pause before what they have done so far is put on record, in milliseconds. */
const REST = 1200;
/** Says on the window that all work is wanted on record now. */
export const REST_NOW = "nkj-rest-now";

/** When the page is left, when the outbox looks whether the browser must ask before that, and when all is wanted. */
const MOMENTS = ["pagehide", "nkj-leaving", REST_NOW];

/**
 * Have a field outlive its widget, as long as the page lives, for what nobody asked to be kept yet.
 *
 * @param {HTMLInputElement | HTMLSelectElement} field
 * @param {string} name no other field of the page has
 */
export function lasting(field, name) {
  const page = /** @type {Record<string, Map<string, string>>} */ (/** @type {unknown} */ (window));
  page["nkj-begun"] ??= new Map();
  const begun = page["nkj-begun"];
  field.value = begun.get(name) ?? field.value;
  for (const event of ["input", "change"]) field.addEventListener(event, () => begun.set(name, field.value));
}

/**
 * @param {() => void} rest puts on record what is there now
 * @returns {{later: () => void, drop: () => void, close: () => void}} ``later`` after each change, ``drop`` when it
 *   was handed in by other means, ``close`` in the clean-up
 */
export function drafts(rest) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let waiting;

  function drop() {
    clearTimeout(waiting);
    waiting = undefined;
  }

  function now() {
    drop();
    rest();
  }

  const leaving = () => {
    if (waiting) now();
  };
  for (const moment of MOMENTS) window.addEventListener(moment, leaving);

  return {
    later() {
      drop();
      waiting = setTimeout(now, REST);
    },
    drop,
    close() {
      leaving();
      for (const moment of MOMENTS) window.removeEventListener(moment, leaving);
    },
  };
}
