// @ts-check
/** Put rows and sentences into the evidence basket, with a note. */
import { button, fill, freshId, keepKeys, make, sentenceNumber } from "./lib/dom.js";
import { outbox, savedLine } from "./lib/outbox.js";
import { lasting } from "./lib/drafts.js";
import { basketList } from "./lib/basket_list.js";
import { basketOffer } from "./lib/basket_offer.js";
import { light, offerTo } from "./lib/passage_events.js";

/** @typedef {{id: string, label: string, group: string, quote: string, sentence: string}} Offer */

/**
 * @param {{model: import("./lib/dom.js").Model, el: HTMLElement}} context
 * @returns {() => void} clean-up
 */
function render({ model, el }) {
  const strings = model.get("strings");
  const offers = /** @type {Offer[]} */ (model.get("offers"));
  const whole = make("div", "nkj-page nkj-collect");
  whole.setAttribute("role", "group");
  whole.setAttribute("aria-label", strings.group ?? "");
  const saved = savedLine(strings);
  const evidence = (/** @type {import("./lib/outbox.js").Line} */ line) => line.act.startsWith("evidence");
  const fromPane = basketOffer((...line) => post.put(...line), strings);
  const post = outbox(
    model,
    (line, ...told) => {
      if (!evidence(line)) return;
      saved.tell(...told);
      fromPane.tell(line, told[0], told[1]);
    },
    evidence,
  );
  const offered = offerTo(whole, () => [fromPane.offer]);

  const list = make("select");
  list.id = freshId("offer");
  /** @type {Map<string, HTMLOptGroupElement>} */
  const groups = new Map();
  for (const offer of offers) {
    let group = groups.get(offer.group);
    if (!group) {
      groups.set(offer.group, (group = make("optgroup")));
      group.label = offer.group;
      list.append(group);
    }
    const option = new Option(offer.label, offer.id);
    option.translate = false;
    group.append(option);
  }
  const words = make("div");
  const note = make("input");
  note.type = "text";
  note.id = freshId("note");
  note.maxLength = 300;
  lasting(note, `basket note ${model.get("place")}`);
  lasting(list, `basket ${model.get("place")} ${offers.map((one) => one.id).join(" ")}`);
  const show = () => {
    const offer = offers.find((one) => one.id === list.value);
    if (!offer) return;
    const number = sentenceNumber(offer.sentence, () => [{ sentence: offer.sentence, words: offer.quote }]);
    const said = make("blockquote", "nkj-quote", ...number, "\u00a0", offer.quote);
    said.lang = "en";
    said.translate = false;
    words.replaceChildren(said);
  };
  list.addEventListener("change", () => {
    show();
    const offer = offers.find((one) => one.id === list.value);
    if (offer) light([{ sentence: offer.sentence, words: offer.quote }]);
  });
  show();
  const put = button(
    strings.put ?? "",
    () => {
      post.put("evidence", list.value, { note: note.value.trim() });
      note.value = "";
      note.dispatchEvent(new Event("input"));
    },
    "nkj-main",
  );
  const [what, why] = [make("label", "", strings.what ?? ""), make("label", "", strings.why ?? "")];
  what.htmlFor = list.id;
  why.htmlFor = note.id;
  const held = make("div");
  const summary = make("summary");
  const follow = () => {
    const pieces = model.get("basket");
    summary.textContent = fill(strings.held, { n: pieces.length });
    held.replaceChildren(
      basketList(pieces, strings, { remove: (piece) => void post.put("evidence removed", piece.id, {}) }),
    );
  };
  follow();
  model.on("change:basket", follow);
  whole.append(
    make("p", "nkj-field", what, list),
    words,
    make("p", "nkj-field", why, note),
    make("div", "nkj-buttons", put),
    saved.node,
    make("details", "", summary, held),
  );
  el.append(whole);
  const freeKeys = keepKeys(whole);
  return () => {
    post.close();
    offered();
    freeKeys();
    model.off("change:basket", follow);
    whole.remove();
  };
}

export default { render };
