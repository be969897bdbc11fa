// @ts-check
/**
 * How each kind of question is answered: native controls that read an answer, show one, and mark what was right.
 * Nothing needs a mouse; cards and steps can be dragged as well.
 */
import { button, fill, freshId, make } from "./dom.js";

/**
 * @typedef {import("./scoring.js").Item} Item
 * @typedef {import("./scoring.js").Answer} Answer
 * @typedef {{node: HTMLElement, read: () => Answer, show: (answer: Answer) => void,
 *   mark: (right: Map<string, boolean>) => void}} Form
 * @typedef {{strings: Record<string, string>, changed: () => void, say: (text: string) => void}} Around
 */

/**
 * A sign and a word for right and not right, never a colour alone.
 *
 * @param {HTMLElement} place
 * @param {boolean | undefined} right
 * @param {Record<string, string>} strings
 */
function sign(place, right, strings) {
  const known = right !== undefined;
  place.replaceChildren(known ? `${right ? "✓" : "✗"} ${(right ? strings.right : strings.wrong) ?? ""}` : "");
  if (known) place.dataset.right = String(right);
  else delete place.dataset.right;
}

/**
 * One or several of a list: single, multiple, verdict, find.
 *
 * @param {Item} item
 * @param {Around} around
 * @returns {Form}
 */
function choose(item, { strings, changed, say }) {
  const many = item.kind === "multiple" || (item.kind === "find" && item.allowed > 1);
  const name = freshId("choice");
  /** @type {Map<string, {input: HTMLInputElement, signed: HTMLElement}>} */
  const rows = new Map();
  const list = make("div", `nkj-options nkj-${item.kind}`);
  for (const option of item.options) {
    const input = make("input");
    input.type = many ? "checkbox" : "radio";
    input.name = name;
    input.value = option.id;
    const signed = make("span", "nkj-sign");
    const sentence = item.kind === "find" && option.id !== "none";
    const words = make("span", "nkj-words", ...(sentence ? [make("span", "nkj-number", option.id), "\u00a0"] : []));
    words.append(option.text);
    if (sentence) words.translate = false;
    list.append(make("label", "nkj-option", input, words, signed));
    rows.set(option.id, { input, signed });
    input.addEventListener("change", () => {
      if (item.kind === "find" && input.checked) limit(option.id);
      changed();
    });
  }

  /** @param {string} latest */
  function limit(latest) {
    const now = chosen().filter((id) => id !== latest);
    for (const id of now) {
      const either = latest === "none" || id === "none";
      const row = rows.get(id);
      if (row && either) row.input.checked = false;
    }
    if (many && chosen().length > item.allowed) {
      const row = rows.get(latest);
      if (row) row.input.checked = false;
      say(fill(strings.atMost, { n: item.allowed }));
    }
  }

  const chosen = () => [...rows].filter(([, row]) => row.input.checked).map(([id]) => id);

  return {
    node: list,
    read() {
      const ids = chosen();
      if (!ids.length) return {};
      if (item.kind === "single") return { choice: ids[0] };
      if (item.kind === "verdict") return { verdict: ids[0] };
      return { [item.kind === "find" ? "sentences" : "choices"]: ids };
    },
    show(answer) {
      const ids = [answer.choice ?? answer.verdict ?? answer.sentences ?? answer.choices ?? []].flat();
      for (const [id, row] of rows) row.input.checked = ids.includes(id);
    },
    mark(right) {
      // Only what was chosen: the rest stays open for another try.
      for (const [id, row] of rows) sign(row.signed, row.input.checked ? right.get(id) : undefined, strings);
    },
  };
}

/**
 * Cards into buckets: a list at each card, or dragging.
 *
 * @param {Item} item
 * @param {Around} around
 * @returns {Form}
 */
