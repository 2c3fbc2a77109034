/** The players of a simulated guild: name and GUID depend on a player's number alone, so every run invents the same ones. */

/** Server id in their GUIDs; the one that clients of a realm have when told nothing else. */
const SERVER = 1001;

/** GUID number of player 0: beyond int32, where formatting and comparing go wrong first. */
const FIRST_GUID = 0x8a000000;

const STARTS = ["Al", "Bran", "Cor", "Dag", "El", "Fen", "Gar", "Hal", "Is", "Jor"];
const ENDS = ["dan", "eth", "ic", "mar", "na", "or", "ra", "ric", "us", "wyn"];

/** The last part of a player's GUID as a number. */
export function guidNumber(player: number): number {
    return FIRST_GUID + player;
}

/** `playerGuid(7)` is "Player-1001-8A000007". */
export function playerGuid(player: number): string {
    return string.format("Player-%d-%08X", SERVER, guidNumber(player));
}

/** A name of letters alone; those of player 1 to 100 differ. */
export function playerName(player: number): string {
    const index = player - 1;
    const round = math.floor(index / STARTS.length);
    return STARTS[index % STARTS.length] + ENDS[(index + round) % ENDS.length];
}
