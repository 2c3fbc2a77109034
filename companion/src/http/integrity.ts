/** What was checked of a room, and what is wrong with it. */
import { counted } from "../format/counted";
import { isTaken } from "../room/history";
import { nameOf } from "../room/chain";
import type { Room as ChainRoom } from "../room/room";
import type { KeptRoom } from "../rooms/kept-room";
import type { LogInfo } from "../store/local-rooms";

/** One thing that was looked at. */
export interface Check {
    readonly name: string;
    readonly status: "ok" | "warning" | "error";
    readonly text: string;
}

/** Digits of a key that are shown. */
const KEY_DIGITS = 12;

const check = (name: string, isWell: boolean, status: "warning" | "error", text: string): Check => ({
    ...{ name, status: isWell ? "ok" : status, text },
});

/** Records that are in the list and count for nothing, by why. */
function refusedBy(list: ChainRoom): Map<string, number> {
    const reasons = new Map<string, number>();
    for (const numbered of list.records())
        if (!isTaken(numbered)) reasons.set(numbered.reason, (reasons.get(numbered.reason) ?? 0) + 1);
    return reasons;
}

function forkText({ chain, forked }: ChainRoom): string {
    if (forked.length === 0) return "No computer has signed two histories.";
    const names = forked.map((key) => {
        const device = [...chain.devices.values()].find((each) => nameOf(each.key) === key);
        return `${key.slice(0, KEY_DIGITS)} ${device?.label ?? ""}`.trim();
    });
    return `Signed two histories: ${names.join(", ")}. What they wrote since then counts for nothing.`;
}

/** What the records of a room say of it. */
export function recordChecks({ room, loose, counted: all }: KeptRoom): Check[] {
    const refused = [...refusedBy(room)].sort(([one], [other]) => (one < other ? -1 : 1));
    const refusedText = refused.map(([reason, count]) => `${count} ${reason}`).join(", ");
    const { n, epoch } = room.position;
    return [
        check(
            ...(["Records", true, "error"] as const),
            `${counted(n, "record")} in epoch ${epoch}. The signature of each, its author's chain and the chain of admins were checked.`,
        ),
        check(
            ...(["Records that count for nothing", refused.length === 0, "warning"] as const),
            refused.length === 0 ? "None." : `By reason: ${refusedText}.`,
        ),
        check("Computers", all.forked.length === 0, "error", forkText(all)),
        check(
            ...(["Records without a number", loose.length === 0, "warning"] as const),
            loose.length === 0 ? "None." : `${counted(loose.length, "record")} that the server does not have yet.`,
        ),
    ];
}

/** What the files of a game say of themselves. @param problems of the files. */
export function fileChecks(problems: readonly string[]): Check[] {
    const text =
        problems.length === 0 ? "All that the library wrote was read, and its hashes are right." : problems.join(". ");
    return [
        {
            name: "Origin",
            status: "ok",
            text: "These events are those of saved files on this computer: nobody has signed them.",
        },
        check("Files", problems.length === 0, "error", text),
    ];
}

const KINDS = [
    ["conflicts", "conflicting", "Two events have one key: the one with the larger digest counts, as in the game."],
    ["unconfirmed", "unconfirmed", "Uploaded by members whose word alone does not count."],
    ["refused", "refused", "Officers' games have refused them."],
    ["orphans", "too late", "They came after the time they belong to was sealed."],
] as const;

/** What does not count in the logs of a room. */
export function logChecks(logs: readonly LogInfo[]): Check[] {
    return logs.map((log) => {
        const found = KINDS.filter(([kind]) => log[kind] > 0);
        const parts = found.map(([kind, name, text]) => `${log[kind]} ${name}. ${text}`);
        const text = `${counted(log.events, "event")} ${log.events === 1 ? "counts" : "count"}, ${log.revoked} of them revoked.`;
        return check(`${log.ledger}, ${log.scope}`, found.length === 0, "warning", [text, ...parts].join(" "));
    });
}
