/** What `authorize` is asked in addition, because of seals. */

import type { Authorize } from "../api/authorize";
import type { EventKey } from "../api/event";
import { toId } from "../event/key";
import { REVOKE, type Schema, SEAL } from "../event/schema";
import type { Rights } from "./policy";

/**
 * `authorize` with two answers of the library's own: who writes seals, `sealers` says; and a revocation that carries a sealed event passes where that event may be
 * passed on as well, since a client without the history cannot see whether it was ever there.
 */
export function withSeals(authorize: Authorize, sealers: Rights, schema: Schema): Authorize {
    return (event, sender, direction, isCreator, state) => {
        if (event?.type === SEAL.name && isCreator) {
            return sealers.write(event, sender, direction, isCreator, state);
        }
        const answer = authorize(event, sender, direction, isCreator, state);
        if (answer !== true || event?.type !== REVOKE.name || event.targetBody === undefined) {
            return answer;
        }
        const { time, creator, counter } = event.target as EventKey;
        const [carried] = schema.decode(time, toId(creator, counter), event.targetBody as string, "");
        return carried !== undefined && authorize(carried, sender, direction, false, state);
    };
}
