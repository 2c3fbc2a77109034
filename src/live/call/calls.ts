/** Calls between the members of a room. docs/rooms-protocol.md is normative. */

import type {
    CallHandler,
    CallHandlerTable,
    CallOptions,
    CallOutcome,
    CallTarget,
    OnCalled,
} from "../../api/room-call";
import { decodeCbor } from "../../codec/cbor-decode";
import { encodeCbor } from "../../codec/cbor-encode";
import { expectFunction, expectNames, expectNumber, expectTable, misuse, mustBe } from "../../misuse";
import type { RoomSession } from "../session";
import { RESULT_BYTES } from "./call-cells";
import { Callee } from "./callee";
import { Caller, outcomeOf } from "./caller";
import { CALL_LIMIT_SECONDS, CALL_SECONDS, CALLEE_LIMIT } from "./constants";
import { Directory } from "./directory";
import { Executor } from "./executor";
import { expectCallName, type Handlers } from "./handlers";
import { Request } from "./request";
import { Sweeper } from "./sweeper";

export interface CallsOptions {
    /** This client's version of the library. */
    readonly version: string;
    /** What this client does when it is called. It may outlive the session. */
    readonly handlers: Handlers;
    /** Seconds that a call may take; more than 300 count as 300. Default 15. */
    readonly timeout?: number;
    /** Whether somebody may call this client. Default: everybody. */
    readonly isAllowed?: (this: void, action: "call", subject: string, sender: string) => boolean;
}

const min = math.min;

/** Stands for whoever it is in a call of one member. */
const ONE = "";
/** Is nobody's name. */
const NOBODY = "";

function nameOf(target: CallTarget): string {
    return typeof target === "string" ? target : (target() ?? NOBODY);
}

export class Calls {
    /** What members say of themselves. */
    readonly directory: Directory;
    private readonly executor: Executor;
    private readonly caller: Caller;
    /** Those that are open, by the order in which they were made. */
    private readonly requests = new LuaMap<number, Request>();
    private lastRequest = 0;
    private isClosed = false;

    constructor(
        private readonly session: RoomSession,
        private readonly options: CallsOptions,
    ) {
        const sweeper = new Sweeper(session);
        this.directory = new Directory(session, options.version, options.handlers);
        this.executor = new Executor(
            session.context.guard,
            options.handlers,
            (name, caller) => options.isAllowed?.("call", name, caller) ?? true,
        );
        new Callee(session, this.executor, sweeper);
        this.caller = new Caller(session, sweeper);
    }

    /** See Room.handle(). */
    handle(name: string, handler: CallHandler | CallHandlerTable): (this: void) => void {
        return this.options.handlers.add(name, handler);
    }

    /** See Room.call(). */
    call(target: CallTarget, name: string, args: unknown, callback: OnCalled, options: CallOptions = {}): void {
        const timeout = this.expectCall(target, name, callback, options);
        const [bytes, reason, path] = encodeCbor(args);
        if (bytes === undefined) {
            misuse("call", `args${path}`, `cannot be sent: ${reason}`);
        }
        if (target === "all") {
            this.callAll(name, bytes!, callback, timeout);
        } else {
            const names = target === "any" ? this.namesOf(name) : [nameOf(target)];
            this.callOne(names, name, bytes!, callback, timeout);
        }
    }

    /** Ends all calls with why "closed". */
    close(): void {
        this.isClosed = true;
        const numbers: number[] = [];
        for (const [number] of this.requests) {
            numbers[numbers.length] = number;
        }
        table.sort(numbers);
        for (const number of numbers) {
            this.requests.get(number)?.settleAll("closed");
        }
    }

    private expectCall(target: CallTarget, name: string, callback: OnCalled, options: CallOptions): number {
        if ((typeof target !== "string" || target === "") && typeof target !== "function") {
            misuse("call", "target", mustBe('a name, "any", "all" or a function', target));
        }
        expectCallName("call", "name", name);
        expectFunction("call", "callback", callback);
        expectTable("call", "options", options);
        expectNames("call", options, ["timeout"]);
        const timeout = options.timeout ?? min(this.options.timeout ?? CALL_SECONDS, CALL_LIMIT_SECONDS);
        expectNumber("call", "timeout", timeout, 1, CALL_LIMIT_SECONDS);
        return timeout;
    }

