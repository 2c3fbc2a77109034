import { expect, test } from "vitest";
import { agoText, counted, inputOf, isoText, numberText, signedText, timeOfInput } from "../src/words";

const TIME = 1_774_906_200;

test("numbers", () => {
    expect([0, 1234567, -2.555, 1e21].map(numberText)).toEqual([
        "0",
        "1,234,567",
        "-2.56",
        "1,000,000,000,000,000,000,000",
    ]);
    expect([5, -3, 0].map(signedText)).toEqual(["+5", "−3", "0"]);
    expect([counted(1, "event"), counted(2000, "event"), counted(2, "match", "matches")]).toEqual([
        "1 event",
        "2,000 events",
        "2 matches",
    ]);
});

test("times as programs read them", () => {
    expect(isoText(TIME)).toBe("2026-03-30T21:30:00Z");
});

test("how long ago", () => {
    expect([0, 59, 60, 7200, 3 * 86_400].map((seconds) => agoText(TIME, TIME + seconds))).toEqual([
        "a moment ago",
        "a moment ago",
        "1 minute ago",
        "2 hours ago",
        "3 days ago",
    ]);
});

test("a moment goes through an input and back, to the minute", () => {
    for (const time of [TIME, 0, 1_700_000_040, 4_000_000_020]) expect(timeOfInput(inputOf(time))).toBe(time);
    expect(["", "nonsense", "2026-99-99T00:00"].map(timeOfInput)).toEqual([undefined, undefined, undefined]);
});
