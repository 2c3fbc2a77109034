/** The events that a filter selects, one by one, in order or the newest first. */

import type { EventFilter, LedgerEvent } from "../api/event";
import { ContentsBuilder, type Wanted } from "../block/contents";
import type { PackedWeek } from "../block/packed-week";
import { Stride } from "../block/stride";
import { creatorOf } from "../event/key";
import type { Schema } from "../event/schema";
import type { Admission } from "../log/admission";
import { BackCursor } from "../log/back-cursor";
import { LogCursor } from "../log/cursor";
import type { Log } from "../log/log";
import type { Week } from "../log/week";
import type { Guard, Pause } from "../ports";
import { readCreator, readPlayer } from "./arguments";

const ceil = math.ceil;
const char = string.char;
const huge = math.huge;

/** What a query reads. */
export interface QuerySource {
    readonly log: Log;
    readonly schema: Schema;
    readonly admission: Pick<Admission, "toEventOfRow">;
}

/** The type byte of events with this name: that of a type, or "#number" where none is defined. Nil when there can be none. */
function typeByteOf(schema: Schema, name: string): string | undefined {
    const [digits] = string.match(name, "^#([1-9]%d?%d?)$");
    const number = digits === undefined ? 256 : tonumber(digits)!;
    const id = schema.named(name)?.id ?? (schema.withId(number) === undefined ? number : 256);
    return id > 255 ? undefined : char(id);
}

export class Query {
    private readonly wanted: Wanted;
    private readonly cursor: LogCursor | BackCursor;
    /** The same where it goes forwards. */
    private readonly forward: LogCursor | undefined;
    private readonly first: number;
    private readonly last: number;
    private left: number;
    /** What the packed week under way holds, as far as it is read; nil when that is known or nobody will ask. */
    private contents: ContentsBuilder | undefined;
    private packed: PackedWeek | undefined;

    /** @param filter as events() takes it, checked. */
    constructor(
        private readonly source: QuerySource,
        private readonly filter: EventFilter,
    ) {
        const { from = 0, to = huge, limit = huge, newestFirst = false } = filter;
        const type = filter.type === undefined ? undefined : typeByteOf(source.schema, filter.type);
        this.wanted = { type, creator: readCreator(filter.creator), player: readPlayer(filter.player) };
        this.first = from;
        this.last = to;
        this.left = type === undefined && filter.type !== undefined ? 0 : limit;
        const mayHold = (week: Week): boolean => week.size > 0 || week.packed?.contents?.mayHold(this.wanted) !== false;
        if (newestFirst) {
            this.cursor = new BackCursor(source.log, this.isNarrow() ? huge : limit, mayHold);
            this.cursor.seek(to, huge);
        } else {
            this.forward = new LogCursor(source.log, mayHold);
            this.forward.seek(ceil(from) - 1, huge);
            this.cursor = this.forward;
        }
    }

    /** The next event; nil when there are no more. */
    next(pause: Pause): LedgerEvent | undefined {
        const { cursor } = this;
        const stride = new Stride(pause);
        while (this.left > 0 && cursor.next(pause)) {
            const { time, id } = cursor;
            if (time < this.first || time > this.last) {
                break;
            }
            this.takeDown();
            const event = this.select(time, id);
            if (event !== undefined) {
                this.left--;
                return event;
            }
            stride.passed(0);
        }
        this.left = 0;
        return undefined;
    }

    /** Whether the filter asks for more than a time. */
    private isNarrow(): boolean {
        const { type, creator, player } = this.wanted;
        return type !== undefined || creator !== undefined || player !== undefined;
    }

    /** The event that the cursor is at, where the filter selects it. */
    private select(time: number, id: number): LedgerEvent | undefined {
        const { cursor, wanted, filter } = this;
        if (wanted.creator !== undefined && creatorOf(id) !== wanted.creator) {
            return undefined;
        }
        if (wanted.type !== undefined && cursor.typeByte() !== wanted.type) {
            return undefined;
        }
        const event = this.source.admission.toEventOfRow(time, id, cursor.row());
        return filter.player === undefined || this.names(event, filter.player) ? event : undefined;
    }

    /** Whether a player stands in a field of an event. */
    private names(event: LedgerEvent, player: string): boolean {
        for (const { name, kind } of this.source.schema.named(event.type)?.fields ?? []) {
            const value = event[name];
            if (kind === "guid" && value === player) {
                return true;
            }
            if (kind === "guid[]" && value !== undefined && (value as string[]).includes(player)) {
                return true;
            }
        }
        return false;
    }

    /** Takes down what the packed week holds that the cursor is in. One that goes backwards does so itself. */
    private takeDown(): void {
        const { forward } = this;
        const packed = forward?.packedWeek();
        if (packed !== this.packed) {
            this.packed = packed;
            const isAsked = this.isNarrow() && packed !== undefined && packed.contents === undefined;
            this.contents = isAsked ? new ContentsBuilder() : undefined;
        }
        const { contents } = this;
        if (contents !== undefined) {
            contents.add(creatorOf(forward!.id), forward!.row());
            if (contents.count === packed!.count) {
                packed!.contents = contents.finish();
                this.contents = undefined;
            }
        }
    }
}

/** Is called with an event; false when it wants no more. */
export type Visit = (this: void, event: LedgerEvent) => boolean | void;

/**
 * Calls `visit` with the events of a query, until it wants no more or raises an error, which is reported.
 * @returns number of its calls.
 */
export function visitEvents(query: Query, visit: Visit, guard: Guard, pause: Pause): number {
    let count = 0;
    let isOver = false;
    let event = query.next(pause);
    const visitNext = (): void => {
        // It stays so if the visit raises: it would raise at each event.
        isOver = true;
        isOver = visit(event!) === false;
    };
    while (event !== undefined) {
        count++;
        guard.call(visitNext);
        pause();
        event = isOver ? undefined : query.next(pause);
    }
    return count;
}
