// Files of a repository ↔ forms, where no server of ours stands between: what is short is opened up
// for the form, and only the fields that changed are written anew; the other lines stay as they are.
window.afficheFormats = (shapes, yaml) => {
  const HIDDEN = "_file";
  const parse = (text) => yaml.load(text, { schema: yaml.FAILSAFE_SCHEMA }) ?? {};
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

  const picture = (said) => said.replace(/^\.?\/?(content\/)?(images\/)?/, "");

  const split = (text, markdown) => {
    if (!markdown) return { head: text, body: "", around: false };
    const match = /^\uFEFF?\s*---[ \t]*\r?\n([\s\S]*?)^(?:---|\.\.\.)[ \t]*(?:\r?\n|$)/m.exec(text);
    return match && match.index === 0
      ? { head: match[1], body: text.slice(match[0].length), around: true }
      : { head: "", body: text, around: false };
  };

  // A number needs no quotes: every value is read as it was written.
  const dumped = (name, value) =>
    yaml.dump({ [name]: value }, { lineWidth: -1, noRefs: true }).trimEnd()
      .replace(/: '(-?\d+(?:\.\d+)?)'$/gm, ": $1");

  // The lines of each top field; what stands between fields stays before the next one.
  const blocks = (head) => {
    const found = [];
    for (const line of head.replace(/\r\n/g, "\n").split("\n")) {
      const key = /^(?:"([^"]+)"|'([^']+)'|([^\s#"'\-:][^:]*?)):(?:\s|$)/.exec(line);
      const last = found[found.length - 1];
      if (key) found.push({ name: key[1] ?? key[2] ?? key[3], lines: [line] });
      else if (last && /^[ \t-]/.test(line)) {
        last.lines.push(...(last.rest ?? []), line);
        last.rest = [];
      } else if (last) (last.rest ??= []).push(line);
      else found.push({ name: null, lines: [line] });
    }
    return found;
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

  const merged = (head, before, after) => {
    const told = [];
    const seen = new Set();
    for (const block of blocks(head)) {
      const { name, lines, rest = [] } = block;
      seen.add(name);
      const same = JSON.stringify(before[name]) === JSON.stringify(after[name]);
      if (name === null || same) told.push(...lines);
      else if (after[name] !== undefined) {
        const made = dumped(name, after[name]);
        told.push(lines.length > 1 || made.includes("\n") ? made : made + remark(lines[0]));
      }
      told.push(...rest);
    }
    while (told.length && told[told.length - 1] === "") told.pop();
    for (const [name, value] of Object.entries(after)) {
      if (!seen.has(name)) told.push(dumped(name, value));
    }
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
    const toFile = (data) => {
      const { [HIDDEN]: text = "", body = "", ...fields } = data;
      const { head, body: old } = split(text, markdown);
      const after = plain(fields);
      if (Array.isArray(after)) {
        const same = JSON.stringify(plain(read(text).fields)) === JSON.stringify(after);
        return same && text ? text : yaml.dump(after, { lineWidth: -1, noRefs: true });
      }
      const made = merged(head, plain(read(text).fields), after);
      if (!markdown) return made;
      const said = body.trim() === old.trim() ? old : `\n${body.trim()}\n`;
      return `---\n${made}---\n${said}`;
    };
    return [kind, { fromFile, toFile }];
  }));
};
