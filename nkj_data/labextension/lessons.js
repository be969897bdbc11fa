// @ts-check
/**
 * Lessons in JupyterLab: one that this package put here comes alive when it opens, the passage stands beside it, and
 * what a learner does not need of JupyterLab is out of sight, one click away.
 *
 * JupyterLab ships no types with a prebuilt extension, so only what is used here is described.
 *
 * @typedef {{connect: (heard: (sender: any, args: any) => void) => void,
 *   disconnect: (heard: (sender: any, args: any) => void) => void}} Signal
 * @typedef {{id: string, node: HTMLElement, isDisposed: boolean, isVisible: boolean, isAttached: boolean, title: any,
 *   disposed: Signal, dispose: () => void, parent: any, show: () => void, hide: () => void}} Lumino
 * @typedef {{node: HTMLElement, model: any}} Cell
 * @typedef {Lumino & {context: any, content: any, sessionContext: any, revealed: Promise<void>, toolbar: any}} Panel
 * @typedef {{app: any, shell: any, tracker: any, actions: any, Widget: any}} Parts
 * @typedef {{lessons: string[], strings: Record<string, string>}} Signed what the package has put here: the marks of
 *   its lessons' code, and the words that are said beside them
 */
import { button, make } from "../widgets/js/lib/dom.js";
import { drawPane } from "../widgets/js/lib/pane.js";

const SIGNED = new URL("../lessons.json", import.meta.url).href;
const PASSAGE = new URL("../passage.json", import.meta.url).href;
const STYLES = ["../widgets/css/base.css", "../widgets/css/text.css", "../widgets/css/pane.css", "lessons.css"];
const WIDTH = "nkj-pane-width";
/** Below this many pixels the passage stands under the lesson, and not beside it. */
const NARROW = 840;

/** Browser storage, which may be refused. @type {{get: (name: string) => string, set: (name: string, value: string) => void}} */
const kept = {
  get(name) {
    try {
      return localStorage.getItem(name) ?? "";
    } catch {
      return "";
    }
  },
  set(name, value) {
    try {
      localStorage.setItem(name, value);
    } catch {
      // Refused or full: it holds for this page.
    }
  },
};

/**
 * The mark of a lesson's code, as `nkj_data/lab/extension.py` makes it.
 *
 * @param {any} model of the notebook
 * @returns {Promise<string>}
 */
async function markOf(model) {
  const code = [...model.cells].filter((cell) => cell.type === "code").map((cell) => cell.sharedModel.getSource());
  const bytes = new TextEncoder().encode(code.join("\0"));
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** @param {any} model @returns {boolean} whether JupyterLab trusts every cell */
const trusted = (model) => [...model.cells].every((cell) => cell.type !== "code" || cell.trusted);

/**
 * The passage's pane, of which there is one for all lessons.
 *
 * @param {Parts} parts
 * @param {Record<string, string>} strings
 */
function passagePane({ shell, Widget }, strings) {
  /** @type {Lumino | null} */
  let widget = null;
  const content = fetch(PASSAGE).then((answer) => answer.json());

  /** @param {Lumino} pane @returns {any} the handle between the lesson and the pane, and the room it moves in */
  function handleOf(pane) {
    const dock = pane.parent;
    const box = pane.node.getBoundingClientRect();
    for (const handle of dock?.layout?.handles?.() ?? []) {
      const at = handle.getBoundingClientRect();
      const beside =
        Math.abs(at.right - box.left) < 40 && at.height > 100 && !handle.classList.contains("lm-mod-hidden");
      if (beside) return { handle, layout: dock.layout, room: dock.node.getBoundingClientRect() };
    }
    return null;
  }

  /** @param {Panel} lesson */
  async function open(lesson) {
    if (widget && !widget.isDisposed) return;
    const pane = drawPane(await content);
    if (widget && !widget.isDisposed) return;
    /** @type {Lumino} */
    const made = new Widget();
    widget = made;
    made.id = "nkj-passage";
    made.title.label = strings.pane;
    made.title.caption = strings.pane;
    made.title.closable = true;
    made.node.classList.add("nkj-pane-holder");
    made.node.append(pane.node);
    const narrow = (lesson.parent?.node.clientWidth ?? NARROW) < NARROW;
    shell.add(made, "main", { mode: narrow ? "split-bottom" : "split-right", ref: lesson.id, activate: false });
    const share = Number(kept.get(WIDTH)) || 0.36;
    let settled = false;
    const resized = new ResizeObserver(() => {
      pane.inView(made.isVisible);
      const found = made.isVisible && !narrow ? handleOf(made) : null;
      if (!found) return;
      if (!settled) {
        settled = true;
        found.layout.moveHandle(
          found.handle,
          found.room.right - found.room.width * share - found.handle.clientWidth,
          0,
        );
        return;
      }
      kept.set(WIDTH, String(Math.round((1000 * made.node.clientWidth) / found.room.width) / 1000));
    });
    resized.observe(made.node);
    made.disposed.connect(() => {
      resized.disconnect();
      pane.close();
      widget = null;
    });
  }

  return {
    open,
    close: () => widget?.dispose(),
    there: () => Boolean(widget && !widget.isDisposed),
  };
}

/** @param {Parts} parts */
export async function start(parts) {
  const { app, tracker, actions } = parts;
  /** @type {Signed} */
  let signed;
  try {
    signed = await (await fetch(SIGNED)).json();
  } catch {
    return; // This package put no lessons here.
  }
  for (const name of STYLES) {
    const link = make("link");
    link.rel = "stylesheet";
    link.href = new URL(name, import.meta.url).href;
    document.head.append(link);
  }
  const pane = passagePane(parts, signed.strings);
  /** @type {Set<Panel>} */
  const lessons = new Set();

  /** @param {Panel} panel */
  async function opened(panel) {
    await panel.context.ready;
    const { model } = panel.context;
    if (!model?.getMetadata("nkj")?.lesson) return;
    if (!trusted(model) || !signed.lessons.includes(await markOf(model))) {
      panel.node.dataset.nkjLesson = "asleep";
      return;
    }
    lessons.add(panel);
    panel.node.dataset.nkjLesson = "waking";
    panel.disposed.connect(() => {
      lessons.delete(panel);
      if (!lessons.size) pane.close();
    });
    await panel.revealed;
    void app.restored.then(() => pane.open(panel));
    await panel.sessionContext.ready;
    const cells = panel.content.widgets.filter((/** @type {Cell} */ cell) => cell.model.type === "code");
    const clean = !model.dirty;
    await actions.runCells(panel.content, cells, panel.sessionContext);
    if (clean) model.dirty = false;
    panel.node.dataset.nkjLesson = "alive";
  }
  tracker.widgetAdded.connect((/** @type {unknown} */ _, /** @type {Panel} */ panel) => void opened(panel));
  tracker.forEach((/** @type {Panel} */ panel) => void opened(panel));
}
