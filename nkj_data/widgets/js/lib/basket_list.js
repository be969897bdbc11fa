// @ts-check
/** The evidence basket: rows and sentences put aside with a note, for the argument at the end. */
import { button, fill, make, sentenceNumber } from "./dom.js";

/**
 * @typedef {{id: string, of: string, note: string, at: string, quote: string, sentence: string, surely: string}} Piece
 */

/**
 * @param {Piece[]} pieces
 * @param {Record<string, string>} strings
 * @param {{remove: (piece: Piece) => void, use?: (piece: Piece) => void}} doing
 * @returns {HTMLElement}
 */
export function basketList(pieces, strings, { remove, use }) {
  if (!pieces.length) return make("p", "nkj-small", strings.empty ?? "");
  const list = make("ul", "nkj-basket");
  for (const piece of pieces) {
    const words = make(
      "blockquote",
      "nkj-quote",
      ...sentenceNumber(piece.sentence, () => [{ sentence: piece.sentence, words: piece.quote }]),
      "\u00a0",
      piece.quote,
    );
    words.lang = "en";
    words.translate = false;
    const out = button(strings.takeOut ?? "", () => remove(piece));
    out.setAttribute("aria-label", fill(strings.takeOutThis, { of: piece.quote || piece.of }));
    const does = make("div", "nkj-buttons");
    if (use) {
      const into = button(strings.use ?? "", () => use(piece));
      into.setAttribute("aria-label", fill(strings.useThis, { of: piece.quote || piece.of }));
      does.append(into);
    }
    does.append(out);
    // A whole sentence has its number before its words already.
    const about = piece.surely || (piece.of === piece.sentence ? "" : piece.of);
    const item = make("li", "", words);
    if (about) item.append(make("p", "nkj-small", about));
    if (piece.note) item.append(make("p", "", piece.note));
    item.append(does);
    list.append(item);
  }
  return list;
}
