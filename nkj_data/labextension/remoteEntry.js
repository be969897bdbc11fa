// @ts-check
/**
 * What JupyterLab loads first. It takes JupyterLab's own parts from the scope it is handed, each only if it is there,
 * so that Notebook 7 and Voila, which share fewer, load this without an error; the work is done in `lessons.js`.
 *
 * @typedef {Record<string, Record<string, {get: () => Promise<() => any>}>>} Scope parts, by name and version
 */
(() => {
  const here = /** @type {HTMLScriptElement} */ (document.currentScript).src;
  /** @type {Scope} */
  let scope = {};

  /** @param {string} name @returns {Promise<any>} a part of JupyterLab, or nothing */
  async function part(name) {
    const versions = Object.values(scope[name] ?? {});
    try {
      return (await versions.at(-1)?.get())?.();
    } catch {
      return undefined;
    }
  }

  async function plugin() {
    const [application, notebook, lumino] = await Promise.all(
      ["@jupyterlab/application", "@jupyterlab/notebook", "@lumino/widgets"].map(part),
    );
    const tokens = [application?.ILabShell, notebook?.INotebookTracker].filter(Boolean);
    return {
      id: "nkj-lessons:alive",
      description: "Lessons of nkj-data come alive when they open, and the passage stands beside them.",
      autoStart: true,
      requires: [],
      optional: tokens,
      /** @param {any} app @param {...any} given what JupyterLab has for the tokens */
      async activate(app, ...given) {
        const [shell, tracker] = tokens.length === 2 ? given : [];
        if (!shell || !tracker || !lumino) return;
        const address = new URL("labextension/lessons.js", here).href;
        const { start } = await import(address);
        await start({ app, shell, tracker, actions: notebook.NotebookActions, Widget: lumino.Widget });
      },
    };
  }

  const page = /** @type {any} */ (window);
  page._JUPYTERLAB ??= {};
  page._JUPYTERLAB["nkj-lessons"] = {
    /** @param {Scope} given */
    init: (given) => {
      scope = given;
    },
    get: async () => {
      const made = await plugin();
      return () => ({ __esModule: true, default: made });
    },
  };
})();
