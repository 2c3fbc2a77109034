/** Own records that cannot follow what the room has: which are signed anew, and how. docs/companion-protocol.md. */
import type { Action } from "../room/actions";
import { nameOf } from "../room/chain";
import { type Content, type ContentOf, KIND, writeContent } from "../room/contents";
import { ROLE } from "../room/content-items";
import { isTaken } from "../room/history";
import { type Signer, ZERO } from "../room/keys";
import { encodeCbor } from "../room/cbor";
import type { RoomRecord } from "../room/record";
import type { Room } from "../room/room";
import type { KeptRoom } from "../rooms/kept-room";
import { lackingOf, listedEvents } from "./listed-events";

/** Records that are signed anew in one transaction. */
const AT_ONCE = 64;

/** An own record that has come to nothing. */
export interface Given {
    readonly record: RoomRecord;
    readonly code: string;
    readonly text: string;
}

type Entry = ContentOf<typeof KIND.entry>;

/** By role: how much it may; a server reads, and founds epochs. */
const RANKS: readonly number[] = [0, 1, 2, 3, 4, 1];

/** Whether an entry takes rights away in a room as it is: it is signed anew on its own, as long as it still would. */
function takesRights({ chain }: Room, said: Action): boolean {
    if (said.action === "drop") return chain.deviceOf(said.device)?.dropped === undefined;
    if (said.action === "cancel") return chain.open.has(nameOf(said.invite));
    if (said.action !== "member") return false;
    const before = chain.members.at(said.number)?.setting.role ?? ROLE.none;
    return RANKS[said.role] < RANKS[before];
}

const JOINING: readonly string[] = ["accept", "recover"];

/** Loose records of a key, in the order of their seq, from the first on that does not follow the list or takes no effect. */
export function staleOf(room: KeptRoom, key: Buffer): RoomRecord[] {
    const { room: list, counted } = room;
    let head: { readonly seq: number; readonly id: Buffer } = list.heads().find((one) => one.key.equals(key)) ?? {
        seq: 0,
        id: ZERO,
    };
    const own = room.loose.filter(({ author }) => author.equals(key));
    const first = own.findIndex((record) => {
        const follows = record.seq === head.seq + 1 && record.previous.equals(head.id);
        head = record;
        return !follows || isWithoutEffect(counted, record);
    });
    return first < 0 ? [] : own.slice(first);
}

/** Whether a loose entry takes no effect where it stands. */
function isWithoutEffect(counted: Room, { id, content }: RoomRecord): boolean {
    if (content.kind !== KIND.entry) return false;
    const taken = counted.byId(id);
    return taken === undefined || taken.void !== undefined;
}

/** Whether a key has a record with the same content in a room. */
function hasSame(room: Room, key: Buffer, content: Content): boolean {
    const asText = (one: Content): string => encodeCbor(writeContent(one).items).toString("hex");
    const wanted = asText(content);
    for (const numbered of room.records()) {
        if (!isTaken(numbered) || !numbered.record.author.equals(key)) continue;
        const other = numbered.record.content;
        if (other.kind === content.kind && asText(other) === wanted) return true;
    }
    return false;
}

/** What an entry says anew; undefined where it is not signed by itself. */
function entryAnew(counted: Room, { parent, time, said }: Entry): Entry | undefined {
    const end = counted.chain.last;
    const isWanted = (JOINING.includes(said.action) && !parent.equals(end)) || takesRights(counted, said);
    return isWanted ? { kind: KIND.entry, parent: end, time, said } : undefined;
}

/** What a record says anew behind the newest of its author; undefined for nothing. */
function contentAnew(counted: Room, { author, content }: RoomRecord): Content | undefined {
    if (content.kind === KIND.entry) return entryAnew(counted, content);
    if (content.kind === KIND.epoch || content.kind === "other") return undefined;
    if (content.kind === KIND.batch)
        return lackingOf(
            content,
            listedEvents(counted, (record) => record.author.equals(author)),
        );
    return hasSame(counted, author, content) ? undefined : content;
}

/** The records that are signed anew together: an entry stands alone, since the next one names it as its parent. */
function batchesOf(stale: readonly RoomRecord[]): RoomRecord[][] {
    const groups: RoomRecord[][] = [];
    for (const record of stale) {
        const last = groups.at(-1);
        const isAlone = record.content.kind === KIND.entry || last?.[0].content.kind === KIND.entry;
        if (last === undefined || isAlone || last.length === AT_ONCE) groups.push([record]);
        else last.push(record);
    }
    return groups;
}

/**
 * Signs anew what is loose of a key and cannot follow, as far as the room lacks it.
 * @returns entries that were given up: somebody has to say whether they are still wanted.
 */
export async function signAnew(room: KeptRoom, signer: Signer): Promise<Given[]> {
    const given: Given[] = [];
    for (const records of batchesOf(staleOf(room, signer.key))) {
        const make = (counted: Room): Content[] =>
            records.flatMap((record) => {
                const content = contentAnew(counted, record);
                if (content === undefined && record.content.kind === KIND.entry)
                    given.push({
                        record,
                        code: "void",
                        text: "the chain has gone on: say it anew if it is still wanted",
                    });
                return content === undefined ? [] : [content];
            });
        await room.sign(
            signer,
            make,
            records.map(({ id }) => id),
        );
    }
    return given;
}

/**
 * Own entries that have a number now and took no effect: those that take rights away are signed anew.
 * @returns the others.
 */
export async function signVoidAnew(room: KeptRoom, signer: Signer, listed: readonly RoomRecord[]): Promise<Given[]> {
    const given: Given[] = [];
    for (const record of listed) {
        const { content, id } = record;
        const reason = room.room.byId(id)?.void;
        if (reason === undefined || content.kind !== KIND.entry) continue;
        let isAnew = false;
        await room.sign(signer, (counted) => {
            isAnew = takesRights(counted, content.said);
            return isAnew ? [{ ...content, parent: counted.chain.last }] : [];
        });
        if (!isAnew) given.push({ record, code: "void", text: reason });
    }
    return given;
}
