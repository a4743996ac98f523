// Which view of a map is chosen stands in its address ("?view=functional"), so that it can be sent
// on, and goes along to the other states of the journey. Without this script the views work too.
(function () {
  var choices = document.querySelectorAll("input[name=view]");
  var links = document.querySelectorAll("nav.switch a");
  function put(address, view) {
    if (view && view !== "both") address.searchParams.set("view", view);
    else address.searchParams.delete("view");
    return address.href;
  }
  function keep(view) {
    history.replaceState(null, "", put(new URL(location.href), view));
    links.forEach(function (link) { link.href = put(new URL(link.href), view); });
  }
  var wanted = new URL(location.href).searchParams.get("view");
  choices.forEach(function (choice) {
    var view = choice.id.replace("view-", "");
    if (view === wanted) choice.checked = true;
    choice.addEventListener("change", function () { keep(view); });
  });
  if (wanted) keep(wanted);
})();
