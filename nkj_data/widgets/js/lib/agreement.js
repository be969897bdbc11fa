// @ts-check
/**
 * How far two codings agree: percent and Cohen's kappa. The page's side of nkj_data.coding.agreement; a test holds
 * the two against each other.
 *
 * @typedef {Record<string, string>} Labels by aspect
 * @typedef {{sentence_id: string, topic: string, voice: string, certainty: string, carrying: number[], reason: string,
 *   arguable: string, also: Record<string, string[]>}} OurCoding
 * @typedef {{aspect: string, compared: number, agreed: number, percent: number | null,
 *   kappa: number | null}} AspectAgreement
 * @typedef {{sentence_id: string, aspect: string, mine: string, ours: string, accepted: boolean}} Difference
 */

/** One sentence cannot tell agreement from luck. */
export const FEWEST_FOR_KAPPA = 2;

/**
 * Agreement beyond chance; null for too few pairs, or when both used one and the same label throughout.
 *
 * @param {[string, string][]} pairs
 * @returns {number | null}
 */
export function cohensKappa(pairs) {
  const total = pairs.length;
  if (total < FEWEST_FOR_KAPPA) return null;
  const uses = (/** @type {0 | 1} */ coder, /** @type {string} */ label) =>
    pairs.filter((pair) => pair[coder] === label).length;
  const labels = new Set(pairs.map(([mine]) => mine));
  // In squares of the total, so that the numbers are whole up to the last step.
  const byChance = [...labels].reduce((sum, label) => sum + uses(0, label) * uses(1, label), 0);
  if (byChance === total * total) return null;
  const agreed = pairs.filter(([mine, ours]) => mine === ours).length * total;
  return (agreed - byChance) / (total * total - byChance);
}

/**
 * @param {Record<string, Labels>} mine by sentence; what is not coded is not counted
 * @param {OurCoding[]} ours
 * @param {string[]} aspects
 * @returns {{aspects: AspectAgreement[], differences: Difference[]}}
 */
export function codingAgreement(mine, ours, aspects) {
  const label = (/** @type {OurCoding} */ coded, /** @type {string} */ aspect) =>
    /** @type {Record<string, any>} */ (coded)[aspect];
  const parts = aspects.map((aspect) => {
    /** @type {[string, string][]} */
    const pairs = [];
    for (const coded of ours) {
      const given = mine[coded.sentence_id]?.[aspect];
      if (given) pairs.push([given, label(coded, aspect)]);
    }
    const [compared, agreed] = [pairs.length, pairs.filter(([one, other]) => one === other).length];
    const percent = compared ? Math.round((1000 * agreed) / compared) / 10 : null;
    return { aspect, compared, agreed, percent, kappa: cohensKappa(pairs) };
  });
  const differences = ours.flatMap((coded) =>
    aspects.flatMap((aspect) => {
      const given = mine[coded.sentence_id]?.[aspect];
      if (!given || given === label(coded, aspect)) return [];
      const accepted = (coded.also[aspect] ?? []).includes(given);
      return [{ sentence_id: coded.sentence_id, aspect, mine: given, ours: label(coded, aspect), accepted }];
    }),
  );
  return { aspects: parts, differences };
}
