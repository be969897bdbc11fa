// @ts-check
/**
 * Questions: an answer is scored and explained here, with the words of the passage, and goes into the record.
 */
import { button, fill, keepKeys, liveRegion, make, quote } from "./lib/dom.js";
import { outbox, savedLine } from "./lib/outbox.js";
import { drafts } from "./lib/drafts.js";
import { basketOffer } from "./lib/basket_offer.js";
import { light, offerTo } from "./lib/passage_events.js";
import { nextStep, reasons, verdict, weigh } from "./lib/scoring.js";
import { FORMS } from "./lib/forms.js";
import { turns } from "./lib/turns.js";

/**
 * @typedef {import("./lib/scoring.js").Item} Item
 * @typedef {import("./lib/scoring.js").Answer} Answer
 * @typedef {{attempts: number, last_answer: Answer | null, last_outcome: string, draft: Answer | null}} State
 * @typedef {[id: string, paragraph: number, text: string]} Sentence
 */

const SIGNS = /** @type {Record<string, string>} */ ({ correct: "✓", "partly correct": "◐", incorrect: "✗" });

/**
 * The whole passage, the deciding words of a question marked.
 *
 * @param {Sentence[]} passage
 * @param {import("./lib/dom.js").Quoted[]} quoted
 * @returns {HTMLElement}
 */
function inPassage(passage, quoted) {
  const cut = new Map(quoted.map((sentence) => [sentence.sentence_id, sentence.segments]));
  const whole = make("div", "nkj-passage");
  whole.lang = "en";
  whole.translate = false;
  let [last, paragraph] = [0, make("p")];
  for (const [id, number, text] of passage) {
    if (number !== last) whole.append((paragraph = make("p")));
    last = number;
    const parts = (cut.get(id) ?? [[text, false]]).map(([words, marked]) =>
      marked ? make("mark", "", words) : words,
    );
    paragraph.append(make("span", "nkj-number", id), "\u00a0", ...parts, " ");
  }
  return whole;
}

/**
 * @param {Item} item
 * @param {import("./lib/scoring.js").Reason} reason
 * @param {Record<string, string>} strings
 * @returns {HTMLElement}
 */
function reasonLine(item, reason, strings) {
  const title = item.kind === "find" && reason.id !== "none" ? reason.id : reason.text;
  return make(
    "li",
    "",
    make("span", "nkj-sign", `${reason.right ? "✓" : "✗"} ${(reason.right ? strings.right : strings.wrong) ?? ""}`),
    " ",
    make("strong", "", title),
    make("span", "nkj-reason", reason.says),
  );
}

/**
 * The key of a question with its reasons: every option, card or step, where it belongs.
 *
 * @param {Item} item
 * @param {Record<string, string>} strings
 * @returns {HTMLElement}
 */
function key(item, strings) {
  const list = make("ul", "nkj-reasons");
  const buckets = new Map(item.buckets.map((bucket) => [bucket.id, bucket.name]));
  for (const option of item.options) {
    // Thirteen sentences that are not the one need no line each.
    if (item.kind === "find" && !option.correct) continue;
    const known = option.correct ? strings.isRight : strings.isWrong;
    const title = item.kind === "find" && option.id !== "none" ? option.id : option.text;
    list.append(
      make("li", "", `${known ?? ""} `, make("strong", "", title), make("span", "nkj-reason", option.reason)),
    );
  }
  for (const card of item.cards) {
    const place = fill(strings.belongs, { bucket: buckets.get(card.bucket) });
    list.append(
      make("li", "", make("strong", "", card.text), ` ${place}`, make("span", "nkj-reason", card.reason)),
    );
  }
  const steps = [...item.steps].sort((one, other) => one.place - other.place);
  steps.forEach((step, at) => {
    list.append(
      make("li", "", `${at + 1}. `, make("strong", "", step.text), make("span", "nkj-reason", step.reason)),
    );
  });
  return list;
}

