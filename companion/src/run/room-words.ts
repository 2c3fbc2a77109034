/** What a room has to tell its user, each with a name by which it is told once. */
import { eventName } from "../agent/event-name";
import type { RoomView } from "../agent/room-view";
import type { FoundLedger } from "../access/consent";
import { ledgerLine, ledgerName } from "../access/consent";
import { shortName, VOID_WORDS } from "../access/words";
import { fromText } from "../format/bytes";
import { printable } from "../format/printable";
import { nameOf } from "../room/chain";
import { sha256 } from "../room/keys";
import type { ChainScope } from "../room/chain";
import type { VoidReason } from "../room/entry-rules";
import type { RoomEvent } from "../room/counting";
import type { ClientProblem, ClientState, RefusedOwn } from "../sync/client-options";
import { KIND } from "../room/contents";

/** A line, told once for its name. */
export interface News {
    readonly name: string;
    readonly line: string;
}

/** Reasons of games, by their numbers: docs/companion-batches.md, "Outcomes". */
const GAME_REASONS = [
    "none",
    "unauthorized",
    "future",
    "unparsable",
    "heldTooLong",
    "authorizeError",
    "sealed",
] as const;

export const gameReason = (reason: number | undefined): string => GAME_REASONS[reason ?? 0] ?? `reason ${reason}`;

/** An event that this member has uploaded and that games have refused. */
export interface RefusedEvent extends RoomEvent {
    readonly scope: ChainScope;
}

/** Events of a member that count as refused. */
export function refusedEvents({ places }: RoomView, member: number): RefusedEvent[] {
    return [...places.values()].flatMap(({ scope, events }) =>
        [...events.values()]
            .filter(({ status, vouchers }) => status === "refused" && vouchers.includes(member))
            .map((event) => ({ ...event, scope })),
    );
}

const NAME_DIGITS = 24;
const hashed = (what: string, bytes: Buffer): string => `${what} ${nameOf(sha256(bytes)).slice(0, NAME_DIGITS)}`;

/** News of refused events: one line for those of a ledger and reason that were not told yet. */
export function refusedNews(events: readonly RefusedEvent[], isTold: (name: string) => boolean): News[][] {
    const lines = new Map<string, string[]>();
    for (const { event, reason, scope } of events) {
        const name = hashed(`refused ${gameReason(reason)}`, fromText(eventName(event)));
        if (isTold(name)) continue;
        const line = `${ledgerName(scope.ledger, scope.scope)}: ${gameReason(reason)}`;
        lines.set(line, [...(lines.get(line) ?? []), name]);
    }
    return [...lines].map(([line, names]) =>
        names.map((name) => ({
            name,
            line: `${names.length} event${names.length === 1 ? "" : "s"} of yours refused by the game of those who may pass them on (${line}). \`refused\` lists them`,
        })),
    );
}

const WAITS = "it is tried again. What is signed meanwhile waits here";

const PROBLEM_WORDS: Readonly<Record<string, string>> = {
    denied: "the link was used or cancelled, this computer or its member was removed, or the server has lost the room: ask an admin. What is here stays",
    notAllowed: "ask who runs the server",
    connection: WAITS,
    invalid: "tell your admins: the server passes on records that are forged or damaged. None of them counts here",
    full: WAITS,
    busy: WAITS,
    primaryAway: WAITS,
    throttled: WAITS,
};

/** A problem of a connection. */
export function problemLine({ code, text }: ClientProblem): string {
    const words = PROBLEM_WORDS[code];
    return `${printable(text)} (${code})${words === undefined ? "" : `: ${words}`}`;
}

/** A problem by which a command has ended: nothing is tried again, and nothing waits. */
export function endLine({ code, text }: ClientProblem): string {
    if (code === "connection") return `${printable(text)}: is the address right, and does the server run?`;
    return problemLine({ code, text });
}

/** News of the state of a client that are told once for all. */
export function stateNews({ invalid, splitViews, isOutdated }: ClientState): News[] {
    const news: News[] = splitViews.map(({ author, n }) => ({
        name: `split ${nameOf(author)}`,
        line: `device ${shortName(author)} was shown another history than this computer, up to record ${n}: the server withholds records from somebody, or was set back. Tell your admins`,
    }));
    if (invalid > 0)
        news.push({
            name: "invalid",
            line: "the server has passed on records that are forged or damaged: none of them counts here. Tell your admins",
        });
    if (isOutdated)
        news.push({ name: "outdated", line: "the room has records of a newer version: update the companion" });
    return news;
}

/** News of ledgers that the room takes, and that the user was not asked for. */
export function unaskedNews(ledgers: readonly FoundLedger[]): News[] {
    return ledgers.map((ledger) => ({
        name: `unasked ${JSON.stringify(ledger.scope)}`,
        line: `the room takes a ledger of this computer that stays here so far: ${ledgerLine(ledger)}. \`agree\` brings it together with the room`,
    }));
}

/** What an own record was, for people. */
function whatOf({ record: { content } }: RefusedOwn): string {
    if (content.kind === KIND.batch) return `a batch of ${ledgerName(content.ledger, content.scope)}`;
    return content.kind === KIND.entry ? `what you said (${content.said.action})` : "a record of this computer";
}

/** Why an entry took no effect. @param text the reason, or a sentence. */
const voidWords = (text: string): string => VOID_WORDS[text as VoidReason] ?? printable(text);

/** The line for an own record that has come to nothing. */
export function failedLine(refused: RefusedOwn): string {
    const { code, text } = refused;
    if (code === "void")
        return `${whatOf(refused)} took no effect: ${voidWords(text)}. Give the command again if you still want it`;
    return `${whatOf(refused)} was refused by the server: ${printable(text)} (${code}). It is tried again when the room's members or scopes change, or with \`refused --again\``;
}
