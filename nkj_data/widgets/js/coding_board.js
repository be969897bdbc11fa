// @ts-check
/** The coding board: sentences are coded one at a time, then compared with our coding, all of it in the page. */
import { asItIs, button, fill, freshId, keepKeys, liveRegion, make, quote } from "./lib/dom.js";
import { outbox, savedLine } from "./lib/outbox.js";
import { drafts } from "./lib/drafts.js";
import { codingAgreement, FEWEST_FOR_KAPPA } from "./lib/agreement.js";
import { light, offerTo } from "./lib/passage_events.js";
import { picker, stretches } from "./lib/picking.js";

/**
 * @typedef {import("./lib/agreement.js").Labels} Labels
 * @typedef {import("./lib/agreement.js").OurCoding} OurCoding
 * @typedef {import("./lib/agreement.js").Difference} Difference
 * @typedef {import("./lib/agreement.js").AspectAgreement} AspectAgreement
 * @typedef {{id: string, paragraph: number, pieces: import("./lib/picking.js").Pieces}} Sentence
 * @typedef {{id: string, labels: [id: string, text: string][]}} Aspect
 * @typedef {{labels: Labels, picked: Set<number>}} Coded
 * @typedef {{at: number, coded: Map<string, Coded>, compared: Record<string, Labels> | null,
 *   reasons: Record<string, Labels>}} Work ``compared``: the labels when they were compared last
 */

/** Forty-two reasons of this length fit into one line of the record. */
const LONGEST_REASON = 700;

/**
 * Numbers as stretches, such as "0-3 7", and back. One text takes less of a line of the record than forty numbers.
 *
 * @param {Set<number>} numbers
 * @returns {string}
 */
function written(numbers) {
  /** @type {[number, number][]} */
  const runs = [];
  for (const number of [...numbers].sort((one, other) => one - other)) {
    const last = runs.at(-1);
    if (last?.[1] === number - 1) last[1] = number;
    else runs.push([number, number]);
  }
  return runs.map(([from, to]) => (from === to ? `${from}` : `${from}-${to}`)).join(" ");
}

/**
 * @param {unknown} text
 * @param {number} count how many words there are
 * @returns {Set<number>}
 */
function read(text, count) {
  const found = /** @type {Set<number>} */ (new Set());
  for (const [, from, to] of String(text ?? "").matchAll(/(\d+)(?:-(\d+))?/g)) {
    for (let at = Number(from); at <= Number(to ?? from) && at < count; at += 1) found.add(at);
  }
  return found;
}

/**
 * What was kept of an earlier session, as far as it fits this board.
 *
 * @param {any} kept
 * @param {Sentence[]} sentences
 * @param {Aspect[]} aspects
 * @returns {Work}
 */
function restored(kept, sentences, aspects) {
  /** @param {any} raw @returns {Labels} */
  const labels = (raw) =>
    Object.fromEntries(
      aspects
        .filter((aspect) => aspect.labels.some(([label]) => label === raw?.[aspect.id]))
        .map((aspect) => [aspect.id, raw[aspect.id]]),
    );
  /** @type {Work} */
  const work = { at: 0, coded: new Map(), compared: kept?.compared ? {} : null, reasons: {} };
  for (const { id, pieces } of sentences) {
    const raw = kept?.sentences?.[id];
    const count = pieces.filter(([, word]) => word).length;
    work.coded.set(id, { labels: labels(raw), picked: read(raw?.marked, count) });
    if (work.compared) work.compared[id] = labels(kept.compared[id]);
    const said = aspects.map((aspect) => [aspect.id, kept?.reasons?.[id]?.[aspect.id]]);
    work.reasons[id] = Object.fromEntries(
      said
        .filter(([, reason]) => typeof reason === "string")
        .map(([name, reason]) => [name, reason.slice(0, LONGEST_REASON)]),
    );
  }
  if (work.compared && !Object.values(work.compared).some((given) => Object.keys(given).length))
    work.compared = null;
  work.at = Math.max(
    0,
    sentences.findIndex((sentence) => sentence.id === kept?.at),
  );
  return work;
}

