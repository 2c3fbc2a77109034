/** The forms of the events of a unit, and the groups of events that share their columns. */

import type { Pause } from "../ports";
import type { Stride } from "../block/stride";
import { MAX_BODY_BYTES, MAX_FIELDS } from "../event/body";
import { decodeColumn, NumberReader } from "./column";
import { FORM_COUNTER, NIL } from "./format";
import { ItemColumn } from "./item-column";
import type { PlayerReader } from "./players";

const byte = string.byte;
const ceil = math.ceil;
const floor = math.floor;
const huge = math.huge;
const max = math.max;
const min = math.min;
const sub = string.sub;

/** What events of one form have in common. */
export interface Form {
    readonly group: Group;
    readonly fieldCount: number;
    readonly hasCounter: boolean;
    /** By place behind the type byte, from 1 on: whether the field is there and not nil. */
    readonly fields: LuaTable<number, boolean | undefined>;
}

/** The events of one type among those that are being read. */
export class Group {
    /** Where each starts among the pieces, and its form. */
    readonly offsets: number[] = [];
    readonly forms: Form[] = [];
    /** Number of these events. */
    size = 0;
    /** Most fields of a form. */
    fieldCount = 0;
    readonly columns: ItemColumn[] = [];
    /** By place: number of forms with a field there that is not nil; and number of all. */
    private readonly formsWith = new LuaTable<number, number | undefined>();
    private formCount = 0;

    /** @param type the type byte. */
    constructor(readonly type: string) {}

    /** Takes note of a form. */
    addForm({ fieldCount, fields }: Form): void {
        this.fieldCount = max(this.fieldCount, fieldCount);
        this.formCount++;
        for (const place of $range(1, fieldCount)) {
            if (fields.get(place) === true) {
                this.formsWith.set(place, (this.formsWith.get(place) ?? 0) + 1);
            }
        }
    }

    /** Takes what is read of these events out of the columns of numbers, and puts nil in its places. */
    take(pieces: string[]): void {
        const { offsets, forms, size } = this;
        for (const column of this.columns) {
            const { place } = column;
            if (this.formsWith.get(place) === this.formCount) {
                column.take(offsets, size);
            } else {
                const own: number[] = [];
                let count = 0;
                for (const index of $range(0, size - 1)) {
                    if (forms[index].fields.get(place) === true) {
                        own[count] = offsets[index];
                        count++;
                    } else {
                        pieces[offsets[index] + place] = NIL;
                    }
                }
                column.take(own, count);
            }
        }
    }

    /** Number of columns of which new items of these events may name players. */
    countNewPlayers(): number {
        let count = 0;
        for (const column of this.columns) {
            if (column.namesPlayers && column.hasNew()) {
                count++;
            }
        }
        return count;
    }

    /**
     * Puts the fields of these events in their places.
     * @returns where the first event starts that has a field which cannot be read, or too many bytes; nil when there is none.
     */
    fill(pieces: string[]): number | undefined {
        const { offsets, forms, size } = this;
        let fault: number | undefined;
        let longest = 1;
        for (const column of this.columns) {
            const at = column.fill(pieces);
            fault = at === undefined ? fault : min(at, fault ?? at);
            longest += column.longest;
        }
        for (const index of $range(0, longest > MAX_BODY_BYTES ? size - 1 : -1)) {
            const offset = offsets[index];
            if (offset >= (fault ?? offset + 1)) {
                break;
            }
            let bytes = 1;
            for (const place of $range(1, forms[index].fieldCount)) {
                bytes += pieces[offset + place].length;
            }
            if (bytes > MAX_BODY_BYTES) {
                return offset;
            }
        }
        return fault;
    }
}

/** Forms that are read between two looks at the frame's budget. */
const FORM_STEP = 4;

/**
 * The forms of a unit in order of appearance, and its groups.
 * @param limit most forms: no more than there are events.
 * @returns nil twice when they are not well-formed.
 */
export function readForms(
    column: string,
    limit: number,
    pause: Pause,
): LuaMultiReturn<[forms: Form[], groups: Group[]] | [undefined, undefined]> {
    const forms: Form[] = [];
    const groups: Group[] = [];
    const byType = new LuaMap<string, Group>();
    let position = 1;
    while (position <= column.length) {
        if (forms.length >= limit) {
            return $multi(undefined, undefined);
        }
        if (forms.length % FORM_STEP === FORM_STEP - 1) {
            pause();
        }
        const type = sub(column, position, position);
        const head = byte(column, position + 1);
        const fieldCount = (head ?? MAX_FIELDS + 1) % FORM_COUNTER;
        const masks = position + 2;
        position = masks + ceil(fieldCount / 8);
        if (head === undefined || fieldCount > MAX_FIELDS || position > column.length + 1) {
            return $multi(undefined, undefined);
        }
        let group = byType.get(type);
        if (group === undefined) {
            group = new Group(type);
            byType.set(type, group);
            groups[groups.length] = group;
        }
        const fields = new LuaTable<number, boolean | undefined>();
        for (const place of $range(1, fieldCount)) {
            const mask = byte(column, masks + floor((place - 1) / 8))!;
            fields.set(place, floor(mask / 2 ** ((place - 1) % 8)) % 2 === 0);
        }
        const form = { group, fieldCount, hasCounter: head >= FORM_COUNTER, fields };
        group.addForm(form);
        forms[forms.length] = form;
    }
    return $multi(forms, groups);
}

/**
 * Gives groups their columns.
 * @param bytes the unit. @param position of the first column in it.
 * @param pause called between columns.
 * @returns false when there are more columns or fewer.
 */
export function connectColumns(
    groups: readonly Group[],
    bytes: string,
    position: number,
    players: PlayerReader,
    pause: Pause,
    stride: Stride,
): boolean {
    let next = position;
    for (const { columns, fieldCount } of groups) {
        for (const place of $range(1, fieldCount)) {
            const [numbers, afterNumbers] = decodeColumn(bytes, next);
            const [news, afterNews] = decodeColumn(bytes, afterNumbers ?? huge);
            if (news === undefined) {
                return false;
            }
            columns[place - 1] = new ItemColumn(place, new NumberReader(numbers!), news, players, stride);
            next = afterNews;
            pause();
        }
    }
    return next === bytes.length + 1;
}
