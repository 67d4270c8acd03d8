// Requests and events of doc/api.md, as far as the page uses them.

export type Options = Record<string, string | number | boolean | string[]>;

// A movement carried in the program, a file, or a score from an event.
export type Music =
  | { movement: string }
  | { name: string; text: string }
  | { name: string; base64: string }
  | { score: Score; name?: string; title?: string };

export interface Base64 {
  base64: string;
}

export interface Request {
  version: 1;
  request: "compose" | "suite" | "infill" | "continue" | "inspect" | "expect" | "render" | "train" | "catalog" | "originality";
  options?: Options;
  music?: Music | Music[];
  model?: Base64;
  files?: string[];
  as?: string;
  [field: string]: unknown;
}

// Onset and duration in ticks, MIDI pitch; in tracks of scores the velocity, too.
export type WrittenNote = [onset: number, duration: number, pitch: number];
export type SoundingNote = [onset: number, duration: number, pitch: number, velocity: number];

export interface Track {
  name: string;
  program: number;
  notes: SoundingNote[];
}

// A piece as it sounds, repeats played; times are ticks.
export interface Score {
  ticks_per_quarter: number;
  end: number;
  seconds: number;
  tempos: [tick: number, quarters_per_minute: number][];
  metres: [tick: number, metre: string][];
  keys: [tick: number, key: string][];
  tracks: Track[];
  // What sounds from .. to stands on the page, each section once, from `written` on.
  written?: [from: number, to: number, written: number][];
  // Where the bars of the page begin, with their numbers.
  bars?: [tick: number, number: number][];
}

export type FileContent = { text: string } | { base64: string };

export interface BeginEvent {
  event: "begin";
  version: number;
  request: string;
}
export interface ProgressEvent {
  event: "progress";
  stage: string;
  done: number;
  total?: number;
  figure?: string;
}
export interface WarningEvent {
  event: "warning";
  message: string;
}
export interface NotesEvent {
  event: "notes";
  index: number;
  from: number;
  ticks_per_quarter: number;
  notes: WrittenNote[];
}
export interface ScoreEvent {
  event: "score";
  index: number;
  title: string;
  composer: string;
  name?: string;
  metre?: string;
  bars?: number[];
  longest_run?: { notes: number; source: string };
  command?: string;
  figures: Record<string, unknown>;
  score: Score;
  files: Record<string, FileContent>;
}
export interface WholeEvent {
  event: "whole";
  title: string;
  key: string;
  composer: string;
  command?: string;
  // The tick where each movement begins.
  movements?: number[];
  score: Score;
  files: Record<string, FileContent>;
}
export interface FileEvent {
  event: "file";
  name: string;
  text?: string;
  base64?: string;
}
export interface ExpectedNote {
  number: number;
  begin: number;
  // Quarters at which it sounds first; `begin` counts as the model reads.
  sounds?: number;
  pitch: number;
  pitch_bits: number | null;
  rhythm_bits: number | null;
  expected: [pitch: number, probability: number][];
}
export interface ExpectationEvent {
  event: "expectation";
  name: string;
  of: number;
  notes: ExpectedNote[];
}
export interface InspectionEvent {
  event: "inspection";
  name: string;
  title: string;
  score: Score;
  harmony?: unknown;
  form?: unknown;
  [field: string]: unknown;
}
export interface LossEvent {
  event: "loss";
  step: number;
  steps: number;
  epoch: number;
  loss: number;
}
export interface HeldOutEvent {
  event: "held_out";
  step: number;
  loss: number;
  best: boolean;
}
export interface DoneEvent {
  event: "done";
  [field: string]: unknown;
}
export interface ProblemEvent {
  event: "problem";
  code: string;
  message: string;
  argument?: string;
  place?: string;
  byte?: number;
}
// Those that only some pages look at have their fields where they are used.
type Other<Name extends string> = { event: Name; [field: string]: unknown };
export type OtherEvent =
  | Other<"catalog">
  | Other<"originality">
  | Other<"baseline">
  | Other<"sample">
  | Other<"checkpoint">
  | Other<"model">;

export type Event =
  | BeginEvent
  | ProgressEvent
  | WarningEvent
  | NotesEvent
  | ScoreEvent
  | WholeEvent
  | FileEvent
  | ExpectationEvent
  | InspectionEvent
  | LossEvent
  | HeldOutEvent
  | DoneEvent
  | ProblemEvent
  | OtherEvent;

export type LastEvent = DoneEvent | ProblemEvent;
