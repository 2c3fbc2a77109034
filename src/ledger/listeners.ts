/** What `ledger:on()` can tell of. */

/** The names, in the order of the declaration above. */
export const LISTENERS = [
    "stateChanged",
    "eventAdded",
    "syncChanged",
    "conflict",
    "reducerError",
    "refused",
    "opened",
    "closed",
];
