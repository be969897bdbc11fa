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
 * @typedef {Lumino & {context: any, content: any, sessionContext: any, revealed: Promise<void>, toolbar: any,
 *   contentHeader: any}} Panel
 * @typedef {{app: any, shell: any, tracker: any, actions: any, Widget: any}} Parts
 * @typedef {Record<string, string>} Words
 * @typedef {{lessons: string[], names: string[], titles: Words, strings: {lessons: Words, pane: Words,
 *   lesson_bar: Words}}} Signed what the package has put here: the marks of its lessons' code, their file names and
 *   titles, and the words that are said beside them
 */
import { button, make } from "../widgets/js/lib/dom.js";
import { lessonBar } from "../widgets/js/lib/lesson_bar.js";
import { drawPane } from "../widgets/js/lib/pane.js";

const SIGNED = new URL("../lessons.json", import.meta.url).href;
const PASSAGE = new URL("../passage.json", import.meta.url).href;
const STYLES = [
  "../widgets/css/base.css",
  "../widgets/css/text.css",
  "../widgets/css/pane.css",
  "../widgets/css/steps.css",
  "lessons.css",
];
const [WIDTH, TOOLS] = ["nkj-pane-width", "nkj-tools"];
const PLOTLY = "application/vnd.plotly.v1+json";
/** What a person does who moves about in a page. */
const MOVES = ["wheel", "touchstart", "pointerdown", "keydown"];
/** How long outputs may grow after a cell has run, in milliseconds. */
const SETTLING = 1500;
/** Below this many pixels the passage stands under the lesson, and not beside it. */
const NARROW = 840;

/**
 * Browser storage, which may be refused.
 *
 * @param {() => Storage} where
 */
function storage(where) {
  return {
    /** @param {string} name @returns {string} */
    get(name) {
      try {
        return where().getItem(name) ?? "";
      } catch {
        return "";
      }
    },
    /** @param {string} name @param {string} value */
    set(name, value) {
      try {
        where().setItem(name, value);
      } catch {
        // Refused or full: it holds for this page.
      }
    },
  };
}
const kept = storage(() => localStorage);
/** What holds for this tab of the browser. */
const known = storage(() => sessionStorage);

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
 * @param {Signed["strings"]["lessons"]} strings
 * @param {Signed["strings"]["pane"]} words of the pane itself
 */
function passagePane({ shell, Widget }, strings, words) {
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

  /**
   * @param {Panel} lesson
   * @param {() => void} changed when a person closes it
   */
  async function open(lesson, changed) {
    if (widget && !widget.isDisposed) return;
    const pane = drawPane({ ...(await content), strings: words });
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
        found.layout.moveHandle(found.handle, found.room.width * (1 - share) - found.handle.clientWidth, 0);
        return;
      }
      kept.set(WIDTH, String(Math.round((1000 * made.node.clientWidth) / found.room.width) / 1000));
    });
    resized.observe(made.node);
    made.disposed.connect(() => {
      resized.disconnect();
      pane.close();
      widget = null;
      changed();
    });
  }

  return {
    open,
    close: () => widget?.dispose(),
    there: () => Boolean(widget && !widget.isDisposed),
  };
}

/** @returns {() => boolean} whether a person has moved about in the page since */
function hasMoved() {
  let moved = false;
  const stop = () => {
    moved = true;
    for (const name of MOVES) window.removeEventListener(name, stop, true);
  };
  for (const name of MOVES) window.addEventListener(name, stop, true);
  return () => moved;
}

/**
 * Keep a place in view while the page around it grows, until a person moves it.
 *
 * @param {HTMLElement} scroller
 * @param {() => void} place puts it there
 * @param {number} milliseconds
 */
function hold(scroller, place, milliseconds) {
  const until = performance.now() + milliseconds;
  const moved = hasMoved();
  const step = () => {
    if (moved() || !scroller.isConnected) return;
    place();
    if (performance.now() <= until) requestAnimationFrame(step);
  };
  step();
}

/**
 * @param {HTMLElement} scroller
 * @param {HTMLElement} cell all of it, or its beginning where it is taller than the window
 */
function bringIn(scroller, cell) {
  const [box, room] = [cell.getBoundingClientRect(), scroller.getBoundingClientRect()];
  if (box.top < room.top || box.height > room.height) scroller.scrollTop += box.top - room.top;
  else if (box.bottom > room.bottom) scroller.scrollTop += box.bottom - room.bottom;
}

/**
 * As long as a lesson is only looked at, it is not changed: who closes it is not asked whether to save.
 *
 * @param {any} model of the notebook
 * @returns {() => void} what is changed from now on counts
 */
