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

  /** Start the kernel of the lesson in the address now: it is ready when JupyterLab has built itself, and found there. */
  async function warm() {
    const config = JSON.parse(document.getElementById("jupyter-config-data")?.textContent ?? "{}");
    const path = config.treePath;
    if (!path?.endsWith(".ipynb") || !config.baseUrl) return;
    const { names } = await (await fetch(new URL("lessons.json", here))).json();
    if (!names.includes(path)) return;
    const [, xsrf = ""] = /(?:^|; *)_xsrf=([^;]*)/.exec(document.cookie) ?? [];
    const wanted = { path, name: path, type: "notebook", kernel: { name: "python3" } };
    await fetch(`${config.baseUrl}api/sessions`, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-XSRFToken": xsrf },
      body: JSON.stringify(wanted),
    });
  }
  warm().catch(() => {}); // Then JupyterLab starts it.

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
