// Faults of the evening in words.

const FAULTS = {
    reload: (name) => [`${name} does /reload`],
    crash: (name) => [`${name} crashes`, `${name} is back`],
    auctioneer: (name) => [`the auctioneer ${name} crashes`, `${name} is back`],
    leave: (name) => [`${name} logs out`, `${name} is back`],
    late: (name) => [`${name} logs in and is invited`, `${name}'s window shows what the others' do`],
    partition: () => ["the network is cut in two", "the network is whole again"],
};

/** What a fault record says to a human; undefined when a fault has no end to tell of. */
export function describeFault({ fault, isOver, client }, names) {
    const [begin, end] = FAULTS[fault](names[client]);
    return isOver ? (end ?? begin) : begin;
}
