/** A defined type as an addon holds it: the ledger's methods for this type alone. */

import type { EventFilter, SubmitRefusal, LedgerEvent } from "../api/event";
import { checkFilter } from "./arguments";
import { expectNames, expectTable } from "../misuse";
import type { EventType } from "../api/event-type";
import type { FieldDefinition } from "../event/field";

/** The methods of a ledger that a type needs. */
export interface TypeLedger {
    submit(
        type: string,
        values: Readonly<Record<string, unknown>>,
    ): LuaMultiReturn<[LedgerEvent, undefined?] | [undefined, SubmitRefusal]>;
    events(filter: EventFilter): LuaIterable<LedgerEvent>;
}

/** The names of an EventFilter that are left to an addon here. */
const FILTER = ["from", "to", "creator", "player", "newestFirst", "limit"];

/** The public methods are explained in api/event-type.ts. */
export class DefinedType implements EventType {
    /** Made by `ledger:define()`. */
    constructor(
        readonly name: string,
        readonly id: number,
        private readonly fields: readonly FieldDefinition[],
        private readonly ledger: TypeLedger,
    ) {}

    submit(
        values: Readonly<Record<string, unknown>>,
    ): LuaMultiReturn<[LedgerEvent, undefined?] | [undefined, SubmitRefusal]> {
        return this.ledger.submit(this.name, values);
    }

    events(filter: Omit<EventFilter, "type"> = {}): LuaIterable<LedgerEvent> {
        expectTable("events", "filter", filter);
        expectNames("events", filter, FILTER);
        const full = { ...filter, type: this.name };
        checkFilter("events", full);
        // Those that are left out do not count.
        let left = filter.limit ?? math.huge;
        const nextOfName = this.ledger.events({ ...full, limit: undefined }) as unknown as NextEvent;
        const next: NextEvent = () => {
            let event = left > 0 ? nextOfName() : undefined;
            while (event !== undefined && !this.is(event)) {
                event = nextOfName();
            }
            left--;
            return event;
        };
        return next as unknown as LuaIterable<LedgerEvent>;
    }

    is(event: LedgerEvent): event is LedgerEvent {
        expectTable("is", "event", event);
        if (event.type !== this.name) {
            return false;
        }
        for (const { name, isRequired } of this.fields) {
            if (isRequired === true && event[name] === undefined) {
                return false;
            }
        }
        return true;
    }
}

type NextEvent = (this: void) => LedgerEvent | undefined;
