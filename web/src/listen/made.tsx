import { pairs } from "./pairs";

export function Made() {
  return (
    <details class="made">
      <summary>How the pairs are made</summary>
      <ul>
        <li>
          What bach composed are the eleven dances of its gallery. Of some thirty pieces that were read, these read best; no note was
          changed. They are composed again here, from their seeds, while you listen.
        </li>
        <li>
          Beside each part of them stands a part of a movement by Bach: of the same kind, metre and mode, with an upbeat where
          the other has one, opening a piece where the other does. There are {pairs.length} such pairs, chosen beforehand.
        </li>
        <li>
          Both are cut to equally many bars, have one tempo and are moved to one key, each as little as possible, so that
          neither length nor key gives anything away. Where one is cut in the middle, the other is, too.
        </li>
        <li>
          Both are played from their notes by the same sampled cello, every note equally strong. This is not how a cellist
          would play either. All of the Bach is from the cello suites.
        </li>
        <li>
          The order of the pairs and which is A are drawn from the number of the round, which you see at the end. Who knows the
          suites by heart can say so at each pair; the result counts those apart.
        </li>
      </ul>
    </details>
  );
}
