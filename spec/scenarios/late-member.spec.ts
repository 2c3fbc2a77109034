import { type LateMemberOptions, playLateMember } from "../../scenarios/late-member";
import { rounds } from "../support/rounds";

const FIRST_SEED = 11;
const SEEDS = rounds(3);

/** Smaller than what bench/sync.ts measures; bounds that hold for any seed. */
const GUILD = { events: 1000, weeks: 4, members: 5 };

function check(name: string, options: Partial<LateMemberOptions>, most: { messages: number; seconds: number }): void {
    describe("A member who lacks", () => {
        it(`${name} has them soon, for few messages`, () => {
            for (const seed of $range(FIRST_SEED, FIRST_SEED + SEEDS - 1)) {
                const { isEqual, messages, seconds } = playLateMember({ lacking: 1, ...GUILD, ...options, seed });
                const found = string.format("seed %d: %d messages, %.1f s", seed, messages, seconds);
                assert.is_true(isEqual, found);
                assert.is_true(messages <= most.messages && seconds <= most.seconds, found);
            }
        });
    });
}

check("one event", { lacking: 1 }, { messages: 12, seconds: 40 });
check("ten events", { lacking: 10 }, { messages: 15, seconds: 40 });
check("a hundred events", { lacking: 100 }, { messages: 30, seconds: 60 });
check("two whole weeks", { lacking: 500 }, { messages: 60, seconds: 90 });
check("ten events, when 5 % of messages are lost,", { lacking: 10, loss: 0.05 }, { messages: 40, seconds: 180 });
check("ten events, when 20 % of messages are lost,", { lacking: 10, loss: 0.2 }, { messages: 60, seconds: 400 });
