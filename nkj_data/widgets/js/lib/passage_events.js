// @ts-check
/**
 * How widgets and the passage's pane speak with each other: by three events on `window`, so that it works in
 * JupyterLab and on a page, with and without a kernel.
 *
 * `nkj:show`: a widget names words; a pane that shows them says so by `preventDefault()`.
 * `nkj:offers`: the pane asks who can use what is selected in it; a widget adds its offer to `detail.offers`.
 * `nkj:pane`: a pane has come or gone. While one is in view, the page's root has `data-nkj-pane`: style sheets hide
 * what would be there twice (`nkj-without-pane`) and show what only then has a meaning (`nkj-with-pane`).
 *
 * @typedef {[text: string, marked: boolean][]} Segments a whole sentence, cut where its marks start and end
 * @typedef {{sentence: string, segments?: Segments, words?: string}} Lit segments, or words of the sentence; without
 *   either, the whole sentence
 * @typedef {{sentence: string, words: string, numbers: number[], whole: boolean}} Selected words of one sentence,
 *   counted from 0
 * @typedef {"answer" | "basket" | "quote" | "code"} Act
 * @typedef {{act: Act, label: string, near: HTMLElement, used: number, take: (selected: Selected[], say: (text: string) => void) => void}} Offer
 *   `near` is where it goes, `used` when a person last worked there; `take` does it, and says how it went
 */

const [SHOW, OFFERS, PANE] = ["nkj:show", "nkj:offers", "nkj:pane"];

/**
 * Light up words in the pane.
 *
 * @param {Lit[]} lit
 * @returns {boolean} whether a pane shows them
 */
export function light(lit) {
  return !window.dispatchEvent(new CustomEvent(SHOW, { detail: { lit }, cancelable: true }));
}

/**
 * @param {(lit: Lit[]) => boolean} show returns whether it shows them
 * @returns {() => void} clean-up
 */
export function hearLight(show) {
  const heard = (/** @type {Event} */ event) => {
    const { lit } = /** @type {CustomEvent<{lit: Lit[]}>} */ (event).detail;
    if (show(lit)) event.preventDefault();
  };
  window.addEventListener(SHOW, heard);
  return () => window.removeEventListener(SHOW, heard);
}

/**
 * Who can use these words: what a person worked with last comes first, then what is nearest.
 *
 * @param {Selected[]} selected
 * @returns {Offer[]}
 */
export function askOffers(selected) {
  /** @type {Offer[]} */
  const offers = [];
  window.dispatchEvent(new CustomEvent(OFFERS, { detail: { selected, offers } }));
  const away = (/** @type {Offer} */ { near }) => {
    const box = near.getBoundingClientRect();
    return Math.abs((box.top + box.bottom) / 2 - innerHeight / 2);
  };
  return offers.sort((one, other) => other.used - one.used || away(one) - away(other));
}

/**
 * Offer to use what is selected in the pane, as long as `near` is in view of the page.
 *
 * @param {HTMLElement} near
 * @param {(selected: Selected[]) => Pick<Offer, "act" | "label" | "take">[]} make
 * @returns {() => void} clean-up
 */
export function offerTo(near, make) {
  let used = 0;
  const working = () => {
    used = performance.now();
  };
  const asked = (/** @type {Event} */ event) => {
    const { selected, offers } = /** @type {CustomEvent<{selected: Selected[], offers: Offer[]}>} */ (event).detail;
    // Another lesson's widgets, behind a tab, are there too.
    if (!near.isConnected || !near.getClientRects().length) return;
    offers.push(...make(selected).map((offer) => ({ ...offer, near, used })));
  };
  near.addEventListener("focusin", working);
  window.addEventListener(OFFERS, asked);
  return () => {
    near.removeEventListener("focusin", working);
    window.removeEventListener(OFFERS, asked);
  };
}

/** @returns {boolean} whether a pane is in view */
export function paneThere() {
  return document.documentElement.dataset.nkjPane !== undefined;
}

/** @param {boolean} there */
export function tellPane(there) {
  if (there === paneThere()) return;
  document.documentElement.toggleAttribute("data-nkj-pane", there);
  window.dispatchEvent(new CustomEvent(PANE, { detail: { there } }));
}

/**
 * @param {() => void} call whenever a pane has come or gone
 * @returns {() => void} clean-up
 */
export function hearPane(call) {
  window.addEventListener(PANE, call);
  return () => window.removeEventListener(PANE, call);
}
