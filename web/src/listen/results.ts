// What was answered, as figures and as files.
import { byGuessing } from "./chance";
import type { Letter } from "./items";
import type { Trial } from "./pairs";

export const degrees = ["guessed", "fairly sure", "certain"] as const;
export type Sure = (typeof degrees)[number];

export interface Answer {
  trial: Trial;
  // Which was said to be Bach.
  said: Letter;
  sure: Sure | "";
  // One of the two was known to the visitor.
  knew: boolean;
  secondsListened: Record<Letter, number>;
}

export function bachIs({ bachFirst }: Trial): Letter {
  return bachFirst ? "A" : "B";
}

export function isRight({ trial, said }: Answer): boolean {
  return said === bachIs(trial);
}

export function madeName({ pair: { made } }: Trial): string {
  return `${made.kind} in ${made.key}, seed ${made.seed}, part ${made.part}`;
}

export function bachName({ pair: { bach } }: Trial): string {
  return `${bach.movement}, part ${bach.part}`;
}

function rows(answers: Answer[]) {
  return answers.map((answer, k) => ({
    pair: k + 1,
    kind: answer.trial.pair.kind,
    bars: answer.trial.pair.bars,
    A: answer.trial.bachFirst ? bachName(answer.trial) : madeName(answer.trial),
    B: answer.trial.bachFirst ? madeName(answer.trial) : bachName(answer.trial),
    bach: bachIs(answer.trial),
    said: answer.said,
    right: isRight(answer),
    sure: answer.sure,
    knew: answer.knew,
    seconds_A: Math.round(answer.secondsListened.A * 10) / 10,
    seconds_B: Math.round(answer.secondsListened.B * 10) / 10,
  }));
}

export function asJson(round: number, program: string, answers: Answer[]): string {
  const right = answers.filter(isRight).length;
  const figures = { right, of: answers.length, by_guessing: byGuessing(right, answers.length) };
  return `${JSON.stringify({ round, program, ...figures, pairs: rows(answers) }, null, 2)}\n`;
}

export function asCsv(answers: Answer[]): string {
  const all = rows(answers);
  const cell = (value: string | number | boolean) => {
    const text = String(value);
    return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  const lines = all.map((row) => Object.values(row).map(cell).join(","));
  return `${[Object.keys(all[0] ?? {}).join(","), ...lines].join("\n")}\n`;
}
