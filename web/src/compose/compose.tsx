// The page Compose.
import { useEffect } from "preact/hooks";
import type { Engine } from "../engine/engine";
import { pageNotes } from "../piece/piece";
import { Roll } from "../piece/roll";
import { handover, type Handover } from "../ui/handover";
import { page } from "../ui/route";
import { AlbumView } from "./album_view";
import { albums } from "./albums";
import { Drop } from "./drop";
import { ComposeForm } from "./form";
import { Gallery } from "./gallery";
import { favouriteTakes } from "./kept";
import { takeOfAddress } from "./link";
import { takeSteps } from "./steps";
import { active, add, addAgain, composeTakes, growing, refusal, show, takes } from "./studio";
import { Take } from "./take";
import { TakeCard } from "./take_card";
import { askMetres, wishes } from "./wishes";

export function Compose({ engine }: { engine: Engine }) {
  useEffect(() => {
    void favouriteTakes.refresh();
    // The first notes come first.
    void begin(engine, handover.value !== null).then(() => askMetres(engine));
    const onHash = () => void fromAddress(engine);
    addEventListener("hashchange", onHash);
    addEventListener("keydown", undoByKeys);
    return () => {
      removeEventListener("hashchange", onHash);
      removeEventListener("keydown", undoByKeys);
    };
  }, []);
  useEffect(
    () =>
      handover.subscribe((given) => {
        if (!given) return;
        handover.value = null;
        void takeOver(engine, given);
      }),
    [],
  );
  const now = growing.value;
  const kept = favouriteTakes.list.value;
  return (
    <>
      <h1>Compose</h1>
      <div class="studio">
        <div class="side">
          <ComposeForm engine={engine} />
          <Drop engine={engine} />
          <section class="favourites card" aria-labelledby="favourites-title">
            <h2 id="favourites-title">Favourites</h2>
            {favouriteTakes.problem.value && <p class="problem">{favouriteTakes.problem.value}</p>}
            {kept.length === 0 ? (
              <p class="faint">Choose the heart of a take, and it is kept in this browser.</p>
            ) : (
              <ul>
                {kept.map((take) => (
                  <li key={take.id}>
                    <button class="quiet" onClick={() => show(take)}>
                      {take.title}
                    </button>
                    <span class="faint">{new Set(pageNotes(take.piece.score)).size} notes</span>
                  </li>
                ))}
              </ul>
            )}
          </section>
        </div>
        <div class="takes">
          {now && (
            <article class="take card growing" aria-label={`${now.title}, being composed`} aria-busy="true">
              <h2>{now.title}</h2>
              <p class="faint" role="status">
                {now.stage}
              </p>
              <Roll
                label="Notes as they are written"
                notes={now.notes}
                bars={noBars}
                ticksPerQuarter={now.ticksPerQuarter}
                end={now.ticksPerQuarter * 40}
                follow
              />
            </article>
          )}
          {albums.value.map((album) => (
            <AlbumView key={album.id} engine={engine} album={album} />
          ))}
          {takes.value.map((take) => (
            <TakeCard key={take.id} engine={engine} take={take} />
          ))}
          {!now && takes.value.length === 0 && albums.value.length === 0 && (
            <p class="empty faint">
              Nothing here yet. Say what you would like and choose Compose, or begin from a seed below.
            </p>
          )}
        </div>
      </div>
      <Gallery engine={engine} />
    </>
  );
}

const noBars: never[] = [];

// A link's take or, on an empty page that is given nothing, a first dance.
async function begin(engine: Engine, given: boolean) {
  if ((await fromAddress(engine)) || given) return;
  if (takes.value.length === 0) await composeTakes(engine, wishes.value);
}

async function fromAddress(engine: Engine): Promise<boolean> {
  try {
    const linked = takeOfAddress(location.hash);
    if (!linked) return false;
    await addAgain(engine, linked.title, linked.steps);
  } catch (error) {
    refusal.value = { message: (error as Error).message, field: "" };
  }
  return true;
}

async function takeOver(engine: Engine, { title, steps, commands, piece }: Handover) {
  if (piece) {
    add(title, { steps, commands, piece });
    return;
  }
  try {
    add(title, { ...(await takeSteps(engine, steps)), commands });
  } catch (error) {
    refusal.value = { message: (error as Error).message, field: "" };
  }
}

function undoByKeys(event: KeyboardEvent) {
  const field = (event.target as Element | null)?.closest("input:not([type=range], [type=radio]), textarea");
  const take: Take | null = active.value;
  if (page.value !== "compose" || field || !take || event.altKey || !(event.ctrlKey || event.metaKey)) return;
  const key = event.key.toLowerCase();
  if (key === "z" && !event.shiftKey) take.undo();
  else if (key === "y" || (key === "z" && event.shiftKey)) take.redo();
  else return;
  event.preventDefault();
}
