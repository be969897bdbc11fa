// @ts-check
/**
 * The learner's record, as a page keeps it: the same lines as `my_work/record.jsonl`, and what follows from them.
 * Pure functions, the twins of `nkj_data/record` and of `keep` in `nkj_data/widgets/saving.py`; tests hold the two
 * against each other.
 *
 * @typedef {{v: number, id: string, at: string, act: string, learner: string, item: string, answer: Record<string, any>,
 *   outcome: string, points: number | null, attempt: number, phase: string, widget: string}} Entry
 * @typedef {import("../../widgets/js/lib/outbox.js").Line} Line
 * @typedef {import("../../widgets/js/lib/scoring.js").Item} Item
 * @typedef {Item & {lesson: string, check: boolean}} Known a question as far as it takes to score and to count it
 * @typedef {{item_id: string, attempts: number, last_answer: Record<string, any> | null, last_outcome: string,
 *   best_outcome: string, best_points: number | null, last_at: string, draft: Record<string, any> | null}} State
 * @typedef {{entry: Entry} | {says: string}} Kept
 * @typedef {{quote: string, sentence: string, surely: string}} Words
 */
import { fill } from "../../widgets/js/lib/dom.js";
import { FIELD, weigh } from "../../widgets/js/lib/scoring.js";

export const VERSION = 1;
export const NAMELESS = "learner";
/** The item of the line that begins another code name. */
export const CODE_NAME = "code name";
const ACTS = ["answer", "draft", "evidence", "evidence removed"];
const PHASES = ["lesson", "before", "after", "review"];
const LEARNING = ["lesson", "review"];
const RANKS = ["not attempted", "incorrect", "partly correct", "written", "correct"];
const NAME_SIGNS = 60;

/** @param {unknown} value */
const text = (value) => (typeof value === "string" ? value : "");

/**
 * @param {unknown} value
 * @returns {value is Record<string, any>}
 */
const named = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

/**
 * @param {unknown} value
 * @param {number} otherwise
 */
const whole = (value, otherwise) =>
  typeof value === "number" && Number.isInteger(value) && value >= 0 && value < 1e6 ? value : otherwise;

/** @param {unknown} value */
const share = (value) => (typeof value === "number" && value >= 0 && value <= 1 ? value : null);

/**
 * @param {string} line
 * @returns {string} 32 signs that this line, which names itself nowhere, always gets
 */
function nameOf(line) {
  let name = "";
  for (let seed = 0; seed < 4; seed += 1) {
    let hash = 0x811c9dc5 ^ seed;
    for (const sign of line) hash = Math.imul(hash ^ (sign.codePointAt(0) ?? 0), 0x01000193);
    name += (hash >>> 0).toString(16).padStart(8, "0");
  }
  return name;
}

/**
 * What a line says, or what is wrong with it; nothing for an empty line.
 *
 * @param {string} line
 * @returns {Entry | "unreadable" | "foreign" | ""}
 */
export function readLine(line) {
  if (!line.trim()) return "";
  /** @type {unknown} */
  let raw;
  try {
    raw = JSON.parse(line);
  } catch {
    return "unreadable";
  }
  if (!named(raw) || typeof raw.item !== "string" || !raw.item) return "foreign";
  const { act = "answer", answer = {} } = raw;
  if (!ACTS.includes(act) || !(typeof answer === "string" || (typeof answer === "object" && answer)))
    return "foreign";
  if (act === "answer" && typeof raw.outcome !== "string") return "foreign";
  return {
    v: whole(raw.v, 0),
    id: text(raw.id) || nameOf(line),
    at: text(raw.at),
    act,
    learner: text(raw.learner),
    item: raw.item,
    answer: named(answer) ? answer : { value: answer },
    outcome: text(raw.outcome),
    points: share(raw.points),
    attempt: whole(raw.attempt, 1),
    phase: PHASES.includes(raw.phase) ? raw.phase : "lesson",
    widget: text(raw.widget),
  };
}

/**
 * @param {readonly Entry[]} entries
 * @returns {string} the code name used last
 */
export const learnerOf = (entries) => entries.findLast((entry) => entry.learner)?.learner ?? NAMELESS;

/**
 * @param {string} name
 * @returns {string} a code name that fits a line
 */
export const cleanName = (name) =>
  name
    .replace(/\p{Cc}/gu, " ")
    .replace(/\s+/gu, " ")
    .trim()
    .slice(0, NAME_SIGNS) || NAMELESS;

/**
 * An answer as the record keeps it: what was chosen out of many has an order of its own.
 *
 * @param {string | undefined} kind
 * @param {Record<string, any>} answer
 */
function inOrderOfNames(kind, answer) {
  const chosen = answer[FIELD[kind ?? ""] ?? ""];
  return Array.isArray(chosen) && kind !== "order" ? { [FIELD[kind ?? ""] ?? ""]: [...chosen].sort() } : answer;
}

/**
 * What a widget hands over, as a line of the record; or why it is none.
 *
 * @param {readonly Entry[]} entries
 * @param {Line} line
 * @param {ReadonlyMap<string, Known>} bank
 * @param {Record<string, string[]>} rows what evidence may name, each with its words
 * @param {Record<string, string>} strings
 * @returns {Kept}
 */
