// @ts-check
/**
 * What a learner did, on its way to the record: handed to the kernel, and kept in this browser until the kernel says
 * that it is on disk. Without a kernel it waits here, also when the page is closed and opened again.
 *
 * A promise is made only when it is true. Where the browser refuses to keep a line (full, or switched off), the line
 * lives as long as the page, outlives its widget, is handed over by the next one, and is offered to be copied.
 */
import { button, fill, freshId, make } from "./dom.js";

/**
 * @typedef {{id: string, at: string, act: "answer" | "draft" | "evidence" | "evidence removed", item: string,
 *   answer: Record<string, unknown>, phase: string, widget: string}} Line
 * @typedef {"saving" | "saved" | "waiting" | "unkept" | "failed"} Status
 * @typedef {{put: (act: Line["act"], item: string, answer: Record<string, unknown>) => Line,
 *   pending: (item: string) => Line | undefined, close: () => void}} Outbox
 */

/** How long the kernel has to say that a line is saved, before the page says that it waits, in milliseconds. */
const PATIENCE = 3000;
const LONGEST = 60000;

/** Heard by every widget of the page when one of them has put a line on record. */
const NEWS = "nkj-saved";

/**
 * Lines that the browser does not keep, by their key: one list for the page, whichever widget wrote them.
 *
 * @returns {Map<string, Line>}
 */
function unkept() {
  const page = /** @type {{nkjUnkept?: Map<string, Line>}} */ (/** @type {unknown} */ (window));
  if (!page.nkjUnkept) {
    const lines = new Map();
    page.nkjUnkept = lines;
    // The browser asks before it throws them away.
    window.addEventListener("beforeunload", (event) => lines.size && event.preventDefault());
  }
  return page.nkjUnkept;
}

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
    for (const [name, line] of unkept()) if (name.startsWith(prefix)) found.set(line.id, line);
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

  /**
   * @param {Line} line
   * @returns {boolean} whether the browser keeps it, also when this page is closed
   */
  function keep(line) {
    const name = key(line);
    try {
      localStorage.setItem(name, JSON.stringify(line));
      if (unkept().get(name)?.id === line.id) unkept().delete(name);
      return true;
    } catch {
      unkept().set(name, line);
      return false;
    }
  }

  function watch() {
    clearTimeout(timer);
    if (own.size) timer = setTimeout(again, pause);
  }

  function again() {
    // A line that another widget handed over is handed over once more: the record keeps it once, and says so.
    for (const line of [...own.values()]) {
      tell(line, keep(line) ? "waiting" : "unkept", "");
      hand(line);
    }
    pause = Math.min(2 * pause, LONGEST);
    watch();
  }

  /** @param {Line} line work that holds all that this widget's waiting draft of it holds */
  function overtake(line) {
    for (const old of [...own.values()]) {
      if (old.act !== "draft" || key(old) !== key({ ...line, act: "draft" })) continue;
      own.delete(old.id);
      forget(old);
    }
  }

  /** @param {Line} line is on record, or overtaken; a draft that another widget has kept since stays */
  function forget(line) {
    const name = key(line);
    const over = (/** @type {Line | null | undefined} */ held) =>
      held?.id === line.id || (held && held.at < line.at);
    if (over(unkept().get(name))) unkept().delete(name);
    try {
      if (over(JSON.parse(localStorage.getItem(name) ?? "null"))) localStorage.removeItem(name);
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
    if (detail.by === own || detail.prefix !== prefix) return;
    // Another widget of this record handed it over.
    if (own.delete(detail.line.id)) tell(detail.line, "saved", "");
    if (!concerns(detail.line)) return;
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
      keep(line);
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
 * What a person wrote, as text to copy.
 *
 * @param {unknown} part
 * @returns {string[]}
 */
function textIn(part) {
  if (typeof part === "string") return part ? [part] : [];
  if (!part || typeof part !== "object") return typeof part === "number" ? [String(part)] : [];
  if (Array.isArray(part)) return part.flatMap(textIn);
  return Object.entries(part).flatMap(([name, value]) => {
    const text = textIn(value);
    return text.length ? [`${name}: ${text.join(", ")}`] : [];
  });
}

/**
 * A small line that says whether an answer is saved; where nothing keeps it, with the text to copy.
 *
 * @param {Record<string, string>} strings
 * @returns {{node: HTMLElement, tell: (status: Status, says: string, line?: Line) => void}}
 */
export function savedLine(strings) {
  const line = make("p", "nkj-small nkj-saved");
  line.id = freshId("saved");
  line.setAttribute("role", "status");
  const whole = make("div", "nkj-kept", line);

  /** @param {Line} work */
  function offer(work) {
    const text = make("textarea", "", textIn(work.answer).join("\n"));
    text.readOnly = true;
    text.rows = 4;
    text.setAttribute("aria-label", strings.copyText ?? "");
    const copy = button(strings.copy ?? "", () => {
      text.select();
      // Not every page may write to the clipboard; what is selected can be copied with the keys.
      navigator.clipboard?.writeText(text.value).catch(() => {});
    });
    whole.append(make("div", "nkj-unkept", text, copy));
  }

  return {
    node: whole,
    tell(status, says, work) {
      line.dataset.status = status;
      line.textContent = status === "failed" ? says : fill(strings[status], {});
      whole.querySelector(".nkj-unkept")?.remove();
      if (status === "unkept" && work) offer(work);
    },
  };
}
