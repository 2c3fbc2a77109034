/** A host of seals for specs in which there are none. */

import type { SealHost } from "../../src/sync/seal-host";

/** Where there are no seals. */
export const NO_SEALS: SealHost = {
    standing: () => undefined,
    flags: () => 0,
    stream: (_digest, then) => then(undefined),
    wanted: () => undefined,
    unconfirmed: () => undefined,
    streamReceived: (_digest, _stream, _peer, done) => done(false),
    answered: () => {},
    rowsTold: () => {},
    surplusTold: () => {},
    keptFrom: () => 0,
    holdsBack: () => false,
    wantsHistory: () => false,
    historyFilter: () => () => false,
    needsHistory: () => false,
};
