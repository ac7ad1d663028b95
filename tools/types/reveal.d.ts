/* Reveal.js: its own types, mended where they differ from what it does, and its insides, which they leave out. */

type RevealConfig = Omit<import("reveal.js").RevealConfig, "scrollActivationWidth"> & {
  /** `null`: never. */
  scrollActivationWidth?: number | null;
};

/** Where a talk is; `indexv` and `indexf` are missing on slides without a stack or fragments. */
type RevealState = Partial<import("reveal.js").RevealState> & { indexh: number };

/** Numbers of a slide, the one of its stack, and of its last shown fragment. */
type RevealIndices = { h: number; v?: number; f?: number };

/** A `<section>`; Reveal keeps its background on it. */
interface RevealSlide extends HTMLElement {
  slideBackgroundElement?: HTMLElement;
}

interface RevealApi
  extends Omit<import("reveal.js").RevealApi, "initialize" | "getConfig" | "getIndices" | "getState" | "setState" | "registerPlugin"> {
  initialize(options?: RevealConfig): Promise<unknown>;
  getConfig(): RevealConfig;
  getIndices(slide?: HTMLElement): RevealIndices;
  getState(): RevealState;
  setState(state: RevealState): void;
  registerPlugin(plugin: { id: string; init(reveal: RevealInside): void }): void;
  isPrintView(): boolean;
  isScrollView(): boolean;
}

/** Reveal as it gives itself to its plugins, with its controllers. None of them is a promise of its authors. */
interface RevealInside extends RevealApi {
  getSlidesElement(): HTMLElement;
  getBackgroundsElement(): HTMLDivElement;
  backgrounds: {
    createBackground(slide: HTMLElement, container: HTMLElement): HTMLElement;
    sync(slide: HTMLElement): void;
    update(): void;
  };
  controls: { update(): void };
  fragments: {
    /** Numbers the fragments of a slide and returns them in order. */
    sync(slide: HTMLElement): HTMLElement[];
  };
  location: { writeURL(): void };
  overview: {
    isActive(): boolean;
    layout(): void;
    onSlideClicked(event: MouseEvent): void;
  };
  progress: { update(): void };
  slideContent: {
    load(slide: HTMLElement): void;
    startEmbeddedContent(element: HTMLElement): void;
    stopEmbeddedContent(element: HTMLElement): void;
  };
}

/** On decks only. */
declare var Reveal: RevealApi | undefined;
