// @ts-check
/**
 * What a text with hard words needs: how it is shown, and the note that explains a word where it stands.
 *
 * @typedef {"original" | "adapted" | "both"} Way
 * @typedef {{term: string, definition: string, note: string}} Term
 */
import { fill, make, ownKey } from "./dom.js";

const [HOVER, LEAVE] = [150, 300]; // ms: no flicker under a passing mouse, and time to reach the note

/** @type {Way[]} */
export const WAYS = ["original", "adapted", "both"];
const KEPT_AS = "nkj-text-show";

/** @returns {Way | undefined} */
export function keptWay() {
  try {
    const last = localStorage.getItem(KEPT_AS);
    return WAYS.find((way) => way === last);
  } catch {
    return undefined; // storage is blocked
  }
}

/** @param {Way} way */
export function keepWay(way) {
  try {
    localStorage.setItem(KEPT_AS, way);
  } catch {
    // Storage is blocked or full; the choice holds for this page.
  }
}

/**
 * The note under a hard word. It opens for the mouse, the keyboard's focus and a tap, and closes with Escape.
 *
 * @param {HTMLElement} around where the words stand
 * @param {HTMLElement} note
 * @param {HTMLElement} live
 * @param {(word: HTMLElement) => Term | undefined} termOf
 * @param {string} said what is read aloud
 * @returns {{close: () => void, cleanUp: () => void}}
 */
export function explain(around, note, live, termOf, said) {
  /** @type {HTMLElement | null} */
  let open = null;
  let pinned = false;
  let pressed = false; // whether the last press was on the note: it takes the focus from the word, and may
  let waiting = 0;

  /** @param {EventTarget | null} target */
  const wordAt = (target) =>
    /** @type {HTMLElement | null} */ (target instanceof Element ? target.closest(".nkj-text-term") : null);

  function place() {
    if (!open) return;
    const word = open.getBoundingClientRect();
    if (word.bottom < 0 || word.top > innerHeight) return close();
    const room = around.getBoundingClientRect();
    note.style.maxWidth = `${Math.min(room.width, innerWidth - 16)}px`;
    const { width, height } = note.getBoundingClientRect();
    const right = Math.min(room.right, innerWidth - 8) - width;
    note.style.left = `${Math.max(8, Math.min(word.left, right))}px`;
    const below = word.bottom + 4;
    const above = word.top - height - 4;
    note.style.top = `${below + height > innerHeight && above > 0 ? above : below}px`;
  }

  function close() {
    clearTimeout(waiting);
    if (!open) return;
    open.setAttribute("aria-expanded", "false");
    open.removeAttribute("aria-describedby");
    open = null;
    pinned = false;
    live.textContent = "";
    if (note.isConnected) note.hidePopover?.();
    note.hidden = true;
  }

  /**
   * @param {HTMLElement} word
   * @param {boolean} pin whether only a person's own act closes it again
   */
  function show(word, pin) {
    const term = termOf(word);
    if (!term) return;
    if (open !== word) close();
    clearTimeout(waiting);
    open = word;
    pinned = pin;
    note.replaceChildren(make("strong", "", term.term), ": ", term.definition, ".");
    if (term.note) note.append(make("span", "nkj-text-more", term.note));
    word.setAttribute("aria-expanded", "true");
    word.setAttribute("aria-describedby", note.id);
    note.hidden = false;
    if (note.showPopover && !note.matches(":popover-open")) note.showPopover();
    place();
    // Who comes by Tab hears it as the word's description; who presses has heard the word already.
    if (pin) live.textContent = `${fill(said, { ...term })} ${term.note}`.trim();
  }

  /** @type {[EventTarget, string, (event: any) => void, boolean?][]} */
  const heard = [
    [
      around,
      "click",
      (/** @type {MouseEvent} */ event) => {
        const word = wordAt(event.target);
        if (!word) return;
        // A click by key has no detail: the focus has opened the note, so the key closes it.
        if (open === word && (pinned || event.detail === 0)) close();
        else show(word, true);
      },
    ],
    [
      around,
      "focusin",
      (/** @type {FocusEvent} */ event) => {
        const word = wordAt(event.target);
        if (word?.matches(":focus-visible") && open !== word) show(word, false);
      },
    ],
    [around, "focusout", () => pressed || close()],
    [
      around,
      "pointerover",
      (/** @type {PointerEvent} */ event) => {
        const word = wordAt(event.target);
        if (event.pointerType !== "mouse" || !word || pinned) return;
        clearTimeout(waiting);
        if (word !== open) waiting = setTimeout(() => show(word, false), HOVER);
      },
    ],
    [
      around,
      "pointerout",
      (/** @type {PointerEvent} */ event) => {
        if (event.pointerType !== "mouse" || pinned || !wordAt(event.target)) return;
        clearTimeout(waiting);
        if (open && document.activeElement !== open) waiting = setTimeout(close, LEAVE);
      },
    ],
    [note, "pointerover", () => clearTimeout(waiting)],
    [
      note,
      "pointerout",
      () => {
        clearTimeout(waiting);
        if (!pinned && document.activeElement !== open) waiting = setTimeout(close, LEAVE);
      },
    ],
    [
      document,
      "pointerdown",
      (/** @type {PointerEvent} */ event) => {
        pressed = event.target instanceof Node && note.contains(event.target);
        if (!pressed && wordAt(event.target) !== open) close();
      },
      true,
    ],
    [
      document,
      "keydown",
      (/** @type {KeyboardEvent} */ event) => {
        if (event.key !== "Escape" || !open || !ownKey(event)) return;
        // This Escape is used up; another one leaves the text.
        event.preventDefault();
        close();
      },
      true,
    ],
    [window, "scroll", place, true],
    [window, "resize", place],
  ];
  for (const [target, event, call, capture] of heard) target.addEventListener(event, call, capture);
  return {
    close,
    cleanUp: () => {
      close();
      for (const [target, event, call, capture] of heard) target.removeEventListener(event, call, capture);
    },
  };
}
