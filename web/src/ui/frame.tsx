import type { ComponentType } from "preact";
import { useLayoutEffect } from "preact/hooks";
import { Compose } from "../compose/compose";
import type { Engine } from "../engine/engine";
import { Explore } from "../explore/explore";
import { Learn } from "../learn/learn";
import { Listen } from "../listen/listen";
import { addressOf, page, placeOf, type Page } from "./route";
import { said } from "./say";
import { theme, nextTheme } from "./theme";

const views: [Page, string, ComponentType<{ engine: Engine }>][] = [
  ["compose", "Compose", Compose],
  ["learn", "Learn", Learn],
  ["explore", "Explore", Explore],
  ["listen", "Listen blind", Listen],
];

// What surrounds each page. A page once opened stays as it is while another is shown.
export function Frame({ engine }: { engine: Engine }) {
  const shown = page.value;
  opened.add(shown);
  useLayoutEffect(() => scrollTo({ top: placeOf(shown), behavior: "instant" }), [shown]);
  return (
    <>
      <a class="skip" href="#main" onClick={toMain}>
        Skip to the page
      </a>
      <header class="top">
        <span class="brand">
          <img src="icon.svg" alt="" width="28" height="28" /> bach
        </span>
        <nav aria-label="Pages">
          {views.map(([name, title]) => (
            <a key={name} href={addressOf(name)} aria-current={name === shown ? "page" : undefined}>
              {title}
            </a>
          ))}
        </nav>
        <button class="quiet" onClick={nextTheme} aria-label={`Colours: ${theme.value}. Change them`}>
          {theme.value === "auto" ? "◐" : theme.value === "light" ? "☀" : "☾"}
        </button>
      </header>
      <main id="main" tabIndex={-1}>
        {views.map(
          ([name, , View]) =>
            opened.has(name) && (
              <section key={name} hidden={name !== shown} class={`page ${name}`}>
                <View engine={engine} />
              </section>
            ),
        )}
      </main>
      <footer>
        bach {engine.program}, {engine.kind === "server" ? "computing on this machine" : "computing in this browser"} ·{" "}
        <a href="licences.txt" target="_blank" rel="noopener">
          licences
        </a>
      </footer>
      <div class="visually-hidden" role="status" aria-live="polite">
        {said.value}
      </div>
    </>
  );
}

const opened = new Set<Page>();

function toMain(event: Event) {
  event.preventDefault();
  document.getElementById("main")!.focus();
}
