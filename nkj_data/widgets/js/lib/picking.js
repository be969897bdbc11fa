// @ts-check
/**
 * A sentence whose words are picked: one by one, or a stretch at once, with the mouse, a finger or the keys.
 *
 * Python sends the sentence cut into words and what stands between them; words are counted from 0.
 */
import { make, ownKey } from "./dom.js";

/** @typedef {[text: string, word: boolean][]} Pieces */

/**
 * The sentence in stretches, picked or not. What stands between two picked words is picked with them.
 *
 * @param {Pieces} pieces
 * @param {Set<number>} picked
 * @returns {[text: string, picked: boolean][]}
 */
export function stretches(pieces, picked) {
  /** @type {[string, boolean][]} */
  const found = [];
  let next = 0;
  for (const [text, word] of pieces) {
    const on = picked.has(next) && (word || picked.has(next - 1));
    if (word) next += 1;
    const last = found.at(-1);
    if (last?.[1] === on) last[0] += text;
    else found.push([text, on]);
  }
  return found;
}

/**
 * @param {Pieces} pieces
 * @param {Set<number>} picked changed in place
 * @param {{label: string, describedBy: string, changed: () => void}} around
 * @returns {{node: HTMLElement, focus: () => void, close: () => void}}
 */
export function picker(pieces, picked, { label, describedBy, changed }) {
  const node = make("div", "nkj-picker");
  node.lang = "en";
  node.translate = false;
  node.setAttribute("role", "group");
  node.setAttribute("aria-label", label);
  node.setAttribute("aria-describedby", describedBy);
  /** @type {HTMLButtonElement[]} */
  const words = [];
  /** @type {HTMLElement[][]} what stands before each word */
  const gaps = [];
  let current = 0;

  const gap = (/** @type {string} */ text) => {
    const part = make("span", "", text);
    (gaps[words.length] ??= []).push(part);
    return part;
  };
  let hold = make("span", "nkj-hold");
  for (const [text, word] of pieces) {
    if (word) {
      const one = make("button", "nkj-word", text);
      one.type = "button";
      hold.append(one);
      words.push(one);
      continue;
    }
    // A comma stays with its word at the end of a line, a bracket with the word it opens before.
    const [, before = "", space = "", behind = ""] = /^(\S*)(\s*)(\S*)$/u.exec(text) ?? [];
    if (before) hold.append(gap(before));
    if (!space) continue;
    node.append(hold, gap(space));
    hold = make("span", "nkj-hold");
    if (behind) hold.append(gap(behind));
  }
  node.append(hold);

  function redraw() {
    words.forEach((word, at) => {
      word.setAttribute("aria-pressed", String(picked.has(at)));
      word.tabIndex = at === current ? 0 : -1;
    });
    gaps.forEach((parts, at) => {
      for (const part of parts) part.classList.toggle("nkj-picked", picked.has(at - 1) && picked.has(at));
    });
  }

  /** @param {number} to */
  function go(to) {
    current = to;
    redraw();
    words[to]?.focus();
  }

  /** @typedef {{anchor: number, before: Set<number>, on: boolean}} Sweep */

  /**
   * @param {Sweep} sweep
   * @param {number} to
   */
  function stretch({ anchor, before, on }, to) {
    picked.clear();
    for (const at of before) picked.add(at);
    for (let at = Math.min(anchor, to); at <= Math.max(anchor, to); at += 1) {
      if (on) picked.add(at);
      else picked.delete(at);
    }
    redraw();
  }

  /** @param {Event} event */
  const wordOf = (event) => words.indexOf(/** @type {HTMLButtonElement} */ (event.target));

  /**
   * The nearest word one line further down or up.
   *
   * @param {number} from
   * @param {1 | -1} step
   * @returns {number}
   */
  function onNextLine(from, step) {
    const boxes = words.map((word) => word.getBoundingClientRect());
    const here = /** @type {DOMRect} */ (boxes[from]);
    const down = (/** @type {DOMRect} */ box) => step * (box.top - here.top);
    const side = (/** @type {DOMRect} */ box) => Math.abs(box.left + box.right - here.left - here.right);
    const further = boxes.filter((box) => down(box) > here.height / 2);
    const line = Math.min(...further.map(down));
    const best = further.filter((box) => down(box) < line + 2).sort((one, other) => side(one) - side(other))[0];
    return best ? boxes.indexOf(best) : from;
  }

  /** @type {Sweep | undefined} */
  let byKeys;
  node.addEventListener("keydown", (event) => {
    const from = wordOf(event);
    if (from < 0 || !ownKey(event) || event.ctrlKey || event.metaKey || event.altKey) return;
    const last = words.length - 1;
    const goals = {
      ArrowLeft: () => Math.max(0, from - 1),
      ArrowRight: () => Math.min(last, from + 1),
      ArrowUp: () => onNextLine(from, -1),
      ArrowDown: () => onNextLine(from, 1),
      Home: () => 0,
      End: () => last,
    };
    const goal = goals[/** @type {keyof typeof goals} */ (event.key)];
    if (!goal) return;
    event.preventDefault();
    const to = goal();
    if (!event.shiftKey) {
      byKeys = undefined;
      go(to);
      return;
    }
    byKeys ??= { anchor: from, before: new Set(picked), on: true };
    go(to);
    stretch(byKeys, to);
    changed();
  });
  node.addEventListener("focusout", (event) => {
    if (!(event.relatedTarget instanceof Node && node.contains(event.relatedTarget))) byKeys = undefined;
  });

  /** @type {Sweep | undefined} */
  let byMouse;
  let swept = false;
  function forget() {
    if (!byMouse) return;
    window.removeEventListener("pointerup", release);
    window.removeEventListener("pointercancel", release);
    byMouse = undefined;
  }
  function release() {
    forget();
    if (swept) changed();
  }
  node.addEventListener("pointerdown", (event) => {
    swept = false;
    byKeys = undefined;
    const from = wordOf(event);
    // A finger that moves scrolls the page; it picks by tapping.
    if (from < 0 || event.button !== 0 || event.pointerType === "touch") return;
    byMouse = { anchor: from, before: new Set(picked), on: !picked.has(from) };
    window.addEventListener("pointerup", release);
    window.addEventListener("pointercancel", release);
  });
  node.addEventListener("pointerover", (event) => {
    const to = wordOf(event);
    if (!byMouse || to < 0 || (to === byMouse.anchor && !swept)) return;
    swept = true;
    current = to;
    stretch(byMouse, to);
  });
  node.addEventListener("click", (event) => {
    const at = wordOf(event);
    // The click that ends a sweep was the sweep's. A click from the keys has no detail.
    if (at < 0 || (swept && event.detail > 0)) return;
    byKeys = undefined;
    current = at;
    if (!picked.delete(at)) picked.add(at);
    redraw();
    changed();
  });

  redraw();
  return { node, focus: () => words[current]?.focus(), close: forget };
}
