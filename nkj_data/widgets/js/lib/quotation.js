// @ts-check
/**
 * Whether each quotation of a text is in the passage, and what it left out. The rules are those of
 * `nkj_data/texts/quotation.py`, which also names the nearest words; a test holds the two against each other.
 *
 * @typedef {[id: string, paragraph: number, text: string, limits: string[]]} Row a sentence, and its words that no
 *   omission may swallow unseen
 * @typedef {{words: string, start: number, end: number, stands: "exact" | "nearly" | "no", differs: string[],
 *   leftOut: string[], sentences: string[]}} Quotation
 */

const MOST = 100;
const LEFT_OUT = /\s*[[(]?\s*(?:[…⋯]+|\.(?:\s?\.){2,3})\s*[\])]?\s*/u;
const SPACES = /^[ \t\n\u00a0\u202f\u3000]+|[ \t\n\u00a0\u202f\u3000]+$/gu;
const WORD = /[\p{L}\p{N}_'’-]/u;
const LETTER = /^[\p{L}\p{N}]$/u;
const UNCLOSED = "unclosed quotation mark";

/** What opens a quotation, and what may close it. @type {Record<string, string>} */
const CLOSED_BY = {
  "“": "”",
  "„": "“”",
  '"': '"',
  "«": "»",
  "»": "«",
  "‹": "›",
  "「": "」",
  "『": "』",
  "《": "》",
  "〈": "〉",
  "〝": "〟〞",
  "＂": "＂",
  "”": "”",
};
const ALWAYS_OPEN = "“„«「『《〝";
const SINGLE =
  /(?<![\p{L}\p{N}_])(?:‘([^‘’\n]*(?:’[\p{L}\p{N}_][^‘’\n]*)*)’|'([^'\n]*(?:[\p{L}\p{N}_]'[\p{L}\p{N}_][^'\n]*)*)')(?![\p{L}\p{N}_])/gu;

