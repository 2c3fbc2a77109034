/** Calls between the members of a room. */

/**
 * Who is called: "Name-Realm"; "any": this client if it handles the call, else the first member by name that does; "all": all that do, at most 40; or
 * a function that gives a name, or nil when there is nobody.
 * @example room:call(function() return auctioneer:holders()[1] end, "auction.bid", { item = 19019 }, done)
 */
export type CallTarget = string | ((this: void) => string | undefined);

/** How `room:call()` calls. */
export interface CallOptions {
    /** Seconds after which a call ends with why "timeout", 1 to 300; by default what the room was created with. */
    readonly timeout?: number;
}

/**
 * Why a call has no result.
 * - "timeout": no answer came in time. It may have been executed, or may still be.
 * - "offline": the member is not there, or has gone before it answered.
 * - "restarted": it has started anew before it answered, by a /reload for example. It may have executed the call.
 * - "noHandler": it handles no such call; for "any": nobody does.
 * - "raised": its handler raised an error; its message comes third.
 * - "unauthorized": it does not let this client call.
 * - "tooLarge": the arguments or the result are over 4,080 bytes.
 * - "full": too many calls are open, or there is no room on a board.
 * - "closed": the room was closed.
 */
export type CallWhy =
    "timeout" | "offline" | "restarted" | "noHandler" | "raised" | "unauthorized" | "tooLarge" | "full" | "closed";

/** How the call of one member ended: what a call of "all" gives for each. */
export interface CallOutcome {
    /** What the handler gave; nil, too, when there is a `why`. */
    readonly result?: unknown;
    /** Why there is no result; nil when there is one. */
    readonly why?: CallWhy;
    /** The message of the error, where why is "raised". */
    readonly detail?: string;
}

/**
 * Called once with how a call ended. `result` is what the handler gave; for "all", a table of CallOutcome by name, for those that handle it.
 * `why` says why there is no result; it is nil when there is one, and for "all" unless the call cannot be made at all ("closed").
 * `detail` is the message of the error, where why is "raised".
 */
export type OnCalled = (this: void, result: unknown, why?: CallWhy, detail?: string) => void;

/** Called once with the seconds until a member has answered; or with nil and why it did not. */
export type OnPinged = (this: void, seconds: number | undefined, why?: CallWhy) => void;

/**
 * Answers a call later: see CallHandler. `value` is what the caller gets: anything that an event's field may be; nil, too. It returns false when nobody waits
 * for it any more, or an answer was given already.
 */
export type Respond = (this: void, value?: unknown) => boolean;

/**
 * Answers a call with what it returns; with nil when it returns nothing. `args` is what the caller gave, `caller` is "Name-Realm". It may return `respond` instead, and
 * call that later.
 * @example function(args, caller) return bids[args.item] end
 * @example function(args, caller, respond) C_Timer.After(5, function() respond("done") end) return respond end
 */
export type CallHandler = (this: void, args: unknown, caller: string, respond: Respond) => unknown;

/** Handlers by name, in up to 8 levels: { raid = { getFoo = ... } } is called as "raid.getFoo". */
export interface CallHandlerTable {
    /** A handler, or a table of handlers. */
    readonly [name: string]: CallHandler | CallHandlerTable;
}
