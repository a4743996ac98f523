// One slide after another on a screen in the office. After a whole round the page is asked for anew,
// so that what changed shows. Who asked for less motion goes on by hand.
(function () {
  "use strict";
  var stage = document.querySelector(".kiosk"), slides = [].slice.call(stage.querySelectorAll(".slide"));
  var bar = stage.querySelector(".kiosk-bar"), wait = bar.querySelector(".wait"), start = document.querySelector(".kiosk-start");
  var at = 0, timer = 0, running = false, playing = false, seconds = 15;
  if (!slides.length) return;
  start.hidden = false;

  function show(next) {
    at = (next + slides.length) % slides.length;
    slides.forEach(function (slide, number) { slide.hidden = number !== at; });
    if (running) fit();
    bar.querySelector(".kiosk-at").textContent = at + 1 + " / " + slides.length;
    clearTimeout(timer);
    if (playing) timer = setTimeout(on, seconds * 1000);
  }
  function fit() {
    stage.classList.remove("less", "least");
    ["less", "least"].some(function (size) {
      if (stage.scrollHeight <= stage.clientHeight + 1) return true;
      stage.classList.add(size);
    });
  }
  function on() {
    if (at === slides.length - 1 && /^https?:$/.test(location.protocol) && /^#start/.test(location.hash)) return location.reload();
    show(at + 1);
  }
  function play(yes) {
    playing = yes;
    wait.textContent = yes ? stage.dataset.playing : stage.dataset.waiting;
    show(at);
  }
  function begin(event) {
    running = true;
    document.documentElement.classList.add("is-kiosk");
    bar.hidden = false;
    // Only after a click: a browser gives no whole screen to who did not ask for it.
    if (event && stage.requestFullscreen) stage.requestFullscreen().catch(function () { /* refused */ });
    play(!matchMedia("(prefers-reduced-motion: reduce)").matches);
    wait.focus({ preventScroll: true });
  }
  function stop() {
    running = false;
    playing = false;
    clearTimeout(timer);
    document.documentElement.classList.remove("is-kiosk");
    bar.hidden = true;
    slides.forEach(function (slide) { slide.hidden = false; });
    if (document.fullscreenElement) document.exitFullscreen();
    start.querySelector("button").focus();
  }
  start.querySelector("button").addEventListener("click", begin);
  wait.addEventListener("click", function () { play(!playing); });
  bar.querySelector(".before").addEventListener("click", function () { show(at - 1); });
  bar.querySelector(".after").addEventListener("click", function () { show(at + 1); });
  bar.querySelector(".stop").addEventListener("click", stop);
  addEventListener("resize", function () { if (running) fit(); });
  document.addEventListener("fullscreenchange", function () { if (running && !document.fullscreenElement) stop(); });
  document.addEventListener("keydown", function (event) {
    if (!running) return;
    var rtl = document.documentElement.dir === "rtl" ? -1 : 1;
    if (event.key === "ArrowRight") show(at + rtl);
    else if (event.key === "ArrowLeft") show(at - rtl);
    else if (event.key === "Escape") stop();
    else if (event.key === " " && event.target.tagName !== "BUTTON") { event.preventDefault(); play(!playing); }
  });
  var asked = /^#start(?:=(\d+))?$/.exec(location.hash);
  if (asked) {
    if (asked[1]) seconds = Math.min(600, Math.max(5, +asked[1]));
    begin();
  }
})();
