/** What clients hold, and whether what they say about that is true. */

import type { Client } from "../realm/realm";

/** A ledger in the world of each client of a guild. */
export interface GuildLedger {
    /** Lua expression for it. */
    readonly path: string;
    /** The field in which the events differ. */
    readonly field: string;
}

/** Everything that a client's log holds, as text. */
export function dumpOf(client: Client, { path, field }: GuildLedger): string {
    const [text] = client.run(
        `local field = ...
        local lines = {}
        for event in ${path}:events() do
            lines[#lines + 1] = string.format("%.0f %s %d %s %s", event.time, event.creatorGuid, event.counter, event.type,
                tostring(event[field]))
        end
        return table.concat(lines, "\\n")`,
        field,
    );
    return text as string;
}

/** How a client's ledger says that it stands. */
export function explainOf(client: Client, { path }: GuildLedger): string {
    const [text] = client.run(`return table.concat(${path}:explain(), "\\n")`);
    return text as string;
}

/** Sentences that say that others have something else: what of, and who has it or brings it. */
const ADMISSIONS = ["Not in step", "Behind by", "Comparing"];

function says(words: string, phrase: string): boolean {
    return string.find(words, phrase, 1, true)[0] !== undefined;
}

/**
 * Looks whether each client that is online is equal to all others that may speak, or says that it is not.
 * @param maySpeak whether others are to come to know what a client has.
 * @returns what is not true; undefined when all is.
 */
export function findUntruth(
    clients: readonly Client[],
    ledger: GuildLedger,
    maySpeak: (this: void, client: Client) => boolean,
): string | undefined {
    const online = clients.filter(({ isOnline }) => isOnline);
    const texts = online.map((client) => dumpOf(client, ledger));
    for (const [index, client] of ipairs(online)) {
        const text = texts[index - 1];
        const other = online.find((speaker, at) => maySpeak(speaker) && texts[at] !== text);
        const words = other === undefined ? "" : explainOf(client, ledger);
        if (other !== undefined && !ADMISSIONS.some((phrase) => says(words, phrase))) {
            return `${client.name} says "${words}", and ${other.name} holds something else`;
        }
    }
    return undefined;
}
