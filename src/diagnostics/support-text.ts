/**
 * A text to copy and post, with everything that helps to find a problem of a ledger. Players are numbered, and the
 * guild is left out. Error messages of the addon are not changed.
 */

import type { TraceEntry, LedgerStatus } from "../api/status";
import { explain } from "./explain";
import { peerLines, traceLines } from "./reports";
import { countsOf } from "./words";

const format = string.format;

/** Number of messages at the end of the text: some minutes of an idle ledger, or a whole small repair. */
const TRACE_LINES = 60;

/** The facts that the text is made from. */
export interface SupportFacts {
    /** Name of the ledger. */
    readonly name: string;
    /** Version of the library. */
    readonly version: string;
    readonly game: string;
    /** Server time in Unix seconds. */
    readonly time: number;
    readonly status: LedgerStatus;
    readonly trace: readonly TraceEntry[];
}

/** Creates a function that replaces names by "player 1", "player 2", and so on; the same name by the same text. */
function createAliases(): (this: void, name: string) => string {
    const aliases = new LuaMap<string, string>();
    let count = 0;
    return (name) => {
        let alias = aliases.get(name);
        if (alias === undefined) {
            count++;
            alias = format("player %.0f", count);
            aliases.set(name, alias);
        }
        return alias;
    };
}

/** The figures of a status that its sentences do not mention. */
function figureLines(status: LedgerStatus): string[] {
    const { events, lag, held, weeksBehind, eventsMissing, checkpoints, checkpointBytes, restored, sent } = status;
    const restoring = status.restoreFailure ?? "fits";
    return [
        format("scope: %s, open for %.0f s", kindOf(status.scope), status.openSeconds),
        format("events: %.0f, lag %.0f, held %.0f", events, lag, held),
        format("sync: %s, weeks behind %.0f, events missing %.0f", status.sync, weeksBehind, eventsMissing),
        format(
            "checkpoints: %.0f of %.0f bytes, restored %.0f (%s)",
            checkpoints,
            checkpointBytes,
            restored,
            restoring,
        ),
        format("outgoing: %.0f, lockdown: %s", status.outgoing, tostring(status.isInLockdown)),
        `sent: ${sent === undefined ? "" : countsOf(sent as unknown as Record<string, number>)}`,
    ];
}

/** "guild" for a guild's scope. The name of the guild is not needed for support. */
function kindOf(scope: string | undefined): string {
    const [kind] = string.match(scope ?? "none", "^[^:]*");
    return kind;
}

/** The text of several lines; each ends with "\n". */
export function supportText({ name, version, game, time, status, trace }: SupportFacts): string {
    const aliasOf = createAliases();
    const peers = status.peers.map((peer) => ({ ...peer, name: aliasOf(peer.name) }));
    const behind = status.behind.map((week) => ({ ...week, peer: aliasOf(week.peer) }));
    const differences = status.differences.map((one) => ({ ...one, peer: aliasOf(one.peer) }));
    const rejected = status.rejected && { ...status.rejected, peer: aliasOf(status.rejected.peer) };
    const aliases = (names: readonly string[]): string[] => names.map((name) => aliasOf(name));
    const seals = status.seals && {
        ...status.seals,
        disputedBy: aliases(status.seals.disputedBy),
        differing: aliases(status.seals.differing),
    };
    const messages = trace.map((entry) => ({ ...entry, peer: entry.peer === "" ? "" : aliasOf(entry.peer) }));
    const lines = [`LibEventLedger ${version}, ledger ${name}`, game, format("server time %.0f", time)];
    for (const [title, section] of [
        ["How it stands", explain({ ...status, peers, behind, differences, rejected, seals })],
        ["Figures", figureLines(status)],
        ["Peers", peerLines(peers)],
        ["Last messages", traceLines(messages, TRACE_LINES)],
    ] as const) {
        lines[lines.length] = "";
        lines[lines.length] = `${title}:`;
        for (const line of section) {
            lines[lines.length] = line;
        }
    }
    lines[lines.length] = "";
    return table.concat(lines, "\n");
}
