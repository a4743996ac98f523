// Places on a journey. A touchpoint that is chosen on the map opens over the map, with its address,
// so that back closes it; a place can be copied as a link; a phase is found on a phone as well,
// where the map is cards. Without this script each link leads to its place further down.
(function () {
  "use strict";
  var dialog = document.querySelector("dialog.in-place"), stops = [].slice.call(document.querySelectorAll(".stops .stop-card"));
  var copied = document.createElement("p");
  copied.className = "unseen";
  copied.setAttribute("role", "status");
  document.body.append(copied);

  // ---- links

  function here(anchor) { return location.href.split("#")[0] + "#" + anchor; }
  function copy(event) {
    var button = event.target.closest && event.target.closest(".copy-link");
    if (!button) return;
    navigator.clipboard.writeText(here(button.dataset.link)).then(function () {
      copied.textContent = button.dataset.copied;
      button.classList.add("is-copied");
      setTimeout(function () { button.classList.remove("is-copied"); copied.textContent = ""; }, 1800);
    });
  }
  if (navigator.clipboard) {
    document.querySelectorAll(".copy-link").forEach(function (button) { button.hidden = false; });
    document.addEventListener("click", copy);
  }

  // ---- a phase, in the map or as a card

  function phase() {
    var found = /^#(phase|card)-(\d+)$/.exec(location.hash);
    if (!found) return;
    var there = document.getElementById(found[0].slice(1));
    if (there && there.checkVisibility && there.checkVisibility()) return;
    var other = document.getElementById((found[1] === "phase" ? "card-" : "phase-") + found[2]);
    if (other) other.scrollIntoView({ block: "start", inline: "center" });
  }
  window.addEventListener("hashchange", phase);
  phase();

  // ---- a touchpoint, over the map

  if (!dialog || !dialog.showModal || !stops.length) return;
  var body = dialog.querySelector(".in-place-body"), where = dialog.querySelector("#in-place-where"), at = -1, pushed = false;

  function index(anchor) { return stops.findIndex(function (stop) { return stop.id === anchor; }); }
  function show(number) {
    at = number;
    var stop = stops[at], copyOf = stop.cloneNode(true);
    copyOf.removeAttribute("id");
    copyOf.removeAttribute("tabindex");
    body.textContent = "";
    body.append(copyOf);
    body.scrollTop = 0;
    where.textContent = stop.closest(".stops-phase").querySelector("h3 span").textContent + " · " + (at + 1) + " / " + stops.length;
    dialog.querySelector(".before").disabled = at === 0;
    dialog.querySelector(".after").disabled = at === stops.length - 1;
    if (!dialog.open) dialog.showModal();
  }
  function turn(by) {
    if (!stops[at + by]) return;
    history.replaceState({ stop: stops[at + by].id }, "", "#" + stops[at + by].id);
    show(at + by);
  }
  document.addEventListener("click", function (event) {
    var link = event.target.closest && event.target.closest(".journey-map a[href*='#touchpoint-']");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    var number = link.getAttribute("href").charAt(0) === "#" ? index(link.hash.slice(1)) : -1;
    if (number < 0) return;
    event.preventDefault();
    history.pushState({ stop: stops[number].id }, "", link.hash);
    pushed = true;
    show(number);
  });
  window.addEventListener("popstate", function (event) {
    var number = event.state && event.state.stop ? index(event.state.stop) : -1;
    if (number >= 0) { pushed = true; show(number); } else if (dialog.open) { pushed = false; dialog.close(); }
  });
  dialog.addEventListener("close", function () {
    if (pushed) { pushed = false; history.back(); }
  });
  dialog.querySelector(".close").addEventListener("click", function () { dialog.close(); });
  dialog.querySelector(".before").addEventListener("click", function () { turn(-1); });
  dialog.querySelector(".after").addEventListener("click", function () { turn(1); });
  dialog.addEventListener("click", function (event) { if (event.target === dialog) dialog.close(); });
  dialog.addEventListener("keydown", function (event) {
    var on = getComputedStyle(dialog).direction === "rtl" ? -1 : 1;
    if (event.key === "ArrowRight") turn(on);
    if (event.key === "ArrowLeft") turn(-on);
  });
})();
