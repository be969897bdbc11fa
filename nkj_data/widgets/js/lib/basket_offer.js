// @ts-check
/** Words chosen in the passage's pane go into the evidence basket. */

/**
 * What a widget that can put lines on record offers: the basket.
 *
 * @param {import("./outbox.js").Outbox["put"]} put
 * @param {Record<string, string>} strings
 */
export function basketOffer(put, strings) {
  /** @type {Map<string, (text: string) => void>} who waits to hear of a line */
  const waiting = new Map();
  return {
    /** @type {Pick<import("./passage_events.js").Offer, "act" | "label" | "take">} */
    offer: {
      act: "basket",
      label: strings.toBasket ?? "",
      take(selected, say) {
        say(strings.handingOver ?? "");
        for (const { sentence, words, whole } of selected) {
          const line = put("evidence", sentence, whole ? { note: "" } : { note: "", words });
          waiting.set(line.id, say);
        }
      },
    },
    /**
     * @param {import("./outbox.js").Line} line
     * @param {import("./outbox.js").Status} status
     * @param {string} says
     */
    tell(line, status, says) {
      if (status !== "saving") waiting.get(line.id)?.(status === "failed" ? says : (strings[status] ?? ""));
    },
  };
}
