// What the visitor wants learned, as a request.
import type { Music, Options, Request } from "../engine/types";

export type Preset = "notebook" | "sequences" | "suite";

export interface Wish {
  preset: Preset;
  cello: boolean;
  violin: boolean;
  files: { name: string; base64: string }[];
  epochs: number;
  // An epoch; 0: all the music.
  batches: number;
  // Of windows, in the notebook preset.
  batchSize: number;
  layers: number;
  dropout: number;
  seed: number;
  heldOut: string[];
}

export const presets: Record<Preset, { title: string; about: string; epochs: number; batches: number; dropout: number }> = {
  notebook: {
    title: "Notebook",
    about: "Looks at 20 notes and guesses the pitch of the next. Small, quick, and what the guided tour explains.",
    epochs: 2,
    batches: 300,
    dropout: 0.3,
  },
  sequences: {
    title: "Sequences",
    about: "Reads a piece from its first note and keeps what it read in mind. Pitches only, no rhythm.",
    epochs: 12,
    batches: 0,
    dropout: 0.3,
  },
  suite: {
    title: "Suite",
    about: "The kind that composes on the first page: pitch, rhythm, double stops and form.",
    epochs: 45,
    batches: 0,
    dropout: 0,
  },
};

// One movement of each suite and of each kind; of the violin's works one each.
export const celloHeldOut = ["cs1-6gig", "cs2-2all", "cs3-3cou", "cs4-5bou", "cs5-4sar", "cs6-1pre"];
export const violinHeldOut = ["vs1-3sic", "vp1-5sa", "vs2-3and", "vp2-2cou", "vs3-1ada", "vp3-6gig"];

export function firstWish(): Wish {
  return {
    preset: "notebook",
    cello: true,
    violin: false,
    files: [],
    epochs: presets.notebook.epochs,
    batches: presets.notebook.batches,
    batchSize: 64,
    layers: 1,
    dropout: presets.notebook.dropout,
    seed: 42,
    heldOut: celloHeldOut,
  };
}

export function requestOf(wish: Wish): Request {
  const music: Music[] = [
    ...(wish.cello ? [{ movement: "cello" }] : []),
    ...(wish.violin ? [{ movement: "violin" }] : []),
    ...wish.files,
  ];
  const usual = presets[wish.preset];
  const options: Options = {
    preset: wish.preset,
    epochs: wish.epochs,
    seed: wish.seed,
    ...(wish.batches !== usual.batches && { batches: wish.batches }),
    ...(wish.preset === "notebook" && wish.batchSize !== 64 && { batch_size: wish.batchSize }),
    ...(wish.layers !== 1 && { layers: wish.layers }),
    ...(wish.dropout !== usual.dropout && { dropout: wish.dropout }),
    ...(wish.heldOut.length > 0 && { holdout: wish.heldOut }),
  };
  return {
    version: 1,
    request: "train",
    music,
    options,
    samples: true,
    checkpoints: true,
    models: true,
    ...(wish.heldOut.length > 0 && { baselines: true }),
  };
}

export function presetOf(request: Request): Preset {
  return (request.options?.preset as Preset | undefined) ?? "suite";
}

export function nameOf({ options, music }: Request): string {
  const preset = (options?.preset as Preset | undefined) ?? "suite";
  const from = (Array.isArray(music) ? music : []).map((each) =>
    "movement" in each ? each.movement : "name" in each ? each.name : "music",
  );
  const learned = from.length === 0 ? "cello" : from.length > 2 ? `${from.length} pieces` : from.join(" and ");
  const layers = Number(options?.layers ?? 1);
  return `${presets[preset].title}, ${learned}, ${layers > 1 ? `${layers} layers, ` : ""}${options?.epochs} ${options?.epochs === 1 ? "epoch" : "epochs"}, seed ${options?.seed}`;
}

export function sameTraining(a: Request, b: Request): boolean {
  const sorted = ({ options = {} }: Request) => JSON.stringify(Object.entries(options).sort(([x], [y]) => (x < y ? -1 : 1)));
  return sorted(a) === sorted(b);
}

// Seconds on two cores of a plain machine: of a step, and of looking at a held-out piece.
const measured: Record<"server" | "worker", Record<Preset, [step: number, heldOut: number]>> = {
  server: { notebook: [0.03, 0.15], sequences: [0.05, 0.05], suite: [0.12, 0.1] },
  worker: { notebook: [0.76, 2.5], sequences: [0.65, 0.3], suite: [1.3, 0.4] },
};

// The page measures better ones as soon as it trains.
export function roughSeconds(wish: Wish, engine: "server" | "worker"): number {
  const [step, heldOut] = measured[engine][wish.preset];
  const pieces = (wish.cello ? 36 : 0) + (wish.violin ? 31 : 0) + wish.files.length - wish.heldOut.length;
  const steps = wish.batches > 0 ? wish.batches : Math.max(1, pieces * (wish.preset === "notebook" ? 10 : 0.55));
  const windows = wish.preset === "notebook" ? wish.batchSize / 64 : 1;
  return wish.epochs * (steps * step * windows * wish.layers + wish.heldOut.length * heldOut);
}

export function roughly(seconds: number): string {
  if (seconds < 8) return "a few seconds";
  if (seconds < 55) return `about ${Math.round(seconds / 5) * 5} seconds`;
  if (seconds < 90) return "about a minute";
  if (seconds < 3600) return `about ${Math.round(seconds / 60)} minutes`;
  if (seconds < 5400) return "about an hour";
  return `about ${Math.round(seconds / 3600)} hours`;
}

// Held out unless the visitor chooses others. Of a few files none, of more the last one.
export function usualHeldOut({ cello, violin, files }: Wish): string[] {
  return [
    ...(cello ? celloHeldOut : []),
    ...(violin ? violinHeldOut : []),
    ...(!cello && !violin && files.length > 2 ? [pieceName(files.at(-1)!.name)] : []),
  ];
}

// What the program calls a piece that came as a file.
export function pieceName(fileName: string): string {
  return fileName.replace(/\.[^.]+$/, "");
}
