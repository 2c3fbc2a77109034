/** Writes units, byte for byte as the library does before Deflate. */
import { splitBody } from "./body";
import { fromText, toText, u32, u8, varint } from "./bytes";
import { compareKeys, type StoredEvent } from "./key";
import { encodeForm, isNull } from "./unit-forms";
import { encodeUnitItem, type Player } from "./unit-items";

function encodeColumn(parts: readonly Buffer[]): Buffer {
    const bytes = Buffer.concat(parts);
    return Buffer.concat([varint(bytes.length), bytes]);
}

/** A column of values, each in full where it is new and by its number from then on. */
class ValueWriter {
    private readonly numbers: Buffer[] = [];
    private readonly news: Buffer[] = [];
    private readonly known = new Map<string, number>();

    /** @param encode makes the bytes of a value that is new. @returns about how many bytes were added. */
    add(value: Buffer, encode: (value: Buffer) => Buffer = (same) => same): number {
        const name = toText(value);
        const known = this.known.get(name);
        this.numbers.push(varint(known ?? 0));
        if (known !== undefined) return 1;
        const bytes = encode(value);
        this.news.push(bytes);
        this.known.set(name, this.news.length);
        return 1 + bytes.length;
    }

    finish(): Buffer {
        return Buffer.concat([encodeColumn(this.numbers), encodeColumn(this.news)]);
    }
}

/** Gives players their numbers. */
class PlayerWriter {
    private readonly known = new Map<string, number>();

    /** The bytes that name a player: its number, or 0 for the next new one. */
    name = (player: Player): Buffer => {
        const packed = toText(packPlayer(player));
        const known = this.known.get(packed);
        if (known === undefined) this.known.set(packed, this.known.size + 1);
        return varint(known ?? 0);
    };

    /** The columns of ids and of server ids. */
    finish(): Buffer {
        const players = [...this.known.keys()].map(fromText);
        return Buffer.concat([
            encodeColumn(players.map((player) => player.subarray(0, 4))),
            encodeColumn(players.map((player) => player.subarray(4))),
        ]);
    }
}

function packPlayer({ id, server }: Player): Buffer {
    return Buffer.concat([u32(id), varint(server)]);
}

/** Writes one unit. */
export class UnitWriter {
    /** About how many bytes it takes before Deflate. */
    size = 0;
    private count = 0;
    private start = 0;
    private last: StoredEvent | undefined;
    private readonly times: Buffer[] = [];
    private readonly counters: Buffer[] = [];
    private readonly forms = new ValueWriter();
    private readonly creators = new ValueWriter();
    private readonly players = new PlayerWriter();
    /** By type, in order of appearance: the columns of its fields. */
    private readonly fields = new Map<number, ValueWriter[]>();

    /** Adds an event behind the last one. Raises an Error for one that is not, or has a body that is not well-formed. */
    add(event: StoredEvent): void {
        const items = splitBody(event.body);
        if (items === undefined || (this.last !== undefined && compareKeys(this.last, event) >= 0)) {
            throw new Error(`UnitWriter.add: 'event' - an event behind the last one, with a right body expected`);
        }
        this.addKey(event, items);
        this.addFields(event.body[0], items);
        this.last = event;
        this.count++;
    }

    /** The unit as written so far, before Deflate. */
    finish(): Buffer {
        const { times, counters, forms, players, creators, fields } = this;
        const columns = [...fields.values()].flat().map((field) => field.finish());
        return Buffer.concat([
            varint(this.count),
            u32(this.start),
            encodeColumn(times),
            encodeColumn(counters),
            forms.finish(),
            players.finish(),
            creators.finish(),
            ...columns,
        ]);
    }

    private addKey(event: StoredEvent, items: readonly Buffer[]): void {
        const { last } = this;
        const { time, creator, counter, server } = event;
        if (last === undefined) this.start = time;
        const later = last === undefined ? 0 : time - last.time;
        const isNext = last !== undefined && later === 0 && creator === last.creator;
        const isUsual = counter === (isNext ? last.counter + 1 : 0);
        if (!isUsual) this.counters.push(u8(counter));
        this.times.push(varint(later));
        const player = { id: creator, server };
        const creatorBytes = this.creators.add(packPlayer(player), () => this.players.name(player));
        this.size += 1 + creatorBytes + this.forms.add(encodeForm(event.body[0], items, !isUsual));
    }

    private addFields(type: number, items: readonly Buffer[]): void {
        const columns = this.fields.get(type) ?? [];
        this.fields.set(type, columns);
        items.forEach((item, place) => {
            columns[place] ??= new ValueWriter();
            if (!isNull(item))
                this.size += columns[place].add(item, (value) => encodeUnitItem(value, this.players.name));
        });
    }
}