/**
 * The work as it goes into the record.
 *
 * @param {Work} work
 * @param {Sentence[]} sentences
 * @returns {Record<string, unknown>}
 */
function kept(work, sentences) {
  const coded = sentences
    .map(({ id, pieces }) => ({ id, pieces, .../** @type {Coded} */ (work.coded.get(id)) }))
    .filter(({ labels, picked }) => picked.size || Object.keys(labels).length)
    .map(({ id, pieces, labels, picked }) => {
      const words = stretches(pieces, picked)
        .filter(([, on]) => on)
        .map(([text]) => text)
        .join(" … ");
      return [id, { ...labels, ...(picked.size ? { words, marked: written(picked) } : {}) }];
    });
  const reasons = Object.entries(work.reasons)
    .map(([id, said]) => /** @type {const} */ ([id, Object.entries(said).filter(([, reason]) => reason.trim())]))
    .filter(([, said]) => said.length)
    .map(([id, said]) => [id, Object.fromEntries(said)]);
  return {
    sentences: Object.fromEntries(coded),
    ...(work.compared ? { compared: work.compared, reasons: Object.fromEntries(reasons) } : {}),
    at: sentences[work.at]?.id ?? "",
  };
}

/**
 * The labels of one aspect: a list where there are many, else all in sight.
 *
 * @param {Aspect} aspect
 * @param {string | undefined} chosen
 * @param {Record<string, string>} strings
 * @param {(label: string) => void} choose
 * @returns {HTMLElement}
 */
function labelChoice(aspect, chosen, strings, choose) {
  const title = strings[`aspect ${aspect.id}`] ?? "";
  if (aspect.labels.length > 5) {
    const list = make("select");
    list.id = freshId("label");
    for (const [value, text] of [["", strings.choose ?? ""], ...aspect.labels]) {
      const option = make("option", "", text ?? "");
      option.value = value ?? "";
      list.append(option);
    }
    list.value = chosen ?? "";
    list.addEventListener("change", () => choose(list.value));
    const label = make("label", "", title);
    label.htmlFor = list.id;
    return make("div", "nkj-field", label, list);
  }
  const name = freshId("label");
  const options = aspect.labels.map(([value, text]) => {
    const input = make("input");
    input.type = "radio";
    input.name = name;
    input.value = value;
    input.checked = value === chosen;
    input.addEventListener("change", () => choose(value));
    return make("label", "nkj-option", input, make("span", "", text));
  });
  return make("fieldset", "", make("legend", "", title), ...options);
}

/**
 * The learner's words beside ours, in one sentence.
 *
 * @param {Sentence} sentence
 * @param {Set<number>} mine
 * @param {OurCoding} ours
 * @param {Record<string, string>} strings
 * @returns {HTMLElement}
 */
function bothWords({ id, paragraph, pieces }, mine, ours, strings) {
  const side = (/** @type {string | undefined} */ title, /** @type {Set<number>} */ picked) => {
    const words = picked.size
      ? quote([{ sentence_id: id, paragraph, segments: stretches(pieces, picked) }])
      : [make("p", "nkj-small", strings.noWords ?? "")];
    return make("div", "", make("p", "nkj-small nkj-side", title ?? ""), ...words);
  };
  return make("div", "nkj-beside", side(strings.mine, mine), side(strings.ours, new Set(ours.carrying)));
}

/**
 * Agreement as numbers, with a word on what they mean.
 *
 * @param {AspectAgreement[]} parts
 * @param {Record<string, string>} strings
 * @param {string} captionId
 * @returns {HTMLElement[]}
 */
