// @ts-check
/**
 * What a learner hands in: a page of their own work, to print, to keep or to send. It is made here, from the record,
 * for JupyterLab and for the pages alike, and needs nothing but itself.
 *
 * @typedef {{last_answer: Record<string, any> | null, last_outcome: string, attempts: number, last_at: string,
 *   draft: Record<string, any> | null}} State
 * @typedef {{title: string, learner: string, lesson: string, items: import("./scoring.js").Item[],
 *   states: Record<string, State>, passage: import("./quotation.js").Row[], more: string[]}} Work ``more``: what the
 *   lesson has besides its questions, such as a note or a board
 */
import { fill, make } from "./dom.js";
import { quotations } from "./quotation.js";
import { FIELD } from "./scoring.js";

const STYLE = `
@page { margin: 18mm 17mm 20mm; @bottom-center { content: counter(page) " / " counter(pages); font: 9pt sans-serif; } }
body { max-width: 44em; margin: 2em auto; padding: 0 1em; color: #000; background: #fff; font: 16px/1.5 sans-serif; }
h1 { line-height: 1.2; } h2 { margin: 1.5em 0 0.25em; font-size: 1.05em; break-after: avoid; }
section { break-inside: avoid; } p { margin: 0.25em 0; } ul { margin: 0.25em 0; }
.given { padding-left: 1em; border-left: 3px solid #777; white-space: pre-wrap; overflow-wrap: anywhere; }
.how { font-weight: bold; }
@media print { body { margin: 0; padding: 0; max-width: none; font-size: 11pt; } }`;

/** @param {unknown} value @returns {value is Record<string, any>} */
const named = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

/**
 * An answer to a question in words, a line each.
 *
 * @param {import("./scoring.js").Item} item
 * @param {Record<string, any>} answer
 * @returns {string[]}
 */
function answerInWords(item, answer) {
  const given = answer[FIELD[item.kind] ?? ""];
  /** @param {{id: string, text?: string, name?: string}[]} parts @param {unknown} id */
  const said = (parts, id) => {
    const part = parts.find((one) => one.id === id);
    return part?.text ?? part?.name ?? String(id);
  };
  if (item.kind === "find")
    return [given].flat().map((id) => (id === "none" ? said(item.options, id) : String(id)));
  if (item.kind === "sort" && named(given)) {
    return Object.entries(given).map(
      ([card, bucket]) => `${said(item.cards, card)}: ${said(item.buckets, bucket)}`,
    );
  }
  const steps = item.kind === "order" ? item.steps : item.options;
  return [given]
    .flat()
    .filter((id) => id !== undefined)
    .map((id, at) => (item.kind === "order" ? `${at + 1}. ` : "") + said(steps, id));
}

/**
 * A text of the learner's own, and what is to be said of its quotations.
 *
 * @param {string} text
 * @param {Work} work
 * @param {Record<string, string>} strings
 */
function written(text, work, strings) {
  const checked = quotations(text, work.passage).map((one) => {
    const words = fill(strings[`quotation ${one.stands}`], { words: one.words, where: one.sentences.join(", ") });
    const left = one.leftOut.map((gap) => `“${gap}”`).join(", ");
    return make("li", "", left ? `${words} ${fill(strings.leftOut, { words: left })}` : words);
  });
  return [make("p", "given", text), ...(checked.length ? [make("ul", "", ...checked)] : [])];
}

/**
 * @param {import("./scoring.js").Item} item
 * @param {State} state
 * @param {Work} work
 * @param {Record<string, string>} strings
 * @returns {HTMLElement}
 */
function answered(item, state, work, strings) {
  const answer = state.draft ?? state.last_answer ?? {};
  const outcome = state.draft ? strings.begun : strings[`outcome ${state.last_outcome}`];
  const part = make("section", "", make("h2", "", item.stem));
  if (item.statement) part.append(make("p", "", `‘${item.statement}’`));
  if (item.kind === "write") part.append(...written(String(answer.text ?? ""), work, strings));
  else part.append(make("ul", "given", ...answerInWords(item, answer).map((line) => make("li", "", line))));
  part.append(make("p", "how", `${outcome ?? ""} ${fill(strings.tries, { n: state.attempts })}`.trim()));
  const levels = named(answer.rubric) ? answer.rubric : {};
  for (const line of item.criteria) {
    const level = line.levels[levels[line.id] - 1];
    if (level) part.append(make("p", "", `${line.name}: ${level}`));
  }
  return part;
}

/**
 * Work that is no question: notes under their labels, sentences with the labels they were given.
 *
 * @param {string} name
 * @param {State} state
 * @param {Record<string, string>} strings
 * @returns {HTMLElement | undefined}
 */
function other(name, state, strings) {
  const { texts, sentences } = state.draft ?? state.last_answer ?? {};
  const part = make("section");
  if (named(texts)) {
    const filled = Object.entries(texts).filter(([, text]) => typeof text === "string" && text.trim());
    if (!filled.length) return undefined;
    part.append(make("h2", "", strings.notes ?? ""));
    for (const [label, text] of filled) part.append(make("p", "", label), make("p", "given", text));
    return part;
  }
  if (!named(sentences) || !name.startsWith("board")) return undefined;
  part.append(make("h2", "", strings.coding ?? ""));
  for (const [id, coded] of Object.entries(sentences)) {
    const labels = Object.entries(named(coded) ? coded : {}).filter(
      ([, label]) => typeof label === "string" && label,
    );
    const told = labels.map(([aspect, label]) => `${aspect}: ${label}`).join(", ");
    part.append(make("p", "given", `${id}: ${told.replaceAll("_", " ")}`));
  }
  return part;
}

/**
 * @param {Work} work
 * @param {Record<string, string>} strings
 * @param {Date} [now]
 * @returns {string} a page, complete; empty where there is no work yet
 */
export function handedIn(work, strings, now = new Date()) {
  const parts = [
    ...work.more.map((name) => work.states[name] && other(name, work.states[name], strings)),
    ...work.items.map((item) => {
      const state = work.states[item.id];
      return state && answered(item, state, work, strings);
    }),
  ].filter((part) => part instanceof HTMLElement);
  if (!parts.length) return "";
  const page = document.implementation.createHTMLDocument(work.title);
  page.documentElement.lang = "en";
  const policy = make("meta");
  policy.httpEquiv = "Content-Security-Policy";
  policy.content = "default-src 'none'; style-src 'unsafe-inline'";
  const letters = make("meta");
  letters.setAttribute("charset", "utf-8");
  page.head.prepend(letters, policy);
  page.head.append(make("style", "", STYLE));
  const day = now.toLocaleDateString(strings.language, { day: "numeric", month: "long", year: "numeric" });
  const who = make("p", "", fill(strings.handedBy, { name: work.learner, day }));
  page.body.append(make("h1", "", work.title), who, make("p", "", strings.handedSays ?? ""), ...parts);
  return `<!doctype html>\n${page.documentElement.outerHTML}\n`;
}
