/** Forms: what the items of a record may be, each read with its bounds and written back. */
import { Damage } from "../format/damage";
import { type Cbor, isWellFormed } from "./cbor";

/** One form of value. */
export interface Form<T> {
    /** @throws Damage where the item is none of this form. */
    read(item: Cbor): T;
    write(value: T): Cbor;
}

/** What a form holds. */
export type Held<F> = F extends Form<infer T> ? T : never;

/** A form whose values are their own items, where a check lets them through. */
function plain<T extends Cbor>(what: string, isOne: (item: Cbor) => item is T): Form<T> {
    return {
        read(item) {
            if (!isOne(item)) throw new Damage(`${what} expected`);
            return item;
        },
        write: (value) => value,
    };
}

/** An integer in bounds. */
export function uint(least = 0, most = Number.MAX_SAFE_INTEGER): Form<number> {
    return plain(
        `an integer from ${least} to ${most}`,
        (item): item is number => typeof item === "number" && item >= least && item <= most,
    );
}

/** A byte string of so many bytes. */
export function bytes(least: number, most = least): Form<Buffer> {
    return plain(
        `${least} to ${most} bytes`,
        (item): item is Buffer => Buffer.isBuffer(item) && item.length >= least && item.length <= most,
    );
}

/** Text of so many bytes of UTF-8 that passes a check. */
export function text(least: number, most: number, isOne: (text: string) => boolean = () => true): Form<string> {
    return plain(`text of ${least} to ${most} bytes`, (item): item is string => {
        if (typeof item !== "string" || !isWellFormed(item)) return false;
        const length = Buffer.byteLength(item);
        return length >= least && length <= most && isOne(item);
    });
}

/** True or false. */
export const bool: Form<boolean> = plain("true or false", (item): item is boolean => typeof item === "boolean");

/** A form, or null. */
export function nullable<T>(form: Form<T>): Form<T | null> {
    return {
        read: (item) => (item === null ? null : form.read(item)),
        write: (value) => (value === null ? null : form.write(value)),
    };
}

/** A form whose values have to pass a further check. */
export function checked<T>(form: Form<T>, what: string, isOne: (value: T) => boolean): Form<T> {
    return {
        read(item) {
            const value = form.read(item);
            if (!isOne(value)) throw new Damage(`${what} expected`);
            return value;
        },
        write: (value) => form.write(value),
    };
}

/** An array of values of one form, at most so many. */
export function list<T>(form: Form<T>, most: number): Form<readonly T[]> {
    return {
        read(item) {
            if (!Array.isArray(item) || item.length > most) throw new Damage(`at most ${most} items expected`);
            return (item as readonly Cbor[]).map((one) => form.read(one));
        },
        write: (values) => values.map((value) => form.write(value)),
    };
}

/** A list whose values ascend, none twice, by the bytes that name them. */
export function ascending<T>(form: Form<T>, most: number, nameOf: (value: T) => Buffer): Form<readonly T[]> {
    return checked(list(form, most), "ascending items", (values) =>
        values.every((value, index) => index === 0 || Buffer.compare(nameOf(values[index - 1]), nameOf(value)) < 0),
    );
}

/** The forms of the items of an array, in their order, by name. */
export type Fields = Readonly<Record<string, Form<unknown>>>;

/** What an array with these items holds. */
export type Named<F extends Fields> = { readonly [Name in keyof F]: Held<F[Name]> };

/** Reads items by their names; those behind them are passed over. @throws Damage where one is missing or out of form. */
export function readFields<F extends Fields>(fields: F, items: readonly Cbor[]): Named<F> {
    const forms = Object.entries(fields);
    if (items.length < forms.length) throw new Damage(`${forms.length} items expected`);
    return Object.fromEntries(forms.map(([name, form], index) => [name, form.read(items[index])])) as Named<F>;
}

/** The items of named values. */
export function writeFields<F extends Fields>(fields: F, values: Named<F>): Cbor[] {
    return Object.entries(fields).map(([name, form]) => form.write(values[name]));
}

/** An array of exactly these items. */
export function tuple<F extends Fields>(fields: F): Form<Named<F>> {
    const count = Object.keys(fields).length;
    return {
        read(item) {
            if (!Array.isArray(item) || item.length !== count) throw new Damage(`an array of ${count} expected`);
            return readFields(fields, item as readonly Cbor[]);
        },
        write: (values) => writeFields(fields, values),
    };
}
