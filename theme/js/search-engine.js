/* Finds slides by their words. Knows no page: it runs in any JavaScript engine, and `search.js` shows what it finds.
 *
 * Data, as `render/publish/search_index.py` writes it, are decks, in order: `{href, number, title, slides}`, a slide being
 * `[id, number, title, text, code, isList]`, less what is empty at its end; `isList` are sources of the others.
 * `index(data)` is a generator, which works a slice at a time, so that a page can go on in between; what it returns
 * answers `find`.
 *
 * Why no library: of those that are maintained and work from disk, Fuse.js compares all texts at each key, Lunr has not
 * changed for years, Pagefind fetches, and MiniSearch came nearest. It makes an object of each hit before any is shown.
 * 50 queries to 10,000 slides took it 50 ms at most, and 129 ms on a machine four times slower, as phones are, which
 * also waited 4 s for its index; this engine took 3 ms, 14 ms and 1 s (benchmarks/search.py). Folding, names in
 * code and excerpts would have been ours in any case, and are half of this file.
 */
(function (root) {
  "use strict";

  const WORD = /[\p{L}\p{N}\p{M}]+/gu;
  const BEYOND_ASCII = /[^\0-\x7f]/;
  /** Of each character of ASCII, whether it stands in words: most texts are looked through by these alone. */
  const IS_IN_WORD = Array.from({ length: 128 }, (_, code) => /[A-Za-z0-9]/.test(String.fromCharCode(code)));
  const PARTS = /\p{Lu}+(?!\p{Ll})|\p{Lu}?\p{Ll}+|\p{N}+/gu; // of `MaxPool2d`
  const TITLE_WEIGHT = 6;
  const ENOUGH = 3; // slides; typos are thought of where a word as it stands is on fewer
  const [EXACT, BEGUN, MISSPELT] = [1, 0.6, 0.35]; // how good a match is
  const SHORTEST = 3; // letters of a word that is part of another
  const LONGEST = 40; // letters of a word that is compared letter by letter

  /** One form for all spellings of a word: no case, no marks, `ä`, `ae` and `a` the same. @param {string} word */
  function fold(word) {
    return word
      .toLowerCase()
      .normalize("NFKD")
      .replace(/\p{M}+/gu, "")
      .replace(/ß/g, "ss")
      .replace(/æ/g, "a")
      .replace(/[øœ]/g, "o")
      .replace(/([ao])e/g, "$1")
      .replace(/(?<![aeoq])ue/g, "u");
  }

  /** Terms of words as they are written: all words of a course are asked for again and again. @type {Map<string, string[]>} */
  const known = new Map();

  /** What a word of a slide can be found by: itself, and parts of names such as `MaxPool2d`. @param {string} word */
  function termsOf(word) {
    let terms = known.get(word);
    if (!terms) known.set(word, (terms = makeTerms(word)));
    return terms;
  }

  /** @param {string} word */
  function makeTerms(word) {
    const parts = /\p{Ll}\p{Lu}|\p{Lu}{2}\p{Ll}|\p{L}\p{N}/u.test(word) ? word.match(PARTS) || [] : [];
    return [...new Set([word, ...parts.filter((part) => part.length > 2)].map(fold))];
  }

  /** How many letters of a word may be wrong. @param {string} term */
  function allowance(term) {
    if (term.length < 4 || term.length > LONGEST || /\p{N}/u.test(term)) return 0;
    return term.length < 8 ? 1 : 2;
  }

  /** The number of letters to change, add, leave out or swap, or more than `limit`. @param {string} a
   *  @param {string} b @param {number} limit */
  function distance(a, b, limit) {
    if (Math.abs(a.length - b.length) > limit) return limit + 1;
    let [before, last] = [new Uint8Array(b.length + 1), new Uint8Array(b.length + 1)];
    let row = new Uint8Array(b.length + 1);
    for (let j = 0; j <= b.length; j++) last[j] = j;
    for (let i = 1; i <= a.length; i++) {
      row[0] = i;
      let least = i;
      for (let j = 1; j <= b.length; j++) {
        const isSame = a[i - 1] === b[j - 1];
        let cost = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (isSame ? 0 : 1));
        const isSwapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
        if (isSwapped) cost = Math.min(cost, before[j - 2] + 1);
        row[j] = cost;
        if (cost < least) least = cost;
      }
      if (least > limit) return limit + 1;
      [before, last, row] = [last, row, before];
    }
    return last[b.length];
  }

  /** Values of words, by their letters: a word that was seen before is not even cut out of its text. */
  class Spellings {
    /** @param {(word: string) => number[]} make */
    constructor(make) {
      this.make = make;
      /** @type {string[]} */
      this.words = [""];
      /** @type {number[][]} */
      this.values = [[]];
      this.hashes = [0];
      /** Places of words among those, by their hashes; 0 is free. */
      this.table = new Uint32Array(1 << 14);
    }

    /** The value of the word in `text` from `start` to `end`. @param {string} text @param {number} start
     *  @param {number} end @param {number} hash of its letters */
    get(text, start, end, hash) {
      const { table, hashes, words } = this;
      let slot = hash & (table.length - 1);
      for (let at = table[slot]; at; at = table[(slot = (slot + 1) & (table.length - 1))]) {
        if (hashes[at] === hash && words[at].length === end - start && text.startsWith(words[at], start)) return this.values[at];
      }
      const word = text.slice(start, end);
      table[slot] = words.push(word) - 1;
      hashes.push(hash);
      this.values.push(this.make(word));
      if (words.length * 2 > table.length) this._grow();
      return this.values[words.length - 1];
    }

    _grow() {
      this.table = new Uint32Array(this.table.length * 2);
      const last = this.table.length - 1;
      for (let at = 1; at < this.words.length; at++) {
        let slot = this.hashes[at] & last;
        while (this.table[slot]) slot = (slot + 1) & last;
        this.table[slot] = at;
      }
    }
  }

  /** Hand out the value of each word of a text, and return how many there are. @param {string} text
   *  @param {Spellings} spellings @param {(value: number[]) => void} take */
  function forEachWord(text, spellings, take) {
    let count = 0;
    if (BEYOND_ASCII.test(text)) {
      for (const word of text.match(WORD) || []) {
        let hash = 0;
        for (let at = 0; at < word.length; at++) hash = (Math.imul(hash, 31) + word.charCodeAt(at)) | 0;
        take(spellings.get(word, 0, word.length, hash));
        count++;
      }
      return count;
    }
    for (let at = 0; at < text.length; at++) {
      const start = at;
      let hash = 0;
      for (let code; at < text.length && IS_IN_WORD[(code = text.charCodeAt(at))]; at++) hash = (Math.imul(hash, 31) + code) | 0;
      if (at === start) continue;
      take(spellings.get(text, start, at, hash));
      count++;
    }
    return count;
  }

  /** Make the index of `data`, a slice at each step. @type {SearchEngine["index"]} */
  function* index(data) {
    const slides = data.flatMap((deck) => withTitles(deck));
    /** The number of each term. @type {Map<string, number>} */
    const numbers = new Map();
    /** By the number of a term: [slide, weight, slide, weight, …]. @type {number[][]} */
    const lists = [];
    /** By the same, the weight on the slide at hand. @type {number[]} */
    const weights = [];
    const numberOf = (/** @type {string} */ term) => {
      const number = numbers.get(term) ?? lists.length;
      if (number === lists.length) {
        numbers.set(term, number);
        lists.push([]);
        weights.push(0);
      }
      return number;
    };
    const spellings = new Spellings((word) => termsOf(word).map(numberOf));
    const lengths = new Float32Array(slides.length);
    let total = 0;
    for (let at = 0; at < slides.length; at++) {
      const { title, text, code } = slides[at];
      /** @type {number[]} */
      const here = [];
      for (const [part, weight] of /** @type {const} */ ([[title, TITLE_WEIGHT], [text, 1], [code, 1]])) {
        lengths[at] += forEachWord(part, spellings, (terms) => {
          for (const term of terms) {
            if (!weights[term]) here.push(term);
            weights[term] += weight;
          }
        });
      }
      for (const term of here) {
        lists[term].push(at, weights[term]);
        weights[term] = 0;
      }
      total += lengths[at];
      if (at % 50 === 49) yield;
    }
    yield;
    const postings = new Map([...numbers].map(([term, number]) => [term, lists[number]]));
    const vocabulary = [...numbers.keys()].sort();
    return new Index(slides, postings, vocabulary, lengths, total / Math.max(1, slides.length));
  }

  /** Slides with their deck; one without a heading is called by the one before it.
   *  @param {SearchDeck} deck @returns {IndexedSlide[]} */
  function withTitles(deck) {
    let heading = deck.title;
    return deck.slides.map(([id, number = 0, title = "", text = "", code = "", isList = 0]) => {
      heading = title || heading;
      return { deck, id, number, title, heading, text, code, isList };
    });
  }

  class Index {
    /** @param {IndexedSlide[]} slides @param {Map<string, number[]>} postings @param {string[]} vocabulary
     *  @param {Float32Array} lengths @param {number} usual the usual number of words of a slide */
    constructor(slides, postings, vocabulary, lengths, usual) {
      this.slides = slides;
      this.postings = postings;
      this.vocabulary = vocabulary;
      /** What the length of a slide does to the weight of words on it (BM25). */
      this.damping = lengths.map((length) => 1.2 * (0.4 + (0.6 * length) / usual));
    }

    /** Return the best `limit` slides with all words of `query`, or, where there is none, with most of them, and lists
     *  of sources behind the others:
     *  `{count, hasAll, hits, terms}`; `terms` are those of the slides that match.
     *  @param {string} query @param {number} limit @returns {Found} */
    find(query, limit) {
      const words = [...new Set((query.match(WORD) || []).map(fold))].slice(0, 16);
      const found = new Uint8Array(this.slides.length);
      const scores = new Float32Array(this.slides.length);
      /** @type {Set<string>} */
      const terms = new Set();
      for (const word of words) this._add(word, found, scores, terms);
      let most = 0;
      for (const number of found) if (number > most) most = number;
      const { slides } = this;
      const order = (/** @type {number} */ one, /** @type {number} */ other) =>
        slides[one].isList - slides[other].isList || scores[other] - scores[one] || one - other;
      /** Most of those with common words are never shown: only the best are put in order. @type {number[]} */
      const best = [];
      let count = 0;
      for (let at = 0; most && at < found.length; at++) {
        if (found[at] !== most) continue;
        count++;
        let place = best.length;
        while (place && order(at, best[place - 1]) < 0) place--;
        if (place < limit) best.splice(place, 0, at);
        if (best.length > limit) best.pop();
      }
      return { count, hasAll: most === words.length, hits: best.map((at) => slides[at]), terms };
    }

    /** Add what one word of the query finds. @param {string} word @param {Uint8Array} found
     *  @param {Float32Array} scores @param {Set<string>} terms */
    _add(word, found, scores, terms) {
      const best = new Float32Array(this.slides.length);
      let count = 0;
      const take = (/** @type {string} */ term, /** @type {number} */ quality, /** @type {Set<number>?} */ only = null) => {
        const list = this.postings.get(term) ?? [];
        for (let i = 0; i < list.length; i += 2) {
          const at = list[i];
          if (only && !only.has(at)) continue;
          terms.add(term);
          const score = (quality * list[i + 1]) / (list[i + 1] + this.damping[at]);
          if (!best[at]) count++;
          if (score > best[at]) best[at] = score;
        }
      };
      if (this.postings.has(word)) take(word, EXACT);
      for (const term of this._begun(word)) take(term, (BEGUN * (1 + word.length / term.length)) / 2);
      if (!count) for (const [term, slides] of this._apart(word)) take(term, BEGUN, slides);
      if (count < ENOUGH) for (const [term, wrong] of this._misspelt(word)) take(term, MISSPELT / wrong);
      const rarity = Math.log(1 + (this.slides.length + 1) / (count + 0.5));
      for (let at = 0; at < best.length; at++) {
        if (!best[at]) continue;
        found[at]++;
        scores[at] += best[at] * rarity;
      }
    }

    /** Terms that begin with a word of two letters or more. @param {string} word */
    *_begun(word) {
      if (word.length < 2) return;
      let [low, high] = [0, this.vocabulary.length];
      while (low < high) {
        const middle = (low + high) >> 1;
        if (this.vocabulary[middle] < word) low = middle + 1;
        else high = middle;
      }
      for (; low < this.vocabulary.length && this.vocabulary[low].startsWith(word); low++) {
        if (this.vocabulary[low] !== word) yield this.vocabulary[low];
      }
    }

    /** Terms that begin with the two parts of a word, as `max` and `pooling` with those of `maxpool`, and the slides that
     *  have both. @param {string} word */
    *_apart(word) {
      for (let cut = SHORTEST; cut <= word.length - SHORTEST; cut++) {
        const ends = this._withSlides(word.slice(cut));
        for (const [head, heads] of this._withSlides(word.slice(0, cut))) {
          for (const [tail, tails] of heads.size ? ends : []) {
            const both = new Set([...heads].filter((at) => tails.has(at)));
            if (both.size) yield* /** @type {const} */ ([[head, both], [tail, both]]);
          }
        }
      }
    }

    /** A part of a word and the terms that begin with it, each with its slides. @param {string} part */
    _withSlides(part) {
      return [part, ...this._begun(part)].map((term) => /** @type {const} */ ([term, this._slidesWith(term)]));
    }

    /** @param {string} term @returns {Set<number>} */
    _slidesWith(term) {
      return new Set((this.postings.get(term) || []).filter((_, i) => i % 2 === 0));
    }

    /** Terms that may be meant by a word with a typo. @param {string} word */
    *_misspelt(word) {
      const limit = allowance(word);
      for (const term of limit ? this.vocabulary : []) {
        const wrong = distance(word, term, limit);
        if (wrong && wrong <= limit) yield /** @type {const} */ ([term, wrong]);
      }
    }
  }

  /** Where words of `text` match, as pairs of start and end. @param {string} text @param {Set<string>} terms */
  function matches(text, terms) {
    /** @type {Array<[number, number]>} */
    const places = [];
    for (const { 0: word, index: start } of text.matchAll(WORD)) {
      if (termsOf(word).some((term) => terms.has(term))) places.push([start, start + word.length]);
    }
    return places;
  }

  /** About `length` letters of `text` where most different words match, whole words, with `…` where it was cut.
   *  @param {string} text @param {Set<string>} terms @param {number} length */
  function excerpt(text, terms, length) {
    const places = matches(text, terms);
    let [from, most] = [0, 0];
    for (const [start] of places) {
      const inside = places.filter(([one, end]) => one >= start && end <= start + length);
      const different = new Set(inside.map(([one, end]) => fold(text.slice(one, end)))).size;
      if (different > most) [from, most] = [start, different];
    }
    let start = Math.max(0, from - Math.round(length / 4));
    if (start > 0) start = text.slice(0, start).search(/\S+$/) < 0 ? start : start + Math.max(0, text.slice(start).search(/\s/) + 1);
    if (start > from) start = from;
    let end = Math.min(text.length, start + length);
    if (end < text.length) end = Math.max(text.lastIndexOf(" ", end), text.lastIndexOf("\n", end), start + 1);
    return `${start > 0 ? "… " : ""}${text.slice(start, end).trim()}${end < text.length ? " …" : ""}`;
  }

  root.dl4adSearchEngine = { index, matches, excerpt, fold, termsOf };
})(globalThis);
