// What guessing would come to.

// The probability that of `of` coins at least `right` fall as wanted.
export function byGuessing(right: number, of: number): number {
  let ways = 1;
  let sum = 0;
  for (let k = 0; k <= of; k++) {
    if (k >= right) sum += ways;
    ways = (ways * (of - k)) / (k + 1);
  }
  return sum / 2 ** of;
}

export function percent(probability: number): string {
  const of100 = probability * 100;
  if (of100 >= 99.95) return "100 %";
  return `${of100 >= 10 ? of100.toFixed(0) : of100 >= 0.05 ? of100.toFixed(1) : "less than 0.1"} %`;
}

export function verdict(right: number, of: number): string {
  if (right === of && of === 0) return "";
  if (byGuessing(right, of) <= 0.05) return "That is more than luck: you hear a difference.";
  if (byGuessing(of - right, of) <= 0.05) return "So many wrong is not luck either: you hear a difference, and take bach for Bach.";
  return "Somebody who guesses does as well often enough: this round does not show that you hear a difference.";
}
