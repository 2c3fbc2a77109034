/** What an event is as a row, in whatever room. */
import type { EventTypes } from "../format/event-types";
import { guidText } from "../format/field-kinds";
import { describe } from "../format/fields";
import type { StoredEvent } from "../format/key";
import type { EventStatus } from "../room/counting";
import type { Params } from "./driver";

/** The log of a scope. */
export type LogName = Readonly<{ ledger: string; scope: string }>;

/** An event with what tells it apart. */
export interface IdentifiedEvent {
    readonly event: StoredEvent;
    /** Packed. */
    readonly key: Buffer;
    /** Of the body: bodyHash(). */
    readonly hash: Buffer;
    readonly digest: number;
}

/** What an event counts as. */
export interface EventStanding {
    readonly status: EventStatus;
    readonly isRevoked: boolean;
    /** Numbers of members as JSON. */
    readonly vouchers: string;
    readonly reason: number | null;
    readonly touched: number;
}

/** The name and the fields of an event. */
export function contentColumns(body: Buffer, types: EventTypes): { name: string; fields: string } {
    const { name, fields, importId, originalTime } = describe(body, types);
    if (importId === undefined && originalTime === undefined) return { name, fields: JSON.stringify(fields) };
    const marks = { $importId: importId, $originalTime: originalTime };
    return { name, fields: JSON.stringify({ ...fields, ...marks }) };
}

/** The row of an event. @param server id of its creator's server. */
export function eventRow(
    { ledger, scope }: LogName,
    { event, key, hash, digest }: IdentifiedEvent,
    server: number,
    types: EventTypes,
    standing: EventStanding,
): Params {
    const { time, creator, counter, body } = event;
    const { name, fields } = contentColumns(body, types);
    // One literal: objects that are spread together are slow to make and to read.
    return {
        ledger,
        scope,
        key,
        hash,
        digest,
        type: body[0],
        name,
        time,
        creator: guidText(server, creator),
        server,
        counter,
        fields,
        status: standing.status,
        revoked: standing.isRevoked ? 1 : 0,
        vouchers: standing.vouchers,
        reason: standing.reason,
        touched: standing.touched,
        body,
    };
}
