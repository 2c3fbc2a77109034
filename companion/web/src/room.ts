/** The room that is shown, for all parts of its pages. */
import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { LogInfo, RoomDetails, TypeInfo } from "./answers";
import type { Players } from "./players";

export interface ShownRoom {
    /** As the address names it. */
    readonly name: string;
    readonly details: RoomDetails;
    readonly players: Players;
    /** The ledger that is chosen, or the only one; undefined where the room has none yet. */
    readonly log: (LogInfo & { readonly types: readonly TypeInfo[] }) | undefined;
    /** Whether the one who looks may do all at this server. */
    readonly isOperator: boolean;
    readonly isLocal: boolean;
}

export const RoomContext = createContext<ShownRoom | undefined>(undefined);

export function useRoom(): ShownRoom {
    const room = useContext(RoomContext);
    if (room === undefined) throw new Error("useRoom: a room around the part expected");
    return room;
}

/** What names the ledger in a request. */
export function logQuery({ log }: ShownRoom): { ledger?: string; scope?: string } {
    return log === undefined ? {} : { ledger: log.ledger, scope: log.scope };
}

/** The ledger that the address names, else the one with the most events. */
export function findLog<T extends LogInfo>(
    logs: readonly T[],
    { ledger, scope }: Readonly<Record<string, string>>,
): T | undefined {
    const isMeant = (log: T): boolean =>
        (ledger === undefined || log.ledger === ledger) && (scope === undefined || log.scope === scope);
    const meant = logs.filter(isMeant);
    return (meant.length > 0 ? meant : logs).toSorted((one, other) => other.events - one.events).at(0);
}
