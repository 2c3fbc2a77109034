import { expect, test } from "vitest";
import type { PlayerInfo } from "../src/answers";
import { Players } from "../src/players";

const guid = (number: number): string => `Player-4452-0000000${number}`;
const player = (number: number, name: string | null, token: string | null = null): PlayerInfo => ({
    ...{ player: guid(number), name, class: token, written: 0, named: 1, first: 1, last: 1 },
});

const players = new Players([
    player(1, "Bob-One", "WARRIOR"),
    player(2, "Bob-Two", 'MAGE" onload='),
    player(3, "Änna-One"),
    player(4, null),
]);

test("a name goes without its realm where nobody else has it", () => {
    expect([1, 2, 3, 4].map((number) => players.nameOf(guid(number)))).toEqual(["Bob-One", "Bob-Two", "Änna", guid(4)]);
    expect(players.nameOf("Player-1-0000ABCD")).toBe("Player-1-0000ABCD");
});

test("a player is found by what is typed", () => {
    expect(["änna", " Bob-two ", guid(4), "Bob", "nobody", ""].map((typed) => players.guidOf(typed))).toEqual([
        guid(3),
        guid(2),
        guid(4),
        undefined,
        undefined,
        undefined,
    ]);
});

test("only a class of the game becomes a style", () => {
    expect([1, 2, 3].map((number) => players.styleOf(guid(number)))).toEqual(["class-warrior", "", ""]);
});
