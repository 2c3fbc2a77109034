/** The forms of the events of a unit: type, number of fields, which of them are nil, and whether the counter is given. */
import { MAX_FIELDS } from "./body";
import type { ByteReader } from "./bytes";
import { NULL } from "./items";
import { HAS_COUNTER } from "./unit-format";

/** What events of one form have in common. */
export interface Form {
    readonly type: number;
    /** For each field, whether it is nil. */
    readonly isNil: readonly boolean[];
    readonly hasCounter: boolean;
}

/** Reads the next form of a column. */
export function readForm(column: ByteReader): Form {
    const [type, head] = [column.u8(), column.u8()];
    const count = head % HAS_COUNTER;
    if (count > MAX_FIELDS) column.fail("number of fields");
    const masks = column.take(Math.ceil(count / 8));
    const isNil = Array.from({ length: count }, (_, index) => ((masks[index >> 3] >> (index % 8)) & 1) === 1);
    return { type, isNil, hasCounter: head >= HAS_COUNTER };
}

/** Whether an item is null: forms say that of a field, columns do not hold it. */
export function isNull(item: Buffer): boolean {
    return item.length === 1 && item[0] === NULL;
}

/** The form of an event with these fields. */
export function encodeForm(type: number, fields: readonly Buffer[], hasCounter: boolean): Buffer {
    const form = Buffer.alloc(2 + Math.ceil(fields.length / 8));
    form[0] = type;
    form[1] = fields.length + (hasCounter ? HAS_COUNTER : 0);
    fields.forEach((field, index) => {
        if (isNull(field)) form[2 + (index >> 3)] |= 1 << (index % 8);
    });
    return form;
}
