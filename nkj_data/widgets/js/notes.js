// @ts-check
/** A place to write, for the learner alone: what stands in its boxes is kept as it grows, and found again. */
import { freshId, keepKeys, make } from "./lib/dom.js";
import { outbox, savedLine } from "./lib/outbox.js";
import { drafts } from "./lib/drafts.js";

/** How many signs the boxes of one note hold together; the record keeps no longer text. */
const ROOM = 20000;
/** What the one box is called in the record when it has no label: the word on the page may be translated. */
const UNLABELLED = "notes";

/**
 * The texts of a note, by label, as far as they can be read.
 *
 * @param {any} answer
 * @returns {Map<string, string>}
 */
function textsIn(answer) {
  const texts = answer?.texts;
  const pairs = texts && typeof texts === "object" ? Object.entries(texts) : [];
  return new Map(pairs.filter(([, text]) => typeof text === "string"));
}

/**
 * @param {{model: import("./lib/dom.js").Model, el: HTMLElement}} context
 * @returns {() => void} clean-up
 */
function render({ model, el }) {
  const strings = model.get("strings");
  const item = /** @type {string} */ (model.get("item"));
  const labels = /** @type {string[]} */ (model.get("labels"));
  const whole = make("div", "nkj-page nkj-notes");
  whole.setAttribute("role", "group");
  whole.setAttribute("aria-label", strings.group ?? "");
  whole.dataset.item = item;
  const saved = savedLine(strings);
  const post = outbox(
    model,
    (line, ...told) => {
      if (line.item === item) saved.tell(...told);
    },
    (line) => line.item === item,
  );

  /** @type {Map<string, string>} under every label the note ever had, also those that are not shown here */
  let texts = new Map();
  /** @type {Map<string, HTMLTextAreaElement>} */
  const boxes = new Map();
  /** @type {Set<string>} what was typed in since the note was last put on record */
  const touched = new Set();

  const draft = drafts(() => {
    const before = new Map([...texts, ...textsIn(post.pending(item)?.answer)]);
    texts = new Map(before);
    for (const label of touched) texts.set(label, boxes.get(label)?.value ?? "");
    const changed = [...touched].some((label) => texts.get(label) !== (before.get(label) ?? ""));
    touched.clear();
    if (changed) post.put("draft", item, { texts: Object.fromEntries(texts) });
  });

  const fields = make("div", "nkj-notes-boxes");
  for (const label of labels.length ? labels : [UNLABELLED]) {
    const box = make("textarea");
    box.id = freshId("note");
    box.maxLength = Math.floor(ROOM / Math.max(labels.length, 1));
    box.addEventListener("input", () => {
      touched.add(label);
      draft.later();
    });
    const name = make("label", "", labels.length ? label : (strings.label ?? ""));
    name.htmlFor = box.id;
    boxes.set(label, box);
    fields.append(make("div", "nkj-notes-box", name, box));
  }

  /**
   * What was there when this page was left, or was written elsewhere since.
   *
   * @param {Record<string, unknown> | undefined} waiting
   */
  function resume(waiting) {
    texts = textsIn(waiting ?? model.get("states")[item]?.draft);
    for (const [label, box] of boxes) {
      const text = texts.get(label) ?? "";
      if (!touched.has(label) && box.value !== text) box.value = text;
    }
    if ([...boxes.values()].some((box) => box.value)) post.standing(item, saved);
  }
  resume(post.latest(item)?.answer);
  const follow = () => resume(post.pending(item)?.answer);
  model.on("change:states", follow);

  whole.append(make("p", "nkj-small", strings.own ?? ""), fields, saved.node);
  el.append(whole);
  const freeKeys = keepKeys(whole);
  return () => {
    draft.close();
    model.off("change:states", follow);
    post.close();
    freeKeys();
    whole.remove();
  };
}

export default { render };
