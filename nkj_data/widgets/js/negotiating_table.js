// @ts-check
/**
 * The negotiating table: cards with their words, pairs of what blocks what, an agenda, and S14 as the last card.
 *
 * Whatever the learners agree on, the table tells no outcome: the document has none but S14.
 *
 * @typedef {import("./lib/dom.js").Quoted} Quoted
 * @typedef {{id: string, act: string, short: string, text: string, note: string, alleged: string[], quoted: Quoted[]}} PositionCard
 * @typedef {{id: string, name: string, cards: PositionCard[], asks: string[]}} Side
 * @typedef {{id: string, label: string, quoted: Quoted[]}} Target
 * @typedef {{id: string, label: string, third: boolean, quoted: Quoted[]}} Point
 * @typedef {{blockers: string[], blocked: string[], verdict: "said" | "tied" | "silent", string: string,
 *   quoted: Quoted[]}} Tie
 * @typedef {{blocker: string, blocked: string, why: string, compared: boolean}} Pair
 * @typedef {{pairs: Pair[], agenda: string[], marks: Record<string, Record<string, string>>, closed: boolean}} Work
 */
import { button, fill, freshId, keepKeys, liveRegion, make, quote } from "./lib/dom.js";
import { outbox, savedLine } from "./lib/outbox.js";

const MARKS = ["undecided", "acceptable", "not_acceptable"];
/** More than anyone draws by hand; a longer list would be no record of a lesson. */
const MOST_PAIRS = 30;
const LONGEST_REASON = 400;

/**
 * What was kept of an earlier session, as far as it fits this table.
 *
 * @param {any} kept
 * @param {Side[]} sides
 * @param {Set<string>} places what a pair may end at
 * @param {Point[]} points
 * @returns {Work}
 */
function restored(kept, sides, places, points) {
  const blockers = new Set(sides.flatMap((side) => side.cards.map((card) => card.id)));
  const known = points.map((point) => point.id);
  const pairs = (Array.isArray(kept?.pairs) ? kept.pairs : []).filter(
    (/** @type {any} */ pair) =>
      blockers.has(pair?.blocker) && places.has(pair?.blocked) && pair.blocker !== pair.blocked,
  );
  const agenda = (Array.isArray(kept?.agenda) ? kept.agenda : []).filter((/** @type {any} */ id) =>
    known.includes(id),
  );
  /** @type {Work["marks"]} */
  const marks = {};
  for (const id of known) {
    marks[id] = {};
    for (const side of sides) {
      const mark = kept?.marks?.[id]?.[side.id];
      marks[id][side.id] = MARKS.includes(mark) ? mark : "undecided";
    }
  }
  return {
    pairs: pairs.slice(0, MOST_PAIRS).map((/** @type {any} */ pair) => ({
      ...{ blocker: pair.blocker, blocked: pair.blocked },
      ...{ why: String(pair.why ?? "").slice(0, LONGEST_REASON), compared: pair.compared === true },
    })),
    agenda: [...new Set([...agenda, ...known])],
    marks,
    closed: kept?.closed === true,
  };
}

/**
 * A part of the table with its heading.
 *
 * @param {string} [title]
 * @param {(Node | string)[]} children
 * @returns {HTMLFieldSetElement}
 */
function part(title = "", ...children) {
  return make("fieldset", "nkj-negotiating-part", make("legend", "", title), ...children);
}

/**
 * @param {Side} side
 * @param {Record<string, string>} strings
 * @returns {HTMLElement}
 */
function drawSide(side, strings) {
  const cards = side.cards.map((card) => {
    const alleged = card.alleged.map((says) => make("p", "nkj-small", fill(strings.alleged, { says })));
    const note = make("p", "nkj-small", make("em", "", strings.note ?? ""), " ", card.note);
    const words = make("details", "", make("summary", "", strings.words ?? ""), ...quote(card.quoted), note);
    return make("li", "nkj-negotiating-card", make("p", "", card.text), ...alleged, words);
  });
  const list = make("ul", "nkj-negotiating-cards", ...cards);
  list.setAttribute("role", "list");
  const node = make("div", "nkj-negotiating-side", make("p", "nkj-negotiating-name", side.name), list);
  node.setAttribute("role", "group");
  node.setAttribute("aria-label", fill(strings.side, { party: side.name }));
  if (side.asks.length) {
    const told = fill(strings.asks, { party: side.name, points: side.asks.join("; ") });
    node.append(make("p", "nkj-small", told));
  }
  return node;
}