function onlyLooked(model) {
  const stops = ["pointerdown", "keydown"];
  const clean = !model.dirty;
  const changed = (
    /** @type {unknown} */ _,
    /** @type {{name: string, newValue: unknown}} */ { name, newValue },
  ) => {
    if (clean && name === "dirty" && newValue) model.dirty = false;
  };
  const stop = () => {
    model.stateChanged.disconnect(changed);
    for (const name of stops) window.removeEventListener(name, stop, true);
  };
  model.stateChanged.connect(changed);
  for (const name of stops) window.addEventListener(name, stop, true);
  return stop;
}

/**
 * A lesson that is saved holds its charts once: plotly's extension puts a picture of each beside it, JupyterLab the
 * modules of all widgets, and neither is looked at again, since the lesson runs when it opens.
 *
 * @param {any} model of the notebook
 */
function saveSlim(model) {
  const whole = model.toJSON.bind(model);
  model.toJSON = () => {
    const content = whole();
    delete content.metadata?.widgets;
    for (const cell of content.cells) {
      for (const { data } of cell.outputs ?? []) if (data?.[PLOTLY]) delete data["image/png"];
    }
    return content;
  };
}

/**
 * Where a learner was in a lesson: the cell at the top of the window, and how far it is scrolled.
 *
 * @param {Panel} panel
 * @param {HTMLElement} scroller
 */
function placeIn(panel, scroller) {
  const name = `nkj-left:${panel.context.path}`;
  const last = kept.get(name).split(" ");
  let timer = 0;
  const write = () => {
    const top = scroller.getBoundingClientRect().top;
    const cells = /** @type {Cell[]} */ (panel.content.widgets);
    const first = cells.find((cell) => cell.node.getBoundingClientRect().bottom > top + 1);
    if (!first || !panel.isVisible) return;
    kept.set(name, `${first.model.id} ${Math.round(top - first.node.getBoundingClientRect().top)}`);
  };
  return {
    /** Go there, or to the top. */
    back() {
      const cells = /** @type {Cell[]} */ (panel.content.widgets);
      const cell = cells.find((one) => one.model.id === last[0]);
      if (!cell) scroller.scrollTop = 0;
      else {
        const from = cell.node.getBoundingClientRect().top - scroller.getBoundingClientRect().top;
        scroller.scrollTop += from + (Number(last[1]) || 0);
      }
    },
    /** From now on, remember. */
    follow() {
      scroller.addEventListener("scroll", () => {
        clearTimeout(timer);
        timer = window.setTimeout(write, 300);
      });
    },
  };
}

/** @param {Panel} panel @returns {string} where this tab keeps which run of a lesson's cells was the last one */
const lastRun = ({ context, sessionContext }) => `nkj-run:${context.path}:${sessionContext.session?.kernel?.id}`;

