// The game clients that the library is for: the one list of their interface numbers.

/** Each client: the number in `## Interface` and GetBuildInfo, and what it is. */
export const CLIENTS = [
    { number: 11509, name: "Classic Era 1.15.9" },
    { number: 20506, name: "TBC Anniversary 2.5.6" },
    { number: 50504, name: "MoP Classic 5.5.4" },
    { number: 120100, name: "Retail 12.1.0" },
    { number: 120105, name: "Retail 12.1.5" },
    { number: 16001, name: "WoW Forever 1.60.1" },
];

/** They as they stand behind `## Interface:` in a .toc. */
export const INTERFACES = CLIENTS.map(({ number }) => number).join(", ");
