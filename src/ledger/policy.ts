/**
 * Policies as the library sees them: three questions apart. A policy as addons hold it is a function; the rights behind
 * those that the library made are remembered, so that they can be combined question by question.
 */

import type { Authorize, Policy } from "../api/authorize";
import { misuse, mustBe } from "../misuse";

/** What a policy says about who passes on the events of others. */
export const enum Relaying {
    /** Nobody does. */
    None,
    /** Nothing: nobody does, unless a policy beside it says who. */
    Open,
    /** Whoever `relay` says. */
    Named,
}

/** The answers of a policy to the three questions. */
export interface Rights {
    /** Whether `sender` may write the event: it is its creator. */
    readonly write: Authorize;
    /** Whether `sender` may pass on the event of somebody else. */
    readonly relay: Authorize;
    /** Whether `sender` may speak for the ledger; there is no event. */
    readonly speak: Authorize;
    readonly relaying: Relaying;
    /** The types that it names. */
    readonly types: readonly string[];
    /** Whether it says who may write events of a type, if only that nobody may. */
    readonly covers: (this: void, type: string) => boolean;
}

const ANYTHING = { types: [], covers: () => true };

const yes: Authorize = () => true;
const no: Authorize = () => false;

/** Name of the type by which events are taken back. */
const REVOKE = "revoke";

/**
 * Whether an event that `sender` wrote concerns nobody else's: a revocation names the event that it takes back. One that names
 * an id takes back all rows with that id, whoever wrote them.
 */
const isOwnMatter: Authorize = (event) => {
    if (event?.type !== REVOKE) {
        return true;
    }
    const target = event.target as { readonly creator: number } | undefined;
    return target !== undefined && target.creator === event.creator && event.targetImportId === undefined;
};

export const NOBODY: Rights = { write: no, relay: no, speak: no, relaying: Relaying.None, ...ANYTHING };

export const EVERYONE: Rights = { write: isOwnMatter, relay: no, speak: yes, relaying: Relaying.Open, ...ANYTHING };

/** Rights of players of whom one question is asked: they may do everything. */
export function rightsOf(isAllowed: Authorize): Rights {
    return { write: isAllowed, relay: isAllowed, speak: isAllowed, relaying: Relaying.Named, ...ANYTHING };
}

/** Rights of players that may write. Who passes on and speaks is left open. */
export function writersOf(isAllowed: Authorize): Rights {
    return { write: isAllowed, relay: no, speak: isAllowed, relaying: Relaying.Open, ...ANYTHING };
}

/** The rights behind the functions that toAuthorize() made. */
const made = new LuaMap<Authorize, Rights>();

/** The policy as a function, which is how addons and the log hold it. */
export function toAuthorize(rights: Rights): Authorize {
    const { write, relay, speak } = rights;
    const authorize: Authorize = (event, sender, direction, isCreator, state) => {
        if (event === undefined) {
            return speak(event, sender, direction, isCreator, state);
        }
        return (isCreator ? write : relay)(event, sender, direction, isCreator, state);
    };
    made.set(authorize, rights);
    return authorize;
}

const A_POLICY = 'a policy (a function, "everyone", "nobody" or a table of write, relay and speak)';

/** The rights of a policy as addons give it. Raises for what is none, naming method and argument. */
export function readPolicy(method: string, argument: string, policy: Policy): Rights {
    if (typeof policy === "function") {
        return made.get(policy) ?? rightsOf(policy);
    }
    if (policy === "everyone") {
        return EVERYONE;
    }
    if (policy === "nobody") {
        return NOBODY;
    }
    if (type(policy) !== "table") {
        misuse(method, argument, mustBe(A_POLICY, policy));
    }
    // A list of policies, or `policies` itself where the call was made with a colon.
    if (policy.write === undefined && policy.relay === undefined && policy.speak === undefined) {
        misuse(method, argument, `must be ${A_POLICY}, got a table without these`);
    }
    const read = (question: "write" | "relay" | "speak"): Rights =>
        readPolicy(method, `${argument}.${question}`, policy[question]);
    const [writers, relays, speakers] = [read("write"), read("relay"), read("speak")];
    if (relays.relaying === Relaying.Open) {
        misuse(
            method,
            `${argument}.relay`,
            'lets nobody pass on the events of others: write "nobody" if that is meant',
        );
    }
    const all = [writers, relays, speakers];
    return {
        write: writers.write,
        relay: relays.relay,
        speak: speakers.speak,
        relaying: relays.relaying,
        types: all.flatMap(({ types }) => types),
        covers: (type) => writers.covers(type),
    };
}
