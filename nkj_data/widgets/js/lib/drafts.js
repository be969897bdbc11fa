// @ts-check
/** Work that goes on record while it is made: whenever its maker pauses, and when it is left. */

/** How long a person may pause before what they have done so far is put on record, in milliseconds. */
const REST = 1200;
/** Says on the window that all work is wanted on record now. */
export const REST_NOW = "nkj-rest-now";

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
  window.addEventListener("pagehide", leaving);
  window.addEventListener(REST_NOW, leaving);

  return {
    later() {
      drop();
      waiting = setTimeout(now, REST);
    },
    drop,
    close() {
      leaving();
      window.removeEventListener("pagehide", leaving);
      window.removeEventListener(REST_NOW, leaving);
    },
  };
}
