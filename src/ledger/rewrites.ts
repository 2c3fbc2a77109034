/** What is written because events are sealed: revocations that carry what they revoke, and once more what came too late. */

import type { LedgerEvent, SubmitRefusal } from "../api/event";
import { typeOf } from "../event/body";
import { againMark, markBody, unmarkedBody } from "../event/import-mark";
import { creatorOf, packKey } from "../event/key";
import { type Schema, SYSTEM_TYPE } from "../event/schema";
import { bodyAt } from "../log/lookup";
import type { Log } from "../log/log";
import { targetOf, undoBody } from "../log/revocations";
import type { Orphan } from "../log/sealed-texts";

/** Most bytes of an event that a revocation carries. */
export const CARRIED_BYTES = 3500;

/** An event that was written, or why it was not. */
export type Written = LuaMultiReturn<[LedgerEvent, undefined?] | [undefined, SubmitRefusal]>;

/** What writing needs of the session. */
export interface RewriteHost {
    readonly log: Log;
    readonly schema: Schema;
    /** Whether events of a type can be taken out of the state again. */
    readonly hasUndo: (this: void, type: string) => boolean;
    readonly isRevoked: (this: void, time: number, id: number, event: LedgerEvent) => boolean;
    readonly submit: (this: void, body: string) => Written;
    readonly revoke: (this: void, time: number, id: number) => Written;
}

export class Rewrites {
    constructor(private readonly host: RewriteHost) {}

    /** Revokes a sealed event: the revocation carries it. */
    revokeSealed(time: number, id: number): Written {
        const { log, schema, hasUndo, isRevoked, submit } = this.host;
        const body = bodyAt(log, time, id);
        if (body === undefined || body.length > CARRIED_BYTES || typeOf(body) === SYSTEM_TYPE) {
            return $multi(undefined, "sealed");
        }
        const [event] = schema.decode(time, id, body, log.directory.guid(creatorOf(id)));
        if (event === undefined || !hasUndo(event.type) || isRevoked(time, id, event)) {
            return $multi(undefined, "sealed");
        }
        return submit(undoBody(time, id, body, log.directory.server(creatorOf(id))));
    }

    /** Writes an orphan again. */
    resubmit({ time, id, body }: Orphan): Written {
        const { schema, submit, revoke } = this.host;
        if (typeOf(body) === SYSTEM_TYPE) {
            const target = targetOf(body);
            if (target === undefined || target.time === 0) {
                return $multi(undefined, "sealed");
            }
            return revoke(target.time, target.id);
        }
        const fields = schema.withId(typeOf(body))?.fields.length;
        const marked =
            fields === undefined ? undefined : markBody(unmarkedBody(body), fields, againMark(packKey(time, id)));
        if (marked === undefined) {
            return $multi(undefined, "refused");
        }
        return submit(marked);
    }
}
