// Search in the manual: every word of the question has to stand in a part; a part whose title has
// it comes first. Works by double-click, since what is searched comes in a script of its own.
(() => {
  const field = document.getElementById("find");
  const box = field && field.closest(".find");
  const list = document.getElementById("found");
  const parts = window.AFFICHE_MANUAL || [];
  if (!box || !parts.length) return;
  const count = box.querySelector(".count");
  const fold = (text) => text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
  const folded = parts.map((part) => [fold(part.title), fold(part.text)]);
  box.hidden = false;

  // The text around the first word found, with what was found marked.
  function told(part, words) {
    const plain = fold(part.text);
    const at = plain.length === part.text.length ? plain.indexOf(words[0]) : -1;
    const from = Math.max(0, at - 40);
    const cut = part.text.slice(from, from + 140);
    const line = document.createElement("span");
    let rest = cut;
    while (rest) {
      const low = fold(rest);
      const hits = words.map((word) => [low.indexOf(word), word.length]).filter(([n]) => n >= 0);
      if (!hits.length || low.length !== rest.length) break;
      const [start, length] = hits.sort((a, b) => a[0] - b[0])[0];
      line.append(rest.slice(0, start));
      const mark = document.createElement("mark");
      mark.textContent = rest.slice(start, start + length);
      line.append(mark);
      rest = rest.slice(start + length);
    }
    line.append(rest);
    return line;
  }

  function search() {
    const words = fold(field.value).split(/\s+/).filter((word) => word.length > 1);
    list.textContent = "";
    count.textContent = "";
    if (!words.length) return;
    const found = [];
    folded.forEach(([title, text], n) => {
      if (words.every((word) => title.includes(word) || text.includes(word))) {
        found.push([words.filter((word) => title.includes(word)).length, n]);
      }
    });
    found.sort((a, b) => b[0] - a[0] || a[1] - b[1]);
    const said = found.length ? (found.length === 1 ? "one" : "many") : "none";
    count.textContent = count.dataset[said].replace("{n}", found.length);
    for (const [, n] of found.slice(0, 12)) {
      const item = document.createElement("li");
      const link = document.createElement("a");
      link.href = parts[n].path;
      const name = document.createElement("b");
      name.textContent = parts[n].title;
      link.append(name, told(parts[n], words));
      item.append(link);
      list.append(item);
    }
  }

  field.addEventListener("input", search);
  box.addEventListener("keydown", (event) => {
    const links = [...list.querySelectorAll("a")];
    const at = links.indexOf(document.activeElement);
    if (event.key === "Escape") {
      field.value = "";
      search();
      field.focus();
    } else if (event.key === "ArrowDown" && links.length) {
      event.preventDefault();
      links[Math.min(at + 1, links.length - 1)].focus();
    } else if (event.key === "ArrowUp" && at >= 0) {
      event.preventDefault();
      (at ? links[at - 1] : field).focus();
    }
  });
  document.addEventListener("keydown", (event) => {
    const typing = event.target.matches("input, textarea, select, [contenteditable]");
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      field.focus();
    }
  });
})();
