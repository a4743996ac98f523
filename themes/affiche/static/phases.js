// On a phone the row of phases is as tall as the phase in view, so that below a short one there is
// no hole. Who was further down than the next one reaches comes to its beginning. Without this
// script, and wider than a phone, the row is as tall as the tallest.
(function () {
  var row = document.querySelector(".phases");
  if (!row || !("onscrollend" in window)) return;
  var cards = Array.from(row.children);
  function seen() {
    var box = row.getBoundingClientRect(), middle = box.left + box.width / 2;
    return cards.find(function (card) {
      var own = card.getBoundingClientRect();
      return own.left <= middle && own.right >= middle;
    });
  }
  function fit() {
    var card = row.offsetParent && seen(), style = getComputedStyle(row);
    row.style.height = card
      ? card.offsetHeight + parseFloat(style.paddingTop) + parseFloat(style.paddingBottom) + "px"
      : "";
    row.scrollTop = 0;
    return card;
  }
  row.addEventListener("scrollend", function () {
    var card = fit(), rail = document.querySelector(".rail");
    if (card && card.getBoundingClientRect().bottom < rail.getBoundingClientRect().bottom + 48)
      card.scrollIntoView({ block: "start", inline: "nearest" });
  });
  var watch = new ResizeObserver(fit);
  cards.forEach(function (card) { watch.observe(card); });
})();
