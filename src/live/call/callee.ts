/** Executes what others call, at most once, and answers. docs/rooms-protocol.md is normative. */

import type { Cell } from "../board/cells";
import { Kind } from "../board/kinds";
import { REMEMBER_SECONDS } from "../constants";
import type { RoomSession } from "../session";
import {
    type Address,
    addressOf,
    type CallCell,
    callIdOf,
    decodeCall,
    encodeReply,
    isSameAddress,
    Status,
} from "./call-cells";
import {
    ACCEPT_SECONDS,
    CALLER_LIMIT,
    EXECUTION_LIMIT,
    REPLY_AGAIN_SECONDS,
    REPLY_BYTES,
    REPLY_ON_ITS_WAY_SECONDS,
} from "./constants";
import { ExecutedIds } from "./executed-ids";
import { type Executor, NIL } from "./executor";
import { Repeater } from "./repeater";
import type { Sweeper } from "./sweeper";

const huge = math.huge;

/** A call from when it is executed until its caller takes its cell away. */
interface Execution {
    readonly id: number;
    readonly caller: Caller;
    /** Where the reply stands. */
    slot?: number;
    /** Bytes of the reply. */
    bytes: number;
    /** Uptime at which it was written or repeated last. */
    saidAt: number;
    isAnswered: boolean;
    isOver: boolean;
}

/** One incarnation of a member that has called. */
interface Caller {
    readonly name: string;
    readonly incarnation: number;
    readonly executed: ExecutedIds;
    readonly open: LuaMap<number, Execution>;
    openCount: number;
    /** Uptime at which it left; nil while it is there. */
    leftAt?: number;
}

export class Callee {
    private readonly self: Address;
    private readonly callers = new LuaMap<string, Caller>();
    private readonly repeater: Repeater;
    /** Of all callers together. */
    private openCount = 0;
    private replyBytes = 0;

    constructor(
        private readonly session: RoomSession,
        private readonly executor: Executor,
        private readonly sweeper: Sweeper,
    ) {
        this.self = addressOf(session.context.self, session.own.incarnation);
        this.repeater = new Repeater(session, REPLY_AGAIN_SECONDS, false);
        session.whenShown(Kind.Call, (owner, old, cell) => this.shown(owner, old, cell));
        session.whenLeft((name) => {
            const caller = this.callers.get(name);
            if (caller !== undefined) {
                caller.leftAt = session.context.clock.uptime();
            }
        });
    }

    private shown(name: string, old: Cell | undefined, cell: Cell | undefined): void {
        const { context } = this.session;
        if (name === context.self) {
            return;
        }
        const call = cell === undefined ? undefined : decodeCall(cell.bytes);
        if (old !== undefined) {
            const id = callIdOf(old.bytes);
            if (id !== call?.id) {
                this.drop(name, id);
            }
        }
        if (call !== undefined) {
            this.hear(name, cell!.incarnation, call);
        } else if (cell !== undefined) {
            context.port.ignore("malformedCell");
        }
    }

    private hear(name: string, incarnation: number, call: CallCell): void {
        const { port } = this.session.context;
        const caller = call.callees.some((callee) => isSameAddress(callee, this.self))
            ? this.callerOf(name, incarnation)
            : undefined;
        if (caller === undefined) {
            return;
        }
        caller.leftAt = undefined;
        const execution = caller.open.get(call.id);
        if (execution !== undefined) {
            this.answerAgain(execution);
        } else if (caller.executed.has(call.id)) {
            port.ignore("repeatedCall");
        } else if (caller.openCount >= CALLER_LIMIT || this.openCount >= EXECUTION_LIMIT) {
            // It is said again, and by then there may be room.
            port.ignore("crowdedCall");
        } else {
            this.execute(caller, call);
        }
    }

    /** What is known of an incarnation of a caller; nil for one that is over. */
    private callerOf(name: string, incarnation: number): Caller | undefined {
        const known = this.callers.get(name);
        if (known !== undefined && known.incarnation >= incarnation) {
            return known.incarnation === incarnation ? known : undefined;
        }
        this.forget();
        const caller: Caller = { name, incarnation, executed: new ExecutedIds(), open: new LuaMap(), openCount: 0 };
        this.callers.set(name, caller);
        return caller;
    }

    /** Forgets who has been gone for long. */
    private forget(): void {
        const now = this.session.context.clock.uptime();
        for (const [name, { leftAt }] of this.callers) {
            if (now - (leftAt ?? huge) >= REMEMBER_SECONDS) {
                this.callers.delete(name);
            }
        }
    }

    private execute(caller: Caller, { id, name, args }: CallCell): void {
        const execution: Execution = { id, caller, bytes: 0, saidAt: -huge, isAnswered: false, isOver: false };
        caller.executed.add(id);
        caller.open.set(id, execution);
        caller.openCount++;
        this.openCount++;
        this.executor.run(name, args, caller.name, (status, value) => {
            if (execution.isOver) {
                return false;
            }
            execution.isAnswered = true;
            return this.answer(execution, status, value);
        });
        if (!execution.isAnswered) {
            this.session.context.timers.after(ACCEPT_SECONDS, () => {
                if (!execution.isAnswered && !execution.isOver) {
                    this.write(execution, Status.Accepted, NIL);
                }
            });
        }
    }

    private answer(execution: Execution, status: Status, value: string): boolean {
        if (this.write(execution, status, value)) {
            return true;
        }
        if (!this.write(execution, Status.Full, NIL)) {
            this.session.context.port.ignore("unansweredCall");
        }
        return false;
    }

    /** Writes a reply. @returns false when there is no room for it. */
    private write(execution: Execution, status: Status, value: string): boolean {
        const { own, context } = this.session;
        const { caller, id } = execution;
        const bytes = encodeReply(addressOf(caller.name, caller.incarnation), id, status, value);
        const isSmall = value.length <= NIL.length;
        if (!isSmall && this.replyBytes + bytes.length - execution.bytes > REPLY_BYTES) {
            return false;
        }
        if (execution.slot === undefined) {
            [execution.slot] = own.add(bytes);
            if (execution.slot === undefined) {
                return false;
            }
        } else if (own.write(execution.slot, bytes) !== undefined) {
            return false;
        }
        this.replyBytes += bytes.length - execution.bytes;
        execution.bytes = bytes.length;
        execution.saidAt = context.clock.uptime();
        this.repeater.start(execution.slot);
        return true;
    }

    /** The caller has said its call again: it has heard no reply. */
    private answerAgain(execution: Execution): void {
        const now = this.session.context.clock.uptime();
        if (execution.slot !== undefined && now - execution.saidAt >= REPLY_ON_ITS_WAY_SECONDS) {
            execution.saidAt = now;
            this.repeater.hasten(execution.slot);
        }
    }

    /** A call has gone: the caller has what it needs, or is gone, too. */
    private drop(name: string, id: number): void {
        const caller = this.callers.get(name);
        const execution = caller?.open.get(id);
        if (caller === undefined || execution === undefined) {
            return;
        }
        execution.isOver = true;
        caller.open.delete(id);
        caller.openCount--;
        this.openCount--;
        this.replyBytes -= execution.bytes;
        if (execution.slot !== undefined) {
            this.repeater.stop(execution.slot);
            this.sweeper.add(execution.slot);
        }
    }
}
