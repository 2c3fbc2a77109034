/** What `authorize` is asked in addition, because of seals. */

import type { Authorize } from "../api/authorize";
import type { EventKey, LedgerEvent } from "../api/event";
import { toId } from "../event/key";
import { REVOKE, type Schema, SEAL } from "../event/schema";
import type { Rights } from "./policy";

/**
 * `authorize` with answers of the library's own: who writes seals, `sealers` says; and a revocation that carries a sealed event passes where that event may be
 * passed on as well, since a client without the history cannot see whether it was ever there. One that names a sealed event without carrying it changes nothing, but
 * every later seal has to say so: it passes where it may be passed on.
 * @param isLate whether a revocation names by key what is sealed here, and the seal does not list it.
 */
export function withSeals(
    authorize: Authorize,
    sealers: Rights,
    schema: Schema,
    isLate: (this: void, revocation: LedgerEvent) => boolean,
): Authorize {
    return (event, sender, direction, isCreator, state) => {
        if (event?.type === SEAL.name && isCreator) {
            return sealers.write(event, sender, direction, isCreator, state);
        }
        const answer = authorize(event, sender, direction, isCreator, state);
        if (answer !== true || event?.type !== REVOKE.name) {
            return answer;
        }
        if (event.targetBody === undefined) {
            return !isCreator || !isLate(event) || authorize(event, sender, direction, false, state);
        }
        const { time, creator, counter } = event.target as EventKey;
        const [carried] = schema.decode(time, toId(creator, counter), event.targetBody as string, "");
        return carried !== undefined && authorize(carried, sender, direction, false, state);
    };
}
