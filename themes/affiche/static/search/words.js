// Words in, the forms under which they are looked up out: accents folded, Dutch or English endings
// taken off, Chinese, Japanese and Korean cut into pairs of signs. Used for what is looked through
// and for what is asked alike. The stems are Snowball's Dutch (snowballstem.org, by M. F. Porter),
// with what it leaves apart put together: double vowels, and z and v at the end ("prijz", "briev").
(function (root) {
  "use strict";
  var CJK = "\\u3040-\\u30ff\\u3400-\\u4dbf\\u4e00-\\u9fff\\uac00-\\ud7af\\uf900-\\ufaff";
  var WORD = new RegExp("[" + CJK + "]+|[^\\W" + CJK + "]+", "gu");
  try { WORD = new RegExp("[" + CJK + "]+|(?:(?![" + CJK + "])[\\p{L}\\p{M}\\p{N}])+", "gu"); } catch (old) {}
  var PAIRS = new RegExp("^[" + CJK + "]");
  var VOWEL = "aeiouyè";

  function fold(text) {
    return text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase()
      .replace(/ß/g, "ss").replace(/æ/g, "ae").replace(/ø/g, "o").replace(/ł/g, "l").replace(/[đð]/g, "d").replace(/ı/g, "i").replace(/œ/g, "oe").replace(/þ/g, "th")
      .replace(/[’']/g, "");
  }

  // The words of a text with where they begin: [word, start, end].
  function cut(text) {
    var found = [], match;
    text = text.replace(/(\p{L})[’'](\p{L})/gu, "$1$2");
    WORD.lastIndex = 0;
    while ((match = WORD.exec(text))) {
      var word = match[0];
      if (!PAIRS.test(word) || word.length === 1) { found.push([word, match.index, match.index + word.length]); continue; }
      for (var at = 0; at < word.length - 1; at++) found.push([word.slice(at, at + 2), match.index + at, match.index + at + 2]);
    }
    return found;
  }

  function isVowel(letter) { return letter !== undefined && VOWEL.indexOf(letter) >= 0; }

  // Where R1 and R2 begin: after the first consonant that follows a vowel, and once more.
  function region(word, from) {
    for (var at = from; at < word.length; at++) {
      if (!isVowel(word[at]) && at > from && isVowel(word[at - 1])) return at + 1;
    }
    return word.length;
  }

  function undouble(word) { return /(kk|dd|tt)$/.test(word) ? word.slice(0, -1) : word; }

  function dutch(word) {
    word = word.replace(/^y/, "Y").replace(/([aeiou])y/g, "$1Y").replace(/([aeiou])i(?=[aeiou])/g, "$1I");
    var r1 = Math.max(3, region(word, 0)), r2 = region(word, region(word, 0)), cutE = false;
    function inside(ending, from) { return word.slice(-ending.length) === ending && word.length - ending.length >= from; }
    function plural() {  // -en, -ene: after a consonant, and not gemeen
      var end = /ene?$/.exec(word);
      if (!end || end.index < r1) return;
      var before = word.slice(0, end.index);
      if (!before || isVowel(before.slice(-1)) || /gem$/.test(before)) return;
      word = undouble(before);
    }
    function finalE() {
      if (inside("e", r1) && word.length > 1 && !isVowel(word.slice(-2, -1))) { word = undouble(word.slice(0, -1)); return true; }
      return false;
    }
    if (inside("heden", r1)) word = word.slice(0, -5) + "heid";
    else if (/ene?$/.test(word)) {
      plural();  // gidsen as gids
      if (/[^aeiouyj]s$/.test(word) && word.length > r1) word = word.slice(0, -1);
    }
    else {
      var s = /se?$/.exec(word);
      if (s && s.index >= r1 && !isVowel(word[s.index - 1]) && word[s.index - 1] !== "j") word = word.slice(0, s.index);
    }
    // Plurals that Snowball leaves as they are: offertes, filmpjes, foto's.
    if (word.length > 5 && /[tdnlgmpkjih]es$/.test(word) && !/(advies|verlies|vlies|fries|devies)$/.test(word)) word = word.slice(0, -1);
    else if (word.length > 4 && /[ao]s$/.test(word)) word = word.slice(0, -1);
    cutE = finalE();
    if (inside("heid", r2) && word.slice(-5, -4) !== "c") { word = word.slice(0, -4); plural(); }
    if ((inside("end", r2) || inside("ing", r2))) {
      word = word.slice(0, -3);
      if (inside("ig", r2) && word.slice(-3, -2) !== "e") word = word.slice(0, -2); else word = undouble(word);
    } else if (inside("ig", r2) && word.slice(-3, -2) !== "e") word = word.slice(0, -2);
    else if (inside("lijk", r2)) { word = word.slice(0, -4); finalE(); }
    else if (inside("baar", r2)) word = word.slice(0, -4);
    else if (inside("bar", r2) && cutE) word = word.slice(0, -3);
    return word.toLowerCase().replace(/(aa|ee|oo|uu|ie)/g, function (pair) { return pair[0]; })
      .replace(/([bcdfgklmnprst])\1$/, "$1").replace(/([^aeiouyj])z$/, "$1").replace(/z$/, "s").replace(/v$/, "f");
  }

  function english(word) {
    return word.replace(/(sses)$/, "ss").replace(/ies$/, "y").replace(/([^su])s$/, "$1")
      .replace(/(ational)$/, "ate").replace(/(.{3,}?)(ingly|edly|ing|ed|ly)$/, "$1").replace(/([bdgklmnprt])\1$/, "$1")
      .replace(/(.{3,})e$/, "$1").replace(/(.{3,})y$/, "$1i")
      .replace(/(.{4,})(?:iti|ness)$/, "$1").replace(/(.{3,})our$/, "$1or");  // diversity, deafness, colour
  }

  // Strong verbs and their kin: a form that no rule leads to its root, and the root.
  var STRONG = {
    bracht: "breng", brachten: "breng", gebracht: "breng", dacht: "denk", dachten: "denk", gedacht: "denk",
    kocht: "koop", kochten: "koop", gekocht: "koop", zocht: "zoek", zochten: "zoek", gezocht: "zoek",
    kreeg: "krijg", kregen: "krijg", gekregen: "krijg", schreef: "schrijf", schreven: "schrijf", geschreven: "schrijf",
    bleef: "blijf", bleven: "blijf", gebleven: "blijf", keek: "kijk", keken: "kijk", gekeken: "kijk",
    reed: "rijd", reden: "rijd", gereden: "rijd", sprak: "spreek", spraken: "spreek", gesproken: "spreek",
    gaf: "geef", gaven: "geef", gegeven: "geef", nam: "neem", namen: "neem", genomen: "neem",
    kwam: "kom", kwamen: "kom", gekomen: "kom", zag: "zie", zagen: "zie", gezien: "zie", ziet: "zie", zien: "zie",
    ging: "ga", gingen: "ga", gegaan: "ga", gaat: "ga", gaan: "ga", stond: "sta", stonden: "sta", gestaan: "sta", staat: "sta", staan: "sta",
    deed: "doe", deden: "doe", gedaan: "doe", doet: "doe", doen: "doe", wist: "weet", wisten: "weet", geweten: "weet", weten: "weet",
    vroeg: "vraag", vroegen: "vraag", gevraagd: "vraag", liep: "loop", liepen: "loop", gelopen: "loop",
    riep: "roep", riepen: "roep", geroepen: "roep", hielp: "help", hielpen: "help", geholpen: "help",
    vond: "vind", vonden: "vind", gevonden: "vind", begon: "begin", begonnen: "begin", won: "win", gewonnen: "win",
    verloor: "verlies", verloren: "verlies", koos: "kies", kozen: "kies", gekozen: "kies", keuze: "kies", keuzes: "kies",
    bood: "bied", boden: "bied", geboden: "bied", sloot: "sluit", sloten: "sluit", gesloten: "sluit",
    las: "lees", lazen: "lees", gelezen: "lees", zat: "zit", zaten: "zit", gezeten: "zit", lag: "lig", lagen: "lig", gelegen: "lig",
    had: "heb", hadden: "heb", gehad: "heb", heeft: "heb", was: "ben", waren: "ben", geweest: "ben", zijn: "ben",
    werd: "word", werden: "word", geworden: "word", hing: "hang", hingen: "hang", ving: "vang", vingen: "vang",
    viel: "val", vielen: "val", gevallen: "val", hield: "houd", hielden: "houd", gehouden: "houd",
    liet: "laat", lieten: "laat", gelaten: "laat", trok: "trek", trokken: "trek", getrokken: "trek",
    bond: "bind", bonden: "bind", gebonden: "bind", brak: "breek", braken: "breek", gebroken: "breek", stak: "steek", gestoken: "steek", sliep: "slaap", geslapen: "slaap",
    dronk: "drink", gedronken: "drink", schonk: "schenk", geschonken: "schenk", zond: "zend", gezonden: "zend",
    verzond: "verzend", verzonden: "verzend", bewoog: "beweeg", bewogen: "beweeg", woog: "weeg", gewogen: "weeg",
    loog: "lieg", bedroog: "bedrieg", vloog: "vlieg", gevlogen: "vlieg", genoot: "geniet", genoten: "geniet",
    gold: "geld", gegolden: "geld", stierf: "sterf", wierf: "werf", geworven: "werf", zwom: "zwem", sprong: "spring",
    droeg: "draag", gedragen: "draag", sloeg: "sla", geslagen: "sla", voer: "vaar", schoof: "schuif", verschoof: "verschuif",
    betaal: "betal", betaalt: "betal", betaald: "betal", betaalde: "betal", betaalden: "betal",
  };

  // The same of nouns and adjectives, which stand by themselves: verbeter is no form of goed.
  var ALONE = {
    steden: "stad", schepen: "schip", leden: "lid", kinderen: "kind", eieren: "ei", lammeren: "lam", bladeren: "blad",
    betere: "goed", beter: "goed", best: "goed", beste: "goed", meer: "veel", meest: "veel", mensen: "mens",
  };

  var BEFORE = /^(aan|achter|af|be|bij|door|her|in|mee|na|om|ont|op|over|terug|toe|uit|ver|voor|weg)/;

  // A strong form, alone or after what stands before verbs: bezocht is bezoek, nagedacht is nadenk.
  function strong(word) {
    if (STRONG.hasOwnProperty(word)) return STRONG[word];
    var before = BEFORE.exec(word), rest = before && word.slice(before[0].length);
    return rest && rest.length > 3 ? before[0] + strong(rest) : word;
  }

  // What a Dutch verb falls apart in: nabellen is "belt na". Nothing for any other word.
  function apart(word) {
    var folded = fold(word), before = /^(aan|achter|af|bij|door|in|mee|na|om|op|over|terug|toe|uit|voor|weg)(.{4,})$/.exec(folded);
    return before && [stem(before[2], "nl"), before[1]];
  }

  // The form under which a word is kept.
  function stem(word, language) {
    word = fold(word);
    if (language === "nl") word = (ALONE.hasOwnProperty(word) ? ALONE[word] : strong(word)).replace(/^(aan|af|door|in|mee|na|om|op|over|terug|toe|uit|voor|weg)ge(.{2,})[dt]$/, "$1$2");
    if (word.length < 4 || /\d/.test(word) || PAIRS.test(word)) return word;
    if (language === "nl") return dutch(word);
    return language === "en" ? english(word) : word;
  }

  // What a question is asked with. Beside words that say what it is about it hardly counts, however
  // seldom it stands in what is looked through.
  var ASKED = {
    nl: "wie wat waar wanneer waarom hoe hoeveel welke welk de het een en of van voor met in op aan bij naar om te er is zijn heeft heb hebben kan kunnen moet mag wil gaat doet wordt blijft ik je jij we wij ze zij hij mijn onze ons hun dit dat die deze ook nog al over per vind vinden zich eigenlijk eens even ooit zo dan toch wel iets iemand precies zelf allemaal alle men komt komen krijgt krijgen krijg staat staan zegt zeggen zeg gebeurt",
    en: "who what where when why how many much which the a an and or of for with in on at to by from is are was has have do does can could should must may will i you we they he she my our us their this that these those also about per find t s cannot not",
  }, noise = {};
  function isNoise(word, language) {
    if (!noise[language]) {
      noise[language] = {};
      (ASKED[language] || "").split(" ").forEach(function (one) { noise[language]["=" + one] = true; });
    }
    return noise[language]["=" + fold(word)] === true;
  }

  // Words that say nearly the same, of lines of terms with commas between. `near`: a stem to those of
  // the others; `terms`: those of several words, each as its stems and the others'; `forms`: every
  // word as it is written to its stem.
  function alike(lines, language) {
    var made = { near: new Map(), terms: [], forms: {} };
    lines.split("\n").forEach(function (line) {
      var terms = line.split(",").map(function (term) {
        return cut(term).map(function (one) { return one[0]; });
      });
      var single = terms.filter(function (term) { return term.length === 1; }).map(function (term) { return term[0]; });
      var stems = single.map(function (word) { return stem(word, language); });
      terms.forEach(function (term) {
        var from = term.map(function (word) { return stem(word, language); });
        if (term.length > 1) return made.terms.push([from, stems]);
        if (!term.length) return;
        made.forms[fold(term[0])] = from[0];
        if (!made.near.has(from[0])) made.near.set(from[0], {});
        stems.forEach(function (other) { if (other !== from[0]) made.near.get(from[0])[other] = true; });
      });
    });
    made.terms.sort(function (a, b) { return b[0].length - a[0].length; });
    return made;
  }

  root.afficheWords = { fold: fold, cut: cut, stem: stem, apart: apart, alike: alike, isNoise: isNoise };
})(typeof window === "undefined" ? globalThis : window);
