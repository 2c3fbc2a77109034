/** The stream that tells when something of the room has changed: docs/companion-page.md, "Requests". */
import { signal } from "@preact/signals";
import { at } from "./base";
import { get, roomPath } from "./request";

/** Milliseconds until a stream that has ended is asked for again: the first time, and at most. */
const FIRST_WAIT = 500;
const LONGEST_WAIT = 15_000;

/** Whether changes are told as they come. */
export const isLive = signal(false);
/** Whether that was so, and is no longer: what is shown may be old. */
export const isCutOff = signal(false);
/** Goes up with each change: whoever shows something asks for it anew. */
export const changes = signal(0);

/** Listens to a room. @returns what ends that. */
export function listen(room: string): () => void {
    let source: EventSource | undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let wait = FIRST_WAIT;

    const retry = (): void => {
        source?.close();
        clearTimeout(timer);
        timer = setTimeout(open, wait);
        wait = Math.min(wait * 2, LONGEST_WAIT);
    };
    const open = (): void => {
        source?.close();
        source = new EventSource(roomPath(room, "live"));
        source.addEventListener("open", () => {
            // What came while nothing was told is asked for.
            if (isCutOff.value) changes.value++;
            isLive.value = true;
            isCutOff.value = false;
            wait = FIRST_WAIT;
        });
        source.addEventListener("changed", () => changes.value++);
        source.addEventListener("error", () => {
            isLive.value = false;
            isCutOff.value = true;
            // A stream does not say why it ended. A request does: whose session the server has forgotten signs in again.
            get(at("me")).catch(() => undefined);
            retry();
        });
    };
    const now = (): void => {
        if (isLive.value) return;
        wait = FIRST_WAIT;
        clearTimeout(timer);
        open();
    };
    addEventListener("online", now);
    open();
    return () => {
        removeEventListener("online", now);
        clearTimeout(timer);
        source?.close();
        isLive.value = false;
        isCutOff.value = false;
    };
}
