// The favourites as a list that the page shows.
import { signal } from "@preact/signals";
import { favourites } from "./favourites";
import type { Take } from "./take";

class FavouriteTakes {
  readonly list = signal<Take[]>([]);
  readonly problem = signal("");

  async refresh() {
    try {
      this.list.value = await favourites();
    } catch (error) {
      this.problem.value = `Favourites cannot be read: ${(error as Error).message}`;
    }
  }
}

export const favouriteTakes = new FavouriteTakes();
