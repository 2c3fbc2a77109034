/**
 * What define() takes and returns, and how fields become types: `"amount:number"` is a number, `"note:string?"` a
 * string that may be nil. In TypeScript, the reducer and submit() are checked against the fields of the definition.
 */

import type { EventFilter, SubmitRefusal, EventBase, LedgerEvent } from "./event";

/** The type of a field's value for each kind of field. */
export interface KindValues {
    /**
     * Any value that CBOR can hold: string, number, boolean, or a table of these. It may be nil. A field without a kind
     * has this one.
     */
    any: unknown;
    /** GUID of a player as UnitGUID() returns it. */
    guid: string;
    /** List of player GUIDs. */
    "guid[]": readonly string[];
    /** A finite number. */
    number: number;
    /** A string; it may hold any bytes. */
    string: string;
    /** true or false. */
    boolean: boolean;
}

/** The name in a field's text: "amount" for "amount:number". */
export type FieldName<Text extends string> = Text extends `${infer Name}:${string}` ? Name : Text;

/** The type of a field's value when it is not nil. */
export type FieldValue<Text extends string> = Text extends `${string}:${infer Kind}`
    ? Kind extends `${infer Optional}?`
        ? KindValues[Optional & keyof KindValues]
        : KindValues[Kind & keyof KindValues]
    : unknown;

/** The fields that every event of the type has: those with a kind other than any and without "?". */
export type RequiredField<Text extends string> = Text extends `${string}?` | `${string}:any`
    ? never
    : Text extends `${string}:${string}`
      ? Text
      : never;

/** The values of the fields by name. */
export type FieldMembers<Text extends string> = {
    readonly [Required in RequiredField<Text> as FieldName<Required>]: FieldValue<Required>;
} & {
    readonly [Optional in Exclude<Text, RequiredField<Text>> as FieldName<Optional>]?: FieldValue<Optional> | undefined;
};

/** The values that submit() takes, by field name. Fields that are not literals may have any value. */
export type FieldValues<Fields extends readonly string[]> = string extends Fields[number]
    ? Readonly<Record<string, unknown>>
    : // An empty object type would take everything.
      Fields extends readonly []
      ? Readonly<Record<string, never>>
      : Flat<FieldMembers<Fields[number]>>;

/** An event of a type with these fields, as its reducer gets it. It is LedgerEvent when the fields are not literals. */
export type TypedEvent<Name extends string, Fields extends readonly string[]> = string extends Fields[number]
    ? LedgerEvent
    : Flat<Omit<EventBase, "type"> & { readonly type: Name } & FieldMembers<Fields[number]>>;

/** A field as given. One with an unknown kind is replaced by a text that says what is wrong, as in CheckedField. */
export type CheckedKind<Text extends string> = Text extends `${string}:${infer Kind}`
    ? string extends Kind
        ? Text
        : Kind extends keyof KindValues | `${keyof KindValues}?`
          ? Text
          : `'${Kind}' is no kind, but any, boolean, guid, guid[], number and string are`
    : Text;

/**
 * A field as given. One with an unknown kind or a reserved name is replaced by a text that says what is wrong: it stands
 * in the compiler's error, which says that the field is not assignable to it.
 */
export type CheckedField<Text extends string> = string extends Text
    ? Text
    : FieldName<Text> extends keyof EventBase
      ? `'${FieldName<Text>}' is a member of every event`
      : CheckedKind<Text>;

/** The fields as given, each of them checked. */
export type CheckedFields<Fields extends readonly string[]> = {
    readonly [Index in keyof Fields]: CheckedField<Fields[Index]>;
};

/** Shows an intersection of types as one object type. */
export type Flat<Type> = { [Key in keyof Type]: Type[Key] };

/**
 * The options of define().
 * @typeParam Fields the fields.
 * @typeParam State the state of the ledger.
 * @typeParam Event the events of the type.
 */