/** Small differences that are told, and do not make a quotation false. */
const SMALL = /** @type {Record<string, (text: string) => string>} */ ({
  "invisible characters": (text) =>
    text.replace(/[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]/gu, ""),
  "capital letters": (text) => text.toLowerCase(),
  "quotation marks or apostrophes": (text) => text.replace(/[‘’‚‛“”„‟`´ʼ′″«»‹›「」『』《》〈〉〝〟〞＂＇"]/gu, "'"),
  "hyphens or dashes": (text) => text.replace(/[‐‑‒–—―−﹘﹣－]/gu, "-"),
  spacing: (text) =>
    text
      .trim()
      .replace(/\s+/gu, " ")
      .replace(/\s*-\s*/gu, "-"),
  "the sign at the end": (text) => text.replace(/[ .,;:!?]+$/u, ""),
});
const ALL = Object.keys(SMALL);

/**
 * @param {string} text
 * @param {number} at where a quotation opens
 * @returns {number} where it closes, or -1
 */
function closing(text, at) {
  const mark = text[at] ?? "";
  for (let place = at + 1; place < text.length; place += 1) {
    const sign = text[place] ?? "";
    if (CLOSED_BY[mark]?.includes(sign)) return place;
    if (sign === mark || (sign === "\n" && '"＂”»'.includes(mark))) return -1;
  }
  return -1;
}

/**
 * @param {string} text
 * @returns {{words: string, start: number, end: number, how: "" | "single" | "unclosed"}[]}
 */
function marked(text) {
  /** @type {{words: string, start: number, end: number, how: "" | "single" | "unclosed"}[]} */
  const spans = [];
  let free = text;
  for (let at = 0; at < text.length; ) {
    const mark = text[at] ?? "";
    let end = mark in CLOSED_BY ? closing(text, at) : -1;
    const closed = end >= 0;
    const opens = LETTER.test(text[at + 1] ?? "") && !LETTER.test(text[at - 1] ?? "");
    if (!closed && !ALWAYS_OPEN.includes(mark) && !(mark === '"' && opens)) {
      at += 1;
      continue;
    }
    if (!closed) {
      const stops = [text.indexOf("\n", at), text.indexOf(mark, at + 1), text.length].filter((one) => one >= 0);
      end = Math.min(...stops) - 1;
    }
    const words = text.slice(at + 1, closed ? end : end + 1).replace(SPACES, "");
    spans.push({ words, start: at, end: end + 1, how: closed ? "" : "unclosed" });
    free = free.slice(0, at) + "\n".repeat(end + 1 - at) + free.slice(end + 1);
    at = end + 1;
  }
  for (const found of free.matchAll(SINGLE)) {
    const words = (found[1] ?? found[2] ?? "").replace(SPACES, "");
    spans.push({ words, start: found.index, end: found.index + found[0].length, how: "single" });
  }
  return spans
    .sort((one, other) => one.start - other.start)
    .filter((span) => WORD.test(span.words))
    .slice(0, MOST);
}

/**
 * Where `part` is as whole words, from `at` on, or -1.
 *
 * @param {string} part
 * @param {string} sentence
 * @param {number} at
 * @returns {number}
 */
function find(part, sentence, at) {
  for (let now = sentence.indexOf(part, at); now >= 0; now = sentence.indexOf(part, now + 1)) {
    const edges = [sentence.slice(Math.max(0, now - 1), now + 1)];
    edges.push(sentence.slice(now + part.length - 1, now + part.length + 1));
    if (!edges.some((pair) => /^[\p{L}\p{N}]{2}$/u.test(pair))) return now;
  }
  return -1;
}

/**
 * @param {string} text
 * @param {string[]} leave the small differences that do not count
 */
const plain = (text, leave) => leave.reduce((now, name) => (SMALL[name] ?? String)(now), text);

/** @param {string} letter */
const swapped = (letter) => (letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase());

/**
 * What is between the parts of a quotation in a sentence, or nothing where they are not in it in turn.
 *
 * @param {string} words
 * @param {string} text
 * @param {string[]} leave
 * @returns {string[] | undefined}
 */
function gapsIn(words, text, leave) {
  const sentence = plain(text, leave);
  const bracketed = /\[([\p{L}\p{N}_])\]/gu;
  const written = [words.replace(bracketed, (_, letter) => swapped(letter)), words.replace(bracketed, "$1")];
  for (const one of written) {
    const parts = one
      .split(LEFT_OUT)
      .map((part) => plain(part, leave))
      .filter(Boolean);
    /** @type {string[]} */
    const gaps = [];
    let at = 0;
    const found = parts.every((part, number) => {
      const place = find(part, sentence, at);
      if (place < 0) return false;
      if (number) gaps.push(sentence.slice(at, place));
      at = place + part.length;
      return true;
    });
    if (parts.length && found) return gaps;
  }
  return undefined;
}

/**
 * @param {string} words
 * @param {Row[]} passage
 * @param {string[]} leave
 * @returns {Row[]} sentences in which the words are
 */
const places = (words, passage, leave) => passage.filter((row) => gapsIn(words, row[2], leave));

/**
 * What omissions left out though it matters; nothing where one of the sentences has the words fairly.
 *
 * @param {string} words
 * @param {Row[]} rows
 * @param {string[]} leave
 * @returns {string[]}
 */
function swallowed(words, rows, leave) {
  /** @type {string[] | undefined} */
  let told;
  for (const [, , text, limits = []] of rows) {
    const limited = limits.map((phrase) => plain(phrase, leave)).filter(Boolean);
    const bad = (gapsIn(words, text, leave) ?? [])
      .filter((gap) => limited.some((one) => find(one, gap.toLowerCase(), 0) >= 0))
      .map((gap) => gap.replace(/^[ ,;]+|[ ,;]+$/gu, ""));
    if (!bad.length) return [];
    told ??= bad;
  }
  return told ?? [];
}

/**
 * @param {string} text
 * @param {Row[]} passage
 * @returns {Quotation[]}
 */
export function quotations(text, passage) {
  return marked(text).flatMap(({ how, ...span }) => {
    /**
     * @param {Quotation["stands"]} stands
     * @param {string[]} differs
     * @param {Row[]} rows
     * @param {string[]} leave
     * @returns {Quotation[]}
     */
    const told = (stands, differs, rows, leave) => [
      { ...span, stands, differs, leftOut: swallowed(span.words, rows, leave), sentences: rows.map(([id]) => id) },
    ];
    if (how === "unclosed") return told("no", [UNCLOSED], [], []);
    const exact = places(span.words, passage, []);
    if (exact.length) return told("exact", [], exact, []);
    const nearly = places(span.words, passage, ALL);
    if (!nearly.length) return how === "single" ? [] : told("no", [], [], []);
    const differs = ALL.filter((name) => {
      const others = ALL.filter((other) => other !== name);
      return !places(span.words, passage, others).length;
    });
    return told("nearly", differs.length ? differs : ["small signs"], nearly, ALL);
  });
}
