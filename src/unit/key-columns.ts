/** The columns of a unit that the keys of its events are read from. */

import { readU32 } from "../codec/integers";
import { decodeVarint } from "../codec/varint";
import { COUNTERS, MAX_TIME } from "../event/key";
import { NumberReader } from "./column";
import type { Form } from "./form";
import type { PlayerReader } from "./players";

const byte = string.byte;
const min = math.min;

export class KeyColumns {
    /** Keys of the events that were read last, and server ids of their creators (0: not known). Read only. */
    readonly times: number[] = [];
    readonly ids: number[] = [];
    readonly servers: number[] = [];
    private readonly timeColumn: NumberReader;
    private readonly creatorColumn: NumberReader;
    private laters: number[] = [];
    private creators: number[] = [];
    private counterCount = 0;
    private newPosition = 1;
    /** By number of a creator: its first id, and its server. */
    private readonly firstIds = new LuaTable<number, number | undefined>();
    private readonly firstServers = new LuaTable<number, number>();
    /** How many creators are read, and how many of them were asked for. */
    private count = 0;
    private given = 0;
    private aheadGiven = 0;
    /** Key of the last event that was read. */
    private time: number;
    private id = -1;

    /**
     * @param start time of the first event.
     * @param news names of new creators.
     */
    constructor(
        start: number,
        times: string,
        private readonly counters: string,
        creators: string,
        private readonly news: string,
        private readonly players: PlayerReader,
    ) {
        this.time = start;
        this.timeColumn = new NumberReader(times);
        this.creatorColumn = new NumberReader(creators);
    }

    /** Takes the numbers of the next events. @returns whether one of them has a new creator. */
    take(count: number): boolean {
        this.laters = this.timeColumn.take(count);
        this.creators = this.creatorColumn.take(count);
        this.aheadGiven = this.given;
        return this.creatorColumn.hasZero;
    }

    /** Reads the creator of an event ahead, if it is new. Events come in their order. @param row its index, from 0 on. */
    readAhead(row: number): void {
        const number: number | undefined = this.creators[row];
        if (number === 0) {
            this.readNew();
            this.aheadGiven++;
        } else if (number !== undefined && number > this.aheadGiven) {
            // What is only read ahead so far has no number yet.
            this.creators[row] = -1;
        }
    }

    /**
     * Reads the keys of the next events.
     * @param forms of the events.
     * @returns how many were read: fewer where something is wrong.
     */
    read(forms: readonly Form[], most: number): number {
        const { laters, creators, times, ids, servers, firstIds, firstServers } = this;
        const count = this.id < 0 && (laters[0] ?? 0) > 0 ? 0 : min(most, laters.length, creators.length);
        let { time, id } = this;
        for (const row of $range(0, count - 1)) {
            const later = laters[row];
            let number = creators[row];
            if (number === 0) {
                number = this.nextNew();
            }
            const first = firstIds.get(number);
            time += later;
            if (first === undefined || time > MAX_TIME) {
                return row;
            }
            if (later > 0 && !forms[row].hasCounter) {
                id = first;
            } else {
                id = this.idAfter(later, id, first, forms[row].hasCounter);
                if (id < 0) {
                    return row;
                }
            }
            times[row] = time;
            ids[row] = id;
            servers[row] = firstServers.get(number);
        }
        this.time = time;
        this.id = id;
        return count;
    }

    private readNew(): void {
        const next = this.players.read(this.news, this.newPosition);
        this.newPosition = next ?? this.news.length + 1;
        if (next !== undefined) {
            const [server] = decodeVarint(this.players.server, 1);
            this.count++;
            this.firstIds.set(this.count, readU32(this.players.id, 1)! * COUNTERS);
            this.firstServers.set(this.count, server!);
        }
    }

    private nextNew(): number {
        this.given++;
        if (this.given > this.count) {
            this.readNew();
        }
        return this.given;
    }

    /** The id of an event after another one (-1: none), of a creator by its first id; -1 when it is none or does not come after. */
    private idAfter(later: number, before: number, first: number, hasCounter: boolean): number {
        const isNext = later === 0 && before >= first && before < first + COUNTERS;
        let id = isNext ? before + 1 : first;
        if (hasCounter) {
            this.counterCount++;
            id = first + (byte(this.counters, this.counterCount) ?? COUNTERS);
        }
        const isBehind = later > 0 || id > before;
        return isBehind && id < first + COUNTERS ? id : -1;
    }
}
