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