function sort(item, { strings, changed, say }) {
  /** @type {Map<string, HTMLElement>} bucket id, "" for not sorted yet */
  const boxes = new Map();
  /** @type {Map<string, {node: HTMLElement, list: HTMLSelectElement, signed: HTMLElement, text: string}>} */
  const cards = new Map();
  const held = make("div", "nkj-boxes");
  const piles = [{ id: "", name: strings.unsorted ?? "" }, ...item.buckets];
  for (const pile of piles) {
    const title = make("p", "nkj-box-name", pile.name);
    title.id = freshId("box");
    const inside = make("ul", "nkj-cards");
    const box = make("div", pile.id ? "nkj-box" : "nkj-box nkj-unsorted", title, inside);
    inside.setAttribute("aria-labelledby", title.id);
    boxes.set(pile.id, inside);
    held.append(box);
    box.addEventListener("dragover", (event) => event.preventDefault());
    box.addEventListener("drop", (event) => {
      event.preventDefault();
      const id = event.dataTransfer?.getData("text/x-nkj-card") ?? "";
      if (cards.has(id)) move(id, pile.id);
    });
  }
  for (const card of item.cards) {
    const list = make("select", "", ...piles.map((pile) => new Option(pile.name, pile.id)));
    list.setAttribute("aria-label", fill(strings.bucketOf, { card: card.text }));
    const signed = make("span", "nkj-sign");
    const node = make("li", "nkj-card", make("span", "nkj-card-words", card.text), list, signed);
    node.draggable = true;
    node.addEventListener("dragstart", (event) => event.dataTransfer?.setData("text/x-nkj-card", card.id));
    list.addEventListener("change", () => {
      move(card.id, list.value);
      list.focus();
    });
    cards.set(card.id, { node, list, signed, text: card.text });
    boxes.get("")?.append(node);
  }

  /**
   * @param {string} id
   * @param {string} bucket
   */
  function move(id, bucket) {
    place(id, bucket);
    say(fill(strings.moved, { card: cards.get(id)?.text, bucket: piles.find((pile) => pile.id === bucket)?.name }));
    changed();
  }

  /**
   * @param {string} id
   * @param {string} bucket
   */
  function place(id, bucket) {
    const card = cards.get(id);
    const box = boxes.get(bucket);
    if (!card || !box) return;
    card.list.value = bucket;
    box.append(card.node);
  }

  return {
    node: held,
    read() {
      const placed = [...cards].filter(([, card]) => card.list.value).map(([id, card]) => [id, card.list.value]);
      return placed.length ? { buckets: Object.fromEntries(placed) } : {};
    },
    show(answer) {
      for (const card of item.cards) place(card.id, answer.buckets?.[card.id] ?? "");
    },
    mark(right) {
      for (const [id, card] of cards) sign(card.signed, card.list.value ? right.get(id) : undefined, strings);
    },
  };
}

/**
 * Steps into an order: two buttons at each step, or dragging.
 *
 * @param {Item} item
 * @param {Around} around
 * @returns {Form}
 */
function order(item, { strings, changed, say }) {
  const list = make("ol", "nkj-steps");
  /** @type {Map<string, {node: HTMLElement, signed: HTMLElement, up: HTMLButtonElement, down: HTMLButtonElement,
   *   text: string}>} */
  const steps = new Map();
  let touched = false;

  const ids = () => [...list.children].map((node) => /** @type {HTMLElement} */ (node).dataset.step ?? "");

  /** A button that would lead nowhere is there and says so, but keeps the focus where it is. */
  function ends() {
    const now = ids();
    now.forEach((id, at) => {
      steps.get(id)?.up.setAttribute("aria-disabled", String(at === 0));
      steps.get(id)?.down.setAttribute("aria-disabled", String(at === now.length - 1));
    });
  }

  /**
   * @param {string} id
   * @param {number} to place from 0
   */
  function move(id, to) {
    const step = steps.get(id);
    const now = ids().filter((one) => one !== id);
    if (!step || to < 0 || to > now.length) return;
    const after = steps.get(now[to] ?? "");
    if (after) after.node.before(step.node);
    else list.append(step.node);
    touched = true;
    ends();
    say(fill(strings.stepped, { step: step.text, place: to + 1, of: steps.size }));
    changed();
  }

  for (const step of item.steps) {
    const up = button("↑", () => {
      move(step.id, ids().indexOf(step.id) - 1);
      up.focus();
    });
    up.setAttribute("aria-label", fill(strings.up, { step: step.text }));
    const down = button("↓", () => {
      move(step.id, ids().indexOf(step.id) + 1);
      down.focus();
    });
    down.setAttribute("aria-label", fill(strings.down, { step: step.text }));
    const signed = make("span", "nkj-sign");
    const moves = make("span", "nkj-moves", up, down);
    const node = make("li", "nkj-step", make("span", "nkj-step-words", step.text), moves, signed);
    node.dataset.step = step.id;
    node.draggable = true;
    node.addEventListener("dragstart", (event) => event.dataTransfer?.setData("text/x-nkj-step", step.id));
    node.addEventListener("dragover", (event) => event.preventDefault());
    node.addEventListener("drop", (event) => {
      event.preventDefault();
      const id = event.dataTransfer?.getData("text/x-nkj-step") ?? "";
      if (steps.has(id) && id !== step.id) move(id, ids().indexOf(step.id));
    });
    steps.set(step.id, { node, signed, up, down, text: step.text });
    list.append(node);
  }
  ends();

  return {
    node: list,
    // The order shown at first is nobody's answer.
    read: () => (touched ? { order: ids() } : {}),
    show(answer) {
      const wanted = (answer.order ?? []).filter((/** @type {string} */ id) => steps.has(id));
      if (wanted.length !== steps.size) return;
      for (const id of wanted) list.append(steps.get(id)?.node ?? "");
      touched = true;
      ends();
    },
    mark(right) {
      for (const [id, step] of steps) sign(step.signed, right.get(id), strings);
    },
  };
}

/** @type {Record<string, (item: Item, around: Around) => Form>} */
export const FORMS = { single: choose, multiple: choose, verdict: choose, find: choose, sort, order };
