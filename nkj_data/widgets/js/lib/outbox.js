// @ts-check
/**
 * What a learner did, on its way to the record: handed to the kernel, and kept in this browser until the kernel says
 * that it is on disk. Without a kernel it waits here, also when the page is closed and opened again.
 */
import { fill, freshId } from "./dom.js";

/**
 * @typedef {{id: string, at: string, act: "answer" | "draft" | "evidence" | "evidence removed", item: string,
 *   answer: Record<string, unknown>, phase: string, widget: string}} Line
 * @typedef {"saving" | "saved" | "waiting" | "failed"} Status
 * @typedef {{put: (act: Line["act"], item: string, answer: Record<string, unknown>) => Line,
 *   pending: (item: string) => Line | undefined, close: () => void}} Outbox
 */

/** How long the kernel has to say that a line is saved, before the page says that it waits, in milliseconds. */
const PATIENCE = 3000;
const LONGEST = 60000;

/** Heard by every widget of the page when one of them has put a line on record. */
const NEWS = "nkj-saved";

/** @returns {string} 32 hexadecimal signs */
function lineId() {
  // Not randomUUID: a page that is served without https does not have it.
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/**
 * @param {import("./dom.js").Model} model holds ``place``, ``phase`` and ``widget``
 * @param {(line: Line, status: Status, says: string) => void} tell
 * @param {(line: Line) => boolean} [concerns] whether a line that another widget saved is this one's business too
 * @returns {Outbox}
 */
export function outbox(model, tell, concerns = () => false) {
  const prefix = `nkj-outbox:${model.get("place")}:`;
  /** @type {Map<string, Line>} what this widget has not been told to be saved */
  const own = new Map();
  /** @type {Set<string>} what of it the browser's storage holds too, so that another widget may hand it over */
  const stored = new Set();
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  let pause = PATIENCE;

  /** @param {Line} line a newer draft of the same work takes the place of the older one */
  const key = (line) => prefix + (line.act === "draft" ? `draft:${line.phase}:${line.item}` : line.id);

  /** @returns {Line[]} everything that waits for this record, oldest first */
  function lines() {
    /** @type {Map<string, Line>} */
    const found = new Map();
    try {
      for (let at = 0; at < localStorage.length; at += 1) {
        const name = localStorage.key(at);
        if (!name?.startsWith(prefix)) continue;
        try {
          const line = JSON.parse(localStorage.getItem(name) ?? "");
          if (typeof line?.id === "string") found.set(line.id, line);
        } catch {
          // Not ours to read, and not ours to throw away.
        }
      }
    } catch {
      // The browser keeps nothing; what is in this page is all there is.
    }
    for (const [id, line] of own) found.set(id, line);
    return [...found.values()].sort((one, other) => (one.at < other.at ? -1 : 1));
  }

  /** @param {Line} line */
  function hand(line) {
    try {
      model.send({ type: "line", line });
    } catch {
      // The kernel has gone; the line stays here.
    }
  }

  function watch() {
    clearTimeout(timer);
    if (own.size) timer = setTimeout(again, pause);
  }

  function again() {
    for (const line of [...own.values()]) {
      let there = true;
      try {
        there = !stored.has(line.id) || localStorage.getItem(key(line)) !== null;
      } catch {
        // Storage was switched off meanwhile.
      }
      if (there) {
        tell(line, "waiting", "");
        hand(line);
      } else {
        // Another widget of this record handed it over.
        own.delete(line.id);
        tell(line, "saved", "");
      }
    }
    pause = Math.min(2 * pause, LONGEST);
    watch();
  }

  /** @param {Line} line work that holds all that this widget's waiting draft of it holds */
  function overtake(line) {
    for (const old of [...own.values()]) {
      if (old.act !== "draft" || key(old) !== key({ ...line, act: "draft" })) continue;
      own.delete(old.id);
      stored.delete(old.id);
      forget(old);
    }
  }

  /** @param {Line} line is on record, or overtaken; a draft that another widget has kept since stays */
  function forget(line) {
    try {
      const held = JSON.parse(localStorage.getItem(key(line)) ?? "null");
      if (held?.id === line.id) localStorage.removeItem(key(line));
    } catch {
      // Nothing was kept there.
    }
  }

  /** @param {{type?: string, id?: string, saved?: boolean, keep?: boolean, says?: string}} content */
  function heard(content) {
    if (content?.type !== "saved" || !content.id) return;
    const line = own.get(content.id) ?? lines().find((one) => one.id === content.id);
    if (!line) return;
    if (content.saved || !content.keep) {
      own.delete(line.id);
      stored.delete(line.id);
      forget(line);
      pause = PATIENCE;
    } else {
      own.set(line.id, line);
    }
    tell(line, content.saved ? "saved" : "failed", content.says ?? "");
    watch();
    if (content.saved) window.dispatchEvent(new CustomEvent(NEWS, { detail: { prefix, line, by: own } }));
  }

  /** @param {Event} event another widget has saved something: ask Python how things stand now */
  function news(event) {
    const { detail } = /** @type {CustomEvent<{prefix: string, line: Line, by: unknown}>} */ (event);
    if (detail.by === own || detail.prefix !== prefix || !concerns(detail.line)) return;
    try {
      model.send({ type: "follow" });
    } catch {
      // The kernel has gone.
    }
  }

  model.on("msg:custom", heard);
  window.addEventListener(NEWS, news);
  // What an earlier page, or an earlier kernel, could not hand over.
  for (const line of lines()) {
    own.set(line.id, line);
    stored.add(line.id);
    hand(line);
  }
  watch();

  return {
    put(act, item, answer) {
      const line = {
        ...{ id: lineId(), at: new Date().toISOString(), act, item, answer },
        ...{ phase: model.get("phase") ?? "lesson", widget: model.get("widget") ?? "" },
      };
      if (act === "draft" || act === "answer") overtake(line);
      own.set(line.id, line);
      try {
        localStorage.setItem(key(line), JSON.stringify(line));
        stored.add(line.id);
      } catch {
        // Full, or switched off: the line lives as long as this page.
      }
      pause = PATIENCE;
      tell(line, "saving", "");
      hand(line);
      watch();
      return line;
    },
    pending: (item) =>
      lines()
        .filter((line) => line.item === item && line.phase === (model.get("phase") ?? "lesson"))
        .at(-1),
    close() {
      clearTimeout(timer);
      model.off("msg:custom", heard);
      window.removeEventListener(NEWS, news);
    },
  };
}

/**
 * A small line that says whether an answer is saved.
 *
 * @param {Record<string, string>} strings
 * @returns {{node: HTMLElement, tell: (status: Status, says: string) => void}}
 */
export function savedLine(strings) {
  const node = document.createElement("p");
  node.id = freshId("saved");
  node.className = "nkj-small nkj-saved";
  node.setAttribute("role", "status");
  return {
    node,
    tell(status, says) {
      node.dataset.status = status;
      node.textContent = status === "failed" ? says : fill(strings[status], {});
    },
  };
}