function agreementTable(parts, strings, captionId) {
  const withKappa = parts.some((part) => part.compared >= FEWEST_FOR_KAPPA);
  const head = ["aspect", "agreed", "percent", ...(withKappa ? ["kappa"] : [])].map((name) => {
    const cell = make("th", "", strings[`column ${name}`] ?? "");
    cell.scope = "col";
    return cell;
  });
  // As Python rounds: a tie goes to the even side.
  const two = { minimumFractionDigits: 2, maximumFractionDigits: 2, roundingMode: "halfEven" };
  const number = new Intl.NumberFormat("en", /** @type {Intl.NumberFormatOptions} */ (two));
  const rows = parts.map((part) => {
    const { aspect, compared, agreed, percent, kappa } = part;
    const title = make("th", "", strings[`aspect ${aspect}`] ?? "");
    title.scope = "row";
    const cells = [
      fill(compared ? strings.agreed : strings.open, { agreed, compared }),
      percent === null ? "–" : fill(strings.percent, { percent }),
      ...(withKappa ? [kappa === null ? "–" : number.format(kappa)] : []),
    ].map((text) => make("td", "", text));
    return make("tr", "", title, ...cells);
  });
  const table = make(
    "table",
    "nkj-agreement",
    make("thead", "", make("tr", "", ...head)),
    make("tbody", "", ...rows),
  );
  table.setAttribute("aria-labelledby", captionId);
  const says = !withKappa
    ? [strings.fewForKappa]
    : parts.some((part) => part.kappa === null)
      ? [strings.kappa, strings.noKappa]
      : [strings.kappa];
  return [...says.map((text) => make("p", "nkj-small", text ?? "")), table];
}

/**
 * @param {{model: import("./lib/dom.js").Model, el: HTMLElement}} context
 * @returns {() => void} clean-up
 */
