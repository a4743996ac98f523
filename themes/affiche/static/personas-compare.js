// Two or three personas beside each other. In: the lists that the page holds, and who is named
// behind the # of its address; out: one table in which a text runs through the columns of all who
// share it, what they have in common, and where they part. Without this the lists are read.
(function () {
  "use strict";
  var root = document.querySelector(".compare");
  if (!root) return;
  var SVG = "http://www.w3.org/2000/svg", MOST = 3, FAR = 30, OFTEN = 3, GLANCE = 5;
  var form = root.querySelector(".pick"), boxes = [].slice.call(form.querySelectorAll("input"));
  var place = root.querySelector(".side-by-side"), said = root.querySelector(".said-of-all");
  var title = document.querySelector("h1"), named = title.textContent, tab = document.title;
  var chosen = [];

  function make(tag, name, text) {
    var made = document.createElement(tag);
    if (name) made.className = name;
    if (text !== undefined) made.textContent = text;
    return made;
  }
  function all(selector, within) { return [].slice.call((within || root).querySelectorAll(selector)); }
  function fill(text, values) {
    Object.keys(values).forEach(function (name) { text = text.split("{" + name + "}").join(values[name]); });
    return text;
  }
  // Asked for at every cell: looked up once.
  var cards = new Map(boxes.map(function (box) { return [box.value, box.parentNode]; }));
  var shorts = new Map(), faces = new Map();
  cards.forEach(function (card, id) {
    shorts.set(id, card.querySelector(".short").textContent);
    faces.set(id, card.querySelector(".face").cloneNode(true));
    faces.get(id).setAttribute("aria-hidden", "true");
  });
  function card(id) { return cards.get(id); }
  function short(id) { return shorts.get(id); }
  function face(id) { return faces.get(id).cloneNode(true); }
  function amount(value) { return fill(root.dataset.amount, { value: value }); }
  function joined(names) { return names.length < 2 ? names.join("") : names.slice(0, -1).join(", ") + root.dataset.and + names[names.length - 1]; }
  function who(item) { return item.dataset.who.split(" ").filter(function (id) { return chosen.indexOf(id) >= 0; }); }
  function values(items) {
    var found = {};
    items.forEach(function (item) { if (who(item).length) found[item.dataset.who] = +item.dataset.value; });
    return found;
  }
  function spread(found) {
    var ids = Object.keys(found).sort(function (a, b) { return found[a] - found[b]; });
    return { low: ids[0], high: ids[ids.length - 1], far: ids.length > 1 ? found[ids[ids.length - 1]] - found[ids[0]] : 0 };
  }

  // ---- the table

  function cell(row, ids, from, to, content, kind) {
    var td = make("td", "t-" + (ids.length === chosen.length ? "all" : ids.length > 1 ? "two" : "one") + (kind ? " " + kind : ""));
    td.colSpan = to - from + 1;
    td.setAttribute("role", "cell");
    var bar = make("div", "bar"), minis = make("span", "minis");
    ids.forEach(function (id) { minis.append(face(id)); });
    bar.append(minis, make("span", "unseen", joined(ids.map(short)) + ": "), content.cloneNode(true));
    td.append(bar);
    row.append(td);
  }
  function gap(row, kind) { var td = make("td", kind); td.setAttribute("role", "cell"); row.append(td); }
  function added(body) {
    var row = make("tr");
    row.setAttribute("role", "row");
    body.append(row);
    return row;
  }
  // A text through the columns of all who have it; with somebody between them, a line leads on.
  function shared(row, ids, content) {
    var has = chosen.map(function (id) { return ids.indexOf(id) >= 0; }), first = has.indexOf(true), last = has.lastIndexOf(true);
    if (has.slice(first, last + 1).indexOf(false) < 0) {
      for (var i = 0; i < first; i++) gap(row, "t-none");
      cell(row, ids, first, last, content);
      for (i = last + 1; i < chosen.length; i++) gap(row, "t-none");
      return;
    }
    cell(row, ids, 0, 0, content, "from");
    gap(row, "t-bridge");
    cell(row, ids, 2, 2, content, "to");
    row.lastChild.setAttribute("aria-hidden", "true");
  }
  function group(table, heading, items, ofOne) {
    var found = items.filter(function (item) { return who(item).length; });
    if (!found.length) return;
    var body = make("tbody"), queues = chosen.map(function () { return []; });
    body.setAttribute("role", "rowgroup");
    found.forEach(function (item) {
      var ids = chosen.filter(function (id) { return who(item).indexOf(id) >= 0; });
      if (ids.length > 1) shared(added(body), ids, item.querySelector(".text"));
      else queues[chosen.indexOf(ids[0])].push(item.querySelector(".text"));
    });
    // The widest first: what all share, then what two share.
    [].slice.call(body.rows).sort(function (a, b) { return !!b.querySelector(".t-all") - !!a.querySelector(".t-all"); }).forEach(function (row) { body.append(row); });
    for (var at = 0; queues.some(function (queue) { return queue.length > at; }); at++) {
      var row = added(body);
      queues.forEach(function (queue, column) {
        if (queue[at]) cell(row, [chosen[column]], column, column, queue[at]);
        else gap(row, "t-none");
      });
    }
    var head = make("th", ofOne ? "of-a-fact" : "");
    head.scope = "rowgroup";
    head.rowSpan = body.rows.length;
    head.setAttribute("role", "rowheader");
    [].slice.call(heading.childNodes).forEach(function (node) { head.append(node.cloneNode(true)); });
    body.rows[0].prepend(head);
    table.append(body);
  }
  function titled(table, text) {
    var body = make("tbody", "sub"), row = added(body), th = make("th", "", text);
    body.setAttribute("role", "rowgroup");
    th.colSpan = chosen.length + 1; th.scope = "colgroup"; th.setAttribute("role", "columnheader");
    row.append(th);
    table.append(body);
  }
  function channels(table, title, uses) {
    if (!uses.length) return;
    titled(table, title);
    var body = make("tbody", "channels");
    body.setAttribute("role", "rowgroup");
    uses.forEach(function (one) {
      var row = added(body), th = make("th"), top = Math.max.apply(null, Object.values(one.found));
      th.scope = "row"; th.setAttribute("role", "rowheader");
      th.append(one.heading.firstElementChild.cloneNode(true));
      row.append(th);
      chosen.forEach(function (id) {
        var known = id in one.found, td = make("td", known ? "amount-of" + (one.apart && one.found[id] === top ? " top" : "") : "t-none");
        td.setAttribute("role", "cell");
        if (known) {
          td.append(face(id), make("span", "unseen", short(id) + ": "), one.items.filter(function (i) { return i.dataset.who === id; })[0].querySelector(".amount").cloneNode(true));
          if (one.apart && (one.found[id] === top || !one.found[id])) td.append(make("span", "w", one.found[id] ? root.dataset.most : root.dataset.never));
        }
        row.append(td);
      });
      body.append(row);
    });
    table.append(body);
  }
  function table() {
    var made = make("table", "cmp of-" + chosen.length), head = made.createTHead(), row = added(head);
    made.setAttribute("role", "table");
    made.setAttribute("aria-label", title.textContent);
    head.setAttribute("role", "rowgroup");
    gap(row, "corner");
    chosen.forEach(function (id) {
      var th = make("th", "col " + card(id).dataset.ground), link = make("a"), name = make("span");
      th.scope = "col"; th.setAttribute("role", "columnheader");
      link.href = card(id).dataset.path;
      name.append(make("b", "whole", card(id).dataset.name), make("b", "called", short(id)), make("small", "", card(id).dataset.line));
      name.dir = "auto";
      link.append(face(id), name);
      th.append(link);
      row.append(th);
    });
    all(".said-group", said).forEach(function (section) { group(made, section.querySelector("h2"), all("li", section)); });
    var facts = all(".said-fact", said).filter(function (fact) { return all("li", fact).some(function (i) { return who(i).length; }); });
    if (facts.length) titled(made, root.dataset.facts);
    facts.forEach(function (fact) { group(made, fact.querySelector("h3"), all("li", fact), true); });
    var uses = all(".said-use", said).map(function (section) {
      var items = all("li", section), found = values(items), far = spread(found).far;
      return { heading: section.querySelector("h3"), items: items, found: found, far: far, apart: far >= 2 };
    }).filter(function (one) { return Object.keys(one.found).length > 1; });
    uses.sort(function (a, b) { return b.far - a.far; });
    channels(made, root.dataset.apart, uses.filter(function (one) { return one.apart; }));
    channels(made, root.dataset.together, uses.filter(function (one) { return !one.apart; }));
    place.textContent = "";
    place.append(made);
    return uses;
  }

  // ---- where they stand

  function axes() {
    var shown = 0;
    all(".axis-of", said).forEach(function (section) {
      var found = values(all("li", section)), ids = Object.keys(found).sort(function (a, b) { return found[a] - found[b]; });
      var old = section.querySelector(".track");
      if (old) old.remove();
      section.hidden = ids.length < 2;
      if (section.hidden) return;
      shown++;
      all("li", section).forEach(function (item) { item.hidden = !who(item).length; });
      section.querySelector("ul").className = "unseen";
      var track = make("div", "track"), line = make("i", "spread"), last = -100, up = 0;
      track.setAttribute("aria-hidden", "true");
      line.style.insetInlineStart = found[ids[0]] + "%";
      line.style.width = found[ids[ids.length - 1]] - found[ids[0]] + "%";
      track.append(make("i", "ax"), line);
      ids.forEach(function (id) {
        var at = make("span", "at " + card(id).dataset.ground);
        up = found[id] - last < 24 ? up + 1 : 0;
        last = found[id];
        at.style.insetInlineStart = found[id] + "%";
        at.classList.add("up-" + up);
        if (up) track.classList.add("steps-" + up);
        at.append(face(id), make("b", "", short(id)));
        track.append(at);
      });
      section.insertBefore(track, section.querySelector("ul"));
    });
    var section = said.querySelector(".axes");
    if (section) section.hidden = !shown;
  }

  // ---- their lines

  var SHAPES = [
    function (x, y, r) { return "M" + (x - r) + " " + y + "a" + r + " " + r + " 0 1 0 " + 2 * r + " 0a" + r + " " + r + " 0 1 0 " + -2 * r + " 0z"; },
    function (x, y, r) { return "M" + (x - r) + " " + (y - r) + "h" + 2 * r + "v" + 2 * r + "h" + -2 * r + "z"; },
    function (x, y, r) { return "M" + x + " " + (y - 1.2 * r) + "l" + 1.2 * r + " " + 2.1 * r + "h" + -2.4 * r + "z"; },
  ];
  function drawn(into, name, d) {
    var path = document.createElementNS(SVG, "path");
    path.setAttribute("class", name);
    path.setAttribute("d", d);
    into.append(path);
  }
  function points(item, columns) {
    return item.dataset.points.split(";").map(function (one) {
      var part = one.split(" ");
      return { column: +part[0], x: (+part[0] + +part[1]) * 700 / columns, y: 150 - +part[2] * 65, value: +part[2], measured: part[3] === "1", said: part[4] };
    });
  }
  function rides() {
    var section = said.querySelector(".rides"), lines = [];
    if (!section) return lines;
    var chart = section.querySelector(".ride-chart"), svg = chart.querySelector("svg"), columns = chart.querySelectorAll("li").length;
    svg.textContent = "";
    chart.className = "ride-chart columns-" + columns;
    for (var c = 1; c < columns; c++) drawn(svg, "gl", "M" + c * 700 / columns + " 8V292");
    drawn(svg, "gl", "M0 20H700"); drawn(svg, "zero", "M0 150H700"); drawn(svg, "gl", "M0 280H700");
    all(".ride-keys li", section).forEach(function (item) {
      var at = chosen.indexOf(item.dataset.who), key = item.querySelector("svg");
      item.hidden = at < 0;
      if (at < 0) return;
      item.className = "l-" + at;
      key.textContent = "";
      drawn(key, "l", "M2 8H42"); drawn(key, "k", SHAPES[at](22, 8, 5));
      var found = points(item, columns), layer = document.createElementNS(SVG, "g");
      layer.setAttribute("class", "l-" + at);
      found.slice(1).forEach(function (to, i) {
        var from = found[i], mid = (from.x + to.x) / 2;
        drawn(layer, "l" + (from.measured && to.measured ? "" : " lb"), "M" + from.x + " " + from.y + "C" + mid + " " + from.y + " " + mid + " " + to.y + " " + to.x + " " + to.y);
      });
      found.forEach(function (p) { drawn(layer, "k" + (p.measured ? "" : " o"), SHAPES[at](p.x, p.y, 6)); });
      svg.append(layer);
      lines.push({ id: item.dataset.who, points: found });
    });
    section.hidden = lines.length < 1;
    return lines;
  }

  // ---- at a glance

  function shares(uses, lines) {
    var found = [];
    var lows = lines.map(function (line) { return line.points.reduce(function (a, b) { return b.value < a.value ? b : a; }); });
    if (lows.length === chosen.length && lows.every(function (low) { return low.column === lows[0].column; })) {
      var name = said.querySelectorAll(".ride-phases li span")[lows[0].column].textContent;
      found.push([fill(root.dataset.lowest, { phase: name }), lows.map(function (low, i) { return short(lines[i].id) + " " + low.said; }).join(", ")]);
    }
    all(".said-group", said).forEach(function (section) {
      all("li", section).filter(function (item) { return who(item).length === chosen.length; }).slice(0, 2).forEach(function (item) {
        found.push([item.querySelector(".text").textContent, section.querySelector("h2").textContent.trim()]);
      });
    });
    uses.filter(function (one) { return chosen.every(function (id) { return one.found[id] >= OFTEN; }); }).forEach(function (one) {
      found.push([fill(root.dataset.likes, { channel: one.heading.textContent.trim() }), chosen.map(function (id) { return short(id) + " " + one.found[id]; }).join(", ")]);
    });
    return found.slice(0, GLANCE);
  }
  function parts(uses) {
    var found = [];
    uses.forEach(function (one) {
      var far = spread(one.found);
      if (far.far >= OFTEN) found.push({ far: far.far * 20, name: one.heading.textContent.trim(), low: far.low, high: far.high, less: one.found[far.low] ? amount(one.found[far.low]) : root.dataset.never, more: amount(one.found[far.high]) });
    });
    all(".axis-of", said).forEach(function (section) {
      var far = spread(values(all("li", section))), left = section.dataset.left, right = section.dataset.right, at = values(all("li", section));
      if (far.far < FAR) return;
      found.push({ far: far.far, name: right ? left + " – " + right : left, low: far.low, high: far.high, less: right ? left : Math.round(at[far.low]) + " %", more: right || Math.round(at[far.high]) + " %" });
    });
    return found.sort(function (a, b) { return b.far - a.far; }).slice(0, GLANCE);
  }
  function glance(uses, lines) {
    var box = root.querySelector(".glance"), same = box.querySelector(".same"), differ = box.querySelector(".differ");
    same.querySelector("h2 span").textContent = chosen.length > 2 ? root.dataset.all : root.dataset.both;
    var list = same.querySelector("ul"), common = shares(uses, lines), apart = parts(uses);
    list.textContent = "";
    common.forEach(function (one) { var li = make("li"); li.append(make("span", "", one[0]), make("small", "", one[1])); list.append(li); });
    if (!common.length) list.append(make("li", "none", root.dataset.nothing));
    list = differ.querySelector("ul");
    list.textContent = "";
    apart.forEach(function (one) {
      var li = make("li"), ends = make("span", "two-ends");
      [[one.low, one.less], [one.high, one.more]].forEach(function (end, i) {
        var side = make("span", "end"), text = make("span");
        text.append(short(end[0]) + " ", make("b", "", end[1]));
        side.append(face(end[0]), text);
        if (i) ends.append(make("i"));
        ends.append(side);
      });
      li.append(make("b", "name", one.name), ends);
      list.append(li);
    });
    if (!apart.length) list.append(make("li", "none", root.dataset.close));
    box.hidden = false;
  }

  // ---- who is chosen

  function show() {
    boxes.forEach(function (box) {
      box.checked = chosen.indexOf(box.value) >= 0;
      box.disabled = !box.checked && chosen.length >= MOST;
    });
    var enough = chosen.length > 1, names = joined(chosen.map(short));
    place.hidden = !enough;
    root.querySelector(".glance").hidden = !enough;
    root.classList.toggle("is-chosen", enough);
    said.hidden = !enough;
    form.querySelector(".copy").hidden = !enough || !navigator.clipboard;
    title.textContent = enough ? names : named;
    document.title = enough ? names + " · " + tab : tab;
    form.querySelector(".pick-note").textContent = !enough ? root.dataset.few : fill(root.dataset.chosen, { names: names, n: chosen.length }) + (chosen.length < MOST ? "" : " " + root.dataset.full);
    if (!enough) return;
    var uses = table();
    axes();
    glance(uses, rides());
  }
  function asked() {
    return location.hash.slice(1).split("+").map(function (id) {
      try { return decodeURIComponent(id); } catch (broken) { return id; }
    }).filter(function (id, i, ids) {
      return ids.indexOf(id) === i && boxes.some(function (box) { return box.value === id; });
    });
  }
  function address() { return "#" + chosen.map(encodeURIComponent).join("+"); }
  function ordered(ids) { return boxes.map(function (box) { return box.value; }).filter(function (id) { return ids.indexOf(id) >= 0; }); }
  function read() {
    var found = asked();
    // Somewhere else on the page (“skip to the content”): who is chosen stays.
    if (!found.length && chosen.length) return history.replaceState(null, "", address());
    if (found.length < 2) boxes.forEach(function (box) { if (found.length < 2 && found.indexOf(box.value) < 0) found.push(box.value); });
    chosen = ordered(found.slice(0, MOST));
    show();
  }
  form.addEventListener("change", function () {
    chosen = boxes.filter(function (box) { return box.checked; }).map(function (box) { return box.value; }).slice(0, MOST);
    history.pushState(null, "", address());
    show();
  });
  form.addEventListener("submit", function (event) { event.preventDefault(); });
  form.querySelector(".copy").addEventListener("click", function (event) {
    var button = event.currentTarget.querySelector("span"), text = button.textContent;
    navigator.clipboard.writeText(location.href.split("#")[0] + address()).then(function () {
      button.textContent = root.dataset.copied;
      setTimeout(function () { button.textContent = text; }, 2000);
    });
  });
  window.addEventListener("hashchange", read);
  window.addEventListener("popstate", read);
  form.hidden = false;
  read();
  root.classList.add("is-ready");
})();
