// @ts-check
/**
 * Whether each quotation of a text stands in the passage. The rules are those of `nkj_data/texts/quotation.py`, which
 * also names the nearest words; a test holds the two against each other.
 *
 * @typedef {{words: string, start: number, end: number, stands: "exact" | "nearly" | "no", differs: string[],
 *   sentences: string[]}} Quotation
 */

const MOST = 100;
const LEFT_OUT = /\s*(?:\[\s*)?(?:…|\.\s?\.\s?\.)(?:\s*\])?\s*/u;

/** Small differences that are told, and do not make a quotation false. */
const SMALL = /** @type {Record<string, (text: string) => string>} */ ({
  "capital letters": (text) => text.toLowerCase(),
  "quotation marks or apostrophes": (text) => text.replace(/[‘’‚‛“”„‟`´"]/g, "'"),
  spacing: (text) =>
    text
      .trim()
      .replace(/\s+/gu, " ")
      .replace(/\s*-\s*/gu, "-"),
  "the sign at the end": (text) => text.replace(/[ .,;:!?]+$/u, ""),
});

/**
 * @param {string} text
 * @returns {{words: string, start: number, end: number}[]}
 */
function marked(text) {
  const spans = [...text.matchAll(/“([^“”]*)”/gu)];
  // A straight mark inside a quotation opens none.
  const free = text.replace(/“([^“”]*)”/gu, (whole) => "\n".repeat(whole.length));
  spans.push(...free.matchAll(/"([^"“”\n]*)"/gu));
  return spans
    .map((span) => ({ words: span[1] ?? "", start: span.index, end: span.index + span[0].length }))
    .sort((one, other) => one.start - other.start)
    .filter((span) => /[\p{L}\p{N}_'’-]/u.test(span.words))
    .slice(0, MOST);
}

/**
 * Where `part` stands as whole words, from `at` on, or -1.
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
 * @param {string} words
 * @param {[id: string, paragraph: number, text: string][]} passage
 * @param {string[]} leave the small differences that do not count
 * @returns {string[]} sentences in which the words stand
 */
function places(words, passage, leave) {
  /** @param {string} text */
  const plain = (text) => leave.reduce((now, name) => (SMALL[name] ?? String)(now), text);
  const parts = words.split(LEFT_OUT).filter(Boolean).map(plain).filter(Boolean);
  if (!parts.length) return [];
  return passage
    .filter(([, , text]) => {
      const sentence = plain(text);
      let at = 0;
      return parts.every((part) => {
        at = find(part, sentence, at);
        if (at < 0) return false;
        at += part.length;
        return true;
      });
    })
    .map(([id]) => id);
}

/**
 * @param {string} text
 * @param {[id: string, paragraph: number, text: string][]} passage
 * @returns {Quotation[]}
 */
export function quotations(text, passage) {
  const all = Object.keys(SMALL);
  return marked(text).map((span) => {
    const exact = places(span.words, passage, []);
    if (exact.length) return { ...span, stands: "exact", differs: [], sentences: exact };
    const nearly = places(span.words, passage, all);
    if (!nearly.length) return { ...span, stands: "no", differs: [], sentences: [] };
    const differs = all.filter((name) => {
      const others = all.filter((other) => other !== name);
      return !places(span.words, passage, others).length;
    });
    return { ...span, stands: "nearly", differs: differs.length ? differs : ["small signs"], sentences: nearly };
  });
}
