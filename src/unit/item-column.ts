/** A column of items while a unit is read: their numbers, many at once, and the items themselves. */

import type { Stride } from "../block/stride";
import type { NumberReader } from "./column";
import { decodeItem, mayNamePlayers } from "./item";
import type { PlayerReader } from "./players";

const max = math.max;

/** What a number counts where it is taken out, and where its item is put in its place, in bytes of a body. */
const NUMBER_BYTES = 8;

export class ItemColumn {
    /** Whether its new items may name players: those of all columns have to be read in the order of their events. */
    readonly namesPlayers: boolean;
    /** The numbers of the events that are being read, and where each event starts among the pieces. */
    numbers: number[] = [];
    offsets: readonly number[] = [];
    private size = 0;
    /** Most bytes of an item. */
    longest = 1;
    /** Items by number. */
    private readonly known = new LuaTable<number, string | undefined>();
    /** How many items are read, and how many of them were asked for. */
    private count = 0;
    private given = 0;
    private position = 1;
    /** How far readAhead() is in `numbers`. */
    private ahead = 0;
    private aheadGiven = 0;

    /**
     * @param place where its items stand behind the type byte, from 1 on.
     * @param stride paces what is read.
     */
    constructor(
        readonly place: number,
        private readonly column: NumberReader,
        private readonly news: string,
        private readonly players: PlayerReader,
        private readonly stride: Stride,
    ) {
        this.namesPlayers = mayNamePlayers(news);
    }

    /** Takes the numbers of the next events. @param offsets where they start among the pieces: `count` of them. */
    take(offsets: readonly number[], count: number): void {
        this.numbers = this.column.take(count);
        this.offsets = offsets;
        this.size = count;
        this.ahead = 0;
        this.aheadGiven = this.given;
        this.stride.passed(count * NUMBER_BYTES);
    }

    /** Whether one of the numbers is that of a new item. */
    hasNew(): boolean {
        return this.column.hasZero;
    }

    /** Reads the item of the event at an offset ahead, if it is new. Events come in their order. */
    readAhead(offset: number): void {
        const { ahead, numbers } = this;
        const number: number | undefined = numbers[ahead];
        if (number === undefined || this.offsets[ahead] !== offset) {
            return;
        }
        this.ahead++;
        if (number === 0) {
            this.aheadGiven++;
            this.readNew();
        } else if (number > this.aheadGiven) {
            // What is only read ahead so far has no number yet.
            numbers[ahead] = -1;
        }
    }

    /**
     * Puts the items in their places among the pieces.
     * @returns where the first event starts whose item cannot be read; nil when there is none.
     */
    fill(pieces: string[]): number | undefined {
        const { known } = this;
        // Counted from 1, as Lua does: this is done for each field of each event.
        const numbers = this.numbers as unknown as LuaTable<number, number>;
        const offsets = this.offsets as unknown as LuaTable<number, number>;
        const places = pieces as unknown as LuaTable<number, string>;
        const place = this.place + 1;
        this.stride.passed(this.size * NUMBER_BYTES);
        for (const index of $range(1, this.size)) {
            const number = numbers.get(index);
            let item = known.get(number);
            if (item === undefined) {
                item = number === 0 ? this.nextNew() : undefined;
                if (item === undefined) {
                    return offsets.get(index);
                }
            }
            places.set(offsets.get(index) + place, item);
        }
        return undefined;
    }

    private nextNew(): string | undefined {
        this.given++;
        if (this.given > this.count) {
            this.readNew();
        }
        return this.known.get(this.given);
    }

    private readNew(): void {
        const [item, next] = decodeItem(this.news, this.position, this.players);
        // What cannot be read stays so.
        this.position = next ?? this.news.length + 1;
        if (item !== undefined) {
            this.count++;
            this.known.set(this.count, item);
            this.longest = max(this.longest, item.length);
            this.stride.passed(item.length);
        }
    }
}
