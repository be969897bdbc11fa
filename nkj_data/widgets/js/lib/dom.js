// @ts-check
/**
 * What the widgets share in the page: making elements, keeping keys, quoting the passage.
 *
 * @typedef {{get(name: string): any, set(name: string, value: unknown): void, save_changes(): void,
 *   send(content: unknown): void, on(event: string, heard: (...heard: any[]) => void): void,
 *   off(event: string, heard: (...heard: any[]) => void): void}} Model
 * @typedef {{sentence_id: string, paragraph: number, segments: [text: string, marked: boolean][]}} Quoted
 */
import { light } from "./passage_events.js";

/**
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {string} [name] class
 * @param {(Node | string)[]} children
 * @returns {HTMLElementTagNameMap[T]}
 */
export function make(tag, name = "", ...children) {
  const node = document.createElement(tag);
  if (name) node.className = name;
  node.append(...children);
  return node;
}

/**
 * The number of a sentence, or another word that no browser may translate.
 *
 * @param {string} text
 * @param {string} [name] class
 * @returns {HTMLElement}
 */
export function asItIs(text, name = "nkj-number") {
  const node = make("span", name, text);
  node.translate = false;
  return node;
}

/**
 * @param {string} text
 * @param {() => void} pressed
 * @param {string} [name] class
 * @returns {HTMLButtonElement}
 */
export function button(text, pressed, name = "") {
  const node = make("button", name, text);
  node.type = "button";
  node.addEventListener("click", pressed);
  return node;
}

/**
 * Put values into the places {so} of a text; what a value holds is never read as a place.
 *
 * @param {string | undefined} text
 * @param {Record<string, unknown>} values
 * @returns {string}
 */
export function fill(text, values) {
  return (text ?? "").replace(/\{(\w+)\}/g, (place, name) => (name in values ? String(values[name]) : place));
}

/**
 * Whether a key is for us at all: while an input method is composing, Enter, Escape, arrows and Tab are its own.
 *
 * @param {KeyboardEvent} event
 * @returns {boolean}
 */
export function ownKey(event) {
  return !event.isComposing && event.keyCode !== 229;
}

/** Controls in which people type. */
const TYPED = "textarea, input:not([type=radio], [type=checkbox])";

/**
 * Keep plain keys for the controls beside `node`: JupyterLab takes them for its own while a select or a button has the
 * focus, and typing "dd" in a list would delete the cell. With Ctrl or Cmd (save, run) they stay JupyterLab's.
 *
 * @param {HTMLElement} node
 * @returns {() => void} clean-up
 */
export function keepKeys(node) {
  /** @param {KeyboardEvent} event */
  const guard = (event) => {
    // The filters above a chart are lists too.
    const around = node.closest(".jp-OutputArea") ?? node;
    if (!(event.target instanceof Element && around.contains(event.target))) return;
    if (!event.target.matches("select, button, input, textarea, summary")) return;
    // Lessons say "press Shift + Enter": that goes on to the next cell also from a control, but not from a text.
    const goesOn = event.key === "Enter" && event.shiftKey && !event.target.matches(TYPED);
    const theirs = ownKey(event) && (event.ctrlKey || event.metaKey || goesOn);
    event.target.toggleAttribute("data-lm-suppress-shortcuts", !theirs);
  };
  /** @param {KeyboardEvent} event Escape gives the keys back to the notebook, whose arrows go from cell to cell. */
  const leave = (event) => {
    if (event.key !== "Escape" || event.defaultPrevented || !ownKey(event)) return;
    const cell = node.closest(".jp-Cell");
    if (cell instanceof HTMLElement) cell.focus();
  };
  // JupyterLab listens on the document before `node` hears anything; the window comes first.
  window.addEventListener("keydown", guard, true);
  node.addEventListener("keydown", leave);
  /** @param {InputEvent} event JupyterLab forbids a new line to whatever stands in a cell and takes text. */
  const newLine = (event) => {
    if (event.inputType !== "insertLineBreak") return;
    if (event.target instanceof Node && node.contains(event.target)) event.stopImmediatePropagation();
  };
  window.addEventListener("beforeinput", newLine, true);
  return () => {
    window.removeEventListener("beforeinput", newLine, true);
    window.removeEventListener("keydown", guard, true);
    node.removeEventListener("keydown", leave);
  };
}

/**
 * The number of a sentence before its words; where the passage has a pane, a button that shows them there.
 *
 * @param {string} id
 * @param {() => import("./passage_events.js").Lit[]} lit
 * @returns {HTMLElement[]}
 */
export function sentenceNumber(id, lit) {
  const shows = button(id, () => void light(lit()), "nkj-number nkj-with-pane");
  shows.translate = false;
  return [shows, asItIs(id, "nkj-number nkj-without-pane")];
}

/**
 * Sentences of the passage, the deciding words marked.
 *
 * @param {Quoted[]} sentences
 * @returns {HTMLElement[]}
 */
export function quote(sentences) {
  return sentences.map((sentence) => {
    const { sentence_id, segments } = sentence;
    const words = segments.map(([text, marked]) => (marked ? make("mark", "", text) : text));
    const whole = make(
      "blockquote",
      "nkj-quote",
      ...sentenceNumber(sentence_id, () => [{ sentence: sentence_id, segments }]),
      "\u00a0",
      ...words,
    );
    whole.lang = "en";
    whole.translate = false;
    return whole;
  });
}

/**
 * A line that is read aloud whenever its text changes.
 *
 * @param {string} [name] class
 * @returns {HTMLElement}
 */
export function liveRegion(name = "nkj-live") {
  const node = make("div", name);
  node.setAttribute("role", "status");
  node.setAttribute("aria-live", "polite");
  node.setAttribute("aria-atomic", "true");
  return node;
}

let counted = 0;

/**
 * An id for an element that no other element of the page has.
 *
 * @param {string} name
 * @returns {string}
 */
export function freshId(name) {
  return `nkj-${name}-${Date.now().toString(36)}-${++counted}`;
}
