// The page for lost addresses names everything from the root of its server, for it is shown at any
// depth. Only this is asked for from where the page itself lies: who finds it there (by double-click,
// or in a sub-folder that `url:` does not say) knows where the site begins.
(function () {
  "use strict";
  var script = document.currentScript, said = script.dataset.root, root = new URL("../", script.src).href;
  if (new URL(said, location.href).href === root) return;

  function mended(text) {
    return text.split(/(\s+)/).map(function (one) {
      return one.startsWith(said) && !one.startsWith("//") ? root + one.slice(said.length) : one;
    }).join("");
  }
  document.querySelectorAll("[href], [src], [srcset]").forEach(function (one) {
    if (one === script) return;
    // A script that was not found is not asked for again; another one is.
    var other = one.tagName === "SCRIPT" ? document.createElement("script") : one;
    [].slice.call(one.attributes).forEach(function (each) { other.setAttribute(each.name, mended(each.value)); });
    if (other !== one) one.replaceWith(other);
  });
})();
