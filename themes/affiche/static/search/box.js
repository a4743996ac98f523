// The search box: `/` or the button opens it, arrows choose, Enter opens. What it needs beside this
// (the index's maker and the texts) is loaded the first time, as scripts, so that it works by
// double-click as well. Without scripts there is no button.
(function () {
  "use strict";
  var script = document.currentScript, button = document.querySelector("button.find");
  if (!button || !window.HTMLDialogElement) return;
  var root = script.dataset.root, finder = null, dialog = null, input, list, note, live, options = [], on = -1, loading = false;
  var SHOWN = 3, SEEN = "affiche-seen";
  button.hidden = false;

  function make(tag, name, text) {
    var made = document.createElement(tag);
    if (name) made.className = name;
    if (text !== undefined) made.textContent = text;
    return made;
  }
  function say(text, values) {
    var said = (finder && finder.data.words[text]) || text;
    Object.keys(values || {}).forEach(function (name) { said = said.split("{" + name + "}").join(values[name]); });
    return said;
  }
  function memory(key, value) {
    try {
      if (value === undefined) return JSON.parse(localStorage.getItem(key) || "[]");
      localStorage.setItem(key, JSON.stringify(value));
    } catch (refused) { /* private windows, and files in some browsers */ }
    return [];
  }

  // ---- loading

  function load(addresses, then, failed) {
    if (!addresses.length) return then();
    var one = document.createElement("script");
    one.src = addresses[0];
    one.onload = function () { load(addresses.slice(1), then, failed); };
    one.onerror = failed;
    document.head.appendChild(one);
  }
  function ready(then) {
    if (finder) return then();
    if (loading) return;
    loading = true;
    var style = make("link");
    style.rel = "stylesheet";
    style.href = script.dataset.style;
    style.onload = style.onerror = function () { fetched(then); };
    document.head.appendChild(style);
  }
  function fetched(then) {
    load(script.dataset.scripts.split(" "), function () {
      finder = new window.AfficheFinder(window.afficheSearch, window.MiniSearch);
      then();
    }, function () { loading = false; });
  }

  // ---- the dialog

  function build() {
    dialog = make("dialog", "search");
    dialog.setAttribute("aria-label", say("Search"));
    var form = make("form", "ask");
    form.method = "dialog";
    form.setAttribute("role", "search");
    input = make("input");
    input.type = "search"; input.autocomplete = "off"; input.spellcheck = false;
    input.placeholder = say("Search a customer or a word");
    input.setAttribute("aria-label", say("Search a customer or a word"));
    [["role", "combobox"], ["aria-expanded", "true"], ["aria-controls", "search-hits"], ["aria-autocomplete", "list"]].forEach(function (pair) { input.setAttribute(pair[0], pair[1]); });
    var close = make("button", "close");
    close.type = "button";
    close.setAttribute("aria-label", say("Close"));
    close.appendChild(make("kbd", "", "esc"));
    close.appendChild(make("span", "cross", "×"));
    close.addEventListener("click", function () { dialog.close(); });
    form.append(input, close);
    form.addEventListener("submit", function (event) { event.preventDefault(); go(); });
    note = make("p", "search-note"); note.hidden = true;
    list = make("div", "search-hits"); list.id = "search-hits"; list.tabIndex = -1;
    live = make("p", "unseen"); live.setAttribute("role", "status");
    var keys = make("p", "search-keys");
    keys.setAttribute("aria-hidden", "true");
    [["↑ ↓", "choose"], ["↵", "open"], ["esc", "close"], ["/", "searches from every page"]].forEach(function (pair) {
      var part = make("span"); part.append(make("kbd", "", pair[0]), " " + say(pair[1])); keys.append(part);
    });
    dialog.append(form, note, list, live, keys);
    document.body.append(dialog);
    input.addEventListener("input", function () { show(false); });
    dialog.addEventListener("keydown", keyed);
    dialog.addEventListener("click", function (event) { if (event.target === dialog) dialog.close(); });
  }
  function open() {
    ready(function () {
      if (!dialog) build();
      if (!dialog.open) dialog.showModal();
      input.select();
      input.focus();
      show(false);
    });
  }
  function keyed(event) {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      choose(on + (event.key === "ArrowDown" ? 1 : -1));
    } else if ((event.key === "Home" || event.key === "End") && event.target !== input) {
      event.preventDefault();
      choose(event.key === "Home" ? 0 : options.length - 1);
    } else if (event.key === "Enter" && event.target === input) {
      event.preventDefault();
      go();
    } else if (event.key === "Escape" && event.target === input && !event.isComposing) {
      // Some browsers would empty the field first, and close at the second time.
      event.preventDefault();
      dialog.close();
    }
  }
  function go() { if (options[on]) options[on].click(); }
  function choose(next) {
    if (!options.length) return;
    if (options[on]) { options[on].classList.remove("is-on"); options[on].setAttribute("aria-selected", "false"); }
    on = (next + options.length) % options.length;
    options[on].classList.add("is-on");
    options[on].setAttribute("aria-selected", "true");
    input.setAttribute("aria-activedescendant", options[on].id);
    options[on].scrollIntoView({ block: "nearest" });
  }

  // ---- what is shown

  function marked(into, text, stems) {
    finder.marked(text, stems).forEach(function (part) { into.append(part[1] ? make("mark", "", part[0]) : part[0]); });
    return into;
  }
  // The part of a long text around the first word that was found.
  function around(text, stems) {
    if (text.length < 110) return text;
    var at = 0;
    finder.marked(text, stems).some(function (part) { if (part[1]) return true; at += part[0].length; return false; });
    if (at < 70) return text.slice(0, 106).replace(/\s+\S*$/, "") + " …";
    var from = text.indexOf(" ", at - 50) + 1;
    return "… " + text.slice(from, from + 104).replace(/\s+\S*$/, "") + " …";
  }
  function row(entry, stems) {
    var link = make("a", "hit");
    link.href = root + entry[2];
    link.id = "hit-" + options.length;
    link.tabIndex = -1;
    link.setAttribute("role", "option");
    link.setAttribute("aria-selected", "false");
    link.dir = "auto";
    var mark = make("span", "lead lead-" + entry[0] + (entry[0] === "persona" ? " ground-" + entry[6] : ""), entry[0] === "persona" || entry[0] === "opportunity" ? entry[5] : "");
    mark.setAttribute("aria-hidden", "true");
    var what = make("span", "what"), title = marked(make("b"), entry[1], stems);
    what.append(title);
    var best = finder.shown(entry, stems), titled = finder.marked(entry[1], stems).some(function (p) { return p[1]; });
    var below = make("small");
    if (best && best[1] !== entry[1] && best[1] !== entry[3]) {
      if (best[0]) { marked(below, best[0], stems); below.append(": "); }
      marked(below, around(best[1], stems), stems);
    } else if (entry[3]) marked(below, around(entry[3], stems), stems);
    else if (!titled && best) marked(below, around(best[1], stems), stems);
    if (below.childNodes.length) what.append(below);
    link.append(mark, what);
    link.addEventListener("click", function () {
      var kept = memory(SEEN).filter(function (path) { return path !== entry[2]; });
      memory(SEEN, [entry[2]].concat(kept).slice(0, 5));
      dialog.close();
    });
    options.push(link);
    return link;
  }
  function group(title, entries, stems, count) {
    var part = make("section", "search-group"), head = make("h3", "", title), inner = make("div");
    inner.setAttribute("role", "listbox");
    inner.setAttribute("aria-label", title);
    if (count > 1) head.append(" ", make("span", "count", String(count)));
    part.append(head, inner);
    entries.slice(0, SHOWN).forEach(function (entry) { inner.append(row(entry, stems)); });
    if (entries.length > SHOWN) {
      var more = make("button", "all", say("All {n}", { n: entries.length }));
      more.type = "button";
      more.addEventListener("click", function () {
        more.remove();
        entries.slice(SHOWN).forEach(function (entry) { inner.append(row(entry, stems)); });
        options = [].slice.call(list.querySelectorAll("a.hit"));
      });
      part.append(more);
    }
    list.append(part);
  }
  function chips(title, made) {
    if (!made.length) return;
    var part = make("section", "search-group"), inner = make("div", "search-chips");
    part.append(make("h3", "", title), inner);
    made.forEach(function (one) { inner.append(one); });
    list.append(part);
  }
  function again(word, count) {
    var chip = make("button", "chip", word);
    chip.type = "button";
    if (count) chip.append(" ", make("b", "", String(count)));
    chip.addEventListener("click", function () { input.value = word; input.focus(); show(false); });
    return chip;
  }
  function empty() {
    var entries = finder.data.entries, seen = memory(SEEN).map(function (path) {
      return entries.filter(function (entry) { return entry[2] === path; })[0];
    }).filter(Boolean);
    if (seen.length) group(say("Seen lately"), seen, {}, 0);
    var people = entries.filter(function (entry) { return entry[0] === "persona"; });
    if (people.length) group(say("Who is it about?"), people, {}, 0);
    live.textContent = "";
  }
  function nothing(question) {
    var part = make("div", "search-none");
    part.append(make("h3", "", say("Nothing found for ‘{q}’", { q: question })), make("p", "", say("Searched in {n} texts.", { n: finder.data.entries.length })));
    list.append(part);
    chips(say("A part of the word"), finder.pieces(question).map(function (piece) { return again(piece[0], piece[1]); }));
    var alike = finder.find(question.slice(0, Math.max(3, Math.ceil(question.length / 2)))).hits.slice(0, 3);
    if (alike.length) group(say("Something like it"), alike.map(function (hit) { return hit[0]; }), {}, 0);
    list.append(make("p", "search-tell", say("Maybe it is a question for the next talk with a customer.")));
    live.textContent = say("Nothing found for ‘{q}’", { q: question });
  }
  function show(literally) {
    var question = input.value.trim();
    list.textContent = ""; note.hidden = true; note.textContent = ""; options = []; on = -1;
    input.removeAttribute("aria-activedescendant");
    if (!question) return empty();
    var found = finder.find(input.value, literally), hits = found.hits;
    if (!hits.length) return nothing(question);
    var slips = Object.keys(found.forgiven);
    var total = hits.length === 1 ? say("1 hit") : say("{n} hits", { n: hits.length });
    if (slips.length) {
      var meant = slips.map(function (word) { return found.forgiven[word]; }).join(", ");
      note.hidden = false;
      note.append(say("Nothing with ‘{q}’. This is what was found with {found}.", { q: slips.join(", "), found: meant }), " ");
      var exact = make("button", "exact", say("Search for ‘{q}’ all the same", { q: question }));
      exact.type = "button";
      exact.addEventListener("click", function () { show(true); });
      note.append(exact);
    }
    group(say("Best hit"), [hits[0][0]], found.stems, 0);
    Object.keys(finder.data.kinds).forEach(function (kind) {
      var of = hits.slice(1).filter(function (hit) { return hit[0][0] === kind; }).map(function (hit) { return hit[0]; });
      if (of.length) group(finder.data.kinds[kind], of, found.stems, of.length);
    });
    live.textContent = (note.hidden ? "" : note.firstChild.textContent + " ") + total;
    choose(0);
  }

  button.addEventListener("click", open);
  document.addEventListener("keydown", function (event) {
    var where = event.target, typing = where.isContentEditable || /^(input|textarea|select)$/i.test(where.tagName);
    if ((event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) || (event.key === "k" && (event.ctrlKey || event.metaKey))) {
      event.preventDefault();
      open();
    }
  });
})();
