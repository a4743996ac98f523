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
    box.append(heading(state));
    let file = null;
    state.problems.forEach((problem, number) => {
      if (problem.file && problem.file !== file) box.append(element("h2", problem.file));
      file = problem.file ?? file;
      box.append(mistake(problem, number + 1, state.words));
    });
    box.append(element("footer", state.note));
    root.append(box);
    document.documentElement.append(host);
  };
  addEventListener("keydown", (event) => {
    if (event.key === "Escape" && host) host.remove();
  });

  const heading = (state) => {
    const head = element("header");
    const close = element("button", state.close, "close");
    close.append(element("kbd", "esc"));
    close.onclick = () => host.remove();
    head.append(element("h1", state.title), close);
    return head;
  };

  const mistake = (problem, number, words) => {
    const item = element("article");
    item.append(element("b", String(number), "number"));
    const box = element("div");
    if (problem.way) box.append(element("p", problem.way, "way"));
    if (problem.where) box.append(element("p", problem.where, "where"));
    box.append(spoken(problem.what, "what"));
    if (problem.hint) box.append(spoken(problem.hint, "hint"));
    if (problem.open) {
      const link = element("a", words.open, "open");
      link.href = problem.open;
      box.append(link);
    }
    if (problem.excerpt) box.append(panes(problem, words));
    item.append(box);
    return item;
  };

  // A sentence in which what was typed stands between backticks.
  const spoken = (text, name) => {
    const said = element("p", "", name);
    text.split("`").forEach((part, number) =>
      said.append(number % 2 ? element("code", part) : part));
    return said;
  };

  // The writer's line, and beside it the right one; or that only the writer knows.
  const panes = (problem, words) => {
    const pair = element("div", "", "panes");
    const here = pane(words.here, "wrong");
    const code = element("pre");
    const edge = indent(problem.above ? [problem.above, problem.excerpt] : [problem.excerpt]);
    if (problem.above) code.append(row(problem.line - 1, problem.above.slice(edge), []));
    const wrong = (problem.mark ?? []).map((at) => at - edge);
    code.append(row(problem.line, problem.excerpt.slice(edge), wrong, "is"));
    here.append(code);
    pair.append(here);
    if (problem.right) {
      const right = pane(words.right, "right");
      right.firstChild.append(copying(problem.right, words));
      const fixed = element("pre");
      const lines = problem.right.split("\n");
      const left = Math.min(edge, indent(lines));
      let from = 0;
      lines.forEach((line, number) => {
        const mark = problem.fresh.map((at) => Math.max(left, Math.min(line.length, at - from)));
        const place = problem.right_line + number;
        fixed.append(row(place, line.slice(left), mark.map((at) => at - left), "is"));
        from += line.length + 1;
      });
      right.append(fixed);
      pair.append(right);
    } else {
      const only = pane(problem.rename ? words.rename : words.only, "only");
      only.append(spoken(problem.rename || problem.hint));
      pair.append(only);
    }
    return pair;
  };

  const indent = (lines) => Math.min(...lines.map((line) => line.search(/\S|$/)));

  const pane = (title, name) => {
    const made = element("div", "", `pane ${name}`);
    made.append(element("h3", title));
    return made;
  };

  const row = (number, text, [start, end], name) => {
    const line = element("span", "", `row ${name ?? ""}`);
    line.append(element("b", String(number)));
    const said = element("code");
    said.append(text.slice(0, start ?? text.length));
    if (end > start) said.append(element("mark", text.slice(start, end)), text.slice(end));
    line.append(said);
    return line;
  };

  const copying = (text, words) => {
    const button = element("button", words.copy, "copy");
    button.onclick = async () => {
      await navigator.clipboard.writeText(text.trim());
      button.textContent = words.copied;
    };
    return button;
  };

  const STYLE = `
    :host { all: initial; position: fixed; inset: 0; z-index: 2147483647; overflow: auto;
      background: rgb(15 20 35 / .55); font: 16px/1.5 system-ui, sans-serif; color: #16213a; }
    section { box-sizing: border-box; max-width: 66rem; margin: 5vh auto; overflow: hidden;
      width: calc(100% - 2rem); background: #fff; border-top: 10px solid #a5300f;
      border-radius: 18px; box-shadow: 0 20px 60px rgb(0 0 0 / .35); }
    header { display: flex; flex-wrap: wrap; gap: 1rem; align-items: center;
      justify-content: space-between; padding: 1.4rem 1.75rem; border-bottom: 1px solid #e3e3e8; }
    h1 { margin: 0; font-size: 1.6rem; line-height: 1.25; }
    h2 { margin: 0; padding: 1.1rem 1.75rem 0; font: 700 1rem/1.4 ui-monospace, monospace;
      overflow-wrap: anywhere; }
    h3 { display: flex; flex-wrap: wrap; gap: .5rem; align-items: center; min-height: 2.25rem;
      justify-content: space-between; margin: 0; padding: .25rem .5rem .25rem .9rem;
      font-size: .95rem; }
    article { display: flex; gap: .9rem; padding: 1rem 1.75rem; border-bottom: 1px solid #e3e3e8; }
    article > div { flex: 1; min-width: 0; }
    .number { flex: none; width: 1.75rem; height: 1.75rem; border-radius: 50%; background: #a5300f;
      color: #fff; line-height: 1.75rem; text-align: center; }
    p { margin: 0; overflow-wrap: anywhere; unicode-bidi: plaintext; }
    .way, .where { font-size: .9rem; color: #4d566b; }
    .where { font-family: ui-monospace, monospace; }
    .what { font-size: 1.1rem; font-weight: 700; }
    a { color: #0a5c58; font-weight: 600; }
    article > div { position: relative; }
    .open { position: absolute; inset-block-start: 0; inset-inline-end: 0; }
    .way, .where { padding-inline-end: 12rem; }
    .panes { display: grid; grid-template-columns: 1fr 1fr; gap: .9rem; margin-top: .6rem; }
    .pane { min-width: 0; border: 1.5px solid #a5300f; border-radius: 10px; overflow: hidden; }
    .pane p { padding: .6rem .9rem; }
    .wrong h3 { background: #f8d9cb; color: #6d1f08; }
    .right { border-color: #0a5c58; }
    .right h3 { background: #cfe6df; color: #06403d; }
    .only { border: 1.5px dashed #4d566b; }
    .only h3 { background: #fbf5e8; }
    pre { margin: 0; padding: .6rem .9rem; overflow: auto; font: .92rem/1.6 ui-monospace, monospace; }
    .row { display: flex; gap: 1rem; }
    .row b { flex: none; min-width: 2ch; color: #5c6478; font-weight: 400; text-align: end; }
    .row.is b { color: #a5300f; font-weight: 700; }
    .right .row.is b { color: #0a5c58; }
    code { font-family: ui-monospace, monospace; }
    .row code { white-space: pre-wrap; overflow-wrap: anywhere; font: inherit; }
    mark { border-radius: 4px; font-weight: 700; }
    .wrong mark { background: #f8d9cb; color: #6d1f08;
      text-decoration: underline wavy #a5300f; text-underline-offset: 3px; }
    .right mark { background: #cfe6df; color: #06403d; }
    footer { padding: 1rem 1.75rem; background: #cfe6df; color: #06403d; }
    button { border: 1.5px solid #16213a; border-radius: 10px; padding: .45rem .9rem; background: #fff;
      color: #16213a; font: 600 .95rem/1.3 system-ui, sans-serif; cursor: pointer; }
    .copy { border-color: #0a5c58; background: #0a5c58; color: #fff; }
    kbd { margin-inline-start: .6rem; padding: 0 .35rem; border: 1px solid #b9bec9; border-radius: 4px;
      color: #4d566b; font: .8rem ui-monospace, monospace; }
    :focus-visible { outline: 3px solid #16213a; outline-offset: 2px; }
    @media (max-width: 44rem) {
      section { width: 100%; margin: 0; border-radius: 0; }
      header, h2, article, footer { padding-inline: 1rem; }
      .panes { grid-template-columns: 1fr; }
      .open { position: static; }
      .way, .where { padding: 0; }
    }
    @media (forced-colors: active) {
      section, .pane, button { border-color: CanvasText; }
      mark { outline: 2px solid Highlight; }
    }`;

  connect();
})();
