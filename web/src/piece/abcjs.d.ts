// The part of abcjs that engraves, without its synthesiser.
declare module "abcjs/src/api/abc_tunebook_svg" {
  export interface PlacedElement {
    type: string;
    duration: number;
    x: number;
    w: number;
    elemset?: SVGElement[];
    abcelem: { type?: string; rest?: { type: string } };
  }
  export interface StaffGroup {
    line: number;
    staffs: { absoluteY: number; top: number; bottom: number }[];
    voices: { children: PlacedElement[] }[];
  }
  export interface Tune {
    engraver: { staffgroups: (StaffGroup | undefined)[] };
    warnings?: string[];
  }
  const renderAbc: (target: HTMLElement, abc: string, options: Record<string, unknown>) => Tune[];
  export default renderAbc;
}

declare module "abcjs/src/parse/abc_parse" {
  export interface ParsedPitch {
    // Steps of the scale from middle C.
    pitch: number;
    accidental?: string;
    startTie?: unknown;
    endTie?: boolean;
  }
  export interface ParsedKey {
    accidentals?: { acc: string; note: string }[];
    mode?: string;
  }
  export interface ParsedElement extends ParsedKey {
    el_type: string;
    type?: string;
    duration?: number;
    pitches?: ParsedPitch[];
    rest?: { type: string };
    startTriplet?: number;
    tripletMultiplier?: number;
    endTriplet?: boolean;
    startEnding?: string;
    endEnding?: boolean;
    title?: string;
    value?: { num: string; den: string }[];
  }
  export interface ParsedStaff {
    clef: { type: string };
    key: ParsedKey;
    meter?: ParsedElement;
    voices: ParsedElement[][];
  }
  export interface ParsedTune {
    metaText: { title?: string; composer?: string; tempo?: { duration?: number[]; bpm?: number } };
    lines: { staff?: ParsedStaff[] }[];
  }
  export default class Parse {
    parse(abc: string, options: Record<string, unknown>): void;
    getTune(): ParsedTune;
  }
}
