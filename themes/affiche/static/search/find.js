// A question in, what answers it out: the best first, by kind, with the words that were found.
// The index is made here, of the entries in search-data.js, the first time that somebody asks.
(function (root) {
  "use strict";
  var words = root.afficheWords, LONG = 4, MANY = 12, ALIKE = 0.5, TERM = 1, ENOUGH = 0.4, ABOUT = 0.6, APART = 0.4, NOISE = 0.15, REST = 10, CALLED = 1.5, FIELD = 4, CHANCE = 0.3;

  function Finder(data, MiniSearch) {
    var language = data.language.slice(0, 2), self = this, homes = {};
    this.data = data;
    this.language = language;
    this.alike = words.alike(data.alike || "", language);
    // The same words come again and again: each is looked at once.
    var known = new Map();
    this.stem = function (word) {
      var stem = known.get(word);
      if (stem === undefined) known.set(word, stem = words.stem(word, language));
      return stem;
    };
    this.index = new MiniSearch({
      fields: ["title", "line", "texts", "labels"],
      tokenize: function (text) { return words.cut(text).map(function (one) { return one[0]; }); },
      processTerm: function (term) { return self.stem(term) || null; },
    });
    this.index.addAll(data.entries.map(function (entry, id) {
      var labels = {};
      entry[4].forEach(function (t) { labels[t[0]] = true; });
      return { id: id, title: entry[1], line: entry[3], texts: entry[4].map(function (t) { return t[1]; }).join(" \n "), labels: Object.keys(labels).join(" \n ") };
    }));
    // Pages about one document ("personas/ina/presentation/", "changes/personas/ina/") come after
    // those of all of them, and after the document itself.
    function folders(path) {
      var steps = path.split("#")[0].split("/").slice(0, -1);
      return steps.slice(1).map(function (step, at) { return steps[at] + "/" + step; });
    }
    data.entries.forEach(function (entry) { if (entry[0] !== "page") homes[folders(entry[2])[0]] = true; });
    this.about = data.entries.map(function (entry) {
      return entry[0] === "page" && folders(entry[2]).some(function (one) { return homes.hasOwnProperty(one); });
    });
    this.titles = data.entries.map(function (entry) {
      var stems = {};
      words.cut(entry[1]).forEach(function (one) { stems[self.stem(one[0])] = true; });
      return stems;
    });
    // Stem → a word that it stands for, and every word → its stem.
    this.vocabulary = {};
    this.forms = {};
    var seen = this.vocabulary, forms = this.forms;
    data.entries.forEach(function (entry) {
      [entry[1], entry[3]].concat.apply([entry[1], entry[3]], entry[4]).forEach(function (text) {
        words.cut(text).forEach(function (one) {
          var form = words.fold(one[0]);
          if (forms.hasOwnProperty(form)) return;
          var kept = forms[form] = self.stem(one[0]);
          if (kept && !seen.hasOwnProperty(kept)) seen[kept] = one[0].toLowerCase();
        });
      });
    });
    this.stems = Object.keys(this.vocabulary);
    this.spoken = Object.keys(this.forms);
  }

  // The stems that a word of the question may stand for, each with how much it counts.
  Finder.prototype.readings = function (word, last) {
    var self = this, whole = this.stem(word), folded = words.fold(word), found = {};
    function add(stem, weight) { if (!(found[stem] >= weight)) found[stem] = weight; }
    var roots = [whole];
    if (this.language === "nl" && whole.length > LONG) {
      var bare = whole.replace(/[dt]$/, "");
      if (bare !== whole) roots.push(bare);
      // registratie, registreren
      if (/.{4}ati$/.test(whole)) roots.push(whole.replace(/ati$/, "er"));
      if (/.{4}er$/.test(whole)) roots.push(whole.replace(/er$/, "ati"));
      if (/^ge.{3,}/.test(whole)) roots.push(bare.slice(2), whole.slice(2));
      // jaarlijks, kosteloos: what that is said of
      var said = /^(.{3,})(?:lijk|los|matig|achtig|schap|baar|bar|sam|vol)$/.exec(whole);
      if (said) roots.push(said[1]);
      // kluisje, filmpje, kaartje: the thing itself
      var small = /^(.{3,}?)(?:et|t|p|k)?j$/.exec(whole);
      if (small) roots.push(this.stem(small[1]), this.stem(whole.slice(0, -1)));
    }
    // magnification, magnifier; reader, reading
    if (this.language === "en") {
      var base = /^(.{4,}?)(?:ication|ation|ition|ion|ment|er|or|ance|ence|able|ist|i)$/.exec(whole);
      if (base) roots.push(base[1]);
    }
    // ergert, ergeren
    var others = this.alike.near.get(whole) || this.alike.near.get(roots[1]), begun = Object.keys(others || {}).filter(function (one) { return one.length > LONG; });
    this.stems.forEach(function (stem) {
      if (others && others[stem]) add(stem, ALIKE);
      begun.forEach(function (one) { if (stem.indexOf(one) >= 0) add(stem, ALIKE / 5); });
      roots.forEach(function (root, number) {
        var less = number ? 0.6 : 1;
        if (stem === root) add(stem, 3 * less);
        // What is left of waarheid is the beginning of warmte; and Ina is in pagina by chance.
        else if (root.length < 2 || root.length * 2 < folded.length) return;
        else if (stem.indexOf(root) === 0 && (last || root.length >= LONG - 1)) add(stem, 1.4 * less * (root.length / stem.length + 0.3));
        else if (root.length >= LONG - (number ? 0 : 1) && stem.indexOf(root) > 0) add(stem, root.length < LONG && self.vocabulary.hasOwnProperty(root) ? 0.8 * CHANCE : 0.8 * less);
      });
      if (last && folded.length > 1 && stem.indexOf(folded) === 0) add(stem, 1.2);
    });
    return found;
  };

  // Which letters are in a word, a bit each.
  function letters(word) {
    var mask = 0;
    for (var at = 0; at < word.length; at++) mask |= 1 << (word.charCodeAt(at) % 31);
    return mask;
  }
  function bits(mask) {
    for (var count = 0; mask; count++) mask &= mask - 1;
    return count;
  }

  // How many letters two words differ in (Damerau and Levenshtein), no more than `most`.
  var older = new Uint8Array(64), before = new Uint8Array(64), row = new Uint8Array(64);
  function distance(a, b, most) {
    if (Math.abs(a.length - b.length) > most || b.length > 62) return most + 1;
    var i, j;
    for (j = 0; j <= b.length; j++) row[j] = j;
    for (i = 1; i <= a.length; i++) {
      var spare = older; older = before; before = row; row = spare;
      var least = row[0] = i;
      for (j = 1; j <= b.length; j++) {
        var cost = a[i - 1] === b[j - 1] ? 0 : 1;
        var far = Math.min(row[j - 1] + 1, before[j] + 1, before[j - 1] + cost);
        if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) far = Math.min(far, older[j - 2] + 1);
        row[j] = far;
        if (far < least) least = far;
      }
      if (least > most) return most + 1;
    }
    return row[b.length];
  }

  // What somebody may have meant by a word that stands nowhere: the nearest words, by their stems.
  // Among many of them those that begin alike.
  Finder.prototype.meant = function (word) {
    var asked = words.fold(word).slice(0, 60), most = asked.length > 6 ? 2 : asked.length > 3 ? 1 : 0, best = most + 1, near = [], found = {}, self = this;
    if (!most) return found;
    var mask = letters(asked);
    if (!this.masks) this.masks = this.spoken.map(letters);
    this.spoken.forEach(function (form, number) {
      // Each slip brings at most one letter that the word does not have.
      if (form.length < asked.length - most || bits(mask & ~self.masks[number]) > most) return;
      var far = bits(self.masks[number] & ~mask) > most ? most + 1 : distance(asked, form, most);
      // The beginning of a longer word, with a slip in it.
      if (far > most && form.length > asked.length) far = distance(asked, form.slice(0, asked.length), most) + 0.5;
      if (far < best) { best = far; near = []; }
      if (far === best && far <= most + 0.5) near.push(form);
    });
    if (near.length > MANY) near = near.filter(function (form) { return form[0] === asked[0]; }).slice(0, MANY);
    near.forEach(function (form) { found[self.forms[form]] = 1; });
    // A slip in a word that we know by another: prijsopgve, nearer to prijsopgave than to any of ours.
    var known = "", least = Math.min(best, most + 1);
    Object.keys(this.alike.forms).forEach(function (form) {
      var far = distance(asked, form, most);
      if (far < least) { least = far; known = form; }
    });
    if (!known) return found;
    found = {};
    Object.keys(this.alike.near.get(this.alike.forms[known])).forEach(function (stem) {
      if (self.vocabulary.hasOwnProperty(stem)) found[stem] = 1;
    });
    return found;
  };

  // The word of ours that makes up half of a compound or more: tevredenheid in tevredenheidsonderzoek.
  // Else the longest that begins or ends it, where no more than one word is left: video in
  // instructievideo. Else those that begin like it: rijtjeswoning for rijtjeshuis.
  Finder.prototype.half = function (word) {
    var folded = words.fold(word), longest = "", end = "", alike = LONG + 1, near = [], found = {}, self = this;
    function most(form) {
      if (form.length > end.length && form.length > LONG && folded.length - form.length <= REST
        && (folded.indexOf(form) === 0 || folded.slice(-form.length) === form)) end = form;
    }
    this.spoken.forEach(function (form) {
      if (form.length > longest.length && form.length >= Math.max(LONG + 1, folded.length / 2) && folded.indexOf(form) >= 0) longest = form;
      most(form);
      for (var same = 0; same < form.length && form[same] === folded[same];) same++;
      if (same > alike) { alike = same; near = []; }
      if (same > LONG + 1 && same === alike && folded.length - same <= REST) near.push(form);
    });
    this.stems.forEach(most);
    if (longest || end) {
      found[this.forms[longest || end] || end] = 1;
      // And what begins like the rest of it: creditnota for creditfactuur.
      var rest = folded.replace(longest || end, "").replace(/s$/, "");
      if (rest.length > LONG) this.stems.forEach(function (stem) { if (stem.indexOf(rest) === 0) found[stem] = 1; });
    }
    else near.slice(0, MANY).forEach(function (form) { found[self.forms[form]] = 1; });
    return found;
  };

  // A compound that stands nowhere in the two words of ours that it is made of, if it is.
  Finder.prototype.parted = function (asked) {
    var self = this, parted = [];
    function known(part) {
      return part.length > LONG - 1 && Object.keys(self.alike.near.get(self.stem(part)) || {}).some(function (stem) { return self.vocabulary.hasOwnProperty(stem); });
    }
    function ours(part) { return self.forms[part] || known(part) || (part.length > LONG + 1 && self.vocabulary[self.stem(part)]); }
    asked.forEach(function (word) {
      var folded = words.fold(word), cut = 0;
      if (folded.length > 6 && !Object.keys(self.readings(word, true)).length) {
        for (var at = 3; at <= folded.length - 3 && !cut; at++) {
          // Between the two an s may stand: tevredenheid-s-cijfer.
          if (ours(folded.slice(0, at)) && (ours(folded.slice(at)) || (at > LONG && folded[at] === "s" && folded.length > at + LONG && ours(folded.slice(at + 1))))) cut = at;
        }
      }
      if (cut) parted.push(folded.slice(0, cut), ours(folded.slice(cut)) ? folded.slice(cut) : folded.slice(cut + 1)); else parted.push(word);
    });
    return parted;
  };

  // Which words of a question are a term of the trade together ("track and trace"): the place of each
  // to the stems of the others that say the same.
  Finder.prototype.terms = function (asked) {
    var stems = asked.map(this.stem), found = {};
    this.alike.terms.forEach(function (term) {
      for (var at = 0; at + term[0].length <= stems.length; at++) {
        if (found[at] || !term[0].every(function (stem, number) { return stems[at + number] === stem; })) continue;
        term[0].forEach(function (_, number) { found[at + number] = term[1]; });
      }
    });
    return found;
  };

  // {hits: [[entry, score, stems]], stems, forgiven: {word: meant}, words}
  Finder.prototype.find = function (question, literally) {
    var self = this, asked = words.cut(question).map(function (one) { return one[0]; }), forgiven = {}, all = {};
    if (!asked.length) return { hits: [], stems: {}, forgiven: {}, words: [] };
    if (!literally) asked = this.parted(asked);
    var terms = literally ? {} : this.terms(asked);
    var readings = asked.map(function (word, number) {
      var found = self.readings(word, number === asked.length - 1 && !/\s$/.test(question));
      (terms[number] || []).forEach(function (stem) {
        if (self.vocabulary.hasOwnProperty(stem) && !(found[stem] >= TERM)) found[stem] = TERM;
      });
      [[asked[number - 1], word], [word, asked[number + 1]]].forEach(function (pair) {
        var joined = pair[0] && pair[1] && self.forms[words.fold(pair[0] + pair[1])];
        if (joined) found[joined] = 3;
      });
      if (!Object.keys(found).length && !literally) {
        found = self.meant(word);
        if (!Object.keys(found).length) found = self.half(word);
        var first = Object.keys(found)[0];
        if (first) {
          forgiven[word] = self.vocabulary[first];
          // And what that word is a part of.
          var more = self.readings(forgiven[word]);
          Object.keys(more).forEach(function (stem) { if (!found[stem]) found[stem] = more[stem] / 3; });
        }
      }
      return found;
    });
    function holding(stems, combine) {
      return self.index.search({ queries: stems, combineWith: combine }, {
        boost: { title: 3, line: 1.5, labels: 0.3 }, prefix: false, fuzzy: false,
        tokenize: function (text) { return [text]; }, processTerm: function (term) { return term; },
      });
    }
    // What each word of the question finds, and how much it says: one that is rare says more.
    var found = readings.map(function (reading, number) {
      var here = new Map(), less = asked.length > 1 && words.isNoise(asked[number], self.language) ? NOISE : 1, verb = self.language === "nl" && !literally && words.apart(asked[number]);
      function add(weight) { return function (hit) { here.set(hit.id, (here.get(hit.id) || 0) + hit.score * weight * less); }; }
      Object.keys(reading).forEach(function (stem) {
        if (less === 1 && reading[stem] > CHANCE) all[stem] = true;
        holding([stem], "OR").forEach(add(reading[stem]));
      });
      if (verb && self.vocabulary[verb[0]] && self.vocabulary[verb[1]]) {
        all[verb[0]] = true;
        holding(verb, "AND").forEach(add(APART));
      }
      return { hits: here, stem: self.stem(asked[number]), says: here.size ? less * Math.log(1 + self.data.entries.length / here.size) : 0 };
    });
    var whole = found.reduce(function (sum, one) { return sum + one.says; }, 0), total = new Map(), most = 0;
    found.forEach(function (one) {
      one.hits.forEach(function (score, id) {
        var so = total.get(id) || [0, 0];
        // What it is called by is what it is about, in however many others it is named.
        var answered = so[1] + one.says / whole * (self.titles[id].hasOwnProperty(one.stem) ? CALLED : 1);
        total.set(id, [so[0] + score, answered]);
        most = Math.max(most, answered);
      });
    });
    // The more of the question an entry answers, the better; one that answers little of it is none.
    var hits = [];
    total.forEach(function (so, id) {
      if (so[1] >= ENOUGH * most) hits.push([self.data.entries[id], so[0] * so[1] * so[1] * (self.about[id] ? ABOUT : 1)]);
    });
    hits.sort(function (a, b) { return b[1] - a[1]; });
    return { hits: hits, stems: all, forgiven: forgiven, words: asked };
  };

  // The text of an entry that shows best what was found: [label, text], or null.
  Finder.prototype.shown = function (entry, stems) {
    var self = this, best = null, most = 0;
    entry[4].forEach(function (one) {
      function found(text) { return self.marked(text, stems).filter(function (part) { return part[1]; }).length; }
      var count = found(one[1]) + FIELD * found(one[0]);
      if (count > most) { most = count; best = one; }
    });
    return best;
  };

  // A text in parts, [text, whether it was found].
  Finder.prototype.marked = function (text, stems) {
    var self = this, parts = [], at = 0;
    words.cut(text).forEach(function (one) {
      if (!stems.hasOwnProperty(self.stem(one[0])) || one[1] < at) return;
      if (one[1] > at) parts.push([text.slice(at, one[1]), false]);
      parts.push([text.slice(one[1], one[2]), true]);
      at = one[2];
    });
    if (at < text.length) parts.push([text.slice(at), false]);
    return parts;
  };

  // Words of ours that are a part of a long one, the longest first, each with how often it is found.
  Finder.prototype.pieces = function (question) {
    var self = this, asked = words.fold(question).replace(/\s/g, ""), found = [];
    this.stems.forEach(function (stem) {
      if (stem.length >= LONG && stem.length < asked.length && asked.indexOf(stem) >= 0) found.push(stem);
    });
    found.sort(function (a, b) { return b.length - a.length; });
    return found.slice(0, 3).map(function (stem) { return [self.vocabulary[stem], self.find(self.vocabulary[stem]).hits.length]; });
  };

  root.AfficheFinder = Finder;
})(typeof window === "undefined" ? globalThis : window);
