/** Leases of a room: the right to do something that only one client, or a few, may do at a time. */

/** What a lease is made with: what `room:lease()` takes. All clients have to give the same. */
export interface LeaseOptions {
    /** Most holders at a time, 1 to 40; 1 by default, and with electors. */
    readonly max?: number;
    /**
     * Who decides: names as "Name-Realm", or in a guild indices of ranks, 0 for the guild master. Most of them have to be online, with
     * this lease made on their clients, for anybody to hold it; then there are never two holders at a time. Without electors, members that do not
     * hear each other may each hold it. An elector that has just logged in or reloaded does not decide for 104 seconds.
     */
    readonly electors?: readonly string[] | readonly number[];
}

/** How `lease:acquire()` asks. */
export interface AcquireOptions {
    /** Whether the request waits in line; true by default. With false it is refused with "maxHolders" when others hold the lease. */
    readonly wait?: boolean;
}

/**
 * Why a lease was not granted. "maxHolders": others hold it or come first, and the request does not wait. "noElectors": nor does it for electors,
 * most of which are not here or not free. "unheard": nor for its claim to be said, in a
 * lockdown perhaps. "released": given up by its own client. "unauthorized": it may not hold it. "mute": it may not speak in
 * guild chat. "full", "tooLarge": there is no room for the claim on its board. "closed": the room was closed.
 */
export type LeaseRefusal =
    "maxHolders" | "noElectors" | "unheard" | "released" | "unauthorized" | "mute" | "full" | "tooLarge" | "closed";

/** Told once whether a lease was granted, and why it was not. */
export type OnAcquired = (this: void, granted: boolean, why?: LeaseRefusal) => void;

/** Told of other holders or another term; the term is nil when there is no holder. */
export type OnLeaseChanged = (this: void, holders: readonly string[], term: number | undefined) => void;

/**
 * The right to do something that only one client, or a few, may do at a time. It guards no data by itself: messages are late and get lost, so
 * that somebody may act on a lease that it has just lost. What matters is judged in the order of a log: put term() into what you write there,
 * and compare (term, holder): the higher term counts, of equal ones the name with the greater bytes.
 * @example
 * local auctioneer = room:lease("auctioneer")
 * auctioneer:acquire(function(granted, why) print(granted and "you lead" or why) end)
 */
export interface Lease {
    /**
     * Asks to hold the lease. Who is granted it and loses it later, in a lockdown for example, stays in line for it until release();
     * on("changed") and isHeld() tell.
     * @param callback told once: granted or not, and why not. Never before acquire() has returned, unless the room is closed.
     * @param options how it asks; by default the request waits in line.
     * @example
     * auctioneer:acquire(function(granted, why)
     *     if not granted then print("somebody else leads: " .. why) end
     * end, { wait = false })
     */
    acquire(callback: OnAcquired, options?: AcquireOptions): void;
    /** Gives the lease up, or stops waiting for it: requests end with "released". */
    release(): void;
    /** Whether this client holds the lease at this moment. Ask each time before acting on it. */
    isHeld(): boolean;
    /** The names, "Name-Realm", of those that hold it, as far as this client knows; the own one only while isHeld(). */
    holders(): readonly string[];
    /**
     * The number of this holding: it grows from one holder to the next, and is about the server's time in seconds. The own one while
     * isHeld(), else that of the holder; nil when there is none.
     */
    term(): number | undefined;
    /**
     * Registers a listener for other holders or another term. It is called within a second of it.
     * @returns a function that removes the listener.
     * @example lease:on("changed", function(holders, term) print(holders[1] or "nobody", term) end)
     */
    on(name: "changed", listener: OnLeaseChanged): (this: void) => void;
}