/**
 * @param {{model: import("./lib/dom.js").Model, el: HTMLElement}} context
 * @returns {() => void} clean-up
 */
function render({ model, el }) {
  /** @type {Record<string, string>} */
  const strings = model.get("strings");
  /** @type {Side[]} */
  const sides = model.get("sides");
  /** @type {Target[]} */
  const targets = model.get("targets");
  /** @type {Point[]} */
  const points = model.get("points");
  /** @type {Tie[]} */
  const ties = model.get("ties");
  /** @type {string} */
  const item = model.get("item");
  const cards = sides.flatMap((side) => side.cards);
  const labels = new Map([
    ...cards.map((card) => /** @type {const} */ ([card.id, card.short])),
    ...targets.map((target) => /** @type {const} */ ([target.id, target.label])),
  ]);
  const pointOf = new Map(points.map((point) => [point.id, point]));

  const saved = savedLine(strings);
  const box = outbox(model, (line, ...told) => {
    if (line.item === item) saved.tell(...told);
  });
  const kept = box.latest(item)?.answer ?? model.get("states")?.[item]?.draft;
  const places = new Set(labels.keys());
  const work = restored(kept, sides, places, points);
  const undo = button(strings.undo ?? "", () => {});
  undo.hidden = true;

  const live = liveRegion("nkj-heard");
  /** @param {string} text */
  function tell(text) {
    live.textContent = text;
  }

  function keep() {
    undo.hidden = true;
    box.put("draft", item, JSON.parse(JSON.stringify(work)));
  }

  // 1. The cards

  const table = part(
    strings.cards,
    make("p", "", strings.cards_how ?? ""),
    make("div", "nkj-negotiating-sides", ...sides.map((side) => drawSide(side, strings))),
    ...model.get("absent").map((/** @type {string} */ party) => make("p", "", fill(strings.absent, { party }))),
  );

  // 2. What blocks what

  const blocker = make("select", "", ...cards.map((card) => new Option(card.short, card.id)));
  const blocked = make("select", "", ...[...labels].map(([id, label]) => new Option(label, id)));
  blocked.value = targets[0]?.id ?? "";
  const why = make("input");
  why.type = "text";
  why.maxLength = LONGEST_REASON;
  const pairList = make("ol", "nkj-negotiating-pairs");
  pairList.setAttribute("aria-label", strings.pairs ?? "");
  const problem = make("p", "nkj-negotiating-problem");
  problem.id = freshId("problem");
  problem.hidden = true;
  const missed = make("div");

  /** @param {Pair} pair */
  const named = (pair) => `${labels.get(pair.blocker)} ${strings.block} ${labels.get(pair.blocked)}`;

  /**
   * @param {string} [text] what stands in the way; nothing where all is well
   * @param {HTMLElement} [control] where to mend it
   */
  function trouble(text = "", control = undefined) {
    problem.textContent = text;
    problem.hidden = !text;
    for (const one of [blocker, blocked, why]) one.removeAttribute("aria-describedby");
    if (!text) return;
    tell(text);
    control?.setAttribute("aria-describedby", problem.id);
    control?.focus();
  }

  /**
   * What the document has on a pair.
   *
   * @param {Pair} pair
   * @returns {{verdict: string, says: string, quoted: Quoted[]}}
   */
  function judged(pair) {
    const holds = (/** @type {Tie} */ tie, /** @type {string} */ from, /** @type {string} */ to) =>
      tie.blockers.includes(from) && tie.blocked.includes(to);
    const tie = ties.find((one) => holds(one, pair.blocker, pair.blocked));
    if (tie) return { verdict: tie.verdict, says: strings[tie.string] ?? "", quoted: tie.quoted };
    const turned = ties.find((one) => one.verdict !== "silent" && holds(one, pair.blocked, pair.blocker));
    if (turned) return { verdict: "silent", says: strings.turned ?? "", quoted: turned.quoted };
    return { verdict: "silent", says: strings.untied ?? "", quoted: [] };
  }

  function drawPairs() {
    pairList.replaceChildren(
      ...work.pairs.map((pair, at) => {
        const remove = button(strings.remove_short ?? "", () => {
          work.pairs.splice(at, 1);
          drawPairs();
          keep();
          tell(strings.removed ?? "");
          addPair.focus();
        });
        remove.setAttribute("aria-label", fill(strings.remove, { pair: named(pair) }));
        const says = make(
          "p",
          "",
          ...[labels.get(pair.blocker) ?? "", " ", make("strong", "", strings.block ?? "")],
          ...[" ", labels.get(pair.blocked) ?? "", ", ", strings.because ?? "", " ", make("q", "", pair.why)],
        );
        const line = make("li", "", says);
        if (pair.compared) {
          const { verdict, says: told, quoted } = judged(pair);
          const answer = make("div", `nkj-negotiating-answer nkj-negotiating-${verdict}`);
          answer.append(make("p", "", make("strong", "", strings[verdict] ?? ""), " ", told), ...quote(quoted));
          line.append(answer);
        }
        line.append(remove);
        return line;
      }),
    );
    const left = ties.filter(
      (tie) =>
        tie.verdict !== "silent" &&
        !work.pairs.some((pair) => tie.blockers.includes(pair.blocker) && tie.blocked.includes(pair.blocked)),
    );
    missed.replaceChildren();
    if (!left.length || !work.pairs.some((pair) => pair.compared)) return;
    missed.append(make("p", "nkj-negotiating-name", strings.missed ?? ""));
    for (const tie of left) {
      const of = tie.blockers.map((id) => labels.get(id)).join(strings.or);
      const to = tie.blocked.map((id) => labels.get(id)).join(strings.or);
      missed.append(
        make(
          "details",
          "",
          make("summary", "", `${of} ${strings.block} ${to}`),
          make("p", "", make("strong", "", strings[tie.verdict] ?? ""), " ", strings[tie.string] ?? ""),
          ...quote(tie.quoted),
        ),
      );
    }
  }

  const addPair = button(strings.add ?? "", () => {
    const reason = why.value.trim();
    if (blocker.value === blocked.value) return trouble(strings.same, blocked);
    if (!reason) return trouble(strings.no_reason, why);
    trouble();
    const known = work.pairs.find((pair) => pair.blocker === blocker.value && pair.blocked === blocked.value);
    const pair = known ?? { blocker: blocker.value, blocked: blocked.value, why: "", compared: false };
    pair.why = reason;
    if (!known) work.pairs = [...work.pairs, pair].slice(-MOST_PAIRS);
    why.value = "";
    drawPairs();
    keep();
    tell(known ? (strings.again ?? "") : fill(strings.added, { pair: named(pair) }));
  });
  const compare = button(strings.compare ?? "", () => {
    if (!work.pairs.length) return trouble(strings.compare_first, blocker);
    trouble();
    for (const pair of work.pairs) pair.compared = true;
    drawPairs();
    keep();
    tell(fill(strings.compared, { n: work.pairs.filter((pair) => judged(pair).verdict === "said").length }));
  });
  const blocks = part(
    strings.blocks,
    make("p", "", strings.blocks_how ?? ""),
    make("label", "nkj-negotiating-choice", make("span", "", strings.blocker ?? ""), blocker),
    make("label", "nkj-negotiating-choice", make("span", "", strings.blocked ?? ""), blocked),
    make("label", "nkj-negotiating-choice", make("span", "", strings.why ?? ""), why),
    problem,
    make("div", "nkj-buttons", addPair, compare),
    pairList,
    missed,
  );

  // 3. The agenda

  const agenda = make("ol", "nkj-negotiating-agenda");
  agenda.setAttribute("aria-label", strings.agenda ?? "");
  const reminders = make("ul", "nkj-negotiating-reminders");
  reminders.setAttribute("aria-label", strings.agenda_words ?? "");

  /**
   * @param {number} from
   * @param {-1 | 1} by
   */
  function move(from, by) {
    const to = from + by;
    const id = work.agenda[from];
    const other = work.agenda[to];
    if (id === undefined || other === undefined) return;
    work.agenda = work.agenda.map((one, at) => (at === from ? other : at === to ? id : one));
    drawAgenda();
    keep();
    // Words of the passage may hold buttons too.
    const moves = agenda.children[to]?.querySelector(".nkj-buttons");
    const buttons = [...(moves?.querySelectorAll("button") ?? [])];
    const same = buttons[by < 0 ? 0 : 1];
    (same?.disabled ? buttons[by < 0 ? 1 : 0] : same)?.focus();
    tell(fill(strings.moved, { point: pointOf.get(id)?.label, place: to + 1, of: work.agenda.length }));
  }

  function drawAgenda() {
    const of = work.agenda.length;
    agenda.replaceChildren(
      ...work.agenda.map((id, at) => {
        const point = pointOf.get(id)?.label ?? "";
        const up = button(strings.up_short ?? "", () => move(at, -1));
        const down = button(strings.down_short ?? "", () => move(at, 1));
        up.setAttribute("aria-label", fill(strings.up, { point }));
        down.setAttribute("aria-label", fill(strings.down, { point }));
        up.disabled = at === 0;
        down.disabled = at === of - 1;
        const marks = sides.map((side) => {
          const choice = make("select", "", ...MARKS.map((mark) => new Option(strings[mark], mark)));
          choice.value = work.marks[id]?.[side.id] ?? "undecided";
          choice.setAttribute("aria-label", fill(strings.mark, { party: side.name, place: at + 1, point }));
          choice.addEventListener("change", () => {
            work.marks[id] = { ...work.marks[id], [side.id]: choice.value };
            keep();
          });
          return make("label", "", make("span", "", side.name), choice);
        });
        const quoted = pointOf.get(id)?.quoted ?? [];
        const words = make("details", "", make("summary", "", strings.words ?? ""), ...quote(quoted));
        return make(
          "li",
          "",
          make("p", "", point),
          words,
          make("div", "nkj-negotiating-marks", ...marks),
          make("div", "nkj-buttons", up, down),
        );
      }),
    );
    reminders.replaceChildren(
      ...work.agenda.flatMap((id, at) =>
        pointOf.get(id)?.third
          ? [make("li", "", fill(strings.first, { place: at + 1, of })), make("li", "", strings.third ?? "")]
          : [],
      ),
      make("li", "", strings.stalled ?? ""),
    );
  }

  const close = button(
    strings.close ?? "",
    () => {
      work.closed = true;
      drawEnding();
      keep();
      tell(strings.closed ?? "");
      last.focus();
    },
    "nkj-main",
  );
  const inSession = part(
    strings.agenda,
    make("p", "", strings.agenda_how ?? ""),
    agenda,
    make("p", "nkj-negotiating-name", strings.agenda_words ?? ""),
    reminders,
    make("p", "", strings.close_how ?? ""),
    make("div", "nkj-buttons", close),
  );

  // 4. The last card

  const result = make("div");
  const but = make("p", "", strings.ending_but ?? "");
  const last = make("div", "nkj-negotiating-last", ...quote(model.get("ending")), but);
  last.tabIndex = -1;
  const reopen = button(strings.open_again ?? "", () => {
    work.closed = false;
    drawEnding();
    keep();
    close.focus();
  });
  const ending = part(strings.ending, result, last, make("div", "nkj-buttons", reopen));

  function drawEnding() {
    const marks = (/** @type {string} */ id) => sides.map((side) => work.marks[id]?.[side.id] ?? "undecided");
    const agreed = work.agenda.filter((id) => marks(id).every((mark) => mark === "acceptable"));
    const unvoted = work.agenda.filter((id) => marks(id).includes("undecided"));
    const open = work.agenda.filter((id) => !agreed.includes(id) && !unvoted.includes(id));
    const listed = (/** @type {string[]} */ ids) => ids.map((id) => pointOf.get(id)?.label).join("; ");
    const lines = [];
    if (agreed.length) lines.push(fill(strings.reached, { points: listed(agreed) }));
    if (!agreed.length && !unvoted.length) lines.push(strings.no_agreement ?? "");
    else if (open.length) lines.push(fill(strings.open, { points: listed(open) }));
    if (unvoted.length) lines.push(fill(strings.unvoted, { points: listed(unvoted) }));
    result.replaceChildren(...lines.map((line) => make("p", "", line)));
    ending.hidden = !work.closed;
    // What the last card answers is the agenda as it stood.
    inSession.disabled = work.closed;
  }

  function draw() {
    drawPairs();
    drawAgenda();
    drawEnding();
  }

  /** @param {unknown} content what lies on the table from now on */
  function lay(content) {
    Object.assign(work, restored(content, sides, places, points));
    trouble();
    draw();
    keep();
  }

  const reset = button(strings.reset ?? "", () => {
    const before = JSON.parse(JSON.stringify(work));
    lay(null);
    undo.onclick = () => {
      lay(before);
      tell(strings.undone ?? "");
      reset.focus();
    };
    undo.hidden = false;
    tell(strings.reset_done ?? "");
  });
  const whole = make("div", "nkj-page nkj-negotiating", table, blocks, inSession, ending);
  whole.dataset.item = item;
  whole.append(make("div", "nkj-buttons", reset, undo), saved.node, live);
  whole.setAttribute("role", "group");
  whole.setAttribute("aria-label", strings.table ?? "");
  el.append(whole);
  draw();
  const freeKeys = keepKeys(el);
  return () => {
    freeKeys();
    box.close();
    whole.remove();
  };
}

export default { render };
