// Lists that can be narrowed. In: the choices of the form and what each thing on the page is tagged
// with; out: the things that fit, how many, and an address that says what was chosen ("#status=…").
(function () {
  "use strict";
  var form = document.querySelector("form.filters");
  if (!form) return;
  var chosen = [].slice.call(form.querySelectorAll("select")), told = form.querySelector("[role=status]"), clear = form.querySelector(".clear");
  var things = [].slice.call(document.querySelectorAll("[data-tags]")), groups = [].slice.call(document.querySelectorAll("[data-filtered]"));

  function show() {
    var wanted = chosen.map(function (one) { return one.value; }).filter(Boolean), count = 0, all = 0;
    things.forEach(function (thing) {
      var tags = thing.dataset.tags.split(" "), fits = wanted.every(function (one) { return tags.indexOf(one) >= 0; });
      thing.hidden = !fits;
      if (thing.dataset.again === undefined) { all++; count += fits; }
    });
    groups.forEach(function (group) { group.hidden = wanted.length > 0 && !group.querySelector("[data-tags]:not([hidden])"); });
    clear.hidden = !wanted.length;
    var said = !wanted.length ? form.dataset.all : count ? form.dataset.found : form.dataset.none;
    told.textContent = said.replace("{n}", count).replace("{all}", all);
  }
  function address() {
    var parts = chosen.filter(function (one) { return one.value; }).map(function (one) {
      return one.name + "=" + encodeURIComponent(one.options[one.selectedIndex].text);
    });
    return "#" + parts.join("&");
  }
  // What the address says; a name that is no choice here, or a place on the page, changes nothing.
  function read() {
    if (location.hash && location.hash.indexOf("=") < 0) return;
    var asked = {};
    location.hash.slice(1).split("&").forEach(function (part) {
      var at = part.indexOf("=");
      try { asked[part.slice(0, at)] = decodeURIComponent(part.slice(at + 1)); } catch (broken) { /* not ours */ }
    });
    chosen.forEach(function (one) {
      one.value = "";
      [].slice.call(one.options).forEach(function (option) { if (option.value && option.text === asked[one.name]) one.value = option.value; });
    });
    show();
  }
  form.addEventListener("change", function () { history.pushState(null, "", address()); show(); });
  form.addEventListener("submit", function (event) { event.preventDefault(); });
  clear.addEventListener("click", function () {
    chosen.forEach(function (one) { one.value = ""; });
    history.pushState(null, "", address());
    show();
    chosen[0].focus();
  });
  window.addEventListener("hashchange", read);
  window.addEventListener("popstate", read);
  form.hidden = false;
  show();
  read();
})();
