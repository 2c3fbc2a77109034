/** Who may write, send and speak: the question, and ready-made answers. */

import type { LedgerEvent } from "./event";

/** The direction of an event: "in" to the local log, or "out" to other clients. */
export type Direction = "in" | "out";

/**
 * Decides which events may enter the log or be sent, and who may speak for the ledger.
 * @param event the event; nil when the question is whether `sender` may advertise and answer.
 * @param sender "Name-Realm" ("First Last" in WoW Forever) of the peer that sent the event, as the game's server vouches
 * for it; this client's own name for its own events and for direction "out".
 * @param direction "in" when the event is to enter the log, "out" when it is to be sent.
 * @param isCreator whether `sender` created the event.
 * @param state the ledger's state, read only; nil until it has been made once after login.
 * @returns true or false; nil when it is not known yet. The library then asks again later.
 */
export type Authorize = (
    this: void,
    event: LedgerEvent | undefined,
    sender: string,
    direction: Direction,
    isCreator: boolean,
    state?: object,
) => boolean | undefined;

/**
 * Authorize with what it answers. createLedger() infers the answer, and so refuses a function that never answers:
 * `authorize: () => {}` does not compile. Where createLedger is given the type of the state by hand, nothing is inferred.
 */
export type AuthorizeAnswering<Answer extends boolean | undefined> = (
    this: void,
    ...question: Parameters<Authorize>
) => Answer;

/**
 * Answers the three questions apart. All three must be there.
 * @example
 * authorize = {
 *     write = policies.any(policies.guildRank(1), policies.raidLeader),
 *     relay = policies.guildRank(1),
 *     speak = policies.guildRank(1),
 * }
 */
export interface SplitPolicy {
    /** Who may write: whether the sender's own events enter the log, and whether the sender may send them. */
    readonly write: Policy;
    /**
     * Who may pass on events that others wrote. They could also invent events in the names of others. "everyone", and
     * the policies that let nobody pass on, are refused here: write "nobody".
     */
    readonly relay: Policy;
    /** Who may speak for the ledger: tell what there is, and answer those who lack something. Somebody has to. */
    readonly speak: Policy;
}

/**
 * What `authorize` takes, and whatever combines policies: a ready-made policy; a function of one's own; three answers
 * apart; "everyone": everybody may write and send their own events, take back their own, and nobody may pass on the
 * events of others; or "nobody".
 */
export type Policy = Authorize | SplitPolicy | "everyone" | "nobody";

/**
 * Players as `policies.listed` takes them: a list of names or GUIDs, or a table in which they are keys with the value
 * true. A name without realm belongs to this client's realm.
 */
export type PlayerList = readonly string[] | Readonly<Record<string, unknown>>;

/**
 * Why an event was refused: authorize() said no or raised an error, the event lies in the future or cannot be read, it
 * was held for too long, too many events were held, or it lies in a week that is sealed without it.
 */
export type Refusal =
    "unauthorized" | "future" | "unparsable" | "heldTooLong" | "heldTooMany" | "authorizeError" | "sealed";

/** Ready-made answers to `authorize`, and ways to combine them. */
export interface Policies {
    /**
     * Lets guild members write, pass on and speak from the guild master (rank 0) down to `lowestRank`, and refuses all
     * others. The answer is nil while the guild roster is empty.
     * @example authorize = LibEventLedger.policies.guildRank(1)
     */
    readonly guildRank: (this: void, lowestRank: number) => Authorize;
    /**
     * Lets the players of a list write, pass on and speak. A name without realm belongs to this client's realm. The
     * list must be the same on all clients; for one that events of the ledger change there is `listed`.
     * @example authorize = LibEventLedger.policies.names({ "Thrall", "Jaina-Proudmoore" })
     */
    readonly names: (this: void, names: readonly string[]) => Authorize;
    /** The same as "everyone". */
    readonly creatorOnly: Authorize;
    /**
     * Asks the policy that is named for the type of an event; `default` for all others, which include "revoke" and the
     * types of newer versions of the addon. Without `default` they are refused. Each type named must be defined when
     * the ledger is started, and each type defined must be named, or there must be a `default`: start() raises
     * otherwise.
     *
     * Whoever may pass on `default` events also passes on those of types that leave open who does ("everyone",
     * `listed`, `raidLeader`, `raidAssistants`, `masterLooter`). If `default` itself leaves it open or is missing, it
     * is whoever may pass on the events of all other types that say who does. Those who may pass on events of some type
     * speak for the ledger.
     * @example authorize = policies.byType({ vote = "everyone", default = policies.guildRank(1) })
     */
    readonly byType: (this: void, types: Readonly<Record<string, Policy>>) => Authorize;
    /**
     * Says yes to each question to which one of the policies does: who may write, pass on, speak. Policies that leave
     * open who passes on do not count for speaking if another says who.
     * @example authorize = policies.any(policies.guildRank(1), policies.names({ "Thrall" }))
     */
    readonly any: (this: void, ...policies: Policy[]) => Authorize;
    /**
     * Says yes to each question to which all of the policies do.
     * @example vote = policies.all("everyone", policies.guildRank(3))
     */
    readonly all: (this: void, ...policies: Policy[]) => Authorize;
    /**
     * Lets the players write that a list names at the moment when their event comes. The list is a table, or a function
     * that gets the ledger's state and returns one; nil means that it is not known yet. Who passes on and speaks is
     * left open: a client that comes late gets the events from those who do, whatever the list says then. An event that
     * its own creator sends before this client has the event that put him on the list is refused here until then.
     * @example award = policies.listed(function(state) return state.officers end)
     */
    readonly listed: <State extends object>(
        this: void,
        list: PlayerList | ((this: void, state: State) => PlayerList | undefined),
    ) => Authorize;
    /**
     * Lets the leader of this client's raid or party write. Who passes on and speaks is left open, as with `listed`:
     * who was not in the raid gets the events from those who do.
     */
    readonly raidLeader: Authorize;
    /** Lets leader and assistants of this client's raid, or the leader of its party, write; else as `raidLeader`. */
    readonly raidAssistants: Authorize;
    /** Lets the master looter of this client's raid or party write; else as `raidLeader`. */
    readonly masterLooter: Authorize;
}