function render({ model, el }) {
  const strings = /** @type {Record<string, string>} */ (model.get("strings"));
  const sentences = /** @type {Sentence[]} */ (model.get("sentences"));
  const aspects = /** @type {Aspect[]} */ (model.get("aspects"));
  const ours = /** @type {OurCoding[]} */ (model.get("ours"));
  const item = /** @type {string} */ (model.get("item"));
  const texts = new Map(
    aspects.flatMap(({ id, labels }) => labels.map(([label, text]) => [`${id} ${label}`, text])),
  );
  const title = (/** @type {string} */ aspect) => strings[`aspect ${aspect}`] ?? "";

  const saved = savedLine(strings);
  const post = outbox(model, (line, ...told) => {
    if (line.item === item && line.phase === model.get("phase")) saved.tell(...told);
  });
  const state = model.get("states")[item];
  const pending = post.latest(item);
  const last = pending?.answer ?? state?.draft ?? state?.last_answer;
  const work = restored(last, sentences, aspects);
  const codedOf = (/** @type {string} */ id) => /** @type {Coded} */ (work.coded.get(id));

  const { later, drop, close: leave } = drafts(() => void post.put("draft", item, kept(work, sentences)));
  function hand() {
    drop();
    post.put("answer", item, kept(work, sentences));
  }

  // Where one stands: a button for each sentence.
  const summary = make("p", "nkj-small");
  const overview = make("ul", "nkj-overview");
  overview.setAttribute("aria-label", strings.sentences ?? "");
  const stands = sentences.map((sentence, at) => {
    const [sign, said] = [make("span"), make("span", "nkj-heard")];
    sign.setAttribute("aria-hidden", "true");
    const one = button("", () => go(at));
    one.append(asItIs(sentence.id, ""), " ", sign, said);
    overview.append(make("li", "", one));
    return { one, sign, said };
  });

  /** @param {string} id @returns {string[]} what is still to be said of a sentence */
  const missing = (id) => {
    const { labels, picked } = codedOf(id);
    const open = aspects.filter((aspect) => !labels[aspect.id]).map((aspect) => title(aspect.id));
    return picked.size ? open : [...open, strings.words ?? ""];
  };
  const standing = (/** @type {string} */ id) => {
    const left = missing(id).length;
    return left === 0 ? "coded" : left === aspects.length + 1 ? "open" : "begun";
  };
  const SIGNS = { coded: "✓", begun: "◐", open: "○" };

  function survey() {
    const all = sentences.map(({ id }) => standing(id));
    stands.forEach(({ one, sign, said }, at) => {
      const how = all[at] ?? "open";
      one.dataset.stands = how;
      sign.textContent = SIGNS[how];
      said.textContent = ` ${strings[how] ?? ""}`;
      if (at === work.at) one.setAttribute("aria-current", "step");
      else one.removeAttribute("aria-current");
    });
    const count = (/** @type {string} */ how) => all.filter((one) => one === how).length;
    summary.textContent = fill(strings.summary, { coded: count("coded"), begun: count("begun"), of: all.length });
    const id = sentences[work.at]?.id ?? "";
    const what = missing(id);
    left.textContent = fill(what.length ? strings.stillOpen : strings.whole, {
      sentence: id,
      what: what.join(" "),
    });
  }

  function changed() {
    survey();
    outdated();
    later();
  }

  // One sentence at a time.
  const desk = make("div");
  const left = make("p", "nkj-small");
  const picks = make("p", "nkj-small");
  picks.setAttribute("role", "status");
  let close = () => {};
  let focusWords = () => {};

  function tellPicks() {
    const sentence = /** @type {Sentence} */ (sentences[work.at]);
    const words = stretches(sentence.pieces, codedOf(sentence.id).picked).filter(([, on]) => on);
    picks.textContent = words.length
      ? fill(strings.picked, { words: words.map(([text]) => `“${text}”`).join(", ") })
      : (strings.noWords ?? "");
  }

  function draw() {
    close();
    const { id, pieces } = /** @type {Sentence} */ (sentences[work.at]);
    const coded = codedOf(id);
    const place = { at: work.at + 1, of: sentences.length, sentence: id };
    const whole = make("p", "nkj-heard", pieces.map(([text]) => text).join(""));
    whole.id = freshId("sentence");
    whole.lang = "en";
    whole.translate = false;
    const words = picker(pieces, coded.picked, {
      label: fill(strings.wordsOf, place),
      describedBy: whole.id,
      changed() {
        tellPicks();
        shine();
        changed();
      },
    });
    close = words.close;
    focusWords = words.focus;
    const choices = aspects.map((aspect) =>
      labelChoice(aspect, coded.labels[aspect.id], strings, (label) => {
        if (label) coded.labels[aspect.id] = label;
        else delete coded.labels[aspect.id];
        changed();
      }),
    );
    desk.replaceChildren(
      make("p", "nkj-at", fill(strings.at, place), " ", asItIs(id)),
      whole,
      make("p", "nkj-small", strings.howPick ?? ""),
      words.node,
      picks,
      make("div", "nkj-choices", ...choices),
    );
    before.disabled = work.at === 0;
    after.disabled = work.at === sentences.length - 1;
    tellPicks();
    survey();
  }

  /** @param {number} at */
  function go(at) {
    work.at = at;
    said.textContent = "";
    draw();
    shine();
    focusWords();
  }

  /** What is coded lights up in the passage: its words, or the sentence as long as none are chosen. */
  function shine() {
    const { id, pieces } = /** @type {Sentence} */ (sentences[work.at]);
    const { picked } = codedOf(id);
    light([{ sentence: id, ...(picked.size ? { segments: stretches(pieces, picked) } : {}) }]);
  }

  const said = liveRegion("nkj-said");
  const before = button(strings.previous ?? "", () => go(work.at - 1));
  const after = button(strings.next ?? "", () => go(work.at + 1));
  const clear = button(strings.clear ?? "", () => {
    const { id } = /** @type {Sentence} */ (sentences[work.at]);
    work.coded.set(id, { labels: {}, picked: new Set() });
    draw();
    changed();
    said.textContent = fill(strings.cleared, { sentence: id });
  });
  const compare = button("", () => {
    const labels = [...work.coded].filter(([, coded]) => Object.keys(coded.labels).length);
    if (!labels.length) {
      said.textContent = strings.nothing ?? "";
      return;
    }
    work.compared = Object.fromEntries(labels.map(([id, coded]) => [id, { ...coded.labels }]));
    const told = showResult();
    said.textContent = fill(strings.told, told);
    // Below the edge of the window it would look as if nothing had happened.
    const quick = matchMedia("(prefers-reduced-motion: reduce)").matches;
    result.scrollIntoView({ block: "nearest", behavior: quick ? "auto" : "smooth" });
    hand();
  });
  compare.className = "nkj-main";

  // The comparison: as things stood when it was asked for, so that it gives nothing away while one goes on coding.
  const result = make("div", "nkj-result");
  const stale = make("p", "nkj-small");
  stale.setAttribute("role", "status");

  function outdated() {
    const now = work.compared ?? {};
    const same = sentences.every(({ id }) =>
      aspects.every((aspect) => (now[id]?.[aspect.id] ?? "") === (codedOf(id).labels[aspect.id] ?? "")),
    );
    const says = work.compared && !same ? (strings.changed ?? "") : "";
    if (stale.textContent !== says) stale.textContent = says;
  }

  // Kept, so that it stays open when one compares again.
  const numbers = make("details");
  const inNumbers = make("summary", "", strings.numbers ?? "");
  inNumbers.id = freshId("numbers");

  /** @returns {{agreed: number, given: number, n: number}} labels that agree, labels given, differences */
  function showResult() {
    const then = work.compared;
    compare.hidden = !ours.length; // a text that nobody has coded yet
    compare.textContent = (then ? strings.compareAgain : strings.compare) ?? "";
    if (!then) return { agreed: 0, given: 0, n: 0 };
    const found = codingAgreement(
      then,
      ours,
      aspects.map((aspect) => aspect.id),
    );
    const sum = (/** @type {"agreed" | "compared"} */ what) =>
      found.aspects.reduce((all, part) => all + part[what], 0);
    const told = { agreed: sum("agreed"), given: sum("compared"), n: found.differences.length };
    const coded = sentences.filter(
      ({ id }) => ours.some((one) => one.sentence_id === id) && Object.keys(then[id] ?? {}).length,
    );
    const differing = coded.filter(({ id }) => found.differences.some((one) => one.sentence_id === id));
    const others = coded.filter((sentence) => !differing.includes(sentence));
    const plain = found.aspects.map(({ aspect, agreed, compared }) =>
      make(
        "li",
        "",
        fill(compared ? strings.agreedWhere : strings.noLabel, { aspect: title(aspect), agreed, compared }),
      ),
    );
    /** @type {HTMLElement[]} */
    const parts = [
      make("p", "nkj-heading", strings.result ?? ""),
      make("p", "", make("strong", "", fill(strings.agreedInAll, told))),
      make("ul", "nkj-plain", ...plain),
      make("p", "nkj-small", fill(strings.compared, { n: coded.length, of: sentences.length })),
      stale,
    ];
    if (differing.length) {
      const answered = liveRegion();
      const give = button(strings.handIn ?? "", () => {
        const any = found.differences.some((one) => work.reasons[one.sentence_id]?.[one.aspect]?.trim());
        answered.textContent = (any ? strings.handedIn : strings.noReasons) ?? "";
        if (any) hand();
      });
      const list = differing.map((sentence) => oneSentence(sentence, then, found.differences));
      parts.push(
        make("p", "nkj-heading", fill(strings.differences, told)),
        make("p", "", strings.howDiffer ?? ""),
        make("ul", "nkj-differing", ...list),
        make("div", "nkj-buttons", give),
        answered,
      );
    } else {
      parts.push(make("p", "", strings.noDifference ?? ""));
    }
    if (others.length) {
      const list = make("ul", "nkj-differing", ...others.map((sentence) => oneSentence(sentence, then, [])));
      const line = make("summary", "", fill(strings.agreedOn, { n: others.length }));
      const folded = make("details", "", line, list);
      folded.open = !differing.length;
      parts.push(folded);
    }
    numbers.replaceChildren(inNumbers, ...agreementTable(found.aspects, strings, inNumbers.id));
    parts.push(numbers);
    result.replaceChildren(...parts);
    outdated();
    return told;
  }

  /**
   * @param {Sentence} sentence
   * @param {Record<string, Labels>} then the labels when they were compared
   * @param {Difference[]} differences
   * @returns {HTMLElement}
   */
  function oneSentence(sentence, then, differences) {
    const our = /** @type {OurCoding} */ (ours.find((coded) => coded.sentence_id === sentence.id));
    const here = differences.filter((difference) => difference.sentence_id === sentence.id);
    const labels = then[sentence.id] ?? {};
    const given = aspects.map((aspect) => aspect.id).filter((aspect) => labels[aspect]);
    const same = given.filter((aspect) => !here.some((difference) => difference.aspect === aspect));
    const told = { sentence: sentence.id, agreed: same.length, given: given.length };
    const whole = make(
      "li",
      "",
      make("p", "", make("strong", "", fill(strings.agreedIn, told))),
      make("p", "", fill(strings.reason, { reason: our.reason })),
      bothWords(sentence, codedOf(sentence.id).picked, our, strings),
      ...same.map((aspect) => {
        const label = texts.get(`${aspect} ${labels[aspect]}`);
        return make("p", "", "✓ ", fill(strings.same, { aspect: title(aspect), label }));
      }),
    );
    for (const { aspect, mine, ours: label, accepted } of here) {
      const says = { mine: texts.get(`${aspect} ${mine}`), ours: texts.get(`${aspect} ${label}`) };
      const one = make(
        "div",
        "nkj-difference",
        make("p", "", make("strong", "", title(aspect)), " ", fill(strings.differ, says)),
      );
      if (accepted) one.append(make("p", "nkj-accepted", fill(strings.arguable, { why: our.arguable })));
      else if (our.also[aspect]?.length)
        one.append(make("p", "nkj-small", fill(strings.argued, { why: our.arguable })));
      one.append(reasonField(sentence.id, aspect));
      whole.append(one);
    }
    return whole;
  }

  /**
   * @param {string} id
   * @param {string} aspect
   * @returns {HTMLElement}
   */
  function reasonField(id, aspect) {
    const reasons = (work.reasons[id] ??= {});
    const text = make("textarea", "nkj-why");
    text.id = freshId("why");
    text.rows = 2;
    text.maxLength = LONGEST_REASON;
    text.value = reasons[aspect] ?? "";
    text.addEventListener("input", () => {
      reasons[aspect] = text.value;
      later();
    });
    const label = make("label", "nkj-small", strings.why ?? "");
    label.htmlFor = text.id;
    text.setAttribute("aria-label", fill(strings.whyOf, { sentence: id, aspect: title(aspect) }));
    return make("div", "", label, text);
  }

  const whole = make("div", "nkj-page nkj-coding");
  whole.dataset.item = item;
  whole.setAttribute("role", "group");
  whole.setAttribute("aria-label", strings.group ?? "");
  whole.append(
    make("p", "", strings.how ?? ""),
    make("p", "", strings.howMain ?? ""),
    overview,
    summary,
    desk,
    left,
    make("div", "nkj-buttons", before, after, clear, compare),
    said,
    saved.node,
    result,
  );
  const offered = offerTo(whole, (selected) => {
    const [one] = selected;
    const at = sentences.findIndex(({ id }) => id === one?.sentence);
    if (!one || at < 0) return [];
    return [
      {
        act: "code",
        label: fill(strings.codeIt, one),
        take(_, say) {
          codedOf(one.sentence).picked = new Set(one.numbers);
          go(at);
          changed();
          whole.scrollIntoView({ block: "nearest" });
          say(fill(strings.codedNow, one));
        },
      },
    ];
  });
  draw();
  showResult();
  if (last) {
    said.textContent = strings.begunEarlier ?? "";
    post.standing(item, saved);
  }
  el.append(whole);

  const freeKeys = keepKeys(whole);
  return () => {
    leave();
    close();
    post.close();
    offered();
    freeKeys();
    whole.remove();
  };
}

export default { render };
