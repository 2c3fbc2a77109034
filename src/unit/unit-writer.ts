/**
 * Writes a unit: a run of events in key order, of any weeks, by columns (docs/storage.md). What repeats stands under each
 * other, so that Deflate finds it.
 */

import { packU32 } from "../codec/integers";
import { encodeVarint } from "../codec/varint";
import type { Pause } from "../ports";
import { splitBody } from "../event/body";
import { counterOf, creatorOf } from "../event/key";
import { encodeColumn, NumberWriter } from "./column";
import { FORM_COUNTER, NIL } from "./format";
import { encodeItem } from "./item";
import { PlayerWriter } from "./players";

const byte = string.byte;
const char = string.char;
const concat = table.concat;

/** A column of values, each written in full where it is new and by its number from then on. */
class ValueWriter {
    private readonly numbers = new NumberWriter();
    private readonly known = new LuaMap<string, number>();
    private readonly news: string[] = [];
    private count = 0;

    /** @param encode makes the bytes of a value that is new. @returns how many bytes were added. */
    add(value: string, encode: (this: void, value: string) => string): number {
        const known = this.known.get(value);
        this.numbers.add(known ?? 0);
        if (known !== undefined) {
            return 1;
        }
        const bytes = encode(value);
        this.news[this.count] = bytes;
        this.count++;
        this.known.set(value, this.count);
        return 1 + bytes.length;
    }

    finish(): string {
        return this.numbers.finish() + encodeColumn(this.news);
    }
}

/** Writes one unit. */
export class UnitWriter {
    /** Events written so far. */
    count = 0;
    /** About how many bytes they take before Deflate. */
    size = 0;

    private start = 0;
    private time = 0;
    private id = -1;
    private readonly times = new NumberWriter();
    private readonly counters: string[] = [];
    private counterCount = 0;
    private readonly forms = new ValueWriter();
    private readonly creators = new ValueWriter();
    private readonly players = new PlayerWriter();
    /** Types in order of appearance; by type, the columns of its fields. */
    private readonly types: number[] = [];
    private readonly fields = new LuaMap<number, ValueWriter[]>();

    /**
     * Adds an event behind the last one.
     * @param server the server id of the creator, 0 when unknown.
     * @returns whether it was added. It is not, and nothing changes, when it is not behind the last one, or has a body that
     * is not well-formed.
     */
    add(time: number, id: number, server: number, body: string): boolean {
        const pieces = splitBody(body);
        if (pieces === undefined || time < this.time || (time === this.time && id <= this.id)) {
            return false;
        }
        this.addKey(time, id, server, pieces);
        this.addFields(byte(body, 1)!, pieces);
        this.time = time;
        this.id = id;
        this.count++;
        return true;
    }

    /**
     * The unit as written so far, before Deflate.
     * @param pause called between columns.
     */
    finish(pause: Pause = () => {}): string {
        const { times, counters, forms, creators, players } = this;
        const parts = [
            encodeVarint(this.count),
            packU32(this.start),
            times.finish(),
            encodeColumn(counters),
            forms.finish(),
            encodeColumn(players.ids),
            encodeColumn(players.servers),
            creators.finish(),
        ];
        for (const type of this.types) {
            for (const field of this.fields.get(type)!) {
                parts[parts.length] = field.finish();
                pause();
            }
        }
        return concat(parts);
    }

    private addKey(time: number, id: number, server: number, pieces: readonly string[]): void {
        const isFirst = this.count === 0;
        const later = isFirst ? 0 : time - this.time;
        const creator = creatorOf(id);
        const counter = counterOf(id);
        const isNext = !isFirst && later === 0 && creator === creatorOf(this.id);
        const isUsual = counter === (isNext ? counterOf(this.id) + 1 : 0);
        if (isFirst) {
            this.start = time;
        }
        if (!isUsual) {
            this.counters[this.counterCount] = char(counter);
            this.counterCount++;
        }
        this.times.add(later);
        const player = encodeVarint(server) + packU32(creator);
        const creatorBytes = this.creators.add(player, () => this.players.name(encodeVarint(server), packU32(creator)));
        this.size += creatorBytes + 1 + this.forms.add(formOf(pieces, !isUsual), (form) => form);
    }

    private addFields(type: number, pieces: readonly string[]): void {
        let columns = this.fields.get(type);
        if (columns === undefined) {
            columns = [];
            this.fields.set(type, columns);
            this.types[this.types.length] = type;
        }
        const encode = (item: string): string => encodeItem(item, this.players);
        for (const index of $range(1, pieces.length - 1)) {
            let column: ValueWriter | undefined = columns[index - 1];
            if (column === undefined) {
                column = new ValueWriter();
                columns[index - 1] = column;
            }
            if (pieces[index] !== NIL) {
                this.size += column.add(pieces[index], encode);
            }
        }
    }
}

/** The form of an event: its type, number of fields, whether its counter is given, and which fields are nil. */
function formOf(pieces: readonly string[], hasCounter: boolean): string {
    const fieldCount = pieces.length - 1;
    const parts = [pieces[0], char(fieldCount + (hasCounter ? FORM_COUNTER : 0))];
    let mask = 0;
    let weight = 1;
    for (const index of $range(1, fieldCount)) {
        mask += pieces[index] === NIL ? weight : 0;
        weight *= 2;
        if (weight === 256 || index === fieldCount) {
            parts[parts.length] = char(mask);
            mask = 0;
            weight = 1;
        }
    }
    return concat(parts);
}
