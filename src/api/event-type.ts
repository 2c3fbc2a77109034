/**
 * What define() takes and gives, and how the fields that it names become types: `"amount:number"` a number, `"note:string?"`
 * a text that may be missing. A definition in TypeScript thus says once what reducer and submit() are checked against.
 */

import type { EventFilter, SubmitRefusal, EventBase, LedgerEvent } from "./event";

/** What the value of a field is, by the field's kind. */
export interface KindValues {
    /** What CBOR can hold: text, number, boolean, or table of those. The kind of a field without one; may be nil. */
    any: unknown;
    /** GUID of a player, as UnitGUID gives it. */
    guid: string;
    /** GUIDs of players. */
    "guid[]": readonly string[];
    /** Finite. */
    number: number;
    /** Text, or any bytes. */
    string: string;
    /** true or false. */
    boolean: boolean;
}

/** The name of a field. */
export type FieldName<Text extends string> = Text extends `${infer Name}:${string}` ? Name : Text;

/** The type of a field's value where it is there. */
export type FieldValue<Text extends string> = Text extends `${string}:${infer Kind}`
    ? Kind extends `${infer Optional}?`
        ? KindValues[Optional & keyof KindValues]
        : KindValues[Kind & keyof KindValues]
    : unknown;

/** Those of some fields that every event of the type has: they have a kind other than any, without "?". */
export type RequiredField<Text extends string> = Text extends `${string}?` | `${string}:any`
    ? never
    : Text extends `${string}:${string}`
      ? Text
      : never;

/** The values of fields by name. */
export type FieldMembers<Text extends string> = {
    readonly [Required in RequiredField<Text> as FieldName<Required>]: FieldValue<Required>;
} & {
    readonly [Optional in Exclude<Text, RequiredField<Text>> as FieldName<Optional>]?: FieldValue<Optional> | undefined;
};

/** What submit() takes. Where fields are not literals: any. */
export type FieldValues<Fields extends readonly string[]> = string extends Fields[number]
    ? Readonly<Record<string, unknown>>
    : // An empty object type would take everything.
      Fields extends readonly []
      ? Readonly<Record<string, never>>
      : Flat<FieldMembers<Fields[number]>>;

/** An event of a type with these fields, as its reducer sees it. Where fields are not literals: LedgerEvent. */
export type TypedEvent<Name extends string, Fields extends readonly string[]> = string extends Fields[number]
    ? LedgerEvent
    : Flat<Omit<EventBase, "type"> & { readonly type: Name } & FieldMembers<Fields[number]>>;

/** Fields as they are given, with those of an unknown kind or a reserved name replaced by what they should look like. */
export type CheckedFields<Fields extends readonly string[]> = {
    readonly [Index in keyof Fields]: FieldName<Fields[Index]> extends keyof EventBase
        ? `'${FieldName<Fields[Index]>}' is the name of a member that every event has`
        : Fields[Index] extends `${string}:${infer Kind}`
          ? Kind extends keyof KindValues | `${keyof KindValues}?`
              ? Fields[Index]
              : `${FieldName<Fields[Index]>}:${keyof KindValues}`
          : Fields[Index];
};

/** Shows an intersection as one type. */
export type Flat<Type> = { [Key in keyof Type]: Type[Key] };

/** What define() takes. */
export interface TypeOptions<Fields extends readonly string[] = readonly string[]> {
    /** 1-255. It is what is stored and sent: never change it, never give it to another type. */
    readonly id: number;
    /**
     * The fields in order, at most 32: "name", "name:kind" or "name:kind?", with kind any, guid, guid[], number, string or
     * boolean. New ones only at the end, and with "?" or without kind: the events that there are lack them.
     *
     * A field with a kind is there in every event that a reducer sees, and of that kind; submit() raises otherwise. An
     * event from elsewhere that does not fit is kept in the log and passed over, see `misfit` in LedgerStatus.
     * With "?" it may also be nil. A field without kind, or with kind any, may be nil or anything that CBOR can hold.
     *
     * guid and guid[] are packed binary, a sixth of the text; all others are packed alike, so their kind may be
     * added, removed or changed while those of the stored events fit.
     */
    readonly fields: Fields;
}

/**
 * A defined type: what define() gives. Its methods are those of the ledger for this type alone, and in TypeScript they know
 * its fields.
 * @typeParam Name the type's name.
 * @typeParam Fields the fields as define() took them.
 * @example
 * const award = ledger.define("award", { id: 1, fields: ["player:guid", "amount:number"] }, (state, event) => {
 *     state.points[event.player] = (state.points[event.player] ?? 0) + event.amount;
 * });
 * award.submit({ player: UnitGUID("target"), amount: 50 });
 */
export interface EventType<Name extends string = string, Fields extends readonly string[] = readonly string[]> {
    /** As define() took it. */
    readonly name: Name;
    /** As define() took it. */
    readonly id: number;
    /**
     * Writes an event of the type; as `ledger:submit(name, values)`.
     * @param values the fields by name; those left out are nil.
     * @returns the event, or nil and why it is not in the log: see Ledger.submit.
     */
    submit(
        values: FieldValues<Fields>,
    ): LuaMultiReturn<[TypedEvent<Name, Fields>, undefined?] | [undefined, SubmitRefusal]>;
    /**
     * The events of the type in order, without those that do not fit the fields.
     * @param filter as for `ledger:events()`.
     * @example for event in award:events({ from = time() - 86400 }) do print(event.player, event.amount) end
     */
    events(filter?: Omit<EventFilter, "type">): LuaIterable<TypedEvent<Name, Fields>>;
    /**
     * Whether an event is of the type and has its fields: for listeners, which hear of all types.
     * @example ledger:on("eventAdded", function(event) if award:is(event) then print(event.amount) end end)
     */
    is(event: LedgerEvent): event is LedgerEvent & TypedEvent<Name, Fields>;
}

/**
 * The events of a type.
 * @example type Award = EventOf<typeof award>;
 */
export type EventOf<Type> = Type extends EventType<infer Name, infer Fields> ? TypedEvent<Name, Fields> : never;

/**
 * What submit() of a type takes.
 * @example const values: ValuesOf<typeof award> = { player, amount: 50 };
 */
export type ValuesOf<Type> = Type extends EventType<string, infer Fields> ? FieldValues<Fields> : never;
