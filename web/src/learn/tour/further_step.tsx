// What to try next, each a click away in the training form.
import { firstWish, type Wish } from "../training_request";
import type { StepProps } from "./tour";

const ideas: { title: string; text: string; label: string; wish: Partial<Wish> }[] = [
  {
    title: "A second layer",
    text: "A second LSTM reads what the first one has in mind after each note, with dropout between them. Twice the weights learn more slowly, and there are only 36 pieces: see whether the held-out loss agrees that it is better.",
    label: "Set the form to two layers",
    wish: { preset: "notebook", layers: 2, batches: 300, epochs: 4 },
  },
  {
    title: "Without dropout, and with more",
    text: "Dropout makes learning by heart harder. Take it away and watch the two losses part.",
    label: "Set the form to no dropout",
    wish: { preset: "notebook", dropout: 0, batches: 300, epochs: 4 },
  },
  {
    title: "Longer memory",
    text: "A window forgets everything but 20 notes. A network that reads whole pieces from their first note keeps its memory from one step to the next and may know by the end how the piece began.",
    label: "Set the form to whole pieces",
    wish: { preset: "sequences", batches: 0, epochs: 12 },
  },
  {
    title: "Rhythm, voices, form",
    text: "So far every note is as long as the next. The suite network also learns how long notes last and what sounds together, knows where in the bar it stands, and looks back at what the piece did before.",
    label: "Set the form to the suite network",
    wish: { preset: "suite", batches: 0, epochs: 45, dropout: 0 },
  },
];

export function FurtherStep({ onTrain }: StepProps) {
  return (
    <>
      <p>That is all there is to it. What changes the result:</p>
      <ul class="ideas">
        {ideas.map(({ title, text, label, wish }) => (
          <li key={title} class="idea">
            <h3>{title}</h3>
            <p>{text}</p>
            <button onClick={() => onTrain({ ...firstWish(), ...wish })}>{label}</button>
          </li>
        ))}
      </ul>
    </>
  );
}
