// Put into pages by the watch server while it serves them; it is in no file of the site.
// Reloads this page when its own bytes changed, and shows mistakes over it until they are mended.
(() => {
  const me = document.currentScript;
  const digest = me.dataset.digest;
  let release = Number(me.dataset.release);
  let source = null;
  let host = null;

  const connect = () => {
    if (source) return;
    source = new EventSource("/_affiche/events");
    source.onmessage = (event) => arrived(JSON.parse(event.data));
  };
  const disconnect = () => {
    if (source) source.close();
    source = null;
  };
  // A browser allows six connections: tabs that nobody looks at give theirs back.
  document.addEventListener("visibilitychange", () =>
    document.visibilityState === "hidden" ? disconnect() : connect());
  addEventListener("pagehide", disconnect);
  addEventListener("pageshow", connect);

  const arrived = async (state) => {
    show(state);
    if (state.release === release) return;
    release = state.release;
    const answer = await fetch(location.pathname, { method: "HEAD", cache: "no-store" });
    if (answer.headers.get("ETag") !== `"${digest}"`) location.reload();
  };

  const element = (tag, text, name) => {
    const made = document.createElement(tag);
    if (text) made.textContent = text;
    if (name) made.className = name;
    return made;
  };

  let shown = "[]";
  const show = (state) => {
    const problems = JSON.stringify(state.problems);
    if (problems === shown) return;
    shown = problems;
    if (host) host.remove();
    host = null;
    if (!state.problems.length) return;
    host = element("affiche-overlay");
    const root = host.attachShadow({ mode: "open" });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLE);
    root.adoptedStyleSheets = [sheet];
    const box = element("section");
    box.setAttribute("role", "alert");
    const close = element("button", "×");
    close.setAttribute("aria-label", state.close);
    close.onclick = () => host.remove();
    box.append(close, element("h1", state.title));
    for (const problem of state.problems) {
      const item = element("article");
      if (problem.where) item.append(element("p", problem.where, "where"));
      item.append(element("p", problem.what, "what"));
      if (problem.excerpt) {
        const code = element("pre");
        code.append(element("b", String(problem.line)), element("span", problem.excerpt));
        item.append(code);
      }
      if (problem.hint) item.append(element("p", problem.hint, "hint"));
      box.append(item);
    }
    box.append(element("footer", state.note));
    root.append(box);
    document.documentElement.append(host);
  };
  addEventListener("keydown", (event) => {
    if (event.key === "Escape" && host) host.remove();
  });

  const STYLE = `
    :host { all: initial; position: fixed; inset: 0; z-index: 2147483647; overflow: auto;
      background: rgb(15 20 35 / .55); font: 16px/1.5 system-ui, sans-serif; color: #16213a; }
    section { position: relative; box-sizing: border-box; max-width: 46rem; margin: 6vh auto;
      width: calc(100% - 2rem); padding: 1.75rem 2rem 1.25rem; background: #fff;
      border-top: 8px solid #b3261e; border-radius: 10px; box-shadow: 0 20px 60px rgb(0 0 0 / .35); }
    h1 { margin: 0 2rem .5rem 0; font-size: 1.35rem; line-height: 1.3; color: #b3261e; }
    article { padding: .9rem 0; border-top: 1px solid #e3e3e8; }
    p { margin: 0; overflow-wrap: anywhere; unicode-bidi: plaintext; }
    .where { font: 600 .85rem/1.5 ui-monospace, monospace; color: #5c6478; }
    .what { font-size: 1.1rem; font-weight: 600; }
    .hint { color: #0a4d4d; }
    pre { display: flex; gap: 1rem; margin: .5rem 0; padding: .5rem .75rem; overflow: auto;
      background: #f4f2ee; border-radius: 6px; font: .9rem/1.5 ui-monospace, monospace; }
    pre b { color: #767c8c; font-weight: 400; }
    footer { padding-top: .75rem; border-top: 1px solid #e3e3e8; font-size: .9rem; color: #5c6478; }
    button { position: absolute; top: .75rem; right: .75rem; width: 2.5rem; height: 2.5rem;
      border: 0; border-radius: 50%; background: none; font-size: 1.5rem; cursor: pointer; }
    button:hover, button:focus-visible { background: #f1eeea; }`;

  connect();
})();
