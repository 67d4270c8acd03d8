// Probabilities as lying bars, each with its name and figure.
interface Bar {
  name: string;
  share: number;
  marked?: boolean;
}

export function Bars({ bars, marks }: { bars: Bar[]; marks: string }) {
  return (
    <ul class="bars">
      {bars.map(({ name, share, marked }) => (
        <li key={name} class={marked ? "marked" : ""}>
          <span class="bar-name">{name}</span>
          <svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
            <rect width={Math.max(0.5, share * 100)} height={10} />
          </svg>
          <span class="bar-figure">
            {(share * 100).toFixed(share < 0.1 ? 1 : 0)} %{marked && <span class="visually-hidden">, {marks}</span>}
          </span>
        </li>
      ))}
    </ul>
  );
}
