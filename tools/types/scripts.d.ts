/* What the scripts of our pages give each other: what they leave on `window`, and what windows tell each other. */

// -- On every page -------------------------------------------------------------------------------------

type Theme = "light" | "dark";

/** theme-init.js */
declare var dl4adTheme: {
  get(): Theme;
  /** Show a theme without keeping it: for windows that follow another window. */
  show(theme: Theme): void;
  set(theme: Theme): void;
  toggle(): void;
  subscribe(listener: (theme: Theme) => void): void;
};

// -- On decks ------------------------------------------------------------------------------------------

/** jump.js */
interface SlideJumps {
  hashOf(slide: HTMLElement): string;
  jump(slide: HTMLElement, step?: number): void;
}
declare var dl4adSlides: SlideJumps | undefined;

/** code.js; returns what undoes it. */
declare var dl4adCode: { fitOnPaper(slide: HTMLElement): () => void } | undefined;

/** thumbnails.js */
type Thumbnail = (slide: RevealSlide) => HTMLElement;
declare var dl4adThumbnail: Thumbnail | undefined;

// -- Where something is searched -----------------------------------------------------------------------

interface SearchDeck {
  href: string;
  number: string;
  title: string;
  slides: SearchSlide[];
}

/** Less what is empty at its end; `isList`: it lists sources. */
type SearchSlide = [id: string, number?: number, title?: string, text?: string, code?: string, isList?: number];

/** A slide in the index. `heading` is its title, or that of the nearest slide before it that has one. */
interface IndexedSlide {
  deck: SearchDeck;
  id: string;
  number: number;
  title: string;
  heading: string;
  text: string;
  code: string;
  isList: number;
}

/** The best slides; `count` of all, whether these have all words, and the words on slides that match. */
interface Found {
  count: number;
  hasAll: boolean;
  hits: IndexedSlide[];
  terms: Set<string>;
}

interface SearchIndex {
  find(query: string, limit: number): Found;
}

/** search-engine.js */
interface SearchEngine {
  index(data: SearchDeck[]): Generator<undefined, SearchIndex>;
  matches(text: string, terms: Set<string>): [start: number, end: number][];
  excerpt(text: string, terms: Set<string>, length: number): string;
  fold(word: string): string;
  termsOf(word: string): string[];
}
declare var dl4adSearchEngine: SearchEngine | undefined;
declare var dl4adSearchData: SearchDeck[] | undefined;

// -- Between windows of a talk: the protocol is told in deck.js ----------------------------------------

interface TalkState {
  state: RevealState;
  url: string;
  title: string;
  number: number;
  total: number;
  notes: string;
  theme: Theme;
  katex: string;
}

type ToDeck =
  | { type: "hello" }
  | { type: "key"; keyCode: number }
  | { type: "goto"; state: RevealState }
  | { type: "theme"; theme: Theme };
type FromDeck = { type: "state" } & TalkState;
type ToReceiver = { type: "show"; state: RevealState; theme: Theme; ahead: boolean };
type FromReceiver = { type: "ready" } | { type: "shown"; end: boolean };

/** What comes by `postMessage`: ours, or anything else. */
type Received<Message> = ({ dl4ad: 1 } & Message) | { dl4ad?: undefined } | null | undefined;

// -- Events of the document ----------------------------------------------------------------------------

interface DocumentEventMap {
  /** Slides were replaced in the open page. */
  "dl4ad:slides-changed": CustomEvent<{ ids: string[]; isReordered: boolean } | null>;
  /** A page of text was changed. */
  "dl4ad:content": Event;
}