export interface TypeOptions<
    Fields extends readonly string[] = readonly string[],
    State extends object = object,
    Event = LedgerEvent,
> {
    /** Number of the type, 1-255. It is stored and sent, so never change it or give it to another type. */
    readonly id: number;
    /**
     * The fields in order, at most 32. Each is "name", "name:kind" or "name:kind?". The kinds are any, guid, guid[],
     * number, string and boolean. Add new fields only at the end, with "?" or without a kind, because existing events
     * lack them.
     *
     * A reducer only gets events whose fields with a kind are present and of that kind. submit() raises an error if a
     * field is not. An event from another client that does not fit stays in the log but is skipped; see
     * `schemaMismatch` in LedgerStatus. A field with "?" may also be nil. A field without a kind, or with kind any, may
     * be nil or any value that CBOR can hold.
     *
     * The kinds guid and guid[] are packed as binary, which takes a sixth of the text. All other kinds are packed
     * alike, so you can add, remove or change such a kind as long as the stored events fit.
     */
    readonly fields: Fields;
    /**
     * Takes an event out of the state again, after others have been applied: changes `state` in place, as the reducer does. It is
     * called where a sealed event was revoked, which cannot be skipped any more (docs/seals.md), alike on all clients, and must depend on
     * its arguments alone. Without it, sealed events of the type cannot be revoked.
     * @example undo = function(state, event) state.points[event.player] = state.points[event.player] - event.amount end
     */
    readonly undo?: (this: void, state: State, event: Event) => void;
}

/**
 * A type of events: the result of define(). It has the ledger's methods for this type alone, and in TypeScript it knows
 * the types of its fields.
 * @typeParam Name the name of the type.
 * @typeParam Fields the fields that were given to define().
 * @example
 * const award = ledger.define("award", { id: 1, fields: ["player:guid", "amount:number"] }, (state, event) => {
 *     state.points[event.player] = (state.points[event.player] ?? 0) + event.amount;
 * });
 * if (UnitIsPlayer("target")) award.submit({ player: UnitGUID("target")!, amount: 50 });
 */
export interface EventType<Name extends string = string, Fields extends readonly string[] = readonly string[]> {
    /** Name of the type, as given to define(). */
    readonly name: Name;
    /** Number of the type, 1-255, as given to define(). */
    readonly id: number;
    /**
     * Writes an event of this type, like `ledger:submit(name, values)`. Raises an error if a value does not fit its
     * field.
     * @param values the values by field name. A field that is left out is nil.
     * @returns the event; or nil and the reason why it is not in the log, as for Ledger.submit.
     */
    submit(
        values: FieldValues<Fields>,
    ): LuaMultiReturn<[TypedEvent<Name, Fields>, undefined?] | [undefined, SubmitRefusal]>;
    /**
     * Iterates over the events of this type in order. Events that do not fit the fields are left out.
     * @param filter which events, as for `ledger:events()`; nil for all.
     * @example for event in award:events({ from = time() - 86400 }) do print(event.player, event.amount) end
     */
    events(filter?: Omit<EventFilter, "type">): LuaIterable<TypedEvent<Name, Fields>>;
    /**
     * Whether an event is of this type and fits its fields. Use it in listeners, which get events of all types.
     * @example ledger:on("eventAdded", function(event) if award:is(event) then print(event.amount) end end)
     */
    is(event: LedgerEvent): event is LedgerEvent & TypedEvent<Name, Fields>;
}

/**
 * The TypeScript type of the events of a defined type.
 * @example type Award = EventOf<typeof award>;
 */
export type EventOf<Type> = Type extends EventType<infer Name, infer Fields> ? TypedEvent<Name, Fields> : never;

/**
 * The TypeScript type of the values that submit() of a defined type takes.
 * @example const values: ValuesOf<typeof award> = { player, amount: 50 };
 */
export type ValuesOf<Type> = Type extends EventType<string, infer Fields> ? FieldValues<Fields> : never;
