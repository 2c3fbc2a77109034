/**
 * What a packed week holds, as far as filters ask: types, creators, and players that stand in fields. Made when the week is
 * read for a filter, so that the next one can skip it unread.
 */

import { readByteString } from "../codec/cbor";
import { Head } from "../codec/cbor-head";
import { packU32 } from "../codec/integers";
import { decodeVarint } from "../codec/varint";
import type { Row } from "../event/body";
import { ID_BYTES } from "../event/guid";

const byte = string.byte;
const concat = table.concat;
const find = string.find;
const min = math.min;
const sub = string.sub;

/** Most creators, or players, that are listed: 2 kB of text a week. Of a week with more it is not known who they are. */
const LIMIT = 512;

/** What a filter asks for; what is nil does not matter. */
export interface Wanted {
    /** The type byte. */
    readonly type?: string;
    /** The creator (u32). */
    readonly creator?: number;
    /** The id (u32) of a player that stands in a field. */
    readonly player?: number;
}

/** Whether ids in a row have one among them. */
function hasId(ids: string, id: string): boolean {
    let [at] = find(ids, id, 1, true);
    while (at !== undefined && at % ID_BYTES !== 1) {
        [at] = find(ids, id, at + 1, true);
    }
    return at !== undefined;
}

export class Contents {
    /**
     * @param types the type bytes.
     * @param creators their ids, 4 bytes each; nil when there are too many.
     * @param players the same of whoever stands in a field.
     */
    constructor(
        private readonly types: string,
        private readonly creators: string | undefined,
        private readonly players: string | undefined,
    ) {}

    /** Whether the week may hold what a filter asks for. */
    mayHold({ type, creator, player }: Wanted): boolean {
        return (
            (type === undefined || find(this.types, type, 1, true)[0] !== undefined) &&
            (creator === undefined || this.creators === undefined || hasId(this.creators, packU32(creator))) &&
            (player === undefined || this.players === undefined || hasId(this.players, packU32(player)))
        );
    }
}

/** Strings in order of appearance, each once. */
class Distinct {
    private readonly seen = new LuaSet<string>();
    private readonly list: string[] = [];
    private count = 0;

    add(value: string): void {
        if (!this.seen.has(value)) {
            this.seen.add(value);
            this.list[this.count] = value;
            this.count++;
        }
    }

    /** All of them; nil when there are more than so many. */
    join(limit: number): string | undefined {
        return this.count > limit ? undefined : concat(this.list);
    }
}

/** Takes down what a week holds, event by event. */
export class ContentsBuilder {
    /** Number of events. */
    count = 0;
    private readonly types = new Distinct();
    private readonly creators = new Distinct();
    private readonly players = new Distinct();
    /** Byte strings that were looked at for players. */
    private readonly fields = new LuaSet<string>();
    private creator = -1;

    /** Takes down an event. @param creator u32. */
    add(creator: number, { pieces, offset, fieldCount }: Row): void {
        this.count++;
        this.types.add(pieces[offset]);
        if (creator !== this.creator) {
            this.creator = creator;
            this.creators.add(packU32(creator));
        }
        for (const index of $range(offset + 1, offset + fieldCount)) {
            const piece = pieces[index];
            const head = byte(piece, 1)!;
            if (head >= Head.Bytes && head < Head.Text && !this.fields.has(piece)) {
                this.fields.add(piece);
                this.addPlayers(piece);
            }
        }
    }

    finish(): Contents {
        return new Contents(this.types.join(LIMIT)!, this.creators.join(LIMIT), this.players.join(LIMIT));
    }

    /** Takes down the players of a field of kind guid or guid[], or of what looks like one: nobody may be missing. */
    private addPlayers(piece: string): void {
        const [content] = readByteString(piece, 1);
        if (content === undefined) {
            return;
        }
        const [, afterServer] = decodeVarint(content, 1);
        if (afterServer !== undefined && afterServer + ID_BYTES - 1 === content.length) {
            this.players.add(sub(content, afterServer));
            return;
        }
        let position = 1;
        while (position <= content.length) {
            const [server, next] = decodeVarint(content, position);
            const [count, first] = decodeVarint(content, next ?? content.length + 1);
            if (server === undefined || count === undefined) {
                return;
            }
            const end = first + count * ID_BYTES;
            for (const at of $range(first, min(end - 1, content.length) - ID_BYTES + 1, ID_BYTES)) {
                this.players.add(sub(content, at, at + ID_BYTES - 1));
            }
            position = end;
        }
    }
}
