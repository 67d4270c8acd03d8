// A take is the last of a chain of requests, each of which works on what the one before it made. The chain is all
// that a link or a command needs to make the same bytes.
import { ask, type Engine, type OnEvent } from "../engine/engine";
import type { FileContent, Music, Options, Request, ScoreEvent } from "../engine/types";
import { inspected, renderedBytes, renderedText } from "../piece/open";
import type { Piece } from "../piece/piece";

export type Step =
  | { request: "compose"; options: Options }
  // A movement of a suite, counted from 0, with the name of its files.
  | { request: "suite"; options: Options; movement: number; name: string }
  // A file as it is.
  | { request: "open"; music: Music }
  // On the step before or, as the first one, on `music`. `made`: the page made it, so that nobody has it as a file.
  | { request: "continue"; options: Options; music?: Music; made?: boolean }
  | { request: "infill"; options: Options };

export interface Made {
  steps: Step[];
  piece: Piece;
  // Of each step; missing where the engine tells none.
  commands: (string | undefined)[];
}

const files = ["mid", "abc"];

function textOf(file: FileContent | undefined): string {
  return file && "text" in file ? file.text : "";
}

function base64Of(file: FileContent | undefined): string {
  return file && "base64" in file ? file.base64 : "";
}

export function pieceOf(event: Pick<ScoreEvent, "title" | "composer" | "files" | "score">): Piece {
  const { title, composer, score } = event;
  return { title, composer, score, abc: textOf(event.files.abc), midi: base64Of(event.files.mid) };
}

// What the file of a step is called where the next one reads it.
function fileOfStep(step: Step, index: number): string {
  return step.request === "suite" ? `suite/${step.name}.abc` : `step-${index + 1}.abc`;
}

function requestOf(step: Exclude<Step, { request: "open" }>, before: Made | undefined): Request {
  const request: Request = { version: 1, request: step.request, options: step.options, files };
  if (step.request === "compose" || step.request === "suite") return request;
  const own = step.request === "continue" ? step.music : undefined;
  if (own) request.music = own;
  else if (before) {
    const last = before.steps.length - 1;
    request.music = { name: fileOfStep(before.steps[last]!, last), text: before.piece.abc };
  }
  return request;
}

export async function takeStep(
  engine: Engine,
  step: Step,
  before: Made | undefined,
  onEvent?: OnEvent,
  signal?: AbortSignal,
): Promise<Made> {
  const steps = [...(before?.steps ?? []), step];
  const commands = before?.commands ?? [];
  if (step.request === "open") return { steps, commands: [""], piece: await openPiece(engine, step.music, signal) };
  const events = await ask(engine, requestOf(step, before), "score", signal, onEvent);
  const event = events[step.request === "suite" ? step.movement : 0];
  if (!event) throw new Error("the program made no such movement");
  return { steps, commands: [...commands, event.command], piece: pieceOf(event) };
}

export async function takeSteps(engine: Engine, steps: Step[], onEvent?: OnEvent, signal?: AbortSignal): Promise<Made> {
  let made: Made | undefined;
  for (const step of steps) made = await takeStep(engine, step, made, onEvent, signal);
  return made!;
}

export async function openPiece(engine: Engine, music: Music, signal?: AbortSignal): Promise<Piece> {
  const { title, name, score } = await inspected(engine, music, signal);
  const abc = await renderedText(engine, music, "abc", signal);
  const midi = await renderedBytes(engine, music, "mid", signal);
  return { title: title || name, score, abc, midi };
}

// The line for a shell that makes the take's MIDI file; undefined where the engine does not tell it.
export function commandOf(made: Made): string | undefined {
  const parts: string[] = [];
  for (const [k, step] of made.steps.entries()) {
    const command = made.commands[k];
    const last = k === made.steps.length - 1;
    if (step.request === "open") {
      const file =
        "movement" in step.music ? step.music.movement : ("name" in step.music && step.music.name) || "piece.mid";
      // How the file itself was made.
      if (command) parts.push(command.replace(/ -o \S+$/, ` -o ${quoted(file)}`));
      parts.push(`bach render ${quoted(file)} -o ${last ? "take.mid" : fileOfStep(step, k)}`);
      continue;
    }
    if (command === undefined) return undefined;
    if (step.request === "continue" && step.made && step.music && "base64" in step.music) {
      parts.push(`echo ${step.music.base64} | base64 -d >${quoted(step.music.name)}`);
    }
    if (step.request === "suite") {
      parts.push(command);
      continue;
    }
    parts.push(command.replace(/ -o \S+$/, ` -o ${last ? "take.mid" : fileOfStep(step, k)}`));
  }
  return parts.join(" && ");
}

function quoted(word: string): string {
  return /^[\w.,+=:@%/-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
