/** Whether requests are a group by the rules that everybody follows. */

import type { MeetRequest } from "./cells";
import { matches } from "./selector";
import { isOlder } from "./view";

const max = math.max;

/** Whether a request accepts all others of a group, and they accept it; whether there are as many as wanted, and the coordinator's is the oldest. */
export function isGroupFor(own: MeetRequest, group: readonly MeetRequest[]): boolean {
    let mates = 0;
    for (const request of group) {
        mates = max(mates, request.mates);
        const isAccepted =
            request === own || (matches(own.selector, request.labels) && matches(request.selector, own.labels));
        const isInOrder = request === group[0] || isOlder(group[0], request);
        if (request.event !== own.event || !isAccepted || !isInOrder) {
            return false;
        }
    }
    return group.length === mates + 1;
}
