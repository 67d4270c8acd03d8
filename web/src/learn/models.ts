// The visitor's models, kept in this browser.
import { signal } from "@preact/signals";
import { Database } from "../engine/database";
import type { Request } from "../engine/types";
import { metadataOf } from "../ui/safetensors";

export interface Model {
  id: string;
  name: string;
  preset: string;
  date: number;
  heldOut?: number;
  base64: string;
}

interface KeptRequest {
  id: string;
  request: Request;
  date: number;
  // Its model was put among the visitor's models, or need not be any more.
  kept?: boolean;
}

const database = new Database("bach-models", { models: "id", requests: "id" });

export const models = signal<Model[]>([]);

export async function loadModels() {
  const kept = await database.all<Model>("models").catch(() => []);
  models.value = kept.sort((a, b) => b.date - a.date);
}

export async function keepModel(model: Model) {
  await database.change("models", [model]);
  await loadModels();
}

export async function deleteModel(id: string) {
  await database.change("models", [], [id]);
  await loadModels();
}

// What was asked for when a training began here, with the visitor's files: a server tells it without them.
export async function keepRequest(id: string, { resume: _, ...request }: Request) {
  const old = (await database.all<KeptRequest>("requests")).sort((a, b) => b.date - a.date).slice(8);
  await database.change("requests", [{ id, request, date: Date.now() }], old.map((each) => each.id));
}

export function requestOfJob(id: string): Promise<KeptRequest | undefined> {
  return database.get<KeptRequest>("requests", id).catch(() => undefined);
}

export async function markKept(id: string) {
  const request = await requestOfJob(id);
  if (request) await database.change("requests", [{ ...request, kept: true }]);
}

// From a file of the visitor's.
export async function modelFromFile(name: string, base64: string): Promise<Model> {
  const metadata = metadataOf(base64);
  if (!metadata?.bach_format) throw new Error(`${name} is not a model of bach; choose a .safetensors file that was saved here`);
  const heldOut = Number(metadata.held_out_nats);
  return {
    id: crypto.randomUUID(),
    name: name.replace(/\.safetensors$/, ""),
    preset: /--preset (\w+)/.exec(metadata.command ?? "")?.[1] ?? "suite",
    date: Date.now(),
    ...(heldOut > 0 && { heldOut }),
    base64,
  };
}
