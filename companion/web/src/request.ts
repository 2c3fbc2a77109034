/** Requests to the server that the page is from. */
import { signal } from "@preact/signals";
import { at } from "./base";
import { parsePrintable } from "./printable-json";

/** Why a request was not answered as it was meant; status 0 where the server was not reached. */
export class Failure extends Error {
    constructor(
        readonly status: number,
        message: string,
    ) {
        super(message);
    }
}

/** Whether somebody is signed in, as far as was seen. */
export const isSignedOut = signal(false);

const UNREACHED = "The server is not reached.";

async function failureOf(answer: Response): Promise<Failure> {
    const body = (await answer.json().catch(() => ({}))) as { error?: unknown };
    const text = typeof body.error === "string" ? body.error : `the server answered ${answer.status}`;
    return new Failure(answer.status, text);
}

/** What was asked for before anybody needed it. */
const early = new Map<string, Promise<Response>>();

const JSON_WANTED = { accept: "application/json" };

/** Asks for what will be needed: the answer is for the first who does. On a slow line one wait is saved for each. */
export function askEarly(paths: readonly string[]): void {
    for (const path of paths) {
        const answer = fetch(path, { headers: JSON_WANTED, credentials: "same-origin" });
        // Who needs it is told.
        answer.catch(() => undefined);
        early.set(path, answer);
    }
}

function takeEarly(path: string): Promise<Response> | undefined {
    const answer = early.get(path);
    early.delete(path);
    return answer;
}

async function ask(path: string, options: RequestInit): Promise<Response> {
    let answer: Response;
    try {
        // What was answered before something was changed is old: before one signed in, say.
        if (options.method !== undefined) early.clear();
        const known = takeEarly(path);
        answer = await (known ?? fetch(path, { ...options, credentials: "same-origin" }));
    } catch (error) {
        if ((error as Error).name === "AbortError") throw error;
        throw new Failure(0, UNREACHED);
    }
    if (answer.ok) return answer;
    if (answer.status === 401 && path !== at("session")) isSignedOut.value = true;
    throw await failureOf(answer);
}

/** What a path gives. Raises a Failure. */
export async function get<T>(path: string, signal?: AbortSignal): Promise<T> {
    const answer = await ask(path, { headers: JSON_WANTED, ...(signal ? { signal } : {}) });
    return parsePrintable(await answer.text()) as T;
}

/** Changes something. Raises a Failure. */
export async function change<T>(method: "POST" | "PATCH" | "DELETE", path: string, body?: unknown): Promise<T> {
    const content = body === undefined ? {} : { body: JSON.stringify(body) };
    const headers = {
        accept: "application/json",
        ...(body === undefined ? {} : { "content-type": "application/json" }),
    };
    const answer = await ask(path, { method, headers, ...content });
    return (answer.status === 204 ? undefined : await answer.json()) as T;
}

/** A path of a room, with what stands behind "?"; what is empty stands there not. */
export function roomPath(
    room: string,
    name: string,
    query: Readonly<Record<string, string | number | undefined>> = {},
): string {
    const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== "");
    const search = new URLSearchParams(given.map(([key, value]) => [key, String(value)])).toString();
    const end = name === "" ? "" : `/${name}`;
    return at(`rooms/${encodeURIComponent(room)}${end}${search === "" ? "" : `?${search}`}`);
}
