/** Says this client's calls, and takes in the replies. docs/rooms-protocol.md is normative. */

import { CELL_BYTES } from "../board/cells";
import type { Cell } from "../board/cells";
import { Kind } from "../board/kinds";
import type { CallOutcome, CallWhy } from "../../api/room-call";
import type { RoomSession } from "../session";
import { type Address, addressOf, decodeReply, encodeCall, isSameAddress, type ReplyCell, Status } from "./call-cells";
import { CALL_AGAIN_SECONDS, OPEN_CALL_LIMIT } from "./constants";
import { Repeater } from "./repeater";
import type { Sweeper } from "./sweeper";

/** Seconds between two looks at who has started anew. */
const LOOK_SECONDS = 1;

/** Told of how a call of one member ended. */
export type OnOutcome = (this: void, name: string, outcome: CallOutcome) => void;

/** Somebody who was called and has not answered. */
interface Awaited {
    readonly name: string;
    /** The incarnation that was called. */
    readonly incarnation: number;
    /** Whether it has said that it works on it. */
    isAccepted: boolean;
}

/** A call whose cell stands on the own board. */
export interface OpenCall {
    readonly id: number;
    readonly slot: number;
    readonly onOutcome: OnOutcome;
    awaited: Awaited[];
}

export class Caller {
    private readonly self: Address;
    private readonly repeater: Repeater;
    /** Ascending by id. */
    private open: OpenCall[] = [];
    private lastId = 0;

    constructor(
        private readonly session: RoomSession,
        private readonly sweeper: Sweeper,
    ) {
        const { context, own } = session;
        this.self = addressOf(context.self, own.incarnation);
        this.repeater = new Repeater(session, CALL_AGAIN_SECONDS, true);
        session.whenShown(Kind.Reply, (owner, _old, cell) => this.shown(owner, cell));
        session.whenShown(Kind.Member, () => this.look());
        session.whenLeft((name) => this.fail("offline", (awaited) => awaited.name === name));
        context.timers.every(LOOK_SECONDS, () => this.look());
    }

    /**
     * Calls members that are present.
     * @param args as CBOR.
     * @param onOutcome called later, once for each of them, unless the call is given up before.
     * @returns the call; or nil and why it cannot be said.
     */
    call(
        name: string,
        args: string,
        members: readonly string[],
        onOutcome: OnOutcome,
    ): LuaMultiReturn<[call: OpenCall, undefined?] | [undefined, CallWhy]> {
        const awaited = members.map((member) => ({
            name: member,
            incarnation: this.session.incarnationOf(member)!,
            isAccepted: false,
        }));
        const addresses = awaited.map((each) => addressOf(each.name, each.incarnation));
        const id = this.lastId + 1;
        const bytes = encodeCall(id, name, addresses, args);
        if (bytes.length > CELL_BYTES) {
            return $multi(undefined, "tooLarge");
        }
        if (this.open.length >= OPEN_CALL_LIMIT) {
            return $multi(undefined, "full");
        }
        const [slot, refusal] = this.session.own.add(bytes);
        if (slot === undefined) {
            return $multi(undefined, refusal!);
        }
        this.lastId = id;
        const call = { id, slot, onOutcome, awaited };
        this.open[this.open.length] = call;
        this.repeater.start(slot);
        return $multi(call);
    }

    /** Gives up a call: no answer is waited for any more. */
    giveUp(call: OpenCall): void {
        if (this.open.includes(call)) {
            this.open = this.open.filter((each) => each !== call);
            this.repeater.stop(call.slot);
            this.sweeper.add(call.slot);
        }
    }

    private shown(owner: string, cell: Cell | undefined): void {
        const { self, port } = this.session.context;
        if (cell === undefined || owner === self) {
            return;
        }
        const reply = decodeReply(cell.bytes);
        if (reply === undefined) {
            port.ignore("malformedCell");
            return;
        }
        const call = this.open.find(({ id }) => id === reply.id);
        if (call === undefined || !isSameAddress(reply.caller, this.self)) {
            return;
        }
        const awaited = call.awaited.find(({ name }) => name === owner);
        if (awaited === undefined || awaited.incarnation !== cell.incarnation) {
            port.ignore("unaskedReply");
        } else if (reply.status === Status.Accepted) {
            this.accept(call, awaited);
        } else {
            this.settle(call, awaited, outcomeOf(reply));
        }
    }

    /** Once all work on a call it need not be said again: they say their replies until they are heard. */
    private accept(call: OpenCall, awaited: Awaited): void {
        awaited.isAccepted = true;
        if (call.awaited.every(({ isAccepted }) => isAccepted)) {
            this.repeater.stop(call.slot);
        }
    }

    private settle(call: OpenCall, awaited: Awaited, outcome: CallOutcome): void {
        call.awaited = call.awaited.filter((each) => each !== awaited);
        if (call.awaited.length === 0) {
            this.giveUp(call);
        }
        call.onOutcome(awaited.name, outcome);
    }

    /** Ends the wait for members that have started anew. */
    private look(): void {
        this.fail("restarted", ({ name, incarnation }) => {
            const current = this.session.incarnationOf(name);
            return current !== undefined && current !== incarnation;
        });
    }

    private fail(why: CallWhy, isMeant: (this: void, awaited: Awaited) => boolean): void {
        for (const call of this.open) {
            for (const awaited of call.awaited.filter((each) => isMeant(each))) {
                this.settle(call, awaited, { why });
            }
        }
    }
}

/** What a reply means for who called. */
export function outcomeOf({ status, value }: Pick<ReplyCell, "status" | "value">): CallOutcome {
    if (status === Status.Result) {
        return { result: value };
    }
    if (status === Status.Raised) {
        return { why: "raised", detail: value as string };
    }
    return { why: WHYS.get(status) };
}

const WHYS = new LuaMap<Status, CallWhy>();
WHYS.set(Status.NoHandler, "noHandler");
WHYS.set(Status.Unauthorized, "unauthorized");
WHYS.set(Status.TooLarge, "tooLarge");
WHYS.set(Status.Full, "full");
