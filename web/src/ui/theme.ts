// Light or dark: as the system has it, unless the visitor chose.
import { effect, signal } from "@preact/signals";

const themes = ["auto", "light", "dark"] as const;
type Theme = (typeof themes)[number];

export const theme = signal<Theme>(themes.find((each) => each === localStorage.getItem("theme")) ?? "auto");

const darkSystem = matchMedia("(prefers-color-scheme: dark)");
const systemIsDark = signal(darkSystem.matches);
darkSystem.addEventListener("change", () => (systemIsDark.value = darkSystem.matches));

effect(() => {
  const system = systemIsDark.value ? "dark" : "light";
  document.documentElement.dataset.theme = theme.value === "auto" ? system : theme.value;
  localStorage.setItem("theme", theme.value);
});

export function nextTheme() {
  theme.value = themes[(themes.indexOf(theme.value) + 1) % themes.length]!;
}
