// @ts-check
/** A written answer: its quotations are checked while it grows, and its writer weighs it by a rubric. */
import { button, fill, freshId, keepKeys, liveRegion, make, quote } from "./lib/dom.js";
import { outbox, savedLine } from "./lib/outbox.js";
import { drafts } from "./lib/drafts.js";
import { basketList } from "./lib/basket_list.js";
import { basketOffer } from "./lib/basket_offer.js";
import { light, offerTo } from "./lib/passage_events.js";
import { quotations } from "./lib/quotation.js";

const TOP = 3;

/**
 * @param {string} text
 * @returns {number}
 */
const countWords = (text) => (text.match(/[\p{L}\p{N}][\p{L}\p{N}'’-]*/gu) ?? []).length;

/**
 * The learner's own levels, a line of the rubric at a time.
 *
 * @param {import("./lib/scoring.js").Item} item
 * @param {Record<string, string>} strings
 * @param {() => void} changed
 */
function rubric(item, strings, changed) {
  const node = make("div", "nkj-rubric");
  /** @type {Map<string, HTMLInputElement[]>} */
  const lines = new Map();
  for (const criterion of item.criteria) {
    const name = freshId("level");
    const set = make("fieldset", "", make("legend", "", criterion.name));
    const inputs = [strings.level0 ?? "", ...criterion.levels].map((text, level) => {
      const input = make("input");
      input.type = "radio";
      input.name = name;
      input.value = String(level);
      input.addEventListener("change", changed);
      set.append(make("label", "nkj-option", input, make("span", "", `${level} – ${text}`)));
      return input;
    });
    lines.set(criterion.id, inputs);
    node.append(set);
  }
  const total = liveRegion("nkj-total");
  node.append(total);

  /** @returns {Record<string, number>} */
  function read() {
    /** @type {Record<string, number>} */
    const levels = {};
    for (const [id, inputs] of lines) {
      const level = inputs.findIndex((input) => input.checked);
      if (level >= 0) levels[id] = level;
    }
    return levels;
  }

  function add() {
    const levels = Object.values(read());
    const points = levels.reduce((sum, level) => sum + level, 0);
    const left = item.criteria.length - levels.length;
    const of = item.criteria.length * TOP;
    total.textContent = levels.length ? fill(left ? strings.weighing : strings.weighed, { points, of, left }) : "";
  }
  node.addEventListener("change", add);

  return {
    node,
    read,
    /** @param {Record<string, number> | undefined} levels */
    show(levels) {
      for (const [id, inputs] of lines) {
        const input = inputs[levels?.[id] ?? -1];
        if (input) input.checked = true;
      }
      add();
    },
  };
}

/**
 * @param {{model: import("./lib/dom.js").Model, el: HTMLElement}} context
 * @returns {() => void} clean-up
 */
function render({ model, el }) {
  const strings = model.get("strings");
  const item = /** @type {import("./lib/scoring.js").Item} */ (model.get("item"));
  const passage = model.get("passage");
  const whole = make("div", "nkj-page nkj-writer");
  whole.setAttribute("role", "group");
  whole.setAttribute("aria-label", strings.group ?? "");
  whole.dataset.item = item.id;
  const saved = savedLine(strings);
  const ours = (/** @type {import("./lib/outbox.js").Line} */ line) =>
    line.item === item.id || line.act.startsWith("evidence");
  const fromPane = basketOffer((...line) => post.put(...line), strings);
  const post = outbox(
    model,
    (line, ...told) => {
      if (!ours(line)) return;
      saved.tell(...told);
      fromPane.tell(line, told[0], told[1]);
    },
    ours,
  );

  const text = make("textarea");
  text.id = freshId("text");
  text.lang = "en";
  text.spellcheck = true;
  const label = make("label", "nkj-stem", item.stem);
  label.htmlFor = text.id;
  const size = make("p", "nkj-small");
  size.id = freshId("size");
  text.setAttribute("aria-describedby", size.id);
  const found = make("ul", "nkj-quotations");
  const heard = make("p", "nkj-heard");
  heard.setAttribute("role", "status");
  /** @type {Map<string, string>} the nearest words, as the kernel says, by quotation */
  const nearest = new Map();

  function measure() {
    const [from, to] = item.length;
    size.textContent = fill(strings.words, { n: countWords(text.value), from, to });
  }

  /** @returns {string[]} */
  function check() {
    const told = quotations(text.value, passage).map((one) => {
      const where = one.sentences.join(", ");
      const open = one.stands === "no" && one.differs.length > 0;
      const said = fill(strings[open ? "unclosed" : one.stands], {
        words: open ? one.words.split(/\s+/u).slice(0, 8).join(" ") : one.words,
        where,
        differs: one.differs.join(", "),
      });
      const words = one.leftOut.map((left) => `“${left}”`).join(", ");
      const look = words ? ` ${fill(strings.leftOut, { words })}` : "";
      const sign = words ? "◐" : open ? "…" : { exact: "✓", nearly: "◐", no: "✗" }[one.stands];
      const stands = words ? "look" : one.stands;
      return { stands, says: `${sign} ${(open ? "" : nearest.get(one.words)) || said}${look}` };
    });
    found.replaceChildren(
      ...told.map(({ stands, says }) => {
        const line = make("li", "", says);
        line.dataset.stands = stands;
        return line;
      }),
    );
    return told.map((line) => line.says);
  }

  /** The quotation in which one writes lights up in the passage. */
  function spot() {
    const at = text.selectionStart;
    const here = quotations(text.value, passage).find((one) => one.start <= at && at <= one.end);
    const lit = here ? here.sentences.map((sentence) => ({ sentence, words: here.words })) : [];
    if (lit.length) light(lit);
  }
  for (const event of ["keyup", "click", "focus"]) text.addEventListener(event, spot);

  let said = "";

  function rest() {
    const now = check();
    // Read out once, and not at every key.
    if (now.join(" ") !== said) heard.textContent = said = now.join(" ");
    if (text.value.trim()) post.put("draft", item.id, { text: text.value, rubric: levels.read() });
    try {
      model.send({ type: "quotations", text: text.value });
    } catch {
      // Without a kernel there is no word on what comes nearest.
    }
  }

  const draft = drafts(rest);

  function changed() {
    measure();
    check();
    draft.later();
  }
  text.addEventListener("input", changed);

  /** @param {{type?: string, nearest?: [string, string][]}} content */
  function answered(content) {
    if (content?.type !== "quotations") return;
    for (const [words, says] of content.nearest ?? []) nearest.set(words, says);
    check();
  }
  model.on("msg:custom", answered);

  const after = make("div", "nkj-after");
  const levels = rubric(item, strings, draft.later);
  function open() {
    if (after.childNodes.length) return;
    const examples = item.exemplars.map((one) =>
      make(
        "details",
        "",
        make("summary", "", fill(strings.example, { level: strings[one.level] ?? one.level })),
        make("blockquote", "nkj-quote", one.text),
        make("p", "", one.why),
      ),
    );
    const words = make("details", "", make("summary", "", strings.sentences ?? ""), ...quote(item.quoted));
    after.append(
      make("p", "nkj-heading", strings.rubric ?? ""),
      levels.node,
      make("p", "nkj-heading", strings.examples ?? ""),
      ...examples,
      words,
    );
  }

  const hints = liveRegion("nkj-hints");
  let shown = 0;
  const hint = button(fill(strings.hint, { n: 1 }), () => {
    if (shown === item.hints.length) return;
    hints.append(make("p", "", fill(strings.hinted, { n: shown + 1, hint: item.hints[shown] })));
    shown += 1;
    if (shown === item.hints.length) hint.setAttribute("aria-disabled", "true");
    hint.textContent = fill(shown === item.hints.length ? strings.noHint : strings.hint, { n: shown + 1 });
  });
  const feedback = liveRegion("nkj-feedback");
  const hand = button(
    strings.hand ?? "",
    () => {
      draft.drop();
      check();
      if (!text.value.trim()) {
        feedback.replaceChildren(make("p", "nkj-verdict", strings.nothing ?? ""));
        text.focus();
        return;
      }
      open();
      feedback.replaceChildren(make("p", "nkj-verdict", strings.handed ?? ""));
      post.put("answer", item.id, { text: text.value, rubric: levels.read() });
    },
    "nkj-main",
  );

  const held = make("div");
  const summary = make("summary");
  /** @param {{quote: string, sentence: string}} piece */
  const use = (piece) => {
    const [before, behind] = [text.value.slice(0, text.selectionStart), text.value.slice(text.selectionEnd)];
    const space = before && !/\s$/u.test(before) ? " " : "";
    // A quotation within the quotation takes single marks.
    const words = `${space}“${piece.quote.replace(/["“”]/g, "'")}” (${piece.sentence})`;
    text.value = before + words + behind;
    text.focus();
    text.setSelectionRange(before.length + words.length, before.length + words.length);
    changed();
  };
  const offered = offerTo(whole, () => [
    fromPane.offer,
    {
      act: "quote",
      label: strings.quoteIt ?? "",
      take(selected, say) {
        for (const { sentence, words } of selected) use({ sentence, quote: words });
        text.scrollIntoView({ block: "nearest" });
        say(strings.quoted ?? "");
      },
    },
  ]);
  const follow = () => {
    const pieces = model.get("basket");
    summary.textContent = fill(strings.held, { n: pieces.length });
    const remove = (/** @type {import("./lib/basket_list.js").Piece} */ piece) =>
      void post.put("evidence removed", piece.id, {});
    held.replaceChildren(basketList(pieces, strings, { remove, use }));
  };
  follow();
  model.on("change:basket", follow);
  const basket = make("details", "", summary, held);
  basket.open = model.get("basket").length > 0;

  whole.append(
    make("p", "", label),
    ...(item.outside.length ? [make("p", "nkj-outside nkj-small", strings.outside ?? "")] : []),
    text,
    size,
    make("p", "nkj-small", strings.howQuote ?? ""),
    found,
    heard,
    make("div", "nkj-buttons", hand, hint),
    saved.node,
    hints,
    feedback,
    basket,
    after,
  );
  el.append(whole);

  /** What was there when this page was left, or was written elsewhere since; a text that is begun here stays. */
  function resume() {
    const state = model.get("states")[item.id];
    const pending = post.latest(item.id);
    const last = pending?.answer ?? state?.draft ?? state?.last_answer;
    if (!last || text.value) return;
    text.value = String(last.text ?? "");
    levels.show(/** @type {Record<string, number>} */ (last.rubric));
    if (state?.last_answer || pending?.act === "answer") open();
    post.standing(item.id, saved);
    measure();
    check();
  }
  resume();
  model.on("change:states", resume);
  measure();
  check();

  const freeKeys = keepKeys(whole);
  return () => {
    draft.close();
    model.off("change:basket", follow);
    model.off("change:states", resume);
    model.off("msg:custom", answered);
    post.close();
    offered();
    freeKeys();
    whole.remove();
  };
}

export default { render };