/** @param {Parts} parts */
export async function start(parts) {
  const { app, shell, tracker, actions, Widget } = parts;
  /** @type {Signed} */
  let signed;
  try {
    signed = await (await fetch(SIGNED)).json();
  } catch {
    return; // This package put no lessons here.
  }
  const strings = signed.strings.lessons;
  for (const name of STYLES) {
    const link = make("link");
    link.rel = "stylesheet";
    link.href = new URL(name, import.meta.url).href;
    document.head.append(link);
  }
  const pane = passagePane(parts, strings, signed.strings.pane);
  /** @type {Map<Panel, () => void>} each lesson, and what brings its bar up to date */
  const lessons = new Map();
  const redraw = () => {
    for (const draw of lessons.values()) draw();
  };

  let quiet = kept.get(TOOLS) !== "shown";
  function furnish() {
    for (const panel of lessons.keys()) {
      if (quiet) panel.toolbar.hide();
      else panel.toolbar.show();
      panel.node.classList.toggle("nkj-quiet", quiet);
    }
    if (quiet) shell.collapseLeft();
    else shell.expandLeft();
    redraw();
  }

  function toggleTools() {
    quiet = !quiet;
    kept.set(TOOLS, quiet ? "" : "shown");
    furnish();
  }

  async function togglePane() {
    if (pane.there()) pane.close();
    else await pane.open(tracker.currentWidget, redraw);
    redraw();
  }
  app.commands.addCommand("nkj:passage", { label: strings.pane, execute: togglePane });
  app.commands.addKeyBinding({ command: "nkj:passage", keys: ["Alt Shift P"], selector: "body" });

  /**
   * A line above a lesson, with what brings the passage and JupyterLab's tools back.
   *
   * @param {Panel} panel
   * @param {...HTMLElement} inside
   */
  function bar(panel, ...inside) {
    const widget = new Widget();
    widget.node.classList.add("nkj-lesson-bar");
    widget.node.append(...inside);
    panel.contentHeader.addWidget(widget);
  }

  /** @param {Panel} panel @returns {{title: string, open: () => void} | null} the lesson after it, if it is there */
  function after(panel) {
    const number = String(Number(panel.context.model.getMetadata("nkj").lesson) + 1).padStart(2, "0");
    const title = signed.titles[number];
    const name = signed.names.find((one) => one.startsWith(`${number}_`));
    if (!title || !name) return null;
    const folder = panel.context.path.split("/").slice(0, -1);
    return {
      title,
      open: () => void app.commands.execute("docmanager:open", { path: [...folder, name].join("/") }),
    };
  }

  /** @param {Panel} panel */
  function furnishLesson(panel) {
    const passage = button("", () => void togglePane(), "nkj-lesson-tool");
    passage.title = "Alt + Shift + P";
    const tools = button("", toggleTools, "nkj-lesson-tool");
    const line = lessonBar(signed.strings.lesson_bar, panel.node, after(panel));
    bar(panel, line.node, passage, tools);
    lessons.set(panel, () => {
      passage.textContent = (pane.there() ? strings.hidePane : strings.showPane) ?? "";
      tools.textContent = (quiet ? strings.showTools : strings.hideTools) ?? "";
    });
    panel.disposed.connect(() => {
      line.close();
      lessons.delete(panel);
      if (!lessons.size) pane.close();
    });
  }

  /** @param {Panel} panel a lesson that may run */
  async function wake(panel) {
    const { content, context, sessionContext } = panel;
    panel.node.dataset.nkjLesson = "waking";
    const moved = hasMoved();
    saveSlim(context.model);
    furnishLesson(panel);
    await panel.revealed;
    void app.restored.then(async () => {
      furnish();
      await pane.open(panel, redraw);
      redraw();
    });
    const scroller = /** @type {HTMLElement} */ (
      content.node.querySelector(".jp-WindowedPanel-outer") ?? content.node
    );
    const place = placeIn(panel, scroller);
    await sessionContext.ready;
    const cells = content.widgets.filter((/** @type {Cell} */ cell) => cell.model.type === "code");
    // A page that is loaded again finds the outputs of a kernel that goes on, and what is chosen in them stays; but only
    // if the file has kept those of the last run. Older ones would show what the learner had done by then.
    const runs = () => cells.map((/** @type {Cell} */ cell) => cell.model.executionCount).join(" ");
    if (known.get(lastRun(panel)) !== runs()) {
      const look = onlyLooked(context.model);
      await actions.runCells(content, cells, sessionContext);
      setTimeout(look, 2 * SETTLING);
      known.set(lastRun(panel), runs());
    }
    // Who has begun to read is not taken back to the top.
    if (!moved() || scroller.scrollTop === 0) hold(scroller, place.back, SETTLING);
    place.follow();
    panel.node.dataset.nkjLesson = "alive";
  }

  /** @param {Panel} panel */
  async function opened(panel) {
    await panel.context.ready;
    const { model } = panel.context;
    if (!model?.getMetadata("nkj")?.lesson) return;
    if (trusted(model) && signed.lessons.includes(await markOf(model))) return wake(panel);
    panel.node.dataset.nkjLesson = "asleep";
    const notice = make("p", "nkj-lesson-notice", strings.asleep ?? "");
    notice.setAttribute("role", "status");
    bar(panel, notice);
  }

  /** @type {Cell[]} */
  let ran = [];
  actions.executionScheduled.connect(
    (/** @type {unknown} */ _, /** @type {{notebook: any, cell: Cell}} */ { notebook, cell }) => {
      const panel = [...lessons.keys()].find((one) => one.content === notebook);
      if (panel?.node.dataset.nkjLesson !== "alive") return;
      known.set(lastRun(panel), "");
      ran.push(cell);
      if (ran.length > 1) return;
      setTimeout(() => {
        const [only, ...more] = ran;
        ran = [];
        const scroller = only?.node.closest(".jp-WindowedPanel-outer");
        // JupyterLab goes on to the next cell and leaves what was run above the window.
        if (!more.length && only && scroller instanceof HTMLElement) {
          hold(scroller, () => bringIn(scroller, only.node), SETTLING);
        }
      });
    },
  );
  tracker.widgetAdded.connect((/** @type {unknown} */ _, /** @type {Panel} */ panel) => void opened(panel));
  tracker.forEach((/** @type {Panel} */ panel) => void opened(panel));
}