export function entryOf(entries, line, bank, rows, strings) {
  const learner = learnerOf(entries);
  const item = bank.get(line.item);
  let { outcome, points } = { outcome: "", points: /** @type {number | null} */ (null) };
  if (line.act === "answer") {
    const weighed = item ? weigh(item, line.answer) : { outcome: "written", points: null };
    if (weighed.outcome === "not attempted") return { says: strings.nothing ?? "" };
    outcome = weighed.outcome;
    points = weighed.points === null ? null : Math.round(weighed.points * 1e4) / 1e4;
  }
  const gone = line.act === "evidence removed" && !basket(entries).some((piece) => piece.id === line.item);
  const words = text(line.answer.words);
  const known = line.act !== "evidence" || rows[line.item]?.[0]?.includes(words);
  if (gone || !known) return { says: strings.noEvidence ?? "" };
  const tries = entries.filter(
    (one) => one.act === line.act && one.item === line.item && one.learner === learner && one.phase === line.phase,
  );
  return {
    entry: {
      ...{ v: VERSION, id: line.id, at: line.at, act: line.act, learner, item: line.item },
      answer: line.act === "answer" ? inOrderOfNames(item?.kind, line.answer) : line.answer,
      ...{ outcome, points, attempt: tries.length + 1, phase: line.phase, widget: line.widget },
    },
  };
}

/**
 * @param {readonly Entry[]} entries
 * @returns {readonly Entry[]} those of the learner who works here now
 */
export function ownEntries(entries) {
  const learner = learnerOf(entries);
  return entries.filter((entry) => entry.learner === learner);
}

/** @param {string} outcome */
const rank = (outcome) => RANKS.indexOf(outcome);

/**
 * Where the learner stands with each question that has an answer or a draft.
 *
 * @param {readonly Entry[]} entries
 * @param {string} phase
 * @returns {Record<string, State>}
 */
export function states(entries, phase) {
  const phases = LEARNING.includes(phase) ? LEARNING : [phase];
  /** @type {Record<string, State>} */
  const found = Object.create(null);
  for (const entry of ownEntries(entries)) {
    if (!phases.includes(entry.phase) || !["answer", "draft"].includes(entry.act)) continue;
    const before = found[entry.item];
    const last_at = entry.at || before?.last_at || "";
    const known = [before?.best_points, entry.points].filter((points) => typeof points === "number");
    const best = before?.best_outcome ?? "";
    const answered = {
      ...{ attempts: (before?.attempts ?? 0) + 1, last_answer: entry.answer, last_outcome: entry.outcome },
      best_outcome: rank(entry.outcome) > rank(best) ? entry.outcome : best,
      best_points: known.length ? Math.max(...known) : null,
      draft: null,
    };
    found[entry.item] = {
      ...{ item_id: entry.item, attempts: 0, last_answer: null, last_outcome: "", best_outcome: "" },
      ...{ best_points: null, draft: null },
      ...before,
      ...(entry.act === "answer" ? answered : { draft: entry.answer }),
      last_at,
    };
  }
  return { ...found };
}

/**
 * The evidence put aside and not taken out again, in order.
 *
 * @param {readonly Entry[]} entries
 * @returns {{id: string, of: string, note: string, at: string, words: string}[]}
 */
export function basket(entries) {
  /** @type {Map<string, {id: string, of: string, note: string, at: string, words: string}>} */
  const found = new Map();
  for (const { act, id, item, answer, at } of ownEntries(entries)) {
    if (act === "evidence") found.set(id, { id, of: item, note: text(answer.note), at, words: text(answer.words) });
    else if (act === "evidence removed") found.delete(item);
  }
  return [...found.values()];
}

/**
 * How far the learner is, lesson by lesson, as the progress table shows it.
 *
 * @param {readonly Entry[]} entries
 * @param {readonly Known[]} bank
 * @param {Record<string, string>} titles of the lessons, by number
 */
export function progress(entries, bank, titles) {
  const now = states(entries, "lesson");
  return Object.entries(titles).map(([lesson, title]) => {
    const questions = bank.filter((item) => item.lesson === lesson && !item.check);
    const best = questions.map((item) => now[item.id]?.best_outcome ?? "");
    const count = (/** @type {string} */ outcome) => best.filter((one) => one === outcome).length;
    return {
      ...{ lesson, title: `${lesson} ${title}`.trimEnd(), items: questions.length },
      attempted: best.filter((one) => rank(one) > 0).length,
      ...{ correct: count("correct"), partly: count("partly correct"), written: count("written") },
    };
  });
}

/**
 * What the check at both ends of the series shows: the first answer of each time, on what was answered both times.
 *
 * @param {readonly Entry[]} entries
 * @param {readonly Known[]} bank
 * @param {Record<string, string>} strings
 * @returns {string}
 */
export function growth(entries, bank, strings) {
  /** @type {Map<string, number>} */
  const first = new Map();
  for (const { act, phase, item, points } of ownEntries(entries)) {
    const key = `${phase} ${item}`;
    if (act === "answer" && ["before", "after"].includes(phase) && points !== null && !first.has(key)) {
      first.set(key, points);
    }
  }
  const both = bank.filter((item) => item.check && first.has(`before ${item.id}`) && first.has(`after ${item.id}`));
  if (!both.length) {
    const begun = [...first.keys()].some((key) => key.startsWith("before "));
    return (begun ? strings.checkedOnce : strings.unchecked) ?? "";
  }
  const sum = (/** @type {string} */ phase) =>
    Math.round(both.reduce((total, item) => total + (first.get(`${phase} ${item.id}`) ?? 0), 0) * 100) / 100;
  const n = both.length;
  return fill(n === 1 ? strings.grownOne : strings.grown, { n, before: sum("before"), after: sum("after") });
}
