/** Which moment is shown: now, or one of the past that is slid to. */
import { useEffect, useState } from "preact/hooks";
import { choose, shown, toPage } from "../address";
import { useRoom } from "../room";
import { inputOf, timeOfInput, timeText } from "../words";
import { Link } from "./words";

/** Milliseconds that a slider rests before what it points at is asked for. */
const REST_MS = 40;
const HOUR = 3600;

/** The moment that the address names; undefined for now. */
export function chosenTime(name = "at"): number | undefined {
    const text = shown.value.chosen[name];
    return text !== undefined && /^\d{1,10}$/.test(text) ? Number(text) : undefined;
}

const setTime = (time: number | undefined): void => choose({ at: time === undefined ? "" : String(time) }, true);

function Slider(props: { readonly first: number; readonly last: number; readonly at: number | undefined }) {
    const { first, last, at } = props;
    const [dragged, setDragged] = useState<number | undefined>(undefined);
    useEffect(() => {
        if (dragged === undefined) return undefined;
        const timer = setTimeout(() => {
            // At its right end it shows what is now, and what comes.
            setTime(dragged >= last ? undefined : dragged);
            setDragged(undefined);
        }, REST_MS);
        return () => clearTimeout(timer);
    }, [dragged]);
    const value = dragged ?? at ?? last;
    return (
        <input
            type="range"
            aria-label="Moment that is shown"
            aria-valuetext={value >= last ? "now" : timeText(value)}
            min={first}
            max={last}
            step={last - first > 2 * HOUR ? HOUR : 1}
            value={value}
            onInput={(event) => setDragged(Number(event.currentTarget.value))}
        />
    );
}

export function TimeBar() {
    const { log } = useRoom();
    const at = chosenTime();
    if (log === undefined || log.first === null || log.last === null) return null;
    const { first, last } = log;
    return (
        <section class={at === undefined ? "time-bar" : "time-bar past"} aria-label="Moment">
            <div class="row">
                <strong>{at === undefined ? "Now" : timeText(at)}</strong>
                <label class="grow-right">
                    <span class="unseen">Date and time that is shown</span>
                    <input
                        type="datetime-local"
                        value={inputOf(at ?? last)}
                        min={inputOf(first)}
                        onChange={(event) => setTime(timeOfInput(event.currentTarget.value))}
                    />
                </label>
                {at !== undefined && (
                    <>
                        <button type="button" onClick={() => setTime(undefined)}>
                            Back to now
                        </button>
                        <Link to={toPage("changes", { from: String(at), at: "" })}>What changed since</Link>
                    </>
                )}
            </div>
            <Slider first={first} last={last} at={at} />
        </section>
    );
}
