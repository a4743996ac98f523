// The presentation of a persona. Slides are scrolled by a finger without this script; it adds keys,
// buttons, full screen, and the page for the speaker, which goes along in a window of its own. All
// that the two windows tell each other is the number of a slide.
(function () {
  var deck = document.getElementById("deck");
  var view = document.querySelector("[data-speaker-view]");
  if (deck) show(deck);
  if (view) speak(view);

  function show(deck) {
    var slides = [].slice.call(deck.querySelectorAll(".slide"));
    var count = document.querySelector(".deck-count");
    var full = document.querySelector("[data-full]");
    var link = document.querySelector("[data-speaker]");
    var steps = document.querySelector(".deck-steps");
    var calm = window.matchMedia("(prefers-reduced-motion: reduce)");
    var rtl = getComputedStyle(deck).direction === "rtl";
    var here = 0, going = false, speaker = null;

    function tell() {
      var name = document.createElement("span"), title = slides[here].querySelector("h1, h2");
      name.className = "unseen";  // for who hears it
      name.textContent = title ? ": " + title.textContent : "";
      count.replaceChildren(here + 1 + " / " + slides.length, name);
      steps.querySelector("[data-step='-1']").disabled = here === 0;
      steps.querySelector("[data-step='1']").disabled = here === slides.length - 1;
      history.replaceState(null, "", "#slide-" + (here + 1));
      rest();
      if (speaker && !speaker.closed) speaker.postMessage({ slide: here + 1 }, "*");
    }
    // Tab and a screen reader stay on the slide that is shown: what scrolls on another one would be
    // gone to, and turn to it.
    function rest() {
      if (document.activeElement.closest(".slide") !== slides[here] && deck.contains(document.activeElement)) deck.focus({ preventScroll: true });
      slides.forEach(function (slide, at) { slide.inert = at !== here; });
    }
    function go(to, jump) {
      here = Math.max(0, Math.min(slides.length - 1, to));
      going = true;
      var left = slides[here].getBoundingClientRect().left - deck.getBoundingClientRect().left;
      deck.scrollTo({ left: deck.scrollLeft + left, behavior: jump || calm.matches ? "instant" : "smooth" });
      slides[here].scrollTop = 0;
      tell();
      setTimeout(function () { going = false; }, 700);
    }
    function fromHash() {
      var found = /^#slide-(\d+)$/.exec(location.hash);
      if (found && +found[1] - 1 !== here) go(+found[1] - 1, true);
    }
    function fullScreen() {
      if (document.fullscreenElement) document.exitFullscreen();
      else if (document.documentElement.requestFullscreen) document.documentElement.requestFullscreen();
    }
    function longer(slide) { return slide.scrollHeight > slide.clientHeight + 1; }
    // Smaller letters for a slide that is longer than the screen; one that still is can be
    // reached by the keyboard.
    function measure() {
      slides.forEach(function (slide) {
        slide.classList.remove("less", "least");
        ["less", "least"].forEach(function (size) { if (longer(slide)) slide.classList.add(size); });
        if (longer(slide)) slide.tabIndex = 0;
        else slide.removeAttribute("tabindex");
      });
      go(here, true);
    }
    var on = { " ": 1, PageDown: 1, PageUp: -1, ArrowRight: rtl ? -1 : 1, ArrowLeft: rtl ? 1 : -1 };

    document.addEventListener("keydown", function (event) {
      if (event.altKey || event.ctrlKey || event.metaKey) return;
      var key = event.key;
      if (key === " " && event.target.closest("a, button")) return;
      if (key.indexOf("Arrow") === 0 && event.target.closest(".slide-path")) return;
      if (key in on) go(here + (key === " " && event.shiftKey ? -1 : on[key]));
      else if (key === "Home") go(0);
      else if (key === "End") go(slides.length - 1);
      else if (key === "f" || key === "F") fullScreen();
      else if (key === "s" || key === "S") link.click();
      else if (key === "Escape" && document.fullscreenElement) document.exitFullscreen();
      else return;
      event.preventDefault();
    });
    deck.addEventListener("scroll", function () {
      if (going) return;
      var at = Math.round(Math.abs(deck.scrollLeft) / deck.clientWidth);
      if (at !== here) { here = at; tell(); }
    });
    document.querySelectorAll("[data-step]").forEach(function (button) {
      button.addEventListener("click", function () { go(here + +button.dataset.step); });
    });
    link.addEventListener("click", function (event) {
      speaker = window.open(link.href, "affiche-speaker", "popup,width=980,height=820");
      if (speaker) event.preventDefault();
    });
    window.addEventListener("message", function (event) {
      if (!speaker || event.source !== speaker) return;
      if (event.data && event.data.ready) tell();
      else if (event.data && event.data.step) go(here + Math.sign(event.data.step));
    });
    full.hidden = !document.fullscreenEnabled;
    full.addEventListener("click", fullScreen);
    steps.hidden = false;
    window.addEventListener("hashchange", fromHash);
    window.addEventListener("resize", measure);
    fromHash();
    measure();
    // Not before: while a page loads, the slide in its address takes the focus away.
    window.addEventListener("load", function () { deck.focus({ preventScroll: true }); });
  }

  function speak(view) {
    var slides = window.opener;
    if (!slides) return;
    window.addEventListener("message", function (event) {
      if (event.source !== slides || !event.data || !event.data.slide) return;
      [].forEach.call(view.children, function (note, at) {
        if (at + 1 !== event.data.slide) return note.removeAttribute("aria-current");
        note.setAttribute("aria-current", "true");
        note.scrollIntoView({ block: "start" });
      });
    });
    document.addEventListener("keydown", function (event) {
      if (event.target.closest("input, textarea, dialog")) return;
      var step = { ArrowRight: 1, PageDown: 1, ArrowLeft: -1, PageUp: -1 }[event.key];
      if (!step || event.altKey || event.ctrlKey || event.metaKey) return;
      slides.postMessage({ step: step }, "*");
      event.preventDefault();
    });
    slides.postMessage({ ready: true }, "*");
  }
})();
