// What one look at a page tells, at the width that it has: what sticks out, what is cut off, what
// covers what. Out: lists of texts, empty when all is well.
() => {
  const all = selector => [...document.querySelectorAll(selector)];
  const shown = e => e.checkVisibility({visibilityProperty: true, contentVisibilityAuto: true});
  const said = e => `${e.tagName.toLowerCase()}.${e.className.baseVal ?? e.className} “${e.textContent.trim().slice(0, 40)}”`;
  const room = document.documentElement.clientWidth;
  const scrolls = e => ['auto', 'scroll'].includes(getComputedStyle(e).overflowX);
  const inScroller = e => { for (let g = e.parentElement; g; g = g.parentElement) if (scrolls(g)) return true; return false; };
  const lines = node => { const range = document.createRange(); range.selectNodeContents(node); return [...range.getClientRects()]; };

  // Text that runs out of the screen, or out of something that cuts it off.
  const out = [], cut = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const node = walk.currentNode, e = node.parentElement;
    if (!node.data.trim() || !shown(e) || e.closest('.unseen, .skip, .pk-skip, .wheel, script, style')) continue;
    for (const box of lines(node)) {
      if (!inScroller(e) && (box.right > room + 1 || box.left < -1)) { out.push(said(e)); break; }
      let cutBy = null;
      for (let g = e; g && !scrolls(g); g = g.parentElement) {
        const style = getComputedStyle(g);
        if (!['hidden', 'clip'].includes(style.overflowX) || g === document.body) continue;
        const frame = g.getBoundingClientRect();
        if (box.right > frame.right + 1.5 || box.left < frame.left - 1.5 || box.bottom > frame.bottom + 4 || box.top < frame.top - 4) cutBy = g;
      }
      if (cutBy) { cut.push(said(e)); break; }
    }
  }

  // Things to press that lie over each other. Lines of one link are taken one by one.
  const press = all('a[href], button, summary, label').filter(e => shown(e) && !e.closest('.unseen, .skip, .pk-skip, [aria-hidden=true], .lens'));
  const boxes = press.map(e => [...e.getClientRects()].filter(b => b.width && b.height));
  const over = [];
  for (let i = 0; i < press.length; i++) for (let j = i + 1; j < press.length; j++) {
    if (press[i].contains(press[j]) || press[j].contains(press[i])) continue;
    // What stays in view passes over what scrolls under it.
    if (press[i].closest('.jump, .rail, thead') !== press[j].closest('.jump, .rail, thead')) continue;
    const hit = boxes[i].some(a => boxes[j].some(b =>
      Math.min(a.right, b.right) - Math.max(a.left, b.left) > 2 && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 6));
    if (hit && !(inScroller(press[i]) !== inScroller(press[j]))) over.push(said(press[i]) + ' × ' + said(press[j]));
  }
  // Icons that were squeezed.
  const small = all('svg.icon, .legend-mark, .mark, .pip-row').filter(shown)
    .filter(e => { const b = e.getBoundingClientRect(); return b.width < 4 || b.height < 4; }).map(said);
  return {wide: Math.max(0, document.documentElement.scrollWidth - room), out: out.slice(0, 5), cut: cut.slice(0, 5), over: over.slice(0, 5), small: small.slice(0, 5)};
}
