// The models that the tour asks: the one trained last on this page, and the one in the program.
import { models } from "../models";
import type { LearnState } from "../state";
import { nameOf } from "../training_request";

export interface TourModel {
  name: string;
  // Without it, the one in the program.
  base64?: string;
}

export const shippedModel: TourModel = { name: "the model in the program" };

export function ownModel(state: LearnState): TourModel | undefined {
  const shown = state.shown.value;
  shown?.training.version.value;
  if (shown?.training.model) return { name: nameOf(shown.job.request), base64: shown.training.model };
  const kept = models.value[0];
  return kept && { name: kept.name, base64: kept.base64 };
}