/**
 * @param {Item} item
 * @param {{at: number, of: number, strings: Record<string, string>, scoring: Record<string, string>, quiet: boolean,
 *   passage: Sentence[], state: State | undefined, pending: import("./lib/outbox.js").Line | undefined,
 *   put: (act: "answer" | "draft", answer: Answer) => void,
 *   stands: (outcome: string) => void,
 *   standing: (saved: import("./lib/outbox.js").Shown) => void}} around
 */
function question(item, { at, of, strings, scoring, quiet, passage, state, pending, put, stands, standing }) {
  const said = make("p", "nkj-heard");
  said.setAttribute("role", "status");
  const feedback = liveRegion("nkj-feedback");
  const hints = liveRegion("nkj-hints");
  const saved = savedLine(strings);
  const more = make("div", "nkj-more");
  let attempts = state?.attempts ?? 0;
  let shown = 0;
  let touched = false;

  const form = (FORMS[item.kind] ?? FORMS.single)?.(item, {
    strings,
    say: (text) => (said.textContent = text),
    changed() {
      touched = true;
      form?.mark(new Map());
      draft.later();
      const sentences = /** @type {string[]} */ (form?.read().sentences ?? []);
      if (item.kind === "find") light(sentences.filter((id) => id !== "none").map((sentence) => ({ sentence })));
    },
  });
  if (!form) return { node: make("div"), resume() {}, tell() {}, leave() {} };

  const draft = drafts(() => {
    const answer = form.read();
    if (Object.keys(answer).length) put("draft", answer);
  });

  const shine = () => light(item.quoted.map(({ sentence_id, segments }) => ({ sentence: sentence_id, segments })));

  /**
   * @param {Answer} answer
   * @param {boolean} [asks] whether a person has just asked
   */
  function explain(answer, asks = false) {
    const weighed = weigh(item, answer);
    feedback.dataset.outcome = weighed.outcome;
    stands(quiet && weighed.outcome !== "not attempted" ? "noted" : weighed.outcome);
    if (quiet && weighed.outcome !== "not attempted") {
      feedback.replaceChildren(make("p", "nkj-verdict", strings.noted ?? ""));
      return;
    }
    const all = reasons(item, answer);
    const given = all.filter((reason) => reason.given && reason.given !== "not chosen");
    form?.mark(new Map(given.map((reason) => [reason.id, reason.right])));
    const line = make(
      "p",
      "nkj-verdict",
      `${SIGNS[weighed.outcome] ?? ""} ${verdict(item, weighed, scoring)}`.trim(),
    );
    /** @type {HTMLElement[]} */
    const parts = [line];
    if (weighed.outcome === "not attempted") {
      line.append(` ${strings[`start ${item.kind}`] ?? ""}`);
      feedback.replaceChildren(line);
      return;
    }
    const told = ["sort", "order"].includes(item.kind) ? given.filter((reason) => !reason.right) : given;
    if (told.length)
      parts.push(make("ul", "nkj-reasons", ...told.map((reason) => reasonLine(item, reason, strings))));
    const right = weighed.outcome === "correct";
    // A right answer is shown its words; one that is not right yet gets them on request, after a look of its own.
    if (right || item.kind !== "find") {
      // Also when a lesson is opened again: only what a person asks for moves the passage.
      if (asks) shine();
      parts.push(
        make("p", "nkj-small", (item.settled ? strings.settles : strings.nearest) ?? ""),
        ...quote(item.quoted),
      );
    }
    // Only now: said before, it would look like advice to answer from there.
    if (item.outside.length) parts.push(make("p", "nkj-outside nkj-small", strings.outside ?? ""));
    if (right && item.arguable) parts.push(make("p", "", `${strings.arguable ?? ""} ${item.arguable}`));
    parts.push(make("p", "nkj-next", nextStep(item, weighed.outcome, scoring)));
    feedback.replaceChildren(...parts);
    // What comes next has just told the first hint.
    if (!right && !shown) step();
    hint.hidden = right;
    offer(right);
  }

  /** @param {boolean} right */
  function offer(right) {
    const inText = make(
      "details",
      "nkj-without-pane",
      make("summary", "", strings.inPassage ?? ""),
      inPassage(passage, item.quoted),
    );
    const whole = make("details", "", make("summary", "", (right ? strings.whyAll : strings.showAnswer) ?? ""));
    whole.append(key(item, strings));
    more.replaceChildren(whole, inText);
  }

  const check = make("button", "nkj-main", (attempts ? strings.checkAgain : strings.check) ?? "");
  check.type = "submit";
  const hint = button(fill(strings.hint, { n: 1 }), () => {
    const says = item.hints[shown] ?? "";
    hints.append(make("p", "", fill(strings.hinted, { n: shown + 1, hint: says })));
    const named = [...new Set(says.match(/S\d\d/g) ?? [])];
    if (shown === item.hints.length - 1 && item.quoted.length) shine();
    else if (named.length) light(named.map((sentence) => ({ sentence })));
    step();
  });
  function step() {
    shown += 1;
    if (shown === item.hints.length) hint.setAttribute("aria-disabled", "true");
    hint.textContent = fill(shown === item.hints.length ? strings.noHint : strings.hint, { n: shown + 1 });
  }
  const guarded = (/** @type {Event} */ event) => {
    if (hint.getAttribute("aria-disabled") === "true") event.stopImmediatePropagation();
  };
  hint.addEventListener("click", guarded, true);

  const title = make(
    "legend",
    "",
    of > 1 ? make("span", "nkj-count", fill(strings.count, { at, of })) : "",
    item.stem,
  );
  const asked = make("fieldset", "", title);
  if (item.statement) asked.append(make("blockquote", "nkj-statement", `‘${item.statement}’`));
  const find = fill(item.allowed === 1 ? strings.howFindOne : strings.howFind, { n: item.allowed });
  const how = item.kind === "find" ? find : strings[`how ${item.kind}`];
  if (how) asked.append(make("p", "nkj-small", how));
  asked.append(form.node);
  const buttons = make("div", "nkj-buttons", check, ...(quiet ? [] : [hint]));
  const node = make("form", "nkj-question", asked, said, buttons, saved.node, hints, feedback, more);
  node.dataset.item = item.id;
  node.noValidate = true;
  node.addEventListener("submit", (event) => {
    event.preventDefault();
    draft.drop();
    const answer = form.read();
    touched = true;
    explain(answer, true);
    if (weigh(item, answer).outcome === "not attempted") return;
    attempts += 1;
    check.textContent = strings.checkAgain ?? "";
    put("answer", answer);
  });

  /**
   * What was there when this page was left, or was done elsewhere since.
   *
   * @param {State | undefined} known
   * @param {import("./lib/outbox.js").Line} [waiting]
   */
  function resume(known, waiting) {
    const last = waiting?.answer ?? known?.draft ?? known?.last_answer;
    if (!last || touched) return;
    form?.show(last);
    attempts = Math.max(known?.attempts ?? attempts, waiting?.act === "answer" ? 1 : 0);
    if (attempts) check.textContent = strings.checkAgain ?? "";
    const begun = waiting ? waiting.act === "draft" : Boolean(known?.draft);
    if (begun) said.textContent = strings.begun ?? "";
    else explain(last);
    standing(saved);
  }
  resume(state, pending);

  const offered = offerTo(node, (selected) => {
    const ids = [...new Set(selected.map((one) => one.sentence))].slice(0, item.allowed);
    if (item.kind !== "find" || ids.length < selected.length) return [];
    const told = { sentences: ids.join(", "), stem: item.stem };
    return [
      {
        act: "answer",
        label: fill(strings.answerWith, told),
        take(_, say) {
          form.show({ sentences: ids });
          touched = true;
          form.mark(new Map());
          draft.later();
          check.scrollIntoView({ block: "nearest" });
          check.focus();
          say(fill(strings.answered, told));
        },
      },
    ];
  });

  return {
    node,
    resume,
    tell: saved.tell,
    leave() {
      offered();
      draft.close();
    },
  };
}

