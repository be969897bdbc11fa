// @ts-check
/** Work that goes on record while it is made: whenever its maker pauses, and when it is left. */

/** How long a person may pause before what they have done so far is put on record, in milliseconds. */
const REST = 1200;

/** When the page is left, and when the outbox looks whether the browser must ask before that. */
const MOMENTS = ["pagehide", "nkj-leaving"];

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
