/** The names that `ledger:on()` takes. */

/** The names, in the order of LedgerListeners in api/listeners.ts. */
export const LISTENERS = [
    "stateChanged",
    "eventAdded",
    "syncChanged",
    "conflict",
    "reducerError",
    "refused",
    "recoverable",
    "sealed",
    "sealMismatch",
    "orphan",
    "opened",
    "closed",
];
