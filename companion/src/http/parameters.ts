/** What the part behind "?" asks for. */
import { type PageQuery, parsePlace } from "../store/event-page";
import { Refusal } from "./refusal";

/** Most events of a page, and how many without `limit`. */
const MAX_LIMIT = 1000;
const DEFAULT_LIMIT = 100;

/** Longest text of a filter. */
const MAX_TEXT = 256;

const NAMES = ["limit", "after", "type", "player", "status", "format"] as const;
const STATUSES = ["stands", "conflict", "orphan", "all"] as const;
const FORMATS = ["json", "csv"] as const;

type Name = (typeof NAMES)[number];
type Texts = Partial<Record<Name, string>>;

function readTexts(query: unknown): Texts {
    const texts: Texts = {};
    for (const [name, value] of Object.entries((query ?? {}) as Record<string, unknown>)) {
        if (!NAMES.includes(name as Name)) throw new Refusal(400, `${name}: one of ${NAMES.join(", ")} expected`);
        if (typeof value !== "string") throw new Refusal(400, `${name}: expected once`);
        if (value.length > MAX_TEXT) throw new Refusal(400, `${name}: ${MAX_TEXT} characters at most expected`);
        texts[name as Name] = value;
    }
    return texts;
}

function oneOf<T extends string>(name: string, text: string, choices: readonly T[]): T {
    const found = choices.find((choice) => choice === text);
    if (found === undefined) throw new Refusal(400, `${name}: one of ${choices.join(", ")} expected`);
    return found;
}

function readLimit(text: string): number {
    const limit = /^\d{1,15}$/.test(text) ? Number(text) : 0;
    if (limit < 1 || limit > MAX_LIMIT)
        throw new Refusal(400, `limit: 1 to ${MAX_LIMIT} expected; the next page begins with after=`);
    return limit;
}

/** What a request for events asks for. Raises a Refusal that names what is wrong. */
export function readParameters(query: unknown): { page: PageQuery; format: (typeof FORMATS)[number] } {
    const texts = readTexts(query);
    const { limit = String(DEFAULT_LIMIT), after, type, player, status = "stands", format = "json" } = texts;
    const place = after === undefined ? undefined : parsePlace(after);
    if (after !== undefined && place === undefined)
        throw new Refusal(400, "after: the place of an event expected, as a page's next has it");
    return {
        page: { limit: readLimit(limit), after: place, type, player, status: oneOf("status", status, STATUSES) },
        format: oneOf("format", format, FORMATS),
    };
}