/**
 * @param {{model: import("./lib/dom.js").Model, el: HTMLElement}} context
 * @returns {() => void} clean-up
 */
function render({ model, el }) {
  const strings = model.get("strings");
  const items = /** @type {Item[]} */ (model.get("items"));
  const states = /** @type {Record<string, State>} */ (model.get("states"));
  const whole = make("div", "nkj-page nkj-questions");
  whole.setAttribute("role", "group");
  whole.setAttribute("aria-label", strings.group ?? "");
  // The check at both ends of the series, and what comes up for review, belong to no step of the lesson.
  if (model.get("phase") !== "lesson") whole.dataset.apart = "";
  /** @type {Map<string, ReturnType<typeof question>>} */
  const questions = new Map();
  const fromPane = basketOffer((...line) => post.put(...line), strings);
  const post = outbox(
    model,
    (line, ...told) => {
      fromPane.tell(line, told[0], told[1]);
      if (line.phase === model.get("phase")) questions.get(line.item)?.tell(...told);
    },
    (line) => questions.has(line.item),
  );
  const offered = offerTo(whole, () => (model.get("quiet") ? [] : [fromPane.offer]));
  if (items.length && !model.get("quiet")) {
    const summary = make("summary", "nkj-small", strings.passage ?? "");
    whole.append(make("details", "nkj-without-pane", summary, inPassage(model.get("passage"), [])));
  }
  /** @type {ReturnType<typeof turns> | undefined} */
  let inTurn;
  /** @type {[string, string][]} */
  const stood = [];
  items.forEach((item, at) => {
    const one = question(item, {
      ...{ at: at + 1, of: items.length, strings, scoring: model.get("scoring"), quiet: model.get("quiet") },
      ...{ passage: model.get("passage"), state: states[item.id], pending: post.latest(item.id) },
      put: (act, answer) => void post.put(act, item.id, answer),
      stands(outcome) {
        if (inTurn) tellDot(item.id, outcome);
        else stood.push([item.id, outcome]);
      },
      standing: (saved) => post.standing(item.id, saved),
    });
    questions.set(item.id, one);
    whole.append(one.node);
  });
  /** @param {string} id @param {string} outcome */
  function tellDot(id, outcome) {
    const how = /** @type {Record<string, string | undefined>} */ ({
      ...{ correct: strings.dotRight, incorrect: strings.dotWrong, noted: strings.dotNoted },
      "partly correct": strings.dotPartly,
    });
    inTurn?.stands(id, { ...SIGNS, noted: "✓" }[outcome] ?? "", how[outcome] ?? "");
  }
  if (items.length > 1) {
    inTurn = turns(
      items.map(({ id }) => ({ id, node: /** @type {HTMLElement} */ (questions.get(id)?.node) })),
      whole,
      strings,
    );
    whole.querySelector(".nkj-question")?.before(inTurn.node);
    for (const one of stood) tellDot(...one);
  }
  const resume = () => {
    for (const [id, state] of Object.entries(/** @type {Record<string, State>} */ (model.get("states")))) {
      questions.get(id)?.resume(state);
    }
  };
  model.on("change:states", resume);
  const note = make("p", "nkj-note");
  note.setAttribute("role", "status");
  const follow = () => (note.textContent = model.get("note"));
  follow();
  model.on("change:note", follow);
  whole.append(note);
  el.append(whole);
  const freeKeys = keepKeys(whole);
  return () => {
    for (const one of questions.values()) one.leave();
    inTurn?.close();
    model.off("change:note", follow);
    model.off("change:states", resume);
    post.close();
    offered();
    freeKeys();
    whole.remove();
  };
}

export default { render };
