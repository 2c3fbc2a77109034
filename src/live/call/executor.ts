/** Runs handlers, and makes of how they end what is answered. */

import { encodeCbor } from "../../codec/cbor-encode";
import { misuse } from "../../misuse";
import type { Guard } from "../../ports";
import { RESULT_BYTES, Status } from "./call-cells";
import type { Respond } from "../../api/room-call";
import type { Handlers } from "./handlers";

const sub = string.sub;

/** Most bytes of the message of an error. */
const MESSAGE_BYTES = 200;

/**
 * Takes the only answer to a call.
 * @param value as CBOR.
 * @returns false when nobody waits for it any more.
 */
export type Answer = (this: void, status: Status, value: string) => boolean;

/** Whether a caller may call. */
export type MayCall = (this: void, name: string, caller: string) => boolean;

/** nil as CBOR. */
export const NIL = string.char(0xf6);

export class Executor {
    constructor(
        private readonly guard: Guard,
        private readonly handlers: Handlers,
        private readonly mayCall: MayCall,
    ) {}

    /** Runs what handles a call. It answers at once, or later, or never. */
    run(name: string, args: unknown, caller: string, answer: Answer): void {
        const handler = this.handlers.get(name);
        if (!this.mayCall(name, caller)) {
            answer(Status.Unauthorized, NIL);
            return;
        }
        if (handler === undefined) {
            answer(Status.NoHandler, NIL);
            return;
        }
        let isAnswered = false;
        const finish: Answer = (status, value) => {
            const isFirst = !isAnswered;
            isAnswered = true;
            return isFirst && answer(status, value);
        };
        const respond: Respond = (value) => {
            const [bytes, reason, path] = encodeCbor(value);
            if (bytes === undefined) {
                misuse("respond", `value${path}`, `cannot be sent: ${reason}`);
            }
            return finishWith(bytes!, finish);
        };
        this.guard.call(() => {
            const [ok, value] = pcall(handler, args, caller, respond);
            if (!ok) {
                finish(Status.Raised, encodeMessage(value));
                error(value, 0);
            }
            if (value === respond) {
                return;
            }
            const [bytes, reason, path] = encodeCbor(value);
            if (bytes === undefined) {
                const message = `handler of "${name}": its result${path} cannot be sent: ${reason}`;
                finish(Status.Raised, encodeMessage(message));
                error(message, 0);
            }
            finishWith(bytes!, finish);
        });
    }
}

function finishWith(bytes: string, finish: Answer): boolean {
    if (bytes.length > RESULT_BYTES) {
        finish(Status.TooLarge, NIL);
        return false;
    }
    return finish(Status.Result, bytes);
}

function encodeMessage(message: unknown): string {
    const [bytes] = encodeCbor(sub(tostring(message), 1, MESSAGE_BYTES));
    return bytes!;
}
