/**
 * What the network does to messages. All may be changed while the realm runs. Probabilities (0..1) are drawn for each
 * message and receiver from the realm's generator.
 */
export interface Faults {
    /** Seconds from sender to receiver. */
    latency: number;
    /** Up to so many seconds more, drawn for each receiver. The order in which one receiver gets messages is kept. */
    latencyJitter: number;
    /** Probability that a message is lost. */
    loss: number;
    /** Probability that a message arrives twice. */
    duplication: number;
    /** Probability that a message is held back for up to 2 s, so that later ones overtake it. */
    reordering: number;
    /** Whether the sender hears its own messages on GUILD and OFFICER. Reports from the game conflict. */
    guildEcho: boolean;
    /** Probability that a receiver on the sender's own realm sees the bare "Name" for "Name-Realm". */
    bareSenders: number;
    /** Whether receivers under a restriction get secret values. */
    secretsInLockdown: boolean;
    /** Whether the names of others in the group are secret values, as under some restrictions. */
    secretNames: boolean;
    /** Bytes a second, averaged over 10 s, at which the server cuts a client off; 0 is never. In the game about 2,000. */
    floodLimit: number;
}

/** The network of a realm that was told nothing else. */
export function createFaults(chosen: Partial<Faults>): Faults {
    return {
        latency: chosen.latency ?? 0.1,
        latencyJitter: chosen.latencyJitter ?? 0,
        loss: chosen.loss ?? 0,
        duplication: chosen.duplication ?? 0,
        reordering: chosen.reordering ?? 0,
        guildEcho: chosen.guildEcho ?? true,
        bareSenders: chosen.bareSenders ?? 0,
        secretsInLockdown: chosen.secretsInLockdown ?? false,
        secretNames: chosen.secretNames ?? false,
        floodLimit: chosen.floodLimit ?? 0,
    };
}
