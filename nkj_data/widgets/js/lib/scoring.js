// @ts-check
/**
 * Scoring in the page, so that feedback comes at once and without a kernel. The rules are those of
 * `nkj_data/items/scoring.py`, which has the last word in the record; a test holds the two against each other.
 */
import { fill } from "./dom.js";

/**
 * @typedef {{id: string, text: string, correct: boolean, reason: string}} Option
 * @typedef {{id: string, text: string, bucket: string, reason: string}} Card
 * @typedef {{id: string, text: string, place: number, reason: string}} Step
 * @typedef {{id: string, kind: string, stem: string, statement: string, hints: string[], options: Option[],
 *   need: number, allowed: number, buckets: {id: string, name: string}[], cards: Card[], steps: Step[],
 *   criteria: {id: string, name: string, levels: string[]}[], exemplars: {level: string, text: string, why: string}[],
 *   length: number[], settled: boolean, quoted: import("./dom.js").Quoted[], outside: string[], arguable: string}} Item
 * @typedef {Record<string, any>} Answer
 * @typedef {{outcome: string, points: number | null, right: number, wrong: number, of: number}} Weighed
 * @typedef {{id: string, text: string, given: string, wanted: string, right: boolean, says: string}} Reason
 */

/** What an answer of each kind is called. */
export const FIELD = /** @type {Record<string, string>} */ ({
  ...{ single: "choice", multiple: "choices", verdict: "verdict", find: "sentences" },
  ...{ sort: "buckets", order: "order", write: "text" },
});

/**
 * @param {Item} item
 * @param {Answer} answer `{}` is not attempted
 * @returns {Weighed}
 */
export function weigh(item, answer) {
  const given = answer[FIELD[item.kind] ?? ""];
  const empty = !given || (typeof given === "object" && !Object.keys(given).length);
  const none = { right: 0, wrong: 0, of: 0 };
  if (item.kind === "write") {
    return { outcome: empty || !given.trim() ? "not attempted" : "written", points: null, ...none };
  }
  if (empty) return { outcome: "not attempted", points: 0, ...none };
  const counted = count(item, given);
  const points = Math.max(0, counted.right - counted.wrong) / counted.of;
  const outcome = points === 1 ? "correct" : points === 0 ? "incorrect" : "partly correct";
  return { outcome, points, ...counted };
}

/**
 * @param {Item} item
 * @param {any} given
 * @returns {{right: number, wrong: number, of: number}}
 */
function count(item, given) {
  const keys = item.options.filter((option) => option.correct).map((option) => option.id);
  if (item.kind === "multiple") {
    const right = given.filter((/** @type {string} */ id) => keys.includes(id)).length;
    return { right, wrong: given.length - right, of: keys.length };
  }
  if (item.kind === "find") {
    const right = given.filter((/** @type {string} */ id) => keys.includes(id)).length;
    return { right: Math.min(right, item.need), wrong: 0, of: item.need };
  }
  if (item.kind === "sort") {
    const right = item.cards.filter((card) => given[card.id] === card.bucket).length;
    return { right, wrong: 0, of: item.cards.length };
  }
  if (item.kind === "order") {
    const places = new Map(item.steps.map((step) => [step.id, step.place]));
    let [right, of] = [0, 0];
    given.forEach((/** @type {string} */ first, /** @type {number} */ at) => {
      for (const second of given.slice(at + 1)) {
        const [before, after] = [places.get(first) ?? 0, places.get(second) ?? 0];
        if (before === after) continue;
        of += 1;
        if (before < after) right += 1;
      }
    });
    return { right, wrong: 0, of };
  }
  return { right: Number(keys.includes(given)), wrong: 0, of: 1 };
}

/**
 * @param {Item} item
 * @param {Weighed} weighed
 * @param {Record<string, string>} words
 * @returns {string}
 */
export function verdict(item, weighed, words) {
  if (weighed.outcome === "partly correct") return fill(words[item.kind], weighed);
  return words[weighed.outcome] ?? "";
}

/**
 * @param {Item} item
 * @param {string} outcome
 * @param {Record<string, string>} words
 * @returns {string}
 */
export function nextStep(item, outcome, words) {
  if (outcome === "correct") return words[item.settled ? "go on" : "go on nowhere"] ?? "";
  if (outcome === "written") return words.weigh ?? "";
  return fill(words[outcome === "not attempted" ? "start" : "again"], { hint: item.hints[0] });
}

/**
 * One for every option, card or step, in the order shown.
 *
 * @param {Item} item
 * @param {Answer} answer
 * @returns {Reason[]}
 */
export function reasons(item, answer) {
  const given = answer[FIELD[item.kind] ?? ""] ?? [];
  const chosen = [given].flat();
  const options = item.options.map((option) => {
    const is = chosen.includes(option.id);
    const words = ["not chosen", "chosen"];
    return {
      ...{ id: option.id, text: option.text, given: words[Number(is)] ?? "" },
      ...{ wanted: words[Number(option.correct)] ?? "", right: is === option.correct, says: option.reason },
    };
  });
  const cards = item.cards.map((card) => {
    const place = given[card.id] ?? "";
    const said = { id: card.id, text: card.text, given: place, wanted: card.bucket };
    return { ...said, right: place === card.bucket, says: card.reason };
  });
  const inline = item.steps.map((step) => step.place).sort((one, other) => one - other);
  const steps = item.steps.map((step) => {
    const at = chosen.indexOf(step.id);
    const said = { id: step.id, text: step.text, given: at < 0 ? "" : String(at + 1) };
    const wanted = String(inline.indexOf(step.place) + 1);
    return { ...said, wanted, right: inline[at] === step.place, says: step.reason };
  });
  return [...options, ...cards, ...steps];
}
