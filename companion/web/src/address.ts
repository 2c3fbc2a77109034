/** What is shown, as the address says it: it can be sent to others, and "back" leads where one was. */
import { signal } from "@preact/signals";
import { at, behindBase } from "./base";

/** The pages of a room, in the order of its menu; `player` is reached from a name. */
export const PAGES = [
    "standings",
    "history",
    "changes",
    "state",
    "people",
    "waiting",
    "integrity",
    "settings",
    "player",
] as const;
export type PageName = (typeof PAGES)[number];

/** Which room is shown, which page of it, and what is chosen on it. */
export interface Shown {
    /** Id or name; undefined for the list of rooms. */
    readonly room: string | undefined;
    readonly page: PageName;
    /** What else stands behind "?". */
    readonly chosen: Readonly<Record<string, string>>;
}

const isPage = (text: string | null): text is PageName => PAGES.some((page) => page === text);

/** Reads an address. What is no such thing in it is passed over. */
export function parseAddress(path: string, search: string): Shown {
    const query = new URLSearchParams(search);
    const named = query.get("page");
    query.delete("page");
    let room: string | undefined;
    try {
        room = decodeURIComponent(behindBase(path));
    } catch {
        room = undefined;
    }
    const page = isPage(named) ? named : "standings";
    return { room: room === "" ? undefined : room, page, chosen: Object.fromEntries(query) };
}

/** The address of what is shown. */
export function formatAddress({ room, page, chosen }: Shown): string {
    const query = new URLSearchParams(page === "standings" ? {} : { page });
    for (const [name, value] of Object.entries(chosen)) if (value !== "") query.set(name, value);
    const search = query.size === 0 ? "" : `?${query.toString()}`;
    return at(`${room === undefined ? "" : encodeURIComponent(room)}${search}`);
}

/** What is shown now. */
export const shown = signal<Shown>({ room: undefined, page: "standings", chosen: {} });

/** Takes what the address says from now on, and what it says when one goes back. */
export function followAddress(): void {
    const read = (): void => {
        shown.value = parseAddress(location.pathname, location.search);
    };
    addEventListener("popstate", read);
    read();
}

/** Shows something else. @param isSlight whether it is no step to come back to: a filter while one types. */
export function go(next: Shown, isSlight = false): void {
    const address = formatAddress(next);
    if (isSlight) history.replaceState(null, "", address);
    else if (address !== location.pathname + location.search) history.pushState(null, "", address);
    if (!isSlight && next.page !== shown.value.page) scrollTo(0, 0);
    shown.value = next;
}

/** What stays chosen where another page of the room is shown: the ledger, and the moment. */
const KEPT = ["ledger", "scope", "at"];

/** Another page of the same room. */
export function toPage(page: PageName, chosen: Readonly<Record<string, string>> = {}): Shown {
    const { room, chosen: before } = shown.value;
    const kept = KEPT.flatMap((name) => (name in before ? [[name, before[name]] as const] : []));
    return { room, page, chosen: { ...Object.fromEntries(kept), ...chosen } };
}

/** The same page with something chosen otherwise; "" takes a choice back. */
export function choose(chosen: Readonly<Record<string, string>>, isSlight = false): void {
    const { value } = shown;
    const all = Object.entries({ ...value.chosen, ...chosen }).filter(([, text]) => text !== "");
    go({ ...value, chosen: Object.fromEntries(all) }, isSlight);
}
