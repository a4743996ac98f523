// Files of a repository ↔ forms, where no server of ours stands between: what is short is opened up
// for the form, and only the fields that changed are written anew, however deep; the other lines and
// the remarks stay as they are.
window.afficheFormats = (shapes, yaml) => {
  const HIDDEN = "_file";
  // What is empty, or remarks alone, is no document to the reader.
  const parse = (text) => /^\s*[^\s#]/m.test(text)
    ? yaml.load(text, { schema: yaml.FAILSAFE_SCHEMA }) ?? {} : {};
  const nothing = (value) =>
    value === null || value === undefined || value === "" ||
    (Array.isArray(value) ? value.every(nothing)
      : typeof value === "object" && Object.values(value).every(nothing));

  // A value as the form holds it.
  const open = (value, shape) => {
    if (!shape || nothing(value)) return value ?? "";
    if (shape.list) {
      return (Array.isArray(value) ? value : [value]).map((item) => open(item, shape.list));
    }
    if (shape.free && !Array.isArray(value)) {
      return Object.entries(value).map(([name, inner]) =>
        shape.free.fields ? { id: name, ...open(inner, shape.free) }
          : { label: name, value: open(inner, shape.free) });
    }
    if (shape.opens && typeof value !== "object") value = { [shape.opens]: value };
    if (shape.fields && typeof value === "object") {
      return Object.fromEntries(
        Object.entries(value).map(([name, inner]) => [name, open(inner, shape.fields[name])]));
    }
    if (shape.picture && typeof value === "string") return picture(value);
    if (shape.words && typeof value === "string") {
      return shape.words[value.trim().toLowerCase()] ?? value;
    }
    return value;
  };

  // The same as a writer puts it.
  const close = (value, shape) => {
    if (nothing(value)) return undefined;
    if (Array.isArray(value)) {
      if (shape?.free) {
        return Object.fromEntries(value.filter((item) => item.id || item.label).map((item) => {
          const { id, label, ...rest } = item;
          return [id ?? label, close(label ? rest.value : rest, shape.free) ?? ""];
        }));
      }
      return value.map((item) => close(item, shape?.list)).filter((item) => item !== undefined);
    }
    if (typeof value === "object") {
      const kept = Object.entries(value)
        .map(([name, inner]) => [name, close(inner, shape?.fields?.[name])])
        .filter(([, inner]) => inner !== undefined);
      if (kept.length === 1 && kept[0][0] === shape?.opens) return kept[0][1];
      return Object.fromEntries(kept);
    }
    if (shape?.picture) return picture(String(value));
    return shape?.day ? String(value).slice(0, 10) : value;
  };

  const PICTURED = ["alt", "focus", "credit", "license", "source", "consent"];
  const picture = (said) => said.replace(/^\.?\/?(content\/)?(images\/)?/, "");

  const split = (text, markdown) => {
    if (!markdown) return { head: text, body: "", around: false };
    const match = /^\uFEFF?\s*---[ \t]*\r?\n([\s\S]*?)^(?:---|\.\.\.)[ \t]*(?:\r?\n|$)/m.exec(text);
    return match && match.index === 0
      ? { head: match[1], body: text.slice(match[0].length), around: true }
      : { head: "", body: text, around: false };
  };

  // A number needs no quotes: every value is read as it was written.
  const DUMPED = { lineWidth: -1, noRefs: true };
  const DIGITS = /((?:: |- |, |\[|\{))'(-?\d+(?:\.\d+)?)'(?=$|,|\]|\})/gm;
  const dumped = (inner, indent, within) =>
    yaml.dump(inner, within ? { ...DUMPED, flowLevel: 1 } : DUMPED).trimEnd().replace(DIGITS, "$1$2")
      .split("\n").map((line) => line && " ".repeat(indent) + line);
  // What stood between brackets on its line does so again.
  const BRACKETED = /(?::|-)\s+[[{].*[\]}]\s*(?:#.*)?$/;
  const again = (lines, inner, indent) => {
    const made = dumped(inner, indent, lines.length === 1 && BRACKETED.test(lines[0]));
    if (made.length === 1 && lines.length === 1) made[0] += remark(lines[0]);
    return made;
  };

  // A form may hold a number where the file has its digits, and fields in another order.
  const plainly = (_, inner) => (inner && typeof inner === "object" && !Array.isArray(inner)
    ? Object.fromEntries(Object.entries(inner).sort())
    : Array.isArray(inner) ? inner : String(inner));
  const same = (one, other) => JSON.stringify(one, plainly) === JSON.stringify(other, plainly);
  const indentOf = (lines) => (lines.find((line) => /^\s*[^\s#]/.test(line)) ?? "").search(/\S/);

  // The lines of each field that starts at this column; what stands between fields stays before the
  // next one.
  const blocks = (lines, indent) => {
    const found = [];
    for (const line of lines) {
      const at = line.search(/\S/);
      const key = at === indent
        && /^(?:"([^"]+)"|'([^']+)'|([^\s#"'\-:{[][^:]*?)):(?:\s|$)/.exec(line.slice(at));
      const last = found[found.length - 1];
      const inside = at > indent || (at === indent && line[at] === "-");
      if (key) found.push({ name: key[1] ?? key[2] ?? key[3], lines: [line] });
      else if (last && inside) {
        last.lines.push(...(last.rest ?? []), line);
        last.rest = [];
      } else if (last) (last.rest ??= []).push(line);
      else found.push({ name: null, lines: [line] });
    }
    return found;
  };

  // The lines of each item of a list; a remark above an item is that item's.
  const items = (lines) => {
    const indent = indentOf(lines);
    const found = [];
    let above = [];
    for (const line of lines) {
      const at = line.search(/\S/);
      if (at === indent && line[at] === "-") {
        found.push({ above, lines: [line] });
        above = [];
      } else if (found.length && at > indent) {
        found[found.length - 1].lines.push(...above, line);
        above = [];
      } else above.push(line);
    }
    return { indent, found, below: above };
  };

  // What is remarked behind a value: without it the line says the same.
  const remark = (line) => {
    for (const { index } of line.matchAll(/\s+#/g)) {
      try {
        const same = JSON.stringify(parse(line.slice(0, index))) === JSON.stringify(parse(line));
        if (same) return line.slice(index);
      } catch { /* it began within a text */ }
    }
    return "";
  };

  // A field as its lines say it, with another value; null where its lines cannot be kept.
  const field = ({ name, lines }, before, after, indent) => {
    if (same(before, after)) return lines;
    const [first, ...inner] = lines;
    if (inner.length && /:\s*(#.*)?$/.test(first)) {
      const deeper = value(inner, before, after);
      if (deeper) return [first, ...deeper];
    }
    return again(lines, { [name]: after }, indent);
  };

  const value = (lines, before, after) => {
    if (Array.isArray(before) && Array.isArray(after)) return listed(lines, before, after);
    const map = (one) => one && typeof one === "object" && !Array.isArray(one);
    return map(before) && map(after) ? mapped(lines, before, after, indentOf(lines)) : null;
  };

  const mapped = (lines, before, after, indent) => {
    const told = [];
    const found = blocks(lines, indent);
    const names = new Set(found.map((block) => block.name));
    if (!Object.keys(before).every((name) => names.has(name))) return null;
    for (const block of found) {
      const { name, rest = [] } = block;
      if (name === null) told.push(...block.lines);
      else if (after[name] !== undefined) {
        told.push(...field(block, before[name], after[name], indent));
      }
      told.push(...rest);
    }
    let end = told.length;
    while (end && told[end - 1].trim() === "") end -= 1;
    const below = told.splice(end);
    for (const [name, inner] of Object.entries(after)) {
      if (!names.has(name)) told.push(...dumped({ [name]: inner }, indent));
    }
    return [...told, ...below];
  };

  // Items that are as they were bring their lines along, wherever they stand now.
  const listed = (lines, before, after) => {
    const { indent, found, below } = items(lines);
    if (found.length !== before.length) return null;
    const left = new Set(found.keys());
    const taken = after.map((item, place) => (
      left.has(place) && same(before[place], item) && left.delete(place) ? place : undefined));
    after.forEach((item, place) => {
      if (taken[place] !== undefined) return;
      taken[place] = [...left].find((one) => same(before[one], item));
      left.delete(taken[place]);
    });
    const told = after.flatMap((item, place) => {
      const as = found[taken[place]];
      if (as) return [...as.above, ...as.lines];
      const old = before.length === after.length && left.has(place) ? found[place] : null;
      const inner = old?.lines.map((line, row) => (row ? line : line.replace("-", " ")));
      const kept = old && value(inner, before[place], item);
      if (kept?.length && /^\s*[^\s#]/.test(kept[0])) {
        return [...old.above, `${" ".repeat(indent)}-${kept[0].slice(indent + 1)}`, ...kept.slice(1)];
      }
      return old ? [...old.above, ...again(old.lines, [item], indent)] : dumped([item], indent);
    });
    return [...told, ...below];
  };

  const merged = (head, before, after) => {
    const lines = head.split("\n");
    while (lines.length && lines[lines.length - 1] === "") lines.pop();
    const told = (lines.length && value(lines, before, after))
      || (nothing(after) ? [] : dumped(after, 0));
    while (told.length && told[told.length - 1] === "") told.pop();
    return told.length ? `${told.join("\n")}\n` : "";
  };

  return Object.fromEntries(Object.entries(shapes).map(([kind, { shape, markdown }]) => {
    const entries = Boolean(shape.free || shape.list);
    const read = (text) => {
      const { head, body } = split(text, markdown);
      const opened = open(parse(head), shape);
      return { fields: entries ? { entries: opened || [] } : opened || {}, body };
    };
    const plain = (fields) => close(entries ? fields.entries : fields, shape) ?? {};
    const fromFile = (text) => {
      const { fields, body } = read(text);
      return { ...fields, ...(markdown ? { body } : {}), [HIDDEN]: text };
    };
    // The lines of a file (no carriage returns) with what a form says now.
    const edited = (text, fields, body) => {
      const { head, body: old, around } = split(text, markdown);
      const before = plain(read(text).fields);
      const after = plain(fields);
      const framed = (made) => {
        if (!markdown) return made;
        const said = body.trim() === old.trim() ? old : `\n${body.trim()}\n`;
        return made || around || !text ? `---\n${made}---\n${said}` : said;
      };
      const made = framed(merged(head, before, after));
      try {
        if (same(plain(read(made).fields), after)) return made;
      } catch { /* the lines do not hold together */ }
      return framed(`${dumped(after, 0).join("\n")}\n`);
    };
    const toFile = (data) => {
      const { [HIDDEN]: text = "", body = "", ...fields } = data;
      const mark = text.startsWith("\uFEFF") ? "\uFEFF" : "";
      const lines = (said) => said.replace(/\r\n/g, "\n");
      const made = edited(lines(text.slice(mark.length)), fields, lines(body));
      return mark + (text.includes("\r\n") ? made.replace(/\n/g, "\r\n") : made);
    };
    // What a form still says of the picture before, when it has another one.
    const kept = ({ [HIDDEN]: text = "", photo: now }) => {
      const was = read(text).fields.photo;
      const files = [was, now].map((photo) => picture(photo?.file ?? ""));
      if (!files.every(Boolean) || files[0] === files[1]) return [];
      return PICTURED.filter((key) => !nothing(now[key]) && same(was[key], now[key]));
    };
    return [kind, { fromFile, toFile, kept }];
  }));
};
