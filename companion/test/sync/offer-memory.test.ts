/** When a client offers again what a server did not take. */
import { expect, it } from "vitest";
import { Random } from "../../../tools/random.mjs";
import { OfferMemory } from "../../src/sync/offer-memory";
import { FakeClock } from "../support/fake-clock";

/** Milliseconds of the waits behind one another, each after as many answers of a kind. */
async function waitsOf(code: string, rounds: number, answers = 1): Promise<number[]> {
    const clock = new FakeClock(new Random(7));
    const memory = new OfferMemory(clock);
    const waits: number[] = [];
    for (let round = 0; round < rounds; round++) {
        for (let answer = 0; answer < answers; answer++) memory.pauseAll({ code, text: "" });
        waits.push(memory.pausedFor);
        await clock.advance(memory.pausedFor);
    }
    return waits;
}

const inBounds = (waits: readonly number[], most: readonly number[]): void =>
    waits.forEach((wait, index) => {
        expect(wait).toBeGreaterThanOrEqual(most[index] / 2);
        expect(wait).toBeLessThanOrEqual(most[index]);
    });

it("waits twice as long each time, for a full server ten minutes at most", async () => {
    inBounds(await waitsOf("full", 9), [5000, 10_000, 20_000, 40_000, 80_000, 160_000, 320_000, 600_000, 600_000]);
});

it("waits a minute at most for a database or a primary that is away", async () => {
    for (const code of ["busy", "primaryAway"])
        inBounds(await waitsOf(code, 7), [5000, 10_000, 20_000, 40_000, 60_000, 60_000, 60_000]);
});

it("counts the answers to Offers that were on the way together once", async () => {
    inBounds(await waitsOf("full", 3, 4), [5000, 10_000, 20_000]);
});

it("begins anew once something was taken", async () => {
    const clock = new FakeClock(new Random(7));
    const memory = new OfferMemory(clock);
    for (let round = 0; round < 5; round++) {
        memory.pauseAll({ code: "full", text: "" });
        await clock.advance(memory.pausedFor);
    }
    memory.accepted([]);
    expect(memory.pausedFor).toBe(0);
    memory.pauseAll({ code: "full", text: "" });
    inBounds([memory.pausedFor], [5000]);
});