    /** Who handles a call, as far as it is known: this client first. */
    private namesOf(name: string): string[] {
        const { self } = this.session.context;
        const names = this.options.handlers.get(name) === undefined ? [] : [self];
        for (const each of this.session.names()) {
            if (each !== self && this.directory.handles(each, name) === true) {
                names[names.length] = each;
            }
        }
        return names;
    }

    /** Calls the first of several; the next one where that has no such handler. */
    private callOne(names: readonly string[], name: string, args: string, callback: OnCalled, timeout: number): void {
        const request = this.request([ONE], timeout, (outcomes) => {
            const { result, why, detail } = outcomes.get(ONE)!;
            this.session.context.guard.call(callback, result, why, detail);
        });
        const attempt = (index: number): void => {
            this.send(request, [names[index]], name, args, (_name, outcome) => {
                if (outcome.why === "noHandler" && index + 1 < names.length && !request.isOver()) {
                    attempt(index + 1);
                } else {
                    request.settle(ONE, outcome);
                }
            });
        };
        if (names.length === 0) {
            this.session.context.timers.after(0, () => request.settle(ONE, { why: "noHandler" }));
        } else {
            attempt(0);
        }
    }

    private callAll(name: string, args: string, callback: OnCalled, timeout: number): void {
        const names = this.namesOf(name).slice(0, CALLEE_LIMIT);
        if (names.length === 0) {
            this.session.context.timers.after(0, () => this.session.context.guard.call(callback, {}, undefined));
            return;
        }
        const request = this.request(names, timeout, (outcomes) => {
            const results = new LuaTable<string, CallOutcome>();
            for (const each of names) {
                results.set(each, outcomes.get(each)!);
            }
            this.session.context.guard.call(callback, results, undefined);
        });
        this.send(request, names, name, args, (each, outcome) => request.settle(each, outcome));
    }

    private request(
        names: readonly string[],
        timeout: number,
        done: (this: void, outcomes: LuaMap<string, CallOutcome>) => void,
    ): Request {
        const request = new Request(names, done);
        this.lastRequest++;
        const number = this.lastRequest;
        this.requests.set(number, request);
        request.whenOver(() => this.requests.delete(number));
        if (this.isClosed) {
            request.settleAll("closed");
        } else {
            request.limit(this.session.context.timers.after(timeout, () => request.settleAll("timeout")));
        }
        return request;
    }

    /** Calls some members for a request. */
    private send(
        request: Request,
        names: readonly string[],
        name: string,
        args: string,
        onOutcome: (this: void, name: string, outcome: CallOutcome) => void,
    ): void {
        const { self, timers } = this.session.context;
        if (request.isOver()) {
            return;
        }
        const later = (each: string, outcome: CallOutcome): void => {
            timers.after(0, () => onOutcome(each, outcome));
        };
        const isPresent = (each: string): boolean => this.session.incarnationOf(each) !== undefined;
        for (const each of names) {
            if (each === self) {
                timers.after(0, () => this.callSelf(name, args, (outcome) => onOutcome(self, outcome)));
            } else if (!isPresent(each)) {
                later(each, { why: "offline" });
            }
        }
        const others = names.filter((each) => each !== self && isPresent(each));
        if (others.length === 0) {
            return;
        }
        const [call, why] = this.caller.call(name, args, others, onOutcome);
        if (call === undefined) {
            for (const each of others) {
                later(each, { why });
            }
        } else {
            request.whenOver(() => this.caller.giveUp(call));
        }
    }

    /** Executes a call of this client to itself; it does not travel. */
    private callSelf(name: string, args: string, onOutcome: (this: void, outcome: CallOutcome) => void): void {
        if (args.length > RESULT_BYTES) {
            onOutcome({ why: "tooLarge" });
            return;
        }
        const [, value] = decodeCbor(args, 1);
        this.executor.run(name, value, this.session.context.self, (status, bytes) => {
            const [, result] = decodeCbor(bytes, 1);
            onOutcome(outcomeOf({ status, value: result }));
            return true;
        });
    }
}
