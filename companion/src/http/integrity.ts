/** What was checked of a room, and what is wrong with it. */
import { counted } from "../format/counted";
import { isoDate } from "../format/iso-time";
import { isTaken } from "../room/history";
import { nameOf } from "../room/chain";
import type { Room as ChainRoom } from "../room/room";
import type { KeptRoom } from "../rooms/kept-room";
import type { Sealed } from "../state/sealed-gap";
import type { LogInfo } from "../store/local-rooms";

/** One thing that was looked at. */
export interface Check {
    readonly name: string;
    readonly status: "ok" | "warning" | "error";
    readonly text: string;
}

/** Digits of a key that are shown. */
const KEY_DIGITS = 12;

/** Lines about files that are shown: whoever writes a file can have any number of them. */
const MOST_PROBLEMS = 20;

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

/** "0a1b2c3d4e5f PC" @param key in hex. */
const computerName = ({ chain }: ChainRoom, key: string): string =>
    `${key.slice(0, KEY_DIGITS)} ${chain.devices.get(key)?.label ?? ""}`.trim();

function forkText(room: ChainRoom): string {
    const { forked } = room;
    if (forked.length === 0) return "No computer has signed two histories.";
    const names = forked.map((key) => computerName(room, key));
    return `Signed two histories: ${names.join(", ")}. What they wrote since then counts for nothing.`;
}

function splitText(room: ChainRoom): string {
    const { splitViews } = room;
    if (splitViews.length === 0) return "All computers have seen the same list of records.";
    const views = splitViews.map(({ author, n }) => `${computerName(room, nameOf(author))}, up to record ${n}`);
    return `Were shown another list than this one: ${views.join("; ")}. The server withholds records from somebody, or was set back.`;
}

/** What the records of a room say of it. */
export function recordChecks({ room, waiting, counted: all }: KeptRoom): Check[] {
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
        check("One list for all", all.splitViews.length === 0, "error", splitText(all)),
        check(
            ...(["Records without a number", waiting.length === 0, "warning"] as const),
            waiting.length === 0
                ? "None."
                : `${counted(waiting.length, "record")}: the server that numbers them does not have them yet.`,
        ),
    ];
}

/** What the files of a game say of themselves. @param problems of the files. */
export function fileChecks(problems: readonly string[]): Check[] {
    const more = problems.length - MOST_PROBLEMS;
    const shown = [
        ...problems.slice(0, MOST_PROBLEMS),
        ...(more > 0 ? [`and ${more} more: \`look\` prints them all`] : []),
    ];
    const text =
        problems.length === 0 ? "All that the library wrote was read, and its hashes are right." : shown.join(". ");
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

function sealCheck({ ledger, scope }: LogInfo, { before, events, missing }: Sealed): Check {
    const text = `Sealed: ${counted(events, "event")} from before ${isoDate(before)}.`;
    const rest =
        missing === 0
            ? "All of them are here."
            : `Not here: ${missing}. Games may drop them, since they have the state that was sealed.`;
    return check(`Seal of ${ledger}, ${scope}`, missing === 0, "warning", `${text} ${rest}`);
}

/** What does not count in a log of a room, and what of it is sealed. */
export function logChecks(log: LogInfo, sealed: Sealed | undefined): Check[] {
    const found = KINDS.filter(([kind]) => log[kind] > 0);
    const parts = found.map(([kind, name, text]) => `${log[kind]} ${name}. ${text}`);
    const text = `${counted(log.events, "event")} ${log.events === 1 ? "counts" : "count"}, ${log.revoked} of them revoked.`;
    const events = check(`${log.ledger}, ${log.scope}`, found.length === 0, "warning", [text, ...parts].join(" "));
    return sealed === undefined ? [events] : [events, sealCheck(log, sealed)];
}
